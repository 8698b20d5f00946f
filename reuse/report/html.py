"""One self-contained HTML file: no request leaves it, and no data in it can run.

Every value passes two gates: `visible` spells out controls and bidirectional marks, and
Jinja escapes the rest. A content policy with the hashes of our own style and script refuses
whatever might slip through.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from reuse import version
from reuse.model.comparison import Comparison
from reuse.model.result import ScanResult
from reuse.report import words
from reuse.report.escape import shorten, visible
from reuse.report.ledgerview import LAG, link_words
from reuse.report.markview import LEGEND
from reuse.report.pairview import STYLES, pair_view
from reuse.report.scanview import MAX_CLUSTERS, MAX_LIST, MAX_ROWS, scan_view

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

OPEN_PAIRS = 8
"""Pairs that stand open when the page is opened; the others open at a click."""


def render_scan(result: ScanResult, *, max_pairs: int = 200) -> str:
    """Render the report of a scan as one string; see `scan_pieces`."""
    return "".join(scan_pieces(result, max_pairs=max_pairs))


def scan_pieces(result: ScanResult, *, max_pairs: int = 200) -> Iterator[str]:
    """Render the report of a scan, in pieces that joined make the page.

    Args:
        result: what the scan found.
        max_pairs: pairs shown in full, from the most telling one on; the next ones, up to
            2,000 in all, stand in the table only, and the page says so.
    """
    template = _environment().get_template("scan.html.jinja")
    return template.generate(
        view=scan_view(result, max_pairs),
        max_rows=MAX_ROWS,
        max_clusters=MAX_CLUSTERS,
        max_list=MAX_LIST,
        open_pairs=OPEN_PAIRS,
        settings=msgspec.json.format(msgspec.json.encode(result.settings), indent=2).decode(),
        **_shell(),
    )


def render_comparison(comparison: Comparison) -> str:
    """Render the report of one pair."""
    template = _environment().get_template("comparison.html.jinja")
    return template.render(pair=pair_view(comparison, 1), open_pairs=1, **_shell())


def _shell() -> dict[str, object]:
    """Style, script and the policy that lets nothing else in."""
    style, script = _asset("style.css"), _asset("script.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return {
        "policy": policy,
        "style": _trusted(style),
        "script": _trusted(script),
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
        titles=words.titles,
        between_titles=words.between_titles,
        count=words.count,
        percent=words.percent,
        short=shorten,
        undirected=link_words,
    )
    return environment


def _finalize(value: object) -> object:
    """Spell out unsafe characters in every string that a template prints."""
    return visible(value) if type(value) is str else value


def _named(form: str, comparison: Comparison) -> Markup:
    """Put the names of a pair into a sentence of ours, each isolated from its direction."""
    from markupsafe import Markup  # noqa: PLC0415  heavy, like jinja2

    left, right = (
        Markup("<bdi>{}</bdi>").format(visible(name)) for name in words.side_names(comparison)
    )
    # The form is one of our own sentences; only the names come from outside.
    return Markup(form).format(left=left, right=right)  # noqa: S704


def _trusted(text: str) -> Markup:
    from markupsafe import Markup  # noqa: PLC0415  heavy, like jinja2

    return Markup(text)  # noqa: S704  our own file, and the policy names its hash


@lru_cache(maxsize=2)
def _asset(name: str) -> str:
    loader = _environment().loader
    if loader is None:
        raise RuntimeError("the template environment has no loader")
    source = loader.get_source(_environment(), name)[0]
    # The browser hashes the element's text after it has made every line end a newline.
    return source.replace("\r\n", "\n")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
