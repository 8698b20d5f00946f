"""Documents that carry one text."""

from __future__ import annotations

from dataclasses import dataclass

from reuse.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Witness:
    """A document's span in a cluster."""

    document_id: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """One text and everyone who carries it."""

    id: str
    """Stable: from the text of its witnesses, not from the order of the scan."""
    witnesses: tuple[Witness, ...]
    """Earliest known stamp first, then by id; two or more documents."""
    outlets: tuple[str, ...]
    """Sorted, distinct; unknown outlets left out."""
    words: int
    """Median words of its witnesses' spans."""
    original: str | None
    """Id of the one document that all others in the cluster have the text from, where the verdicts,
    and in a scan the derivation graph, say so; None where they do not."""
