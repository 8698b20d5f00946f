"""What a scan comes to, for whoever has ten seconds: sentences, figures, the most telling cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from reuse.model.comparison import Comparison
from reuse.model.result import ScanResult
from reuse.model.verdict import Credit, Relation
from reuse.report import words
from reuse.report.casedata import Case
from reuse.report.caselist import DIRECTED
from reuse.report.escape import shorten
from reuse.report.pairview import known_language, measure, reused_share

CARDS = 6
"""Most telling cases shown as cards."""
_SNIPPET = 220
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One bar of a figure."""

    label: str
    number: int
    share: float
    """Length of the bar, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A case in short."""

    case: Case
    names: tuple[str, str]
    verdict: str
    credit: str | None
    whens: tuple[str, str]
    snippet: str
    language: str | None
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line of a scale."""

    label: str
    share: float
    """Place along the scale, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The first part of the page."""

    sentences: tuple[str, ...]
    uncredited: int
    """Pairs of which one derives from the other without naming it."""
    relations: tuple[Tally, ...]
    shares: tuple[Tally, ...]
    ticks: tuple[Tick, ...]
    """Of the figure of shares, whose heights are logarithms."""
    cards: tuple[Card, ...]


def overview(result: ScanResult, cases: Sequence[Case]) -> Overview:
    """Sum up a scan."""
    reusing = tuple(c for c in result.comparisons if c.is_reuse)
    shares, ticks = _shares(reusing)
    findings = (case for case in cases if case.comparison.is_reuse)
    return Overview(
        sentences=tuple(_sentences(result, reusing)),
        uncredited=sum(
            c.verdict.relation in DIRECTED and c.verdict.credit is Credit.UNCREDITED
            for c in reusing
        ),
        relations=_relations(reusing),
        shares=shares,
        ticks=ticks,
        cards=tuple(_card(case) for case, _ in zip(findings, range(CARDS), strict=False)),
    )


def _sentences(result: ScanResult, reusing: tuple[Comparison, ...]) -> list[str]:
    """What happened, in four sentences at the most."""
    others = len(result.comparisons) - len(reusing)
    told = []
    if not reusing:
        told.append("No article was found to reuse another's text.")
    else:
        carriers = {d.id for c in reusing for d in (c.left, c.right)}
        told.append(
            f"{words.count(len(carriers), 'article')} of {len(result.documents):,} "
            f"{'shares' if len(carriers) == 1 else 'share'} reused text with another: "
            f"{words.count(len(reusing), 'pair')}."
        )
        told += [_directed(reusing), _undirected(reusing)]
    if others:
        told.append(
            f"{words.count(others, 'further pair')} {'shares' if others == 1 else 'share'} only "
            "quotations, boilerplate or facts, and "
            f"{'does' if others == 1 else 'do'} not count as reuse."
        )
    return [sentence for sentence in told if sentence]


def _directed(reusing: tuple[Comparison, ...]) -> str:
    found = [c.verdict.credit for c in reusing if c.verdict.relation in DIRECTED]
    if not found:
        return "Of no pair can it be said who has it from whom."
    said = ", ".join(
        f"{found.count(credit):,} {form}"
        for credit, form in (
            (Credit.CREDITED, "with the source named"),
            (Credit.UNCREDITED, "without"),
            (Credit.UNKNOWN, "where that could not be told"),
        )
        if found.count(credit)
    )
    amount = words.count(len(found), "pair")
    return f"In {amount} one article likely derives from the other: {said}."


def _undirected(reusing: tuple[Comparison, ...]) -> str:
    relations = [c.verdict.relation for c in reusing]
    common = relations.count(Relation.COMMON_SOURCE)
    unsure = relations.count(Relation.UNDETERMINED)
    told = []
    if common:
        told.append(
            f"{words.count(common, 'pair')} likely {'carries' if common == 1 else 'carry'} text "
            "from a common source"
        )
    if unsure:
        told.append(f"of {words.count(unsure, 'pair')} it cannot be told how they are related")
    sentence = "; ".join(told)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def _relations(comparisons: tuple[Comparison, ...]) -> tuple[Tally, ...]:
    """Pairs by relation, the two directions by credit."""
    found = [(c.verdict.relation in DIRECTED, c.verdict.credit) for c in comparisons]
    relations = [c.verdict.relation for c in comparisons]
    numbers = {
        "Derived, credited": found.count((True, Credit.CREDITED)),
        "Derived, not credited": found.count((True, Credit.UNCREDITED)),
        "Derived, credit unknown": found.count((True, Credit.UNKNOWN)),
        "Common source": relations.count(Relation.COMMON_SOURCE),
        "Cannot tell": relations.count(Relation.UNDETERMINED),
    }
    most = max(1, *numbers.values())
    return tuple(
        Tally(label=label, number=number, share=number / most) for label, number in numbers.items()
    )


def _shares(comparisons: tuple[Comparison, ...]) -> tuple[tuple[Tally, ...], tuple[Tick, ...]]:
    """Pairs by reused share, in tenths; heights are logarithms, so that one pair can be seen."""
    numbers = [0] * _BINS
    for comparison in comparisons:
        numbers[min(_BINS - 1, int(reused_share(comparison) * _BINS))] += 1
    top = log10(max(1, *numbers)) + 0.5

    def height(number: int) -> float:
        # Half a decade of room below 1, for a logarithm has no nought.
        return (log10(number) + 0.5) / (top + 0.25)

    tallies = tuple(
        Tally(
            label=f"{tenth * 10}-{tenth * 10 + 10} %",
            number=number,
            share=height(number) if number else 0.0,
        )
        for tenth, number in enumerate(numbers)
    )
    decades = range(int(top + 0.5))
    return tallies, tuple(Tick(label=f"{10**n:,}", share=height(10**n)) for n in decades)


def _card(case: Case) -> Card:
    comparison = case.comparison
    longest = max(
        comparison.reused, key=lambda a: (min(a.left_words, a.right_words), -a.left.start)
    )
    return Card(
        case=case,
        names=words.side_names(comparison),
        verdict=words.verdict_form(comparison),
        credit=words.credit_form(comparison),
        whens=(words.when(comparison.left.stamp), words.when(comparison.right.stamp)),
        snippet=shorten(longest.left.cut(comparison.left.text), _SNIPPET),
        language=known_language(comparison.left),
        measure=measure(comparison),
    )
