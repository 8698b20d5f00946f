"""Who carries whose text, counted by outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from reuse.cluster.lags import Lag, lag_of, typical
from reuse.model.comparison import Comparison
from reuse.model.ledger import OutletFlow, OutletLedger, OutletLink
from reuse.model.span import Span
from reuse.model.verdict import Credit, Relation


@dataclass(slots=True)
class _Flow:
    """Derived pairs of one outlet from another, as they are counted."""

    spans: dict[str, list[tuple[Span, int]]] = field(default_factory=dict)
    """Reused passages with their words, by derived document."""
    credit: Counter[Credit] = field(default_factory=Counter)
    lags: dict[str, list[Lag]] = field(default_factory=dict)
    """By page of the derived document: how much later it is than each document it derives from."""


@dataclass(slots=True)
class _Link:
    """Pairs of two outlets without a direction, as they are counted."""

    relations: Counter[Relation] = field(default_factory=Counter)
    words: int = 0


def ledger(
    published: Mapping[str, int],
    comparisons: Sequence[Comparison],
    words: Mapping[str, int],
    pages: Mapping[str, str] = MappingProxyType({}),
    *,
    lag_hours: float = 0.0,
) -> OutletLedger:
    """Count flows between outlets.

    Pairs inside one outlet, pairs that are one page, pairs that share no more than quotations
    or boilerplate and pairs with an unknown outlet are no flow between outlets and are left out.
    A page in several records is one document: of the pairs of two pages the most telling one
    counts. Neither the order of the pairs nor that of the sides in them makes a difference.

    Args:
        published: scanned documents by outlet.
        comparisons: all pairs with their verdicts, each once.
        words: words (tokens) of each document, by id; one that is missing counts as no longer
            than what it reuses.
        pages: for documents that are further records of a page, the id that stands for it.
        lag_hours: hours that dates may be late, as `DeriveConfig.lag_hours`.
    """
    met: set[tuple[str, str]] = set()
    flows: dict[tuple[str, str], _Flow] = {}
    links: dict[tuple[str, str], _Link] = {}
    for comparison in sorted(comparisons, key=_telling):
        left, right = comparison.left.outlet, comparison.right.outlet
        if not comparison.is_reuse or not left or not right or left == right:
            continue
        one, other = (pages.get(d.id, d.id) for d in (comparison.left, comparison.right))
        both = (min(one, other), max(one, other))
        if both in met:
            continue
        met.add(both)
        relation = comparison.verdict.relation
        if relation is Relation.LEFT_FROM_RIGHT:
            flow = flows.setdefault((left, right), _Flow())
            _add_flow(flow, comparison, pages, lag_hours, is_left=True)
        elif relation is Relation.RIGHT_FROM_LEFT:
            flow = flows.setdefault((right, left), _Flow())
            _add_flow(flow, comparison, pages, lag_hours, is_left=False)
        else:
            link = links.setdefault((min(left, right), max(left, right)), _Link())
            link.relations[relation] += 1
            link.words += comparison.reused_words
    return OutletLedger(
        documents=dict(sorted(published.items())),
        flows=tuple(
            sorted(
                (_flow(pair, flow, words, pages) for pair, flow in flows.items()),
                key=lambda f: (-f.words, f.carrier, f.source),
            )
        ),
        links=tuple(
            sorted(
                (_link(pair, link) for pair, link in links.items()),
                key=lambda k: (-k.words, k.first, k.second),
            )
        ),
    )


def _telling(comparison: Comparison) -> tuple[float, str, str]:
    """Sort key: the most telling pair first, the same for either side."""
    one, other = sorted((comparison.left.id, comparison.right.id))
    return -comparison.worth, one, other


def _add_flow(
    flow: _Flow,
    comparison: Comparison,
    pages: Mapping[str, str],
    lag_hours: float,
    *,
    is_left: bool,
) -> None:
    sides = comparison.left, comparison.right
    derived, source = sides if is_left else sides[::-1]
    spans = flow.spans.setdefault(derived.id, [])
    for a in comparison.reused:
        spans.append((a.left, a.left_words) if is_left else (a.right, a.right_words))
    flow.credit[comparison.verdict.credit] += 1
    lag = lag_of(derived, source, comparison.reused_words, lag_hours)
    if lag is not None:
        flow.lags.setdefault(pages.get(derived.id, derived.id), []).append(lag)


def _flow(
    pair: tuple[str, str], flow: _Flow, words: Mapping[str, int], pages: Mapping[str, str]
) -> OutletFlow:
    # Words carried and words in all, by page: of its versions the one that carries most.
    carried: dict[str, tuple[int, int]] = {}
    for i, spans in sorted(flow.spans.items()):
        count = _words(spans)
        length = words.get(i, count)
        page = pages.get(i, i)
        carried[page] = max(carried.get(page, (0, 0)), (min(count, length), length))
    total = sum(count for count, _ in carried.values())
    whole = sum(length for _, length in carried.values())
    return OutletFlow(
        carrier=pair[0],
        source=pair[1],
        documents=len(carried),
        words=total,
        share=total / whole if whole else 0.0,
        credited=flow.credit[Credit.CREDITED],
        uncredited=flow.credit[Credit.UNCREDITED],
        unknown=flow.credit[Credit.UNKNOWN],
        lag=typical([*map(min, flow.lags.values())]),
    )


def _words(spans: list[tuple[Span, int]]) -> int:
    """Words under the union of spans: where some overlap, in proportion to what they cover."""
    total, at = 0.0, 0
    ordered = sorted(set(spans), key=lambda pair: (pair[0].start, -pair[0].end, -pair[1]))
    for span, count in ordered:
        fresh = span.end - max(span.start, at)
        if fresh > 0:
            total += count * fresh / len(span)
            at = span.end
    return round(total)


def _link(pair: tuple[str, str], link: _Link) -> OutletLink:
    return OutletLink(
        first=pair[0],
        second=pair[1],
        common_source=link.relations[Relation.COMMON_SOURCE],
        undetermined=link.relations[Relation.UNDETERMINED],
        words=link.words,
    )
