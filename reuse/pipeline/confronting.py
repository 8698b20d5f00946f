"""Articles aligned with archived documents that were chosen for them, and judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reuse.archive import Holdings, find_ranges, grams
from reuse.config import Config
from reuse.engine import map_ordered
from reuse.model.alignment import Channel
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.prepared import TokenBatch
from reuse.model.proposed import NUMBER
from reuse.pipeline.furnishing import Texts, masks, sites_of
from reuse.pipeline.pairs import Ready, align_ready, judge_ready, make_ready
from reuse.pipeline.parts import Parts
from reuse.store import memory_budget
from reuse.text import Lexicon

Mask = NDArray[np.bool_]
Known = Callable[[int], tuple[NDArray[np.uint32], Mask]]
"""Token codes of a document, and which of its tokens are furniture or stock phrases."""

# Pairs of a session from which on compiled loops pay for their compiler.
_MANY = 100
# Words of a session, about 200 bytes each.
_MOST_WORDS = 500_000
# Pairs that are compared together, and what their sheets may take of the memory budget.
_AT_ONCE, _AHEAD, _SHARE, _MOST_BYTES = 256, 2, 16, 400_000_000


@dataclass(slots=True, eq=False)
class Session:
    """What a process that asks again and again keeps from one time to the next."""

    lexicon: Lexicon = field(default_factory=Lexicon)
    """Words met so far."""
    pairs: int = 0
    """Pairs compared so far."""

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

    def compare(self, chosen: Sequence[tuple[int, int]], session: Session) -> Iterator[Comparison]:
        """Comparisons that have a passage.

        Args:
            chosen: number of an article, and of an archived document to compare it with.
            session: what was kept from earlier times.

        Raises:
            ArchiveError: what was read is damaged.
        """
        batch, holdings, config = self._batch, self._holdings, self._config
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

        def known(place: int) -> tuple[NDArray[np.uint32], Mask]:
            if place < len(batch):
                return self._known(place)
            codes = holdings.codes(there[place - len(batch)])
            return codes, np.zeros(len(codes), np.bool_)

        lexicon = session.words()
        if session.pairs < _MANY:
            found = _one_by_one(documents, known, pairs, config, lexicon)
        else:
            room = min(_MOST_BYTES, memory_budget(config.memory) // _SHARE)
            found = _in_parts(Parts(documents, known, config, room, lexicon), pairs, config)
        for comparison in found:
            if comparison is not None and not comparison.same_page:
                yield comparison

    def _known(self, place: int) -> tuple[NDArray[np.uint32], Mask]:
        """Codes of an article, and its furniture."""
        first, last = self._tokens.bounds[place : place + 2].tolist()
        return self._tokens.codes[first:last], self._boilerplate[first:last]

    def with_furniture(self, comparisons: Sequence[Comparison]) -> list[Comparison]:
        """Comparisons again, where a reused passage is furniture of the archived document.

        Raises:
            ArchiveError: what was read is damaged.
        """
        ids = sorted({c.right.id for c in comparisons if c.reused})
        numbers = [self._numbers[each] for each in ids]
        documents = {c.right.id: c.right for c in comparisons}
        masks = dict(
            zip(ids, self._masked(numbers, [documents[each] for each in ids]), strict=True)
        )
        places = {document.id: place for place, document in enumerate(self._batch)}
        lexicon, out = Lexicon(), []
        for comparison in comparisons:
            mask = masks.get(comparison.right.id)
            if mask is None or not comparison.reused or not mask.any():
                out.append(comparison)
                continue
            own = self._known(places[comparison.left.id])[1]
            left = make_ready(comparison.left, self._config, own, lexicon=lexicon)
            right = make_ready(comparison.right, self._config, mask, lexicon=lexicon)
            found = align_ready(left, right, channel=Channel.JOIN)
            if found:
                out.append(judge_ready(left, right, found))
        return out

    def _masked(self, numbers: Sequence[int], documents: Sequence[Document]) -> list[Mask]:
        """What of archived documents is furniture or stock phrases."""
        codes = [self._holdings.codes(number) for number in numbers]
        bounds = np.cumsum([0, *map(len, codes)], dtype=np.int64)
        whole = np.concatenate([*codes, np.zeros(0, np.uint32)])
        ranges = find_ranges(self._holdings, grams(whole, bounds)[0])
        texts = Texts(codes=whole, bounds=bounds, sites=sites_of(documents), own=0)
        furniture, stock = masks(self._holdings, texts, ranges, self._config.candidates)
        return np.split(furniture | stock, bounds[1:-1]) if len(numbers) else []


def _one_by_one(
    documents: Sequence[Document],
    known: Known,
    pairs: Sequence[tuple[int, int]],
    config: Config,
    lexicon: Lexicon,
) -> Iterator[Comparison | None]:

    @lru_cache(maxsize=2 * _MANY)
    def ready(place: int) -> Ready:
        return make_ready(documents[place], config, known(place)[1], lexicon=lexicon)

    for one, other in pairs:
        left, right = ready(one), ready(other)
        found = align_ready(left, right, channel=Channel.JOIN)
        yield judge_ready(left, right, found) if found else None


def _in_parts(
    parts: Parts, pairs: Sequence[tuple[int, int]], config: Config
) -> Iterator[Comparison | None]:
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    channels = np.full(len(pairs), NUMBER[Channel.JOIN], np.uint8)
    gathered = (
        parts.gather(ends[part, 0], ends[part, 1], channels[part])
        for part in (slice(at, at + _AT_ONCE) for at in range(0, len(pairs), _AT_ONCE))
    )
    # Threads cost more than a few pairs do.
    few = map(parts.align, gathered)
    many = map_ordered(parts.align, gathered, threads=config.threads, ahead=_AHEAD)
    for aligned in many if len(pairs) > _AT_ONCE else few:
        yield from parts.judge(aligned)
