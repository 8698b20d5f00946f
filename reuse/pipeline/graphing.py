"""Derivation graphs of a scan: how close its documents are comes from their words."""

from __future__ import annotations

from collections.abc import Mapping

from reuse.cluster import with_originals
from reuse.config import Config, TextConfig
from reuse.derive.graph import derivations
from reuse.derive.wording import Wording, Words
from reuse.model.cluster import Cluster
from reuse.model.comparison import Comparison
from reuse.model.derivation import Derivation
from reuse.model.document import Document
from reuse.text import tokenise

_LETTERS = 5
"""Letters of the words that tell what a text is about."""


def draw(
    comparisons: tuple[Comparison, ...],
    clusters: tuple[Cluster, ...],
    pages: dict[str, str],
    config: Config,
) -> tuple[tuple[Cluster, ...], tuple[Derivation, ...]]:
    """Draw the graphs, and let the clusters have the originals that the graphs name.

    Args:
        comparisons: all pairs with their verdicts.
        clusters: their clusters.
        pages: for documents that are further records of a page, the id that stands for it.
        config: settings of the scan.
    """
    shown = {d.id: d for c in comparisons if c.is_reuse for d in (c.left, c.right)}
    graphs = derivations(
        comparisons,
        clusters,
        pages,
        emit=config.derive.emit,
        lag_hours=config.derive.lag_hours,
        wording=wording(shown, config.text),
    )
    return with_originals(clusters, graphs, pages), graphs


def wording(documents: Mapping[str, Document], config: TextConfig) -> Wording:
    """How the words of some documents, by id, agree."""

    def words(name: str) -> Words:
        tokens = tokenise(documents[name].text, config)
        return Words(codes=tokens.codes, content=tokens.ends - tokens.starts >= _LETTERS)

    return Wording(words)
