"""Derivation graphs of a scan: how close its documents are comes from the token table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.cluster import with_originals
from reuse.config import Config
from reuse.derive.graph import derivations
from reuse.grouping import distinct, shingle_hashes
from reuse.model.cluster import Cluster
from reuse.model.comparison import Comparison
from reuse.model.derivation import Derivation
from reuse.pipeline.intake import Intake

# Words in a row that two texts are close by. Runs of three told true neighbours from others
# best; two are shared by chance too often, and of four one changed word breaks four.
_RUN = 3


def draw(
    comparisons: tuple[Comparison, ...],
    clusters: tuple[Cluster, ...],
    pages: dict[str, str],
    intake: Intake,
    config: Config,
) -> tuple[tuple[Cluster, ...], tuple[Derivation, ...]]:
    """Draw the graphs, and let the clusters have the originals that the graphs name.

    Args:
        comparisons: all pairs with their verdicts.
        clusters: their clusters.
        pages: for documents that are further records of a page, the id that stands for it.
        intake: what was scanned.
        config: settings of the scan.
    """
    graphs = derivations(
        comparisons,
        clusters,
        pages,
        emit=config.derive.emit,
        closeness=_Runs(intake, comparisons).shared,
    )
    return with_originals(clusters, graphs, pages), graphs


class _Runs:
    """Distinct runs of words of documents, made when they are asked for."""

    def __init__(self, intake: Intake, comparisons: tuple[Comparison, ...]) -> None:
        names = {d.id for c in comparisons if c.is_reuse for d in (c.left, c.right)}
        wanted = {intake.documents.number(name): name for name in names}
        self._table = intake.table
        self._texts = {
            wanted[number]: text
            for text, members in enumerate(intake.copies)
            for number in members
            if number in wanted
        }
        self._runs: dict[int, NDArray[np.uint64]] = {}

    def shared(self, comparison: Comparison) -> float:
        """Distinct runs of three words that both documents of a pair hold."""
        left, right = self._of(comparison.left.id), self._of(comparison.right.id)
        return float(len(np.intersect1d(left, right, assume_unique=True)))

    def _of(self, name: str) -> NDArray[np.uint64]:
        text = self._texts[name]
        if text not in self._runs:
            first, last = self._table.bounds[text : text + 2].tolist()
            self._runs[text] = distinct(shingle_hashes(self._table.codes[first:last], _RUN))
        return self._runs[text]
