"""An archive to keep: articles added over time, and asked about."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from reuse.archive import Duplicates, Holdings, verify, writing
from reuse.config import Config
from reuse.errors import ConfigError
from reuse.model.archived import Added, ArchiveStats, Compacted, Purged, QueryResult
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.progress import Progress, Silent
from reuse.pipeline.adding import add_documents
from reuse.pipeline.confronting import Session
from reuse.pipeline.intake import Item
from reuse.pipeline.querying import query_documents


class Archive:
    """Articles on disk, that new ones are compared with; use `open` or `create`.

    An open archive shows one state: what this object adds is seen by its next query, what others
    add once `refresh` was called. Queries may come from several threads if each has its own.
    """

    def __init__(self, folder: Path, config: Config) -> None:
        """Take a folder that holds an archive; use `open` or `create`."""
        self.folder = folder
        self._config = config
        self._holdings: Holdings | None = None
        self._session = Session()

    @classmethod
    def open(cls, path: str | Path, config: Config | None = None) -> Self:
        """Open an archive that is there; a folder that cannot be written to is fine for queries.

        Args:
            path: its folder.
            config: settings; the defaults when None. The key of the hashes is the archive's own.

        Raises:
            ArchiveError: there is none, or it is damaged or of another format.
        """
        archive = cls(Path(path), config or Config())
        archive._opened()
        return archive

    @classmethod
    def create(cls, path: str | Path, config: Config | None = None) -> Self:
        """Make an empty archive and open it.

        Args:
            path: a folder that is not there yet, or is empty.
            config: settings; the defaults when None. ``text.hash_key`` is the archive's for good.

        Raises:
            ArchiveError: the folder holds something, or cannot be made.
        """
        settings = config or Config()
        add_documents((), Path(path), settings, Duplicates.SKIP, Silent(), new=True)
        return cls.open(path, settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files; the next call opens them again."""
        if self._holdings is not None:
            self._holdings.close()
            self._holdings = None

    def refresh(self) -> None:
        """See what others have added."""
        self.close()
        self._opened()

    def add(
        self,
        documents: Iterable[Item],
        *,
        duplicates: str = "skip",
        progress: Progress | None = None,
    ) -> Added:
        """Add articles; they are on the disk when this returns.

        Args:
            documents: articles, and what readers report on the way.
            duplicates: what becomes of another text under an id that is there: ``skip`` it and
                say so, ``replace`` the one that is there, or ``error``.
            progress: told of every record; silent when None.

        Returns:
            What became of each record.

        Raises:
            ArchiveError: somebody else is writing, or it cannot be written.
            ConfigError: `duplicates` is none of the three.
        """
        try:
            policy = Duplicates(duplicates)
        except ValueError:
            known = ", ".join(Duplicates)
            raise ConfigError(f"duplicates: {duplicates!r}, expected one of {known}") from None
        watcher = progress or Silent()
        try:
            return add_documents(documents, self.folder, self._config, policy, watcher, new=False)
        finally:
            self.close()

    def purge(self, ids: Iterable[str]) -> Purged:
        """Remove articles by id, with all earlier versions of them: they answer no more.

        That holds for every reader at once, those included that have the archive open. Hashes of
        their words stay on the disk until `compact`.

        Raises:
            ArchiveError: somebody else is writing, or it cannot be written; all are there then.
        """
        try:
            with writing(self.folder) as writer:
                count, unknown = writer.purge([*ids])
        finally:
            self.close()
        return Purged(documents=count, unknown=unknown)

    def compact(self) -> Compacted:
        """Write the archive anew without what was purged or replaced, and in few segments.

        When this returns no byte of what was removed is left in the folder; a reader that has the
        archive open keeps the removed files until it closes or refreshes, and gets no answer
        from them. Answers are the same before, meanwhile and after.

        Raises:
            ArchiveError: somebody else is writing, a segment is damaged, or the disk is full; what
                was not written anew yet is as it was.
        """
        before = self._opened().stats()
        self.close()
        with writing(self.folder) as writer:
            removed = writer.compact()
        after = self._opened().stats()
        return Compacted(
            removed=removed,
            segments=(before.segments, after.segments),
            size=(before.size, after.size),
        )

    def query(self, document: Document) -> tuple[Comparison, ...]:
        """What the archive holds of one article: its left side; the most telling first.

        Raises:
            ArchiveError: what was read is damaged.
        """
        return self.query_all([document]).comparisons

    def query_all(
        self, documents: Iterable[Item], *, progress: Progress | None = None
    ) -> QueryResult:
        """What the archive holds of some articles, which are not added.

        Args:
            documents: articles, and what readers report on the way.
            progress: told of every record; silent when None.

        Raises:
            ArchiveError: what was read is damaged.
        """
        return query_documents(
            documents, self._opened(), self._config, progress or Silent(), self._session
        )

    def stats(self) -> ArchiveStats:
        """How much the archive holds."""
        return self._opened().stats()

    def verify(self) -> tuple[str, ...]:
        """Check every checksum and every reference; a line for each fault."""
        return tuple(verify(self.folder))

    def _opened(self) -> Holdings:
        if self._holdings is None:
            self._holdings = Holdings(self.folder)
        return self._holdings
