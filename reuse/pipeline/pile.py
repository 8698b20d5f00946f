"""Documents as they come in, and the tables that they become."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from math import inf
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.config import Config
from reuse.grouping import distinct, group_starts
from reuse.model.corpus import DocumentTable, TokenTable
from reuse.model.document import Document
from reuse.model.prepared import TokenBatch
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.pipeline.pages import Records, page_groups
from reuse.store import Documents, DocumentWriter, Spool, memory_budget

T = TypeVar("T", bound="np.generic[Any]")

# Share of the memory budget that texts may take, and token codes as well: the work on them
# takes several times what they do.
_SHARE = 16
# Texts whose codes are put in order at once.
_AT_ONCE = 1_024


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Intake:
    """Documents ready to be compared."""

    documents: Documents
    """By id."""
    known: DocumentTable
    """One entry a document."""
    published: dict[str, int]
    """Documents of each outlet; several records of one page count once."""
    table: TokenTable
    """One entry a distinct text, in the order of its first document."""
    copies: tuple[tuple[int, ...], ...]
    """For each entry of the table, the documents whose tokens equal its own, in order: white
    space, case and punctuation may differ. Of several such records of one page only the one
    that stands for it."""
    same_page: tuple[tuple[int, ...], ...]
    """Groups of documents that are one page, the one seen first at the head."""
    skipped: tuple[Skip, ...]
    outside_dates: int
    """Documents left out for their date."""
    notices: tuple[Notice, ...]

    def carriers(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The documents of `copies`, one text after the other, and how many each text has."""
        sizes = np.fromiter(map(len, self.copies), np.int64, len(self.copies))
        members = np.fromiter(chain.from_iterable(self.copies), np.int64, int(sizes.sum()))
        return members, sizes


