"""A whole scan as the page shows it: numbers first, then what is most telling."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from reuse.model.cluster import Cluster, Witness
from reuse.model.comparison import Comparison
from reuse.model.derivation import Derivation
from reuse.model.document import Document
from reuse.model.ledger import OutletLink
from reuse.model.result import ScanResult
from reuse.model.skip import SkipCode
from reuse.model.verdict import Relation
from reuse.report import words
from reuse.report.escape import safe_url, shorten
from reuse.report.graphview import MAX_GRAPHS, GraphView, graph_view
from reuse.report.ledgerview import OutletPair, lone_links, outlet_pairs
from reuse.report.pairview import PairView, pair_view, reused_share

TOP_ROWS = 20
"""Pairs of the table that stand open; the rest opens at a click."""
MAX_ROWS = 2_000
"""Pairs that stand in the table; beyond, only their number is given."""
MAX_CLUSTERS = 100
"""Clusters shown."""
MAX_WITNESSES = 50
"""Documents shown of one cluster."""
MAX_LIST = 500
"""Rows of the ledger and of the lists of skipped records and doubts."""
_OPENING = 240
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A pair as a table row."""

    number: int
    finding: str
    comparison: Comparison
    probability: str
    passages: int
    share: str
    shared: str
    """What kinds of passages are shared, for a pair without reuse."""
    credit: str
    full: bool
    """True when the pair is shown in full further down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One bar of a figure."""

    label: str
    number: int
    share: float
    """Of the highest bar, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessView:
    """A document in a cluster."""

    document: Document
    name: str
    link: str | None
    when: str
    original: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterView:
    """One text and everyone who carries it."""

    number: int
    cluster: Cluster
    opening: str
    witnesses: tuple[WitnessView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanView:
    """Everything the page needs."""

    result: ScanResult
    passages: int
    skipped: str
    faults: str
    not_followed: int
    relations: tuple[Tally, ...]
    shares: tuple[Tally, ...]
    top: tuple[Row, ...]
    """The most telling pairs with reuse."""
    more: tuple[Row, ...]
    """Further pairs with reuse."""
    labelled: tuple[Row, ...]
    """Pairs that share words but no reuse: quotations, boilerplate, independent, one page."""
    reusing: int
    """Number of pairs with reuse, shown or not."""
    pairs: tuple[PairView, ...]
    """Pairs in full, both those with reuse and those without."""
    findings: tuple[PairView, ...]
    """Of `pairs` those with reuse."""
    asides: tuple[PairView, ...]
    """Of `pairs` those without reuse."""
    clusters: tuple[ClusterView, ...]
    outlet_pairs: tuple[OutletPair, ...]
    """Outlets between which text flows."""
    lone_links: tuple[OutletLink, ...]
    """Outlets that share text without a direction and between which none flows."""
    graphs: tuple[GraphView, ...]


def scan_view(result: ScanResult, max_pairs: int) -> ScanView:
    """Lay out a scan; the first `max_pairs` pairs are shown in full."""
    comparisons = result.comparisons
    reusing = tuple(c for c in comparisons if c.is_reuse)
    rows = tuple(
        _row(comparison, number, full=number <= max_pairs)
        for number, comparison in enumerate(comparisons[:MAX_ROWS], 1)
    )
    with_reuse = tuple(row for row in rows if row.comparison.is_reuse)
    pairs = tuple(pair_view(c, number) for number, c in enumerate(comparisons[:max_pairs], 1))
    clusters = result.clusters[:MAX_CLUSTERS]
    graphs = result.derivations[:MAX_GRAPHS]
    by_id = carriers(result, clusters, graphs)
    return ScanView(
        result=result,
        passages=sum(len(c.reused) for c in reusing),
        skipped=skipped_words(result),
        faults=fault_words(result),
        not_followed=sum(d.count for d in result.dropped),
        relations=_relations(reusing),
        shares=_shares(reusing),
        top=with_reuse[:TOP_ROWS],
        more=with_reuse[TOP_ROWS:],
        labelled=tuple(row for row in rows if not row.comparison.is_reuse),
        reusing=len(reusing),
        pairs=pairs,
        findings=tuple(pair for pair in pairs if pair.comparison.is_reuse),
        asides=tuple(pair for pair in pairs if not pair.comparison.is_reuse),
        clusters=tuple(
            _cluster(cluster, number, by_id) for number, cluster in enumerate(clusters, 1)
        ),
        outlet_pairs=outlet_pairs(result.outlets),
        lone_links=lone_links(result.outlets),
        graphs=tuple(graph_view(graph, by_id) for graph in graphs),
    )


def skipped_words(result: ScanResult) -> str:
    """Skipped records by code, in words: ``2 BAD_SYNTAX, 1 TOO_SHORT``."""
    return _counted(result.skipped_by_code)


def fault_words(result: ScanResult) -> str:
    """The same of records that were skipped for a fault, which a date is not."""
    by_code = result.skipped_by_code
    return _counted({code: by_code[code] for code in by_code if code != SkipCode.OUTSIDE_DATES})


def _counted(by_code: dict[SkipCode, int]) -> str:
    return ", ".join(f"{number:,} {code}" for code, number in by_code.items())


def _row(comparison: Comparison, number: int, *, full: bool) -> Row:
    verdict = comparison.verdict
    directed = verdict.relation in {Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT}
    return Row(
        number=number,
        finding=words.finding_form(comparison),
        comparison=comparison,
        probability=words.finding_probability(verdict),
        passages=len(comparison.reused),
        share=words.percent(reused_share(comparison)),
        shared=words.shared(comparison),
        credit=words.CREDIT[verdict.credit] if directed else "",
        full=full,
    )


def _relations(comparisons: tuple[Comparison, ...]) -> tuple[Tally, ...]:
    """Pairs by relation, the two directions together."""
    groups = {
        "Derived": (Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT),
        "Common source": (Relation.COMMON_SOURCE,),
        "Cannot tell": (Relation.UNDETERMINED,),
        "Independent": (Relation.INDEPENDENT,),
    }
    found = [c.verdict.relation for c in comparisons]
    numbers = [sum(found.count(r) for r in relations) for relations in groups.values()]
    return _tallies(list(groups), numbers)


def _shares(comparisons: tuple[Comparison, ...]) -> tuple[Tally, ...]:
    """Pairs by reused share, in tenths."""
    numbers = [0] * _BINS
    for comparison in comparisons:
        numbers[min(_BINS - 1, int(reused_share(comparison) * _BINS))] += 1
    return _tallies([f"{i * 10}-{i * 10 + 10} %" for i in range(_BINS)], numbers)


def _tallies(labels: list[str], numbers: list[int]) -> tuple[Tally, ...]:
    most = max(1, *numbers)
    return tuple(
        Tally(label=label, number=number, share=number / most)
        for label, number in zip(labels, numbers, strict=True)
    )


def carriers(
    result: ScanResult, clusters: tuple[Cluster, ...], graphs: tuple[Derivation, ...]
) -> dict[str, Document]:
    """The documents of the clusters and graphs shown, by id.

    The pairs hold them, so that a corpus need not be gone through for its few.
    """
    wanted = {w.document_id for c in clusters for w in c.witnesses[:MAX_WITNESSES]}
    wanted.update(name for graph in graphs for name in graph.documents)
    of_pairs = chain.from_iterable((c.left, c.right) for c in result.comparisons)
    found: dict[str, Document] = {}
    for document in chain(of_pairs, result.documents):
        if len(found) == len(wanted):
            break
        if document.id in wanted:
            found[document.id] = document
    return found


def _cluster(cluster: Cluster, number: int, by_id: dict[str, Document]) -> ClusterView:
    views = [_witness(witness, cluster, by_id) for witness in cluster.witnesses[:MAX_WITNESSES]]
    first = cluster.witnesses[0]
    return ClusterView(
        number=number,
        cluster=cluster,
        opening=shorten(first.span.cut(by_id[first.document_id].text), _OPENING),
        witnesses=tuple(views),
    )


def _witness(witness: Witness, cluster: Cluster, by_id: dict[str, Document]) -> WitnessView:
    document = by_id[witness.document_id]
    return WitnessView(
        document=document,
        name=words.document_name(document),
        link=safe_url(document.url),
        when=words.when(document.stamp),
        original=witness.document_id == cluster.original,
    )
