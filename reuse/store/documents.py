"""Documents that are read from a spool when they are asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from reuse.model.document import Document
from reuse.store.spool import Spool

_HEAD = (
    "id", "outlet", "published", "title", "author", "url", "language", "origin", "section",
    "allow", "line",
)  # fmt: skip
_head = attrgetter(*_HEAD)
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode
_set = object.__setattr__


class StoredDocument(Document):
    """A document whose text is read each time it is asked for; equal to a plain one."""

    __slots__ = ("_size", "_spool", "_start")

    _spool: Spool
    _start: int
    _size: int

    def __new__(cls, **fields: Any) -> Document:  # type: ignore[misc]
        """Make a plain document: a copy with other fields stands in no store."""
        return Document(**fields)

    @property
    def text(self) -> str:
        """The raw text."""
        return self._spool.read(self._start, self._size).decode()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return _head(self) == _head(other) and self.text == other.text

    __hash__ = Document.__hash__

    def __reduce__(self) -> tuple[Callable[..., Document], tuple[()]]:
        fields = dict(zip(_HEAD, _head(self), strict=True))
        return partial(Document, text=self.text, **fields), ()


def _stored(spool: Spool, start: int, text: int, end: int) -> StoredDocument:
    """The document whose fields begin at `start` and whose text stands at ``[text, end)``."""
    # The fields were checked when the document was made: no second time.
    document = object.__new__(StoredDocument)
    for name, value in zip(_HEAD, _decode(spool.read(start, text - start)), strict=True):
        _set(document, name, value)
    _set(document, "_spool", spool)
    _set(document, "_start", text)
    _set(document, "_size", end - text)
    return document


class DocumentWriter:
    """Puts documents into a spool, and hands them out again."""

    def __init__(self, budget: int) -> None:
        """Keep up to `budget` bytes in memory."""
        self._spool = Spool(budget)
        self._places = Spool(2**63)

    def __len__(self) -> int:
        return self._places.size // 24

    def add(self, document: Document) -> int:
        """Store a document; returns its number, counted from 0."""
        number = len(self)
        head, text = _encode(_head(document)), document.text.encode()
        start = self._spool.append(head)
        self._spool.append(text)
        middle = start + len(head)
        self._places.append(np.array([start, middle, middle + len(text)], np.int64).tobytes())
        return number

    def get(self, number: int) -> Document:
        """A document by its number."""
        place = np.frombuffer(self._places.read(24 * number, 24), np.int64)
        return _stored(self._spool, *place.tolist())

    def sequence(self, ids: Sequence[str], order: NDArray[np.int64]) -> Documents:
        """The documents of some numbers, as a sequence; nothing can be added any more.

        Args:
            ids: their ids, sorted.
            order: their numbers, shape (len(ids),).
        """
        places = self._places.array(np.int64).reshape(-1, 3)[order]
        return Documents(ids, self._spool, places)


class Documents(Sequence[Document]):
    """Documents by id; only ids and places are held, the rest is read when asked for."""

    __slots__ = ("_places", "_spool", "ids")

    def __init__(self, ids: Sequence[str], spool: Spool, places: NDArray[np.int64]) -> None:
        """Take over a spool; use `DocumentWriter`.

        Args:
            ids: sorted.
            spool: what holds the documents.
            places: shape (len(ids), 3): where fields begin, where the text does, and where
                that ends.
        """
        self.ids = ids
        self._spool = spool
        self._places = places

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Document: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Document]: ...

    def __getitem__(self, index: int | slice) -> Document | Sequence[Document]:
        if isinstance(index, slice):
            return Documents(self.ids[index], self._spool, self._places[index])
        start, text, end = self._places[index].tolist()
        return _stored(self._spool, start, text, end)

    def __iter__(self) -> Iterator[Document]:
        # A piece at a time: as many Python numbers as documents would be a waste.
        for first in range(0, len(self), 4_096):
            for start, text, end in self._places[first : first + 4_096].tolist():
                yield _stored(self._spool, start, text, end)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(map(_same, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[tuple[Document, ...]], tuple[list[Document]]]:
        # Copied or pickled they are plain documents, all in memory.
        return tuple, ([*self],)

    def __repr__(self) -> str:
        return f"Documents({len(self)} documents)"

    def number(self, name: str) -> int:
        """The place of the document with that id.

        Raises:
            KeyError: there is none.
        """
        at = bisect_left(self.ids, name)
        if at == len(self.ids) or self.ids[at] != name:
            raise KeyError(name)
        return at

    def text_bytes(self, number: int) -> bytes:
        """The raw text of a document in UTF-8."""
        _, start, end = self._places[number].tolist()
        return self._spool.read(start, end - start)


def _same(one: object, other: object) -> bool:
    return one == other
