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


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Articles that are asked about."""

    documents: Sequence[Document]
    tokens: TokenBatch
    boilerplate: Mask
    """Shape (N,): furniture and stock phrases."""


def compare(
    asked: Asked,
    chosen: Sequence[tuple[int, int]],
    holdings: Holdings,
    config: Config,
    session: Session,
) -> Iterator[Comparison]:
    """Comparisons that have a passage.

    Args:
        asked: the articles.
        chosen: number of an article, and of an archived document to compare it with.
        holdings: the archive.
        config: settings.
        session: what was kept from earlier times.

    Raises:
        ArchiveError: what was read is damaged.
    """
    batch, first = asked.documents, asked.tokens.bounds.tolist()
    numbers = sorted({number for _, number in chosen})
    rows, texts = holdings.rows(numbers), holdings.texts(numbers)
    # What was superseded or purged a moment ago is gone.
    there = [number for number in numbers if number in rows and number in texts]
    places = {number: len(batch) + at for at, number in enumerate(there)}
    documents = [*batch, *(rows[number].with_text(texts[number]) for number in there)]
    pairs = [(text, places[number]) for text, number in chosen if number in places]
    session.pairs += len(pairs)
    held = _masked(holdings, there, documents[len(batch) :], config)

    def known(place: int) -> tuple[NDArray[np.uint32], Mask]:
        if place >= len(batch):
            return held[place - len(batch)]
        own = slice(first[place], first[place + 1])
        return asked.tokens.codes[own], asked.boilerplate[own]

    lexicon = session.words()
    if session.pairs < _MANY:
        found = _one_by_one(documents, known, pairs, config, lexicon)
    else:
        room = min(_MOST_BYTES, memory_budget(config.memory) // _SHARE)
        found = _in_parts(Parts(documents, known, config, room, lexicon), pairs, config)
    for comparison in found:
        if comparison is not None and not comparison.same_page:
            yield comparison


def _masked(
    holdings: Holdings, numbers: Sequence[int], documents: Sequence[Document], config: Config
) -> list[tuple[NDArray[np.uint32], Mask]]:
    """Codes of archived documents, and what of them is furniture or stock phrases."""
    codes = [holdings.codes(number) for number in numbers]
    bounds = np.cumsum([0, *map(len, codes)], dtype=np.int64)
    whole = np.concatenate([*codes, np.zeros(0, np.uint32)])
    ranges = find_ranges(holdings, grams(whole, bounds)[0])
    texts = Texts(codes=whole, bounds=bounds, sites=sites_of(documents), own=0)
    furniture, stock = masks(holdings, texts, ranges, config.candidates)
    return [*zip(codes, np.split(furniture | stock, bounds[1:-1]), strict=False)]


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