class Pile:
    """What has come in so far: texts in a store, the rest in columns."""

    def __init__(self, config: Config) -> None:
        budget = memory_budget(config.memory) // _SHARE
        self.skipped: list[Skip] = []
        self.notices: list[Notice] = []
        self.outside_dates = 0
        self._budget = budget
        self._least = config.text.min_tokens
        self._documents = DocumentWriter(budget)
        self._codes = Spool(budget)
        self._bounds = array("q", [0])
        """Where the codes of each distinct text begin and end."""
        self._texts: dict[bytes, int] = {}
        """Distinct texts by digest."""
        self._by_id: dict[str, int] = {}
        """Number of the record that holds each id."""
        self._losers: list[tuple[str, str]] = []
        """Id and origin of records whose id another one took."""
        self._columns = _Columns()

    def add(self, document: Document, batch: TokenBatch, number: int, digest: bytes) -> None:
        """Take in the document that stands at `number` of a tokenised batch."""
        first, last = batch.bounds[number : number + 2].tolist()
        if last - first < self._least:
            reason = f"{last - first} words; expected at least {self._least}"
            skip = Skip(origin=_origin(document), code=SkipCode.TOO_SHORT, reason=reason)
            self.skipped.append(skip)
            return
        present = self._by_id.get(document.id)
        if present is not None:
            holder = self._documents.get(present)
            if _seniority(holder) <= _seniority(document):
                self._losers.append((document.id, _origin(document)))
                return
            self._losers.append((document.id, _origin(holder)))
        text = self._texts.setdefault(digest, len(self._texts))
        if text == len(self._bounds) - 1:
            self._codes.append(batch.codes[first:last].tobytes())
            self._bounds.append(self._bounds[-1] + last - first)
        self._by_id[document.id] = self._documents.add(document)
        self._columns.add(document, text, int(batch.words[number]), bool(batch.disguised[number]))

    def settled(self) -> Intake:
        """Everything in its final order, which does not depend on the order it came in."""
        ids = sorted(self._by_id)
        order = np.array([self._by_id[name] for name in ids], np.int64)
        columns = self._columns.taken(order)
        skipped = tuple(sorted([*self.skipped, *self._duplicates()]))
        notices = tuple(sorted([*self.notices, *self._disguised(columns, order)]))
        self._by_id.clear()
        self._texts.clear()
        documents = self._documents.sequence(ids, order)
        same_page = page_groups(documents, columns)
        pages = np.arange(len(ids), dtype=np.int32)
        for group in same_page:
            pages[list(group)] = group[0]
        copies = _copies(columns.texts, pages)
        return Intake(
            documents=documents,
            known=DocumentTable(
                outlets=_publishers(columns.outlets),
                earliest=columns.earliest,
                latest=columns.latest,
                words=columns.words,
                pages=pages,
            ),
            published=_published(columns, pages, self._columns.names),
            table=self._table(copies, columns),
            copies=copies.groups(),
            same_page=same_page,
            skipped=skipped,
            outside_dates=self.outside_dates,
            notices=notices,
        )

    def _duplicates(self) -> Iterator[Skip]:
        """What is said of records whose id another one took; settled once all have come in."""
        for name, origin in self._losers:
            holder = self._documents.get(self._by_id[name]).origin or "another document"
            reason = f"id {name!r} is taken by {holder}"
            yield Skip(origin=origin, code=SkipCode.DUPLICATE_ID, reason=reason)

    def _disguised(self, columns: Records, order: NDArray[np.int64]) -> Iterator[Notice]:
        reason = "invisible characters or look-alike letters inside words; compared without them"
        for number in order[columns.disguised].tolist():
            origin = _origin(self._documents.get(number))
            yield Notice(origin=origin, code=NoticeCode.DISGUISED_TEXT, reason=reason)

    def _table(self, copies: _Copies, columns: Records) -> TokenTable:
        sizes = np.diff(np.frombuffer(self._bounds, np.int64))[copies.texts]
        flat, starts = copies.members, copies.starts
        return TokenTable(
            codes=self._ordered_codes(copies.texts),
            bounds=np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]),
            outlets=_publishers(_common(columns.outlets[flat], starts)),
            sites=_publishers(columns.sites[flat[starts]]),
            earliest=_reduced(np.minimum, columns.earliest[flat], starts),
            latest=_reduced(np.maximum, columns.latest[flat], starts),
        )

    def _ordered_codes(self, texts: NDArray[np.int64]) -> NDArray[np.uint32]:
        if np.array_equal(texts, np.arange(len(self._bounds) - 1)):
            return self._codes.array(np.uint32)
        held, ordered = self._codes.array(np.uint32), Spool(self._budget)
        bounds = np.frombuffer(self._bounds, np.int64)
        for first in range(0, len(texts), _AT_ONCE):
            some = texts[first : first + _AT_ONCE]
            ends = zip(bounds[some].tolist(), bounds[some + 1].tolist(), strict=True)
            ordered.append(np.concatenate([held[start:end] for start, end in ends]).tobytes())
        return ordered.array(np.uint32)


