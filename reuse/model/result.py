"""What a scan found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reuse.model.cluster import Cluster
from reuse.model.comparison import Comparison
from reuse.model.derivation import Derivation
from reuse.model.document import Document
from reuse.model.ledger import OutletLedger
from reuse.model.skip import Notice, Skip, SkipCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Links that were found and then kept by a cap from being followed, and how many.

    Limits of what is looked for at all are not among them: the paraphrase channel looks at the
    postings nearest in time of each word, and keeps each document's nearest few.
    """

    what: str
    """Stable word for the cap: ``hot_bucket``, ``many_copies`` or ``overlapping_runs``."""
    count: int
    """Links that were not followed; two documents may have several, as the reason says."""
    reason: str
    """One sentence for the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanResult:
    """Everything a scan found; all tuples in a stable order."""

    documents: Sequence[Document]
    """Scanned documents, by id; what `reuse.scan` returns reads each when it is asked for."""
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
    same_page: tuple[tuple[str, ...], ...] = ()
    """Ids of scanned documents that are one page in several records (one address, or one text
    under one outlet), the record seen first at the head. They are not compared with each other."""
    outside_dates: int = 0
    """Documents published before ``since`` or after ``until``: left out on purpose."""
    sifted: int = 0
    """Passages left out because they are no more than chance brings."""
    derivations: tuple[Derivation, ...] = ()
    """Who has text from whom, one graph for each family of documents; most documents first.
    Each names its clusters."""

    @property
    def read(self) -> int:
        """Records read: scanned plus left out."""
        return len(self.documents) + self.left_out

    @property
    def left_out(self) -> int:
        """Records skipped: for a fault, which `skipped` lists, or for their date."""
        return len(self.skipped) + self.outside_dates

    @property
    def skipped_by_code(self) -> dict[SkipCode, int]:
        """Number of skipped records by code, in alphabetical order; they sum to `left_out`."""
        counts = Counter(skip.code for skip in self.skipped)
        counts[SkipCode.OUTSIDE_DATES] += self.outside_dates
        return {code: counts[code] for code in sorted(counts) if counts[code]}

    @property
    def complete(self) -> bool:
        """False when a record was skipped for a fault or a cap was hit."""
        return not self.skipped and not self.dropped
