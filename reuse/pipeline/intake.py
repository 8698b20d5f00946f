"""What is scanned: documents in a fixed order, tokenised, exact copies collapsed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from reuse.config import Config
from reuse.model.corpus import TokenTable
from reuse.model.document import Document
from reuse.model.progress import Progress
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.text import tokenise

Item = Document | Skip | Notice


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Intake:
    """Documents ready to be compared."""

    documents: tuple[Document, ...]
    """By id."""
    table: TokenTable
    """One entry a distinct text, in the order of its first document."""
    copies: tuple[tuple[int, ...], ...]
    """For each entry of the table, the documents whose tokens equal its own, in order: white
    space, case and punctuation may differ."""
    words: dict[str, int]
    """Words of each document, by id."""
    skipped: tuple[Skip, ...]
    notices: tuple[Notice, ...]


@dataclass(slots=True)
class _Pile:
    """What has come in so far."""

    documents: dict[str, Document] = field(default_factory=dict)
    codes: dict[str, NDArray[np.uint32]] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    disguised: dict[str, bool] = field(default_factory=dict)
    duplicates: list[Document] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def take_in(items: Iterable[Item], config: Config, progress: Progress) -> Intake:
    """Tokenise documents as they come and settle ids, copies and order.

    Of records with one id the one that sorts first by date and text is kept, whatever the
    order they come in; the others are skipped, and the message names both places.
    """
    progress.stage("reading", None)
    pile = _Pile()
    for item in items:
        progress.advance()
        if isinstance(item, Skip):
            pile.skipped.append(item)
        elif isinstance(item, Notice):
            pile.notices.append(item)
        else:
            _take(item, pile, config)
    documents = tuple(pile.documents[name] for name in sorted(pile.documents))
    copies = _copies(documents, pile.codes)
    return Intake(
        documents=documents,
        table=_table(documents, copies, pile.codes),
        copies=copies,
        words=pile.words,
        skipped=tuple(sorted([*pile.skipped, *_duplicates(pile)])),
        notices=tuple(sorted([*pile.notices, *_disguised(pile)])),
    )


def _take(document: Document, pile: _Pile, config: Config) -> None:
    tokens = tokenise(document.text, config.text)
    if len(tokens) < config.text.min_tokens:
        reason = f"{len(tokens)} words; expected at least {config.text.min_tokens}"
        skip = Skip(origin=_origin(document), code=SkipCode.TOO_SHORT, reason=reason)
        pile.skipped.append(skip)
        return
    present = pile.documents.get(document.id)
    if present is not None:
        first, second = sorted((present, document), key=_seniority)
        pile.duplicates.append(second)
        if first is present:
            return
    pile.documents[document.id] = document
    pile.codes[document.id] = tokens.codes
    pile.words[document.id] = tokens.words()
    pile.disguised[document.id] = tokens.disguised


def _origin(document: Document) -> str:
    return document.origin or f"document {document.id}"


def _duplicates(pile: _Pile) -> Iterator[Skip]:
    """What is said of records whose id another one took; settled once all have come in."""
    for document in pile.duplicates:
        holder = pile.documents[document.id].origin or "another document"
        reason = f"id {document.id!r} is taken by {holder}"
        yield Skip(origin=_origin(document), code=SkipCode.DUPLICATE_ID, reason=reason)


def _disguised(pile: _Pile) -> Iterator[Notice]:
    reason = "invisible characters or look-alike letters inside words; compared without them"
    for name, document in pile.documents.items():
        if pile.disguised[name]:
            yield Notice(origin=_origin(document), code=NoticeCode.DISGUISED_TEXT, reason=reason)


def _seniority(document: Document) -> tuple[float | str, ...]:
    """Sort key over all fields, so that only equal records are left to chance."""
    stamp = document.stamp
    instant = stamp.instant if stamp else float("inf")
    rest = (
        document.outlet, document.origin, document.published, document.title,
        document.author, document.url, document.language,
    )  # fmt: skip
    return instant, document.text, *(value or "" for value in rest)


def _copies(
    documents: tuple[Document, ...], codes: dict[str, NDArray[np.uint32]]
) -> tuple[tuple[int, ...], ...]:
    groups: dict[bytes, list[int]] = {}
    for number, document in enumerate(documents):
        digest = hashlib.blake2b(codes[document.id].tobytes(), digest_size=16).digest()
        groups.setdefault(digest, []).append(number)
    return tuple(tuple(group) for group in groups.values())


def _table(
    documents: tuple[Document, ...],
    copies: tuple[tuple[int, ...], ...],
    codes: dict[str, NDArray[np.uint32]],
) -> TokenTable:
    groups = [[documents[member] for member in group] for group in copies]
    texts = [codes[group[0].id] for group in groups]
    return TokenTable(
        codes=np.concatenate([*texts, np.zeros(0, np.uint32)]),
        bounds=np.cumsum([0, *(len(text) for text in texts)], dtype=np.int64),
        outlets=_numbers([{document.outlet for document in group} for group in groups]),
        sites=_numbers([{group[0].site or group[0].outlet} for group in groups]),
        earliest=np.array([min(map(_earliest, group)) for group in groups], np.float64),
        latest=np.array([max(map(_latest, group)) for group in groups], np.float64),
    )


def _earliest(document: Document) -> float:
    stamp = document.stamp
    return stamp.instant - stamp.uncertainty if stamp else -inf


def _latest(document: Document) -> float:
    stamp = document.stamp
    return stamp.instant + stamp.uncertainty if stamp else inf


def _numbers(held: list[set[str | None]]) -> NDArray[np.int32]:
    """Number the publisher of each text.

    A text without a known publisher, or of several, gets a number that no other has: it must
    meet every other text.
    """
    single = [next(iter(names)) if len(names) == 1 else None for names in held]
    known = {name: at for at, name in enumerate(sorted({name for name in single if name}))}
    return np.array(
        [known[name] if name else len(known) + at for at, name in enumerate(single)], np.int32
    )
