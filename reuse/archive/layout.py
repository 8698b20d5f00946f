"""Names and versions of what lies in an archive's folder.

::

    DIR/
      catalogue.sqlite    documents, texts, segments and scheme
      segments/*.seg      sorted keys and passages of one batch of documents, never changed
      writer.lock         there while someone writes; names who
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FORMAT = 1
"""Version of the whole folder. A newer one is refused, untouched."""
HASHES = "polynomial-splitmix64"
"""Name of the token hash, `reuse.text.hashing`."""
SEGMENTER = "stride-1"
"""Name and version of what cuts a document into passages, `reuse.archive.postings`."""
GRAM = 3
"""Tokens of a key."""
STRIDE = 25
"""Tokens of a passage; the last one of a document may have fewer."""
SUFFIX = ".seg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything of one archive lies."""

    folder: Path

    @property
    def catalogue(self) -> Path:
        """The SQLite file."""
        return self.folder / "catalogue.sqlite"

    @property
    def aside(self) -> Path:
        """Where a new catalogue is made."""
        return self.folder / ".catalogue.sqlite.tmp"

    @property
    def journal(self) -> Path:
        """What SQLite keeps beside it during a transaction, and leaves after a crash."""
        return self.folder / "catalogue.sqlite-journal"

    @property
    def segments(self) -> Path:
        """Folder of the segment files."""
        return self.folder / "segments"

    @property
    def lock(self) -> Path:
        """The writer's lock."""
        return self.folder / "writer.lock"

    def segment(self, name: str) -> Path:
        """The file of a segment."""
        return self.segments / f"{name}{SUFFIX}"
