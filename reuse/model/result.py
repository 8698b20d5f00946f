"""What a scan found."""

from __future__ import annotations

from dataclasses import dataclass

from reuse.model.cluster import Cluster
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.ledger import OutletLedger
from reuse.model.skip import Notice, Skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """What a cap kept from being compared, and how much of it."""

    what: str
    """Stable word for the cap: ``hot_bucket``, ``paraphrase_cap``, ..."""
    count: int
    """Links that were not followed."""
    reason: str
    """One sentence for the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanResult:
    """Everything a scan found; all tuples in a stable order."""

    documents: tuple[Document, ...]
    """Scanned documents, by id."""
    comparisons: tuple[Comparison, ...]
    """Pairs with at least one aligned passage, most telling first."""
    clusters: tuple[Cluster, ...]
    """Most outlets first."""
    outlets: OutletLedger
    skipped: tuple[Skip, ...]
    notices: tuple[Notice, ...]
    dropped: tuple[Dropped, ...]
    settings: dict[str, object]
    """The configuration of the scan, as in the TOML file."""

    @property
    def read(self) -> int:
        """Records read: scanned plus skipped."""
        return len(self.documents) + len(self.skipped)

    @property
    def complete(self) -> bool:
        """False when a record was skipped or a cap was hit."""
        return not self.skipped and not self.dropped
