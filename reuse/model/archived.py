"""What adding to an archive did, and what asking it found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reuse.model.comparison import Comparison
from reuse.model.result import Dropped
from reuse.model.skip import Notice, Skip, SkipCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the records that were to be added."""

    added: int
    """Documents that the archive did not hold, or not in this version."""
    replaced: int
    """Those of them that took the place of an earlier version."""
    unchanged: int
    """Documents that it held already."""
    skipped: tuple[Skip, ...]
    """Records that were not added for a fault, another text under a known id among them."""
    notices: tuple[Notice, ...]
    outside_dates: int
    """Documents published before ``since`` or after ``until``: left out on purpose."""

    @property
    def read(self) -> int:
        """Records read: added, unchanged and left out."""
        return self.added + self.unchanged + self.outside_dates + len(self.skipped)

    @property
    def complete(self) -> bool:
        """False when a record was skipped for a fault."""
        return not self.skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What became of the ids that were to be purged."""

    documents: int
    """Documents that answer no more, earlier versions not counted."""
    unknown: tuple[str, ...]
    """Ids that the archive does not hold, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """What compacting an archive did."""

    removed: int
    """Purged documents and earlier versions of which nothing is left."""
    segments: tuple[int, int]
    """Their number before and after."""
    size: tuple[int, int]
    """Bytes of the archive before and after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """What an archive holds of some articles."""

    comparisons: tuple[Comparison, ...]
    """By id of the article asked about, which is the left side; then the most telling first."""
    queried: int
    """Articles asked about."""
    skipped: tuple[Skip, ...]
    notices: tuple[Notice, ...]
    dropped: tuple[Dropped, ...]
    outside_dates: int
    """Articles published before ``since`` or after ``until``: left out on purpose."""
    sifted: int = 0
    """Passages left out because they are no more than chance brings, see `derive.sift`."""

    @property
    def read(self) -> int:
        """Records read: asked about plus left out."""
        return self.queried + self.outside_dates + len(self.skipped)

    @property
    def skipped_by_code(self) -> dict[SkipCode, int]:
        """Number of records left out by code, in alphabetical order."""
        counts = Counter(skip.code for skip in self.skipped)
        counts[SkipCode.OUTSIDE_DATES] += self.outside_dates
        return {code: counts[code] for code in sorted(counts) if counts[code]}

    @property
    def complete(self) -> bool:
        """False when a record was skipped for a fault or a cap was hit."""
        return not self.skipped and not self.dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveStats:
    """What an archive holds."""

    documents: int
    """Those that stand."""
    superseded: int
    """Those of which a later version stands."""
    purged: int
    """Those that were purged, and of which keys are left until the archive is compacted."""
    segments: int
    passages: int
    """With those of superseded and purged documents, as the rest."""
    postings: int
    tokens: int
    segment_bytes: int
    catalogue_bytes: int

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return self.segment_bytes + self.catalogue_bytes
