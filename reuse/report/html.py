"""One self-contained HTML file: no request leaves it, and no data in it can run.

Every value passes two gates: `visible` spells out controls and bidirectional marks, and
Jinja escapes the rest. A content policy with the hashes of our own style and script refuses
whatever might slip through.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from reuse import version
from reuse.model.comparison import Comparison
from reuse.model.result import ScanResult
from reuse.report import words
from reuse.report.casedata import Case, Shelf, case_blocks, packed
from reuse.report.caselist import book_of, cases_of
from reuse.report.clusterview import MAX_CLUSTERS, MAX_SHOWN
from reuse.report.escape import shorten, unsafe_ranges, visible
from reuse.report.ledgerview import LAG, link_words
from reuse.report.markview import LEGEND
from reuse.report.pairview import STYLES, pair_view
from reuse.report.scanview import MAX_LIST, scan_view

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

MAX_CASES = 2_000
"""Cases that a page holds when nothing else is asked."""
_SCRIPTS = ("dom", "data", "pair", "walk", "list", "share", "settings", "views", "start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page shows of a result."""

    max_cases: int = MAX_CASES
    """Cases on the page, from the most telling one on; the page says how many there are."""
    statements: tuple[str, ...] = ()
    """What was left out on request, a sentence each."""
    parts: int = 0
    """Cases a page where the cases are spread over pages of their own; 0 for one page."""


def render_scan(result: ScanResult, page: Page | None = None) -> str:
    """Render the report of a scan as one string; see `scan_pieces`."""
    return "".join(scan_pieces(result, page))


def scan_pieces(result: ScanResult, page: Page | None = None) -> Iterator[str]:
    """Render the report of a scan, in pieces that joined make the page.

    Args:
        result: what the scan found.
        page: what of it is shown; the defaults when None.
    """
    shown = page or Page()
    cases = cases_of(result.comparisons[: shown.max_cases])
    template = _environment().get_template("scan.html.jinja")
    return template.generate(
        view=scan_view(result, cases),
        held=len(cases),
        statements=shown.statements,
        max_clusters=MAX_CLUSTERS,
        max_shown=MAX_SHOWN,
        max_list=MAX_LIST,
        settings=msgspec.json.format(msgspec.json.encode(result.settings), indent=2).decode(),
        blocks=_blocks(cases),
        **_shell(),
    )


def render_comparison(comparison: Comparison) -> str:
    """Render the report of one pair."""
    template = _environment().get_template("comparison.html.jinja")
    (case,) = cases = cases_of([comparison])
    return template.render(
        pair=pair_view(comparison, 1, case.key),
        blocks=_blocks(cases, single=True),
        **_shell(),
    )


def _blocks(cases: tuple[Case, ...], *, single: bool = False) -> Iterator[Markup]:
    """What the script draws on demand, packed."""
    shelf = Shelf(cases)
    book = packed("book", book_of(cases, shelf, single=single))
    return map(_trusted, chain((book,), case_blocks(cases, shelf), shelf.blocks()))


def _shell() -> dict[str, object]:
    """Style, script and the policy that lets nothing else in."""
    style, script = _asset("style.css"), _script()
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return {
        "policy": policy,
        "style": _trusted(style),
        "script": _trusted(script),
        "unsafe": _trusted(msgspec.json.encode(unsafe_ranges()).decode()),
        "tool_version": version.__version__,
        "legend": STYLES,
        "mark_legend": LEGEND,
        "nats": words.NATS,
        "lag_note": LAG,
        "sifted": words.SIFTED,
    }


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  heavy

    environment = Environment(
        loader=PackageLoader("reuse.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters.update(
        named=_named,
        count=words.count,
        percent=words.percent,
        short=shorten,
        undirected=link_words,
    )
    return environment


def _finalize(value: object) -> object:
    """Spell out unsafe characters in every string that a template prints."""
    return visible(value) if type(value) is str else value


def _named(form: str, names: tuple[str, str]) -> Markup:
    """Put the names of a pair into a sentence of ours, each isolated from its direction."""
    from markupsafe import Markup  # noqa: PLC0415  heavy, like jinja2

    left, right = (Markup("<bdi>{}</bdi>").format(visible(name)) for name in names)
    # The form is one of our own sentences; only the names come from outside.
    return Markup(form).format(left=left, right=right)  # noqa: S704


def _trusted(text: str) -> Markup:
    from markupsafe import Markup  # noqa: PLC0415  heavy, like jinja2

    return Markup(text)  # noqa: S704  our own file, and the policy names its hash


@lru_cache(maxsize=1)
def _script() -> str:
    """The script, put together of its parts, which see each other and nobody else."""
    parts = "\n".join(_asset(f"script/{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


@lru_cache(maxsize=32)
def _asset(name: str) -> str:
    loader = _environment().loader
    if loader is None:
        raise RuntimeError("the template environment has no loader")
    source = loader.get_source(_environment(), name)[0]
    # The browser hashes the element's text after it has made every line end a newline.
    return source.replace("\r\n", "\n")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
