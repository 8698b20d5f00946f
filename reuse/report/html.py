"""One self-contained HTML file: no request leaves it, and no data in it can run.

Every value passes two gates: `visible` spells out controls and bidirectional marks, and
Jinja escapes the rest. A content policy with the hashes of our own style and script refuses
whatever might slip through.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote

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
from reuse.report.page import PART, Page
from reuse.report.pairview import STYLES, pair_view
from reuse.report.scanview import MAX_LIST, scan_view, static_pairs, static_rows

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_STYLES = ("page", "views", "case", "narrow", "print")
_SCRIPTS = ("dom", "data", "pair", "walk", "list", "share", "settings", "views", "start")


def render_scan(result: ScanResult, page: Page | None = None) -> str:
    """Render the report of a scan as one string; see `scan_pieces`."""
    return "".join(scan_pieces(result, page))


def scan_pieces(
    result: ScanResult, page: Page | None = None, stem: str = "report"
) -> Iterator[str]:
    """Render the first page of a report, in pieces that joined make the page.

    Args:
        result: what the scan found.
        page: what of it is shown; the defaults when None.
        stem: name of the file without its ending, which those of further pages begin with.
    """
    shown = page or Page()
    cases = _cases(result, shown, stem)
    template = _environment().get_template("scan.html.jinja")
    return template.generate(
        view=scan_view(result, cases),
        pairs=() if shown.split else static_pairs(cases),
        parts=shown.split,
        statements=shown.statements,
        max_clusters=MAX_CLUSTERS,
        max_shown=MAX_SHOWN,
        max_list=MAX_LIST,
        settings=msgspec.json.format(msgspec.json.encode(result.settings), indent=2).decode(),
        blocks=_blocks(cases, elsewhere=shown.split),
        **_amounts(result, cases),
        **_shell(),
    )


def part_pieces(
    result: ScanResult, page: Page, stem: str = "report"
) -> Iterator[tuple[str, Iterator[str]]]:
    """Name and pieces of each further page of a split report."""
    cases = _cases(result, page, stem)
    template = _environment().get_template("part.html.jinja")
    for first in range(0, len(cases) if page.split else 0, PART):
        own = tuple(replace(case, page="") for case in cases[first : first + PART])
        rows, labelled = static_rows(own)
        yield (
            _part_name(stem, first + 1),
            template.generate(
                home=quote(f"{stem}.html"),
                first=first + 1,
                last=first + len(own),
                rows=rows,
                labelled=labelled,
                reusing=sum(case.comparison.is_reuse for case in own),
                pairs=static_pairs(own),
                blocks=_blocks(own),
                **_amounts(result, cases),
                **_shell(),
            ),
        )


def _part_name(stem: str, number: int) -> str:
    """File of a split report that shows a case."""
    return f"{stem}-{(number - 1) // PART + 1:03}.html"


def _cases(result: ScanResult, page: Page, stem: str) -> tuple[Case, ...]:
    def file_of(number: int) -> str:
        return quote(_part_name(stem, number)) if page.split else ""

    return cases_of(result.comparisons[: page.held(result)], result.derivations, file_of)


def _amounts(result: ScanResult, cases: tuple[Case, ...]) -> dict[str, object]:
    found = len(result.comparisons)
    return {"held": len(cases), "found": found, "capped": len(cases) < found}


def render_comparison(comparison: Comparison) -> str:
    """Render the report of one pair."""
    template = _environment().get_template("comparison.html.jinja")
    (case,) = cases = cases_of([comparison])
    return template.render(
        pair=pair_view(comparison, 1, case.key),
        blocks=_blocks(cases, single=True),
        **_shell(),
    )


def _blocks(
    cases: tuple[Case, ...], *, single: bool = False, elsewhere: bool = False
) -> Iterator[Markup]:
    """What the script draws on demand, packed; the cases themselves unless they are elsewhere."""
    shelf = Shelf(cases)
    book = packed("book", book_of(cases, shelf, single=single))
    rest = () if elsewhere else chain(case_blocks(cases, shelf), shelf.blocks())
    return map(_trusted, chain((book,), rest))


def _shell() -> dict[str, object]:
    """Style, script and the policy that lets nothing else in."""
    style, script = _style(), _script()
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
        "missed": words.MISSED,
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
def _style() -> str:
    """The style, put together of its parts; later ones override earlier ones."""
    return "".join(_asset(f"style/{name}.css") for name in _STYLES)


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
