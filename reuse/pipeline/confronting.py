"""Articles aligned with archived documents that were chosen for them, and judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from reuse import archive
from reuse.align import is_compiled
from reuse.archive import Holdings, find_ranges, grams
from reuse.config import Config
from reuse.engine import Beside, map_ordered
from reuse.model.alignment import Alignment, Channel, Role
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.prepared import TokenBatch
from reuse.model.progress import Progress
from reuse.model.proposed import NUMBER
from reuse.pipeline.batches import COMPILING, compile_batches
from reuse.pipeline.furnishing import Texts, masks, sites_of
from reuse.pipeline.pairs import Ready, align_ready, judge_ready, make_ready
from reuse.pipeline.parts import Parts
from reuse.store import memory_budget
from reuse.text import Lexicon, tokenise

QUERYING = "querying"
"""What the stage is called."""
Mask = NDArray[np.bool_]
Known = Callable[[int], tuple[NDArray[np.uint32], Mask]]
"""Token codes of a document, and which of its tokens are furniture or stock phrases."""
Listed = Callable[[tuple[Alignment, ...]], tuple[Alignment, ...]]
"""Of the passages of a pair those that count."""

# Pairs of a session from which on compiled loops pay for loading them; pairs of all processes from
# which on they pay for making them; and articles of a batch, which is a part of all, from which on
# there will be enough pairs.
_MANY, _MANY_MORE, _SEVERAL = 100, 1_500, 16
# Words of a session, about 200 bytes each.
_MOST_WORDS = 500_000
# Pairs that are compared together, and what their sheets may take of the memory budget: there are
# those of the batch that is begun, of the one that is judged, and of what is compared again.
_AT_ONCE, _AHEAD, _SHARE, _MOST_BYTES = 256, 2, 48, 400_000_000


@dataclass(slots=True, eq=False)
class Session:
    """What a process that asks again and again keeps from one time to the next."""

    lexicon: Lexicon = field(default_factory=Lexicon)
    """Words met so far."""
    pairs: int = 0
    """Pairs compared so far."""
    in_batches: bool = False
    """Whether some were aligned in compiled loops, which are at hand since."""

    def words(self) -> Lexicon:
        """The words to go on with; none after so many that they would fill the memory."""
        if len(self.lexicon.vocabulary) > _MOST_WORDS:
            self.lexicon = Lexicon()
        return self.lexicon


class Confronted:
    """Articles of one batch, and the archive that they are compared with."""

    def __init__(
        self,
        documents: Sequence[Document],
        tokens: TokenBatch,
        boilerplate: Mask,
        holdings: Holdings,
        config: Config,
    ) -> None:
        """Take articles and what of their tokens is furniture or a stock phrase, shape (N,)."""
        self._batch, self._tokens, self._boilerplate = documents, tokens, boilerplate
        self._holdings, self._config = holdings, config
        self._numbers: dict[str, int] = {}
        self._in_batches = False

    def begin(
        self,
        chosen: Sequence[tuple[int, int]],
        session: Session,
        beside: Beside,
        progress: Progress,
    ) -> Callable[[], list[Comparison]]:
        """Begin to compare pairs; what is returned gives the comparisons that have a passage.

        Args:
            chosen: number of an article, and of an archived document to compare it with.
            session: what was kept from earlier times.
            beside: threads that align them meanwhile.
            progress: told where loops are compiled.

        Raises:
            ArchiveError: what was read is damaged.
        """
        batch, holdings = self._batch, self._holdings
        numbers = sorted({number for _, number in chosen})
        rows, texts = holdings.rows(numbers), holdings.texts(numbers)
        # What was superseded or purged a moment ago is gone.
        there = [number for number in numbers if number in rows and number in texts]
        places = {number: len(batch) + at for at, number in enumerate(there)}
        archived = [rows[number].with_text(texts[number]) for number in there]
        self._numbers = {each.id: number for each, number in zip(archived, there, strict=True)}
        documents = [*batch, *archived]
        pairs = [(text, places[number]) for text, number in chosen if number in places]
        session.pairs += len(pairs)
        self._in_batches = session.in_batches or _pays(session.pairs, len(batch), len(pairs))
        session.in_batches = self._in_batches
        if self._in_batches:
            if not is_compiled():
                progress.stage(COMPILING, None)
                compile_batches()
                progress.stage(QUERYING, None)
            archive.load()

        def known(place: int) -> tuple[NDArray[np.uint32], Mask]:
            if place < len(batch):
                return self._known(place)
            codes = holdings.codes(there[place - len(batch)])
            return codes, np.zeros(len(codes), np.bool_)

        found = self._run(documents, known, pairs, session, _listed, beside)
        return lambda: [each for each in found() if each is not None and not each.same_page]

    def _run(  # noqa: PLR0913, PLR0917  one input each
        self,
        documents: Sequence[Document],
        known: Known,
        pairs: Sequence[tuple[int, int]],
        session: Session,
        listed: Listed,
        beside: Beside,
    ) -> Callable[[], Iterable[Comparison | None]]:
        lexicon, config = session.words(), self._config
        if not self._in_batches:
            return partial(_one_by_one, documents, known, pairs, config, lexicon, listed)
        room = min(_MOST_BYTES, memory_budget(config.memory) // _SHARE)
        parts = Parts(documents, known, config, room, lexicon, listed)
        return _in_parts(parts, pairs, config, beside)

    def _known(self, place: int) -> tuple[NDArray[np.uint32], Mask]:
        """Codes of an article, and its furniture."""
        first, last = self._tokens.bounds[place : place + 2].tolist()
        return self._tokens.codes[first:last], self._boilerplate[first:last]

    def with_furniture(
        self, comparisons: Sequence[Comparison], session: Session, beside: Beside
    ) -> list[Comparison]:
        """Comparisons again, where a reused passage is furniture of the archived document.

        Raises:
            ArchiveError: what was read is damaged.
        """
        reused = {c.right.id: c.right for c in comparisons if c.is_reuse}
        marked = dict(zip(reused, self._masked([*reused.values()]), strict=True))
        again = [
            number
            for number, comparison in enumerate(comparisons)
            if comparison.is_reuse and self._touches(comparison, marked[comparison.right.id])
        ]
        places = {id(document): place for place, document in enumerate(self._batch)}
        rights = [comparisons[number].right for number in again]
        documents = [*self._batch, *rights]
        pairs = [
            (places[id(comparisons[number].left)], len(self._batch) + at)
            for at, number in enumerate(again)
        ]

        def known(place: int) -> tuple[NDArray[np.uint32], Mask]:
            if place < len(self._batch):
                return self._known(place)
            right = documents[place]
            return self._holdings.codes(self._numbers[right.id]), marked[right.id]

        out: list[Comparison | None] = [*comparisons]
        found = self._run(documents, known, pairs, session, tuple, beside)
        for number, comparison in zip(again, found(), strict=True):
            out[number] = comparison
        return [comparison for comparison in out if comparison is not None]

    def _touches(self, comparison: Comparison, mask: Mask) -> bool:
        """Whether half of some of the right side's reused passages is marked."""
        if not mask.any():
            return False
        tokens = tokenise(comparison.right.text, self._config.text)
        return any(
            2 * np.count_nonzero(mask[part]) >= part.stop - part.start
            for part in (tokens.inside(passage.right) for passage in comparison.reused)
        )

    def _masked(self, documents: Sequence[Document]) -> list[Mask]:
        """What of archived documents is furniture or stock phrases."""
        codes = [self._holdings.codes(self._numbers[each.id]) for each in documents]
        bounds = np.cumsum([0, *map(len, codes)], dtype=np.int64)
        whole = np.concatenate([*codes, np.zeros(0, np.uint32)])
        ranges = find_ranges(self._holdings, grams(whole, bounds)[0])
        texts = Texts(
            codes=whole,
            bounds=bounds,
            sites=sites_of(documents),
            own=np.zeros(len(codes), np.int64),
        )
        furniture, stock = masks(self._holdings, texts, ranges, self._config.candidates)
        return np.split(furniture | stock, bounds[1:-1]) if codes else []


