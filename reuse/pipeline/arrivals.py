"""Records as they come from readers, documents in batches and all else apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reuse.config import Config
from reuse.model.document import Document
from reuse.model.progress import Progress
from reuse.model.skip import Notice, Skip, SkipCode
from reuse.pipeline.intake import Item, is_outside


class Arrivals:
    """Counts what comes in; holds one batch of documents at a time."""

    def __init__(self, config: Config) -> None:
        """Start with nothing read."""
        self._since = config.since.isoformat() if config.since else ""
        self._until = config.until.isoformat() if config.until else ""
        self._least = config.text.min_tokens
        self._skipped: list[Skip] = []
        self._notices: list[Notice] = []
        self.outside_dates = 0
        """Documents left out for their date."""

    def batches(
        self, items: Iterable[Item], documents: int, characters: int, progress: Progress
    ) -> Iterator[list[Document]]:
        """Documents in batches of so many, or of little more than so many characters."""
        batch: list[Document] = []
        size, dated = 0, bool(self._since or self._until)
        for item in items:
            progress.advance()
            if isinstance(item, Skip):
                self._skipped.append(item)
            elif isinstance(item, Notice):
                self._notices.append(item)
            elif dated and is_outside(item.day, self._since, self._until):
                self.outside_dates += 1
            else:
                batch.append(item)
                size += len(item.text)
                if len(batch) >= documents or size >= characters:
                    yield batch
                    batch, size = [], 0
        if batch:
            yield batch

    def is_too_short(self, document: Document, tokens: int) -> bool:
        """Whether a document has too few tokens; one that has is skipped."""
        if tokens >= self._least:
            return False
        reason = f"{tokens} words; expected at least {self._least}"
        self.skip(document, SkipCode.TOO_SHORT, reason)
        return True

    def skip(self, document: Document, code: SkipCode, reason: str) -> None:
        """Count a document as skipped."""
        origin = document.origin or f"document {document.id}"
        self._skipped.append(Skip(origin=origin, code=code, reason=reason))

    @property
    def skipped(self) -> tuple[Skip, ...]:
        """All that was skipped so far, in order."""
        return tuple(sorted(self._skipped))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All doubts so far, in order."""
        return tuple(sorted(self._notices))
