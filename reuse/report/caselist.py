"""The list of cases: rows as the table has them, and as the script searches and orders them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reuse.model.comparison import Comparison
from reuse.model.derivation import Derivation
from reuse.model.document import Document
from reuse.model.verdict import Relation
from reuse.report import words
from reuse.report.casedata import CASES_A_BLOCK, Case, Shelf
from reuse.report.escape import shorten
from reuse.report.markview import LEGEND
from reuse.report.pairview import STYLES, case_keys, known_language, reused_share

_TITLE = 110
_HEADLINE = 300
_GROUPS = {
    Relation.LEFT_FROM_RIGHT: "derived",
    Relation.RIGHT_FROM_LEFT: "derived",
    Relation.COMMON_SOURCE: "common",
    Relation.UNDETERMINED: "undetermined",
    Relation.INDEPENDENT: "independent",
}
DIRECTED = {Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A pair as a table row."""

    number: int
    address: str
    """Where the case is shown; empty for nowhere."""
    finding: str
    comparison: Comparison
    names: tuple[str, str]
    titles: tuple[str, str]
    languages: tuple[str | None, str | None]
    """Of the titles."""
    between: str
    probability: str
    passages: int
    share: str
    shared: str
    """What kinds of passages are shared, for a pair without reuse."""
    credit: str
    day: str
    """The day on which the earlier of the two appeared, where that is known."""


def cases_of(
    comparisons: Sequence[Comparison],
    derivations: Sequence[Derivation] = (),
    page_of: Callable[[int], str] = lambda _: "",
) -> tuple[Case, ...]:
    """Pairs with numbers from 1 and with keys.

    Args:
        comparisons: the pairs.
        derivations: the graphs that their documents are in.
        page_of: names the file that shows each number; empty for the page itself.
    """
    family = {name: at for at, graph in enumerate(derivations, 1) for name in graph.documents}

    def shared(comparison: Comparison) -> int:
        number = family.get(comparison.left.id, 0)
        return number if number == family.get(comparison.right.id) else 0

    return tuple(
        Case(
            number=number,
            key=key,
            comparison=comparison,
            page=page_of(number),
            family=shared(comparison),
        )
        for number, (key, comparison) in enumerate(
            zip(case_keys(comparisons), comparisons, strict=True), 1
        )
    )


def row_of(case: Case, *, linked: bool = True) -> Row:
    """A case as a row, with an address unless it can be read nowhere without scripts."""
    comparison = case.comparison
    verdict = comparison.verdict
    first, second = words.titles(comparison)
    languages = (known_language(comparison.left), known_language(comparison.right))
    instant, share = _earliest(comparison), reused_share(comparison)
    return Row(
        number=case.number,
        address=case.address if linked else "",
        finding=words.finding_form(comparison),
        comparison=comparison,
        names=words.side_names(comparison),
        titles=(shorten(first, _TITLE), shorten(second, _TITLE)),
        languages=words.in_order(comparison, languages),
        between=words.between_titles(comparison),
        probability=words.finding_probability(verdict),
        passages=len(comparison.reused),
        share=words.percent(share) if share else "",
        shared=words.shared(comparison),
        credit=words.CREDIT[verdict.credit] if verdict.relation in DIRECTED else "",
        day="" if instant is None else words.day(instant),
    )


def book_of(cases: Sequence[Case], shelf: Shelf, *, single: bool = False) -> dict[str, object]:
    """What the script knows of all cases before it opens one.

    Args:
        cases: the cases of the page.
        shelf: their documents.
        single: whether the page is about one pair and has no list.
    """
    documents = [d for case in cases for d in (case.comparison.left, case.comparison.right)]
    outlets = sorted({d.outlet for d in documents if d.outlet})
    return {
        "single": single,
        "block": CASES_A_BLOCK,
        "texts": shelf.starts,
        "looks": STYLES,
        "marks": LEGEND,
        "choices": outlets,
        "outlets": outlets,
        "authors": sorted({d.author for d in documents if d.author}),
        "cases": [_row_data(case) for case in cases],
    }


def _row_data(case: Case) -> dict[str, object]:
    row, comparison = row_of(case), case.comparison
    sides = (comparison.left, comparison.right)
    relation = comparison.verdict.relation
    decided = relation is not Relation.UNDETERMINED
    return {
        "n": row.number,
        "key": case.key,
        "page": case.page,
        "family": case.family,
        "finding": row.finding,
        "names": row.names,
        "titles": row.titles,
        "langs": row.languages,
        "between": row.between,
        "relation": relation,
        "rel": _GROUPS[relation],
        "p": round(comparison.verdict.probability, 4) if decided else -1,
        "probability": row.probability,
        "credit": comparison.verdict.credit if relation in DIRECTED else "",
        "creditWords": row.credit,
        "words": comparison.reused_words,
        "passages": row.passages,
        "share": round(reused_share(comparison), 4),
        "percent": row.share,
        "shared": row.shared,
        "reuse": comparison.is_reuse,
        "day": row.day,
        "time": _earliest(comparison),
        "outlets": [d.outlet or "" for d in sides],
        "ids": [d.id for d in sides],
        "heads": [_headline(d) for d in sides],
        "dates": [d.published for d in sides],
    }


def _headline(document: Document) -> str:
    return shorten(document.title or "", _HEADLINE)


def _earliest(comparison: Comparison) -> float | None:
    """Seconds since 1970 at which the earlier of the two appeared; None when neither is known."""
    stamps = (comparison.left.stamp, comparison.right.stamp)
    return min((stamp.instant for stamp in stamps if stamp is not None), default=None)
