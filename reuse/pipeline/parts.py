"""Many pairs compared a part at a time, each part in a few lock-free calls.

Of most pairs nothing but arrays is looked at; only what shares a passage is looked at again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.align import WORDED, SlimSheet, Stack, align_many, alignments, slim_many, stack
from reuse.candidates import pair_runs_many
from reuse.config import Config
from reuse.grouping import distinct
from reuse.model.alignment import Alignment, Channel
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.prepared import PreparedText
from reuse.model.proposed import CHANNELS, NUMBER
from reuse.pipeline.pairs import Ready, judge_ready
from reuse.text import Lexicon, prepare_many

T = TypeVar("T")
Mask = NDArray[np.bool_]

# Bytes that a prepared text takes for each token, and beside them; the same for what is said of
# its document.
_A_TOKEN, _A_TEXT, _SAID_A_TOKEN, _SAID_A_TEXT = 27, 2_500, 23, 2_500


class Kept(Generic[T]):
    """Values made when first asked for, the last used ones kept within a number of bytes.

    Several threads may use one; two that ask for one value at once may both make it.
    """

    def __init__(
        self, make: Callable[[list[int]], list[T]], size: Callable[[T], int], most: int
    ) -> None:
        self._make, self._size, self._most = make, size, most
        self._values: OrderedDict[int, T] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(self, numbers: list[int]) -> list[T]:
        """The values of some distinct numbers; those that are missing are made together."""
        found: dict[int, T] = {}
        with self._lock:
            for number in numbers:
                if number in self._values:
                    found[number] = self._values[number]
                    self._values.move_to_end(number)
        missing = [number for number in numbers if number not in found]
        made = self._make(missing) if missing else []
        with self._lock:
            for number, value in zip(missing, made, strict=True):
                found[number] = value
                if number not in self._values:
                    self._values[number] = value
                    self._bytes += self._size(value)
            while self._bytes > self._most and len(self._values) > 1:
                self._bytes -= self._size(self._values.popitem(last=False)[1])
        return [found[number] for number in numbers]

    def touch(self, numbers: list[int]) -> None:
        """Keep those values of some numbers that are there as if they had been asked for."""
        with self._lock:
            for number in numbers:
                if number in self._values:
                    self._values.move_to_end(number)


class Part(NamedTuple):
    """Some pairs that are about to be aligned; p pairs, n tokens."""

    lefts: NDArray[np.int32]
    """Left document of each pair, shape (p,)."""
    rights: NDArray[np.int32]
    """Right document, shape (p,)."""
    channels: NDArray[np.uint8]
    """Places in `CHANNELS`, shape (p,)."""
    swapped: list[bool]
    """Whether the right text of a pair is the first one."""
    pairs: NDArray[np.int64]
    """First and second text of each pair, as places in `texts`, shape (p, 2)."""
    texts: Stack
    codes: NDArray[np.uint32]
    """Token codes of the texts, shape (n,)."""
    boilerplate: NDArray[np.bool_]
    """Shape (n,)."""


class Aligned(NamedTuple):
    """Some pairs with their passages; the rest as in `Part`."""

    lefts: NDArray[np.int32]
    rights: NDArray[np.int32]
    channels: NDArray[np.uint8]
    swapped: list[bool]
    rows: NDArray[np.int64]
    """As `align_many` gives them."""
    shares: NDArray[np.float64]
    """The same."""


class Parts:
    """Compares pairs of documents a part at a time.

    Gathering and judging are plain Python, best left to one thread; aligning may run on several
    beside it.
    """

    def __init__(  # noqa: PLR0913, PLR0917  one input each
        self,
        documents: Sequence[Document],
        tokens: Callable[[int], tuple[NDArray[np.uint32], Mask]],
        config: Config,
        room: int,
        lexicon: Lexicon | None = None,
        listed: Callable[[tuple[Alignment, ...]], tuple[Alignment, ...]] | None = None,
    ) -> None:
        """Start with nothing prepared.

        Args:
            documents: all documents.
            tokens: token codes of a document, and which of them are boilerplate.
            config: all settings.
            room: bytes that sheets may take; whole texts of pairs with a passage may take half as
                many, and texts that may turn out to be such a quarter.
            lexicon: words met so far, to be gone on with; None to start with none.
            listed: of the passages of a pair those that count; a pair without any is not judged.
        """
        self._documents, self._tokens, self._config = documents, tokens, config
        self._listed = listed
        self._lexicon = Lexicon() if lexicon is None else lexicon
        self._slim = Kept(self._make_slim, lambda each: each.bytes, room)
        self._recent = Kept(self._prepared, _size, room // 4)
        self._ready = Kept(self._make_ready, _ready_size, room // 2)

    def gather(
        self, lefts: NDArray[np.int32], rights: NDArray[np.int32], channels: NDArray[np.uint8]
    ) -> Part:
        """What is needed to align some pairs.

        Args:
            lefts: left document of each pair, shape (p,).
            rights: right document, shape (p,).
            channels: places in `CHANNELS`, shape (p,).
        """
        numbers = distinct(np.concatenate([lefts, rights]))
        sheets = self._slim(numbers.tolist())
        # Those with a passage will be asked for when the part is judged.
        self._recent.touch(numbers.tolist())
        self._ready.touch(numbers.tolist())
        known = [*map(self._tokens, numbers.tolist())]
        pairs = np.stack([numbers.searchsorted(lefts), numbers.searchsorted(rights)], axis=1)
        swapped = self._put_in_order(pairs, sheets, numbers)
        return Part(
            lefts=lefts,
            rights=rights,
            channels=channels,
            swapped=swapped,
            pairs=pairs,
            texts=stack(sheets, self._lexicon.vocabulary),
            codes=np.concatenate([each[0] for each in known]),
            boilerplate=np.concatenate([each[1] for each in known]),
        )

    def align(self, part: Part) -> Aligned:
        """Align the pairs of a part; free of the interpreter lock for nearly all of it."""
        config, channels = self._config, part.channels
        rows, shares = align_many(
            part.texts,
            part.pairs,
            pair_runs_many(part.codes, part.texts.tokens, part.pairs, config.candidates),
            part.boilerplate,
            (channels == NUMBER[Channel.PARAPHRASE]) * config.align.paraphrase_prior,
            np.isin(channels, [NUMBER[channel] for channel in WORDED]),
            config.align,
        )
        # Neither texts nor codes are needed any more.
        return Aligned(
            lefts=part.lefts,
            rights=part.rights,
            channels=channels,
            swapped=part.swapped,
            rows=rows,
            shares=shares,
        )

    def judge(self, part: Aligned) -> list[Comparison | None]:
        """Judge the pairs of a part; None for one without an aligned passage."""
        out: list[Comparison | None] = [None] * len(part.lefts)
        bounds = part.rows[:, 0].searchsorted(np.arange(len(part.lefts) + 1))
        some = np.flatnonzero(bounds[1:] > bounds[:-1])
        numbers = distinct(np.concatenate([part.lefts[some], part.rights[some]])).tolist()
        ready = dict(zip(numbers, self._ready(numbers), strict=True))
        for at in some.tolist():
            rows = slice(bounds[at], bounds[at + 1])
            left, right = ready[int(part.lefts[at])], ready[int(part.rights[at])]
            mirrored = part.swapped[at]
            sides = (right.text, left.text) if mirrored else (left.text, right.text)
            found = alignments(
                *sides,
                part.rows[rows, 1:],
                part.shares[rows],
                CHANNELS[part.channels[at]],
                mirrored=mirrored,
            )
            if self._listed is not None:
                found = self._listed(found)
            if found:
                out[at] = judge_ready(left, right, found, many=True)
        return out

    def _put_in_order(
        self, pairs: NDArray[np.int64], sheets: list[SlimSheet], numbers: NDArray[np.int32]
    ) -> list[bool]:
        """Bring each pair into the order of `align_pair`; which pairs were exchanged."""
        swapped = []
        for one, other in pairs.tolist():
            first = sheets[one].stands_before(sheets[other])
            if first is None:
                left, right = (self._documents[numbers[at]].text for at in (one, other))
                languages = sheets[one].language, sheets[other].language
                first = (left, languages[0]) <= (right, languages[1])
            swapped.append(not first)
        pairs[swapped] = pairs[swapped][:, ::-1]
        return swapped

    def _make_slim(self, numbers: list[int]) -> list[SlimSheet]:
        return slim_many(self._recent(numbers))

    def _make_ready(self, numbers: list[int]) -> list[Ready]:
        return [
            Ready(document=self._documents[number], text=text, config=self._config)
            for number, text in zip(numbers, self._recent(numbers), strict=True)
        ]

    def _prepared(self, numbers: list[int]) -> list[PreparedText]:
        documents = [self._documents[number] for number in numbers]
        texts, languages = [d.text for d in documents], [d.language for d in documents]
        return prepare_many(texts, languages, self._config.text, lexicon=self._lexicon)


def _size(text: PreparedText) -> int:
    """Bytes that a prepared text takes, about."""
    return _A_TEXT + len(text.raw) + _A_TOKEN * len(text.tokens)


def _ready_size(ready: Ready) -> int:
    """The same with what is said of the document."""
    return _size(ready.text) + _SAID_A_TEXT + _SAID_A_TOKEN * len(ready.text.tokens)