def _pays(so_far: int, articles: int, new: int) -> bool:
    """Whether compiled loops pay for the pairs of a session, of which so many are new."""
    some = so_far >= _MANY or articles >= _SEVERAL
    return some and (so_far >= _MANY_MORE or is_compiled(new, _MANY_MORE))


def _one_by_one(  # noqa: PLR0913, PLR0917  one input each
    documents: Sequence[Document],
    known: Known,
    pairs: Sequence[tuple[int, int]],
    config: Config,
    lexicon: Lexicon,
    listed: Listed,
) -> Iterator[Comparison | None]:

    @lru_cache(maxsize=2 * _MANY)
    def ready(place: int) -> Ready:
        return make_ready(documents[place], config, known(place)[1], lexicon=lexicon)

    for one, other in pairs:
        left, right = ready(one), ready(other)
        found = listed(align_ready(left, right, channel=Channel.JOIN))
        yield judge_ready(left, right, found) if found else None


def _listed(passages: tuple[Alignment, ...]) -> tuple[Alignment, ...]:
    """The passages of a pair, none where all are furniture or stock phrases of the article."""
    return passages if any(each.role is not Role.BOILERPLATE for each in passages) else ()


def _in_parts(
    parts: Parts, pairs: Sequence[tuple[int, int]], config: Config, beside: Beside
) -> Callable[[], Iterable[Comparison | None]]:
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    channels = np.full(len(pairs), NUMBER[Channel.JOIN], np.uint8)
    gathered = (
        parts.gather(ends[part, 0], ends[part, 1], channels[part])
        for part in (slice(at, at + _AT_ONCE) for at in range(0, len(pairs), _AT_ONCE))
    )
    if not pairs:
        return tuple
    if len(pairs) <= _AT_ONCE:
        aligned = beside.begin(parts.align, next(gathered))
        return lambda: parts.judge(aligned())
    # So many take turns, each part with its memory.
    many = map_ordered(parts.align, gathered, threads=config.threads, ahead=_AHEAD)
    return lambda: chain.from_iterable(map(parts.judge, many))
