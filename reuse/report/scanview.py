"""A whole scan as the page shows it: numbers first, then what is most telling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from reuse.model.cluster import Cluster
from reuse.model.derivation import Derivation
from reuse.model.document import Document
from reuse.model.ledger import OutletLink
from reuse.model.result import ScanResult
from reuse.model.skip import SkipCode
from reuse.report.casedata import Case
from reuse.report.caselist import Row, row_of
from reuse.report.clusterview import MAX_CLUSTERS, MAX_WITNESSES, ClusterView, cluster_view
from reuse.report.escape import shorten
from reuse.report.graphview import MAX_GRAPHS, GraphView, graph_view
from reuse.report.ledgerview import OutletPair, lone_links, outlet_pairs
from reuse.report.matrixview import Matrix, matrix
from reuse.report.overview import Overview, overview
from reuse.report.pairview import PairView, known_language, pair_view
from reuse.report.timeline import Timeline, timeline

STATIC_ROWS = 100
"""Cases that stand in the table that is read without scripts."""
STATIC_PAIRS = 12
"""Cases that are shown in full without scripts."""
_TITLE = 110
MAX_LIST = 500
"""Rows of the ledger and of the lists of skipped records and doubts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A derivation graph with the clusters that its documents carry."""

    number: int
    title: str
    """Headline of its earliest document that has one; empty where none has."""
    language: str | None
    graph: GraphView | None
    """None for clusters of which no graph is drawn."""
    clusters: tuple[ClusterView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanView:
    """Everything the page needs."""

    result: ScanResult
    overview: Overview
    passages: int
    skipped: str
    faults: str
    rows: tuple[Row, ...]
    """The most telling cases with reuse."""
    labelled: tuple[Row, ...]
    """Cases that share words but no reuse: quotations, boilerplate, independent, one page."""
    reusing: int
    """Number of pairs with reuse, shown or not."""
    families: tuple[Family, ...]
    timeline: Timeline
    matrix: Matrix
    outlet_pairs: tuple[OutletPair, ...]
    """Outlets between which text flows."""
    lone_links: tuple[OutletLink, ...]
    """Outlets that share text without a direction and between which none flows."""


def scan_view(result: ScanResult, cases: tuple[Case, ...]) -> ScanView:
    """Lay out a scan, of which `cases` are the pairs on the page."""
    reusing = tuple(c for c in result.comparisons if c.is_reuse)
    clusters = result.clusters[:MAX_CLUSTERS]
    graphs = result.derivations[:MAX_GRAPHS]
    by_id = carriers(result, clusters, graphs)
    rows, labelled = static_rows(cases)
    return ScanView(
        result=result,
        overview=overview(result, cases),
        passages=sum(len(c.reused) for c in reusing),
        skipped=skipped_words(result),
        faults=fault_words(result),
        rows=rows,
        labelled=labelled,
        reusing=len(reusing),
        families=tuple(_families(clusters, graphs, by_id)),
        timeline=timeline(clusters, by_id),
        matrix=matrix(result.outlets),
        outlet_pairs=outlet_pairs(result.outlets),
        lone_links=lone_links(result.outlets),
    )


def static_rows(cases: Sequence[Case]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows that are read without scripts: with reuse, and without."""
    findings = (case for case in cases if case.comparison.is_reuse)
    others = (case for case in cases if not case.comparison.is_reuse)
    rows = (
        row_of(case, linked=at < STATIC_PAIRS or bool(case.page))
        for at, case in enumerate(islice(findings, STATIC_ROWS))
    )
    labelled = (row_of(case, linked=bool(case.page)) for case in islice(others, STATIC_ROWS))
    return tuple(rows), tuple(labelled)


def static_pairs(cases: Sequence[Case]) -> tuple[PairView, ...]:
    """The cases that are read in full without scripts."""
    findings = (case for case in cases if case.comparison.is_reuse)
    return tuple(
        pair_view(case.comparison, case.number, case.key) for case in islice(findings, STATIC_PAIRS)
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


def _families(
    clusters: tuple[Cluster, ...], graphs: tuple[Derivation, ...], by_id: Mapping[str, Document]
) -> list[Family]:
    """Each graph with its clusters, then what is in no graph."""
    views = {
        cluster.id: cluster_view(cluster, number, by_id)
        for number, cluster in enumerate(clusters, 1)
    }
    out = []
    for number, graph in enumerate(graphs, 1):
        own = tuple(views.pop(name) for name in graph.clusters if name in views)
        out.append(_family(number, graph.documents, graph_view(graph, by_id), own, by_id))
    for number, view in enumerate(views.values(), len(out) + 1):
        names = [w.document.id for w in view.witnesses]
        out.append(_family(number, names, None, (view,), by_id))
    return out


def _family(
    number: int,
    names: Sequence[str],
    graph: GraphView | None,
    clusters: tuple[ClusterView, ...],
    by_id: Mapping[str, Document],
) -> Family:
    known = sorted((by_id[name] for name in names if name in by_id), key=_time)
    head = next((document for document in known if document.title), None)
    return Family(
        number=number,
        title="" if head is None else shorten(head.title or "", _TITLE),
        language=None if head is None else known_language(head),
        graph=graph,
        clusters=clusters,
    )


def _time(document: Document) -> tuple[bool, float, str]:
    """Sort key: an unknown date comes last."""
    stamp = document.stamp
    return stamp is None, 0.0 if stamp is None else stamp.instant, document.id


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
