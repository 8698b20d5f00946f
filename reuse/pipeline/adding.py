"""Documents put into an archive, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from reuse.archive import Duplicates, Postings, Scheme, Writer, make_postings, writing
from reuse.config import Config, TextConfig
from reuse.model.archived import Added
from reuse.model.document import Document
from reuse.model.prepared import Tokens
from reuse.model.progress import Progress
from reuse.model.skip import SkipCode
from reuse.pipeline.arrivals import Arrivals
from reuse.pipeline.intake import Item
from reuse.pipeline.scheming import with_key
from reuse.store import memory_budget
from reuse.text import tokenise

# Documents of a batch, which is one segment, and the fewest and most characters: few segments are
# soon looked up. Working memory is up to 28 bytes a character, and may take a share of the budget.
_DOCUMENTS = 131_072
_FEWEST, _MOST, _BYTES, _SHARE = 1 << 24, 1 << 26, 28, 8
# Characters from which on the compiled loop pays for its compiler.
_ENOUGH = 2_000_000


def add_documents(  # noqa: PLR0913  one input each
    items: Iterable[Item],
    folder: Path,
    config: Config,
    policy: Duplicates,
    progress: Progress,
    *,
    new: bool,
) -> Added:
    """Add documents to an archive; every batch is there for good once it is added.

    What it costs depends on what is added, not on what is there already. Run again after it was
    stopped, it goes on where it was, unless the policy is to end on a known id.

    Args:
        items: documents and what readers report, in any number: a batch is held at a time.
        folder: where the archive lies.
        config: settings; the key of the hashes is that of a new archive.
        policy: what becomes of known ids.
        progress: told of every record.
        new: whether to make the archive, or to add to one that is there.

    Raises:
        ArchiveError: the archive is locked, damaged or cannot be written; or the policy says so.
        ConfigError: the archive was made under another key than the settings ask for.
    """
    progress.stage("adding", None)
    arrivals = Arrivals(config)
    added, replaced, unchanged = 0, 0, 0
    scheme = Scheme(hash_key=config.text.hash_key) if new else None
    with writing(folder, scheme) as writer:
        text = with_key(config, writer.scheme).text
        room = memory_budget(config.memory) // (_SHARE * _BYTES)
        characters = min(_MOST, max(_FEWEST, room))
        for batch in arrivals.batches(items, _DOCUMENTS, characters, progress):
            found = writer.sort_out(batch, policy)
            for document, origin in found.refused:
                reason = f"id {document.id!r} is taken by {origin or 'another document'}"
                arrivals.skip(document, SkipCode.DUPLICATE_ID, f"{reason}, whose text differs")
            documents = _commit(writer, found.new, found.replaced, text, arrivals)
            added += len(documents)
            replaced += sum(document.id in found.replaced for document in documents)
            unchanged += found.unchanged
    return Added(
        added=added,
        replaced=replaced,
        unchanged=unchanged,
        skipped=arrivals.skipped,
        notices=arrivals.notices,
        outside_dates=arrivals.outside_dates,
    )


def _commit(
    writer: Writer,
    documents: list[Document],
    replaced: dict[str, int],
    config: TextConfig,
    arrivals: Arrivals,
) -> list[Document]:
    """Add those of some new documents that are long enough, and return them."""
    many = sum(len(document.text) for document in documents) >= _ENOUGH
    tokens = [tokenise(document.text, config, many=many) for document in documents]
    pairs = [
        (document, own)
        for document, own in zip(documents, tokens, strict=True)
        if not arrivals.is_too_short(document, len(own))
    ]
    kept = [document for document, _ in pairs]
    writer.commit(kept, _postings([own for _, own in pairs]), replaced)
    return kept


def _postings(tokens: list[Tokens]) -> Postings:
    none = np.zeros(0, np.int32)
    return make_postings(
        np.concatenate([*(each.codes for each in tokens), none.astype(np.uint32)]),
        np.cumsum([0, *map(len, tokens)], dtype=np.int64),
        np.concatenate([*(each.starts for each in tokens), none]),
        np.concatenate([*(each.ends for each in tokens), none]),
    )