class _Copies(NamedTuple):
    """Documents by text; k documents, T texts."""

    members: NDArray[np.int64]
    """Shape (k,): the documents of each text, rising."""
    starts: NDArray[np.int64]
    """Shape (T,): where the documents of each text begin; they rise with the texts."""
    texts: NDArray[np.int64]
    """Shape (T,): number of each text, as in `Records`."""

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The documents of each text."""
        members = self.members.tolist()
        ends = [*self.starts.tolist(), len(members)]
        return tuple(tuple(members[first:last]) for first, last in pairwise(ends))


class _Columns:
    """What is kept of each record beside its text, by number."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        """Outlets and sites, numbered as they came."""
        self._texts, self._outlets, self._sites, self._words = (array("i") for _ in range(4))
        self._addresses, self._disguised, self._times = array("q"), array("b"), array("d")

    def add(self, document: Document, text: int, words: int, disguised: bool) -> None:  # noqa: FBT001  one value a column
        """Add the row of a record."""
        stamp, address = document.stamp, document.address
        self._texts.append(text)
        self._outlets.append(self._number(document.outlet))
        self._sites.append(self._number(document.site or document.outlet))
        self._words.append(words)
        # Equal addresses are told on the addresses themselves; this only brings them together.
        self._addresses.append(0 if address is None else hash(address) or 1)
        self._disguised.append(disguised)
        self._times.append(stamp.instant - stamp.uncertainty if stamp else -inf)
        self._times.append(stamp.instant + stamp.uncertainty if stamp else inf)

    def taken(self, order: NDArray[np.int64]) -> Records:
        """The rows of some records, in that order, names numbered in their own order."""
        rank = np.zeros(len(self.names) + 1, np.int32)
        rank[-1] = -1
        for place, name in enumerate(sorted(self.names)):
            rank[self.names[name]] = place
        times = np.array(self._times, np.float64).reshape(-1, 2)[order]
        return Records(
            texts=np.array(self._texts, np.int32)[order],
            outlets=rank[np.array(self._outlets, np.int32)[order]],
            sites=rank[np.array(self._sites, np.int32)[order]],
            words=np.array(self._words, np.int32)[order],
            addresses=np.array(self._addresses, np.int64)[order],
            disguised=np.array(self._disguised, np.bool_)[order],
            earliest=np.ascontiguousarray(times[:, 0]),
            latest=np.ascontiguousarray(times[:, 1]),
        )

    def _number(self, name: str | None) -> int:
        return self.names.setdefault(name, len(self.names)) if name else -1


def _origin(document: Document) -> str:
    return document.origin or f"document {document.id}"


def _seniority(document: Document) -> tuple[float | str, ...]:
    """Sort key over all fields, so that only equal records are left to chance."""
    stamp = document.stamp
    instant = stamp.instant if stamp else inf
    rest = (
        document.outlet, document.origin, document.published, document.title,
        document.author, document.url, document.language,
    )  # fmt: skip
    return instant, document.text, *(value or "" for value in rest)


def _copies(texts: NDArray[np.int32], pages: NDArray[np.int32]) -> _Copies:
    """Group documents by text; of the records of one page with one text, one is taken.

    That is the one that stands for the page where it has the text, else the first.
    """
    numbers = np.arange(len(texts))
    order = np.lexsort((numbers, numbers != pages, pages, texts))
    apart = (np.diff(texts[order]) != 0) | (np.diff(pages[order]) != 0)
    taken = np.sort(order[np.concatenate([[True], apart])[: len(order)]])
    flat = taken[np.argsort(texts[taken], kind="stable")]
    starts = group_starts(texts[flat])
    # Groups in the order of their first documents.
    rank = np.argsort(flat[starts])
    sizes = np.diff(np.append(starts, len(flat)))
    members = np.argsort(np.repeat(np.argsort(rank), sizes), kind="stable")
    return _Copies(
        members=flat[members],
        starts=np.concatenate([[0], np.cumsum(sizes[rank])[:-1]]).astype(np.int64)[: len(rank)],
        texts=texts[flat[starts][rank]].astype(np.int64),
    )


def _common(values: NDArray[np.int32], starts: NDArray[np.int64]) -> NDArray[np.int32]:
    """The value that all of a group have; -1 where they differ."""
    low, high = _reduced(np.minimum, values, starts), _reduced(np.maximum, values, starts)
    return np.where(low == high, low, np.int32(-1))


def _reduced(how: np.ufunc, values: NDArray[T], starts: NDArray[np.int64]) -> NDArray[T]:
    if not len(starts):
        return values[:0]
    reduced: NDArray[T] = how.reduceat(values, starts)
    return reduced


def _publishers(known: NDArray[np.int32]) -> NDArray[np.int32]:
    """Number publishers; one that is not known, -1, gets a number that no other has.

    It must meet every other text.
    """
    free = int(known.max(initial=-1)) + 1
    own = np.arange(free, free + len(known), dtype=np.int32)
    return np.where(known >= 0, known, own)


def _published(columns: Records, pages: NDArray[np.int32], names: dict[str, int]) -> dict[str, int]:
    """Pages of each outlet, outlets by name."""
    spelled = sorted(names)
    pairs = np.stack([columns.outlets, pages], axis=1).astype(np.int64)
    pairs = pairs[pairs[:, 0] >= 0]
    keys = distinct((pairs[:, 0] << 32) | pairs[:, 1])
    counts = np.bincount(keys >> 32, minlength=len(spelled)).tolist()
    return {name: count for name, count in zip(spelled, counts, strict=True) if count}
