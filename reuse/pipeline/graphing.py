"""Derivation graphs of a scan: how close its documents are comes from the token table."""

from __future__ import annotations

from collections.abc import Callable

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

Codes = Callable[[str], NDArray[np.uint32]]

# Words in a row that two texts are close by. Runs of three told true neighbours from others
# best; two are shared by chance too often, and of four one changed word breaks four.
_RUN = 3
# What a run that only one of two texts holds counts against them: of two texts that share as much
# with a third, the one with less beside it is the closer.
_APART = 0.03


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
        lag_hours=config.derive.lag_hours,
        closeness=Wording(_codes(intake, comparisons)).closeness,
    )
    return with_originals(clusters, graphs, pages), graphs


class Wording:
    """Distinct runs of words of documents, made when they are asked for."""

    def __init__(self, codes: Codes) -> None:
        """Take in what gives the token codes of a document, by its id."""
        self._codes = codes
        self._runs: dict[str, NDArray[np.uint64]] = {}

    def closeness(self, comparison: Comparison) -> float:
        """Distinct runs of three words that both documents hold, less a little for the others."""
        left, right = self._of(comparison.left.id), self._of(comparison.right.id)
        shared = len(np.intersect1d(left, right, assume_unique=True))
        return shared - _APART * (len(left) + len(right) - 2 * shared)

    def _of(self, name: str) -> NDArray[np.uint64]:
        if name not in self._runs:
            self._runs[name] = distinct(shingle_hashes(self._codes(name), _RUN))
        return self._runs[name]


def _codes(intake: Intake, comparisons: tuple[Comparison, ...]) -> Codes:
    """Token codes of the documents that are in a pair with reuse."""
    names = {d.id for c in comparisons if c.is_reuse for d in (c.left, c.right)}
    wanted = {intake.documents.number(name): name for name in names}
    texts = {
        wanted[number]: text
        for text, members in enumerate(intake.copies)
        for number in members
        if number in wanted
    }
    table = intake.table

    def codes(name: str) -> NDArray[np.uint32]:
        first, last = table.bounds[texts[name] : texts[name] + 2].tolist()
        return table.codes[first:last]

    return codes
