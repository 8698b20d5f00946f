"""A result seen through other thresholds, without a new scan."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reuse.cluster import cluster_passages, ledger, with_originals
from reuse.config import TextConfig
from reuse.model.comparison import Comparison
from reuse.model.derivation import Derivation, Origin
from reuse.model.result import ScanResult
from reuse.model.verdict import Credit, Relation
from reuse.report.escape import shorten
from reuse.text import tokenise

_CLAIMS = (Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT, Relation.COMMON_SOURCE)
_NAME_LIMIT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What is left of a result; the defaults leave everything."""

    min_words: int = 0
    """Reused words below which a pair is left out."""
    min_probability: float = 0.0
    """Probability below which a direction or a common source is not named: "cannot tell"."""
    outlets: tuple[str, ...] = ()
    """Outlets of which a pair has at least one; none for all."""

    @property
    def statements(self) -> tuple[str, ...]:
        """What they do, a sentence each, to stand in the report."""
        told = []
        if self.min_words:
            told.append(f"Pairs with fewer than {self.min_words:,} reused words are left out.")
        if self.min_probability:
            told.append(
                f"A direction or common source less probable than {self.min_probability:.2f} "
                "is given as “cannot tell”."
            )
        if self.outlets:
            names = ", ".join(shorten(name, _NAME_LIMIT) for name in self.outlets)
            told.append(f"Only pairs with an article of {names} are shown.")
        return tuple(told)


def narrow(result: ScanResult, thresholds: Thresholds) -> ScanResult:
    """What is left of a result under some thresholds.

    Clusters and the ledger are drawn anew from the pairs that are left, so that no view says
    more than the pairs do. A derivation graph stays whole where a pair of its documents is
    left, but what it names is named under the same probability.
    """
    if thresholds == Thresholds():
        return result
    kept = tuple(
        _claimed(comparison, thresholds.min_probability)
        for comparison in result.comparisons
        if _is_left(comparison, thresholds)
    )
    pages = {name: group[0] for group in result.same_page for name in group[1:]}
    graphs = _graphs(result, kept, thresholds)
    clusters = with_originals(cluster_passages(kept, pages), graphs, pages)
    return replace(
        result,
        comparisons=kept,
        clusters=clusters,
        derivations=graphs,
        outlets=ledger(result.outlets.documents, kept, _words(kept), pages),
    )


def _is_left(comparison: Comparison, thresholds: Thresholds) -> bool:
    if comparison.reused_words < thresholds.min_words:
        return False
    wanted = thresholds.outlets
    return not wanted or bool({comparison.left.outlet, comparison.right.outlet} & {*wanted})


def _claimed(comparison: Comparison, least: float) -> Comparison:
    verdict = comparison.verdict
    if verdict.relation not in _CLAIMS or verdict.probability >= least:
        return comparison
    undecided = replace(
        verdict, relation=Relation.UNDETERMINED, credit=Credit.UNKNOWN, credit_line=None
    )
    return replace(comparison, verdict=undecided)


def _graphs(
    result: ScanResult, kept: tuple[Comparison, ...], thresholds: Thresholds
) -> tuple[Derivation, ...]:
    families = {name: graph.id for graph in result.derivations for name in graph.documents}
    left = {
        families.get(c.left.id)
        for c in kept
        if c.is_reuse and families.get(c.left.id) == families.get(c.right.id)
    }
    return tuple(
        _sure(graph, thresholds.min_probability) for graph in result.derivations if graph.id in left
    )


def _sure(graph: Derivation, least: float) -> Derivation:
    """A graph that names nobody below `least`."""
    arcs = tuple(replace(a, sure=a.sure and a.probability >= least) for a in graph.arcs)
    if arcs == graph.arcs and all(graph.roots.get(name, 0.0) >= least for name in graph.originals):
        return graph
    return replace(graph, arcs=arcs, origin=Origin.UNKNOWN, originals=())


def _words(kept: tuple[Comparison, ...]) -> dict[str, int]:
    """Words of the documents in a pair, where their texts are known."""
    documents = {d.id: d for c in kept for d in (c.left, c.right) if d.text}
    config = TextConfig()
    return {name: tokenise(d.text, config).words() for name, d in documents.items()}
