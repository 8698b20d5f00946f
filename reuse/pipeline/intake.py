"""What is scanned: documents in a fixed order, tokenised, exact copies collapsed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from reuse.config import Config
from reuse.engine import map_ordered
from reuse.model.document import Document
from reuse.model.prepared import TokenBatch
from reuse.model.progress import Progress
from reuse.model.skip import Notice, Skip
from reuse.pipeline.pile import Intake, Pile
from reuse.text import tokenise_many

__all__ = ["Intake", "Item", "is_outside", "take_in"]

Item = Document | Skip | Notice

# Documents and characters that are tokenised at once: characters enough for the compiled loop
# to be worth its while, but few enough for eight batches to be in flight.
_DOCUMENTS = 8_192
_CHARACTERS = 1 << 21


class _Tokenised(NamedTuple):
    documents: list[Document]
    batch: TokenBatch
    digests: list[bytes]
    """One a document: equal for equal token codes."""


def take_in(items: Iterable[Item], config: Config, progress: Progress) -> Intake:
    """Tokenise documents as they come and settle ids, copies and order.

    Documents are tokenised on several threads while the next are read. Of records with one id
    the one that sorts first by date and text is kept, whatever the order they come in; the
    others are skipped, and the message names both places.

    Raises:
        StoreError: a temporary file cannot be written.
    """
    progress.stage("reading", None)
    pile = Pile(config)
    batches = _batches(items, pile, config, progress)
    for done in map_ordered(partial(_tokenised, config), batches, threads=config.threads):
        for number, document in enumerate(done.documents):
            pile.add(document, done.batch, number, done.digests[number])
    return pile.settled()


def _batches(
    items: Iterable[Item], pile: Pile, config: Config, progress: Progress
) -> Iterator[list[Document]]:
    """Documents to be tokenised; all else goes to the pile at once."""
    since = config.since.isoformat() if config.since else ""
    until = config.until.isoformat() if config.until else ""
    batch: list[Document] = []
    characters = 0
    for item in items:
        progress.advance()
        if isinstance(item, Skip):
            pile.skipped.append(item)
        elif isinstance(item, Notice):
            pile.notices.append(item)
        elif (since or until) and is_outside(item.day, since, until):
            pile.outside_dates += 1
        else:
            batch.append(item)
            characters += len(item.text)
            if len(batch) >= _DOCUMENTS or characters >= _CHARACTERS:
                yield batch
                batch, characters = [], 0
    if batch:
        yield batch


def is_outside(day: str | None, since: str, until: str) -> bool:
    """Whether a day lies before `since` or after `until`; each may be empty for no bound."""
    return day is not None and (day < since or (until != "" and day > until))


def _tokenised(config: Config, documents: list[Document]) -> _Tokenised:
    batch = tokenise_many([document.text for document in documents], config.text)
    digests = [
        hashlib.blake2b(batch.codes[first:last].tobytes(), digest_size=16).digest()
        for first, last in pairwise(batch.bounds.tolist())
    ]
    return _Tokenised(documents, batch, digests)
