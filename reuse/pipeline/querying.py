"""Articles compared with what an archive holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reuse.archive import Holdings
from reuse.config import CandidateConfig, Config
from reuse.engine import map_ordered
from reuse.grouping import distinct
from reuse.model.alignment import Channel
from reuse.model.archived import QueryResult
from reuse.model.comparison import Comparison
from reuse.model.corpus import SECONDS_A_DAY
from reuse.model.document import Document
from reuse.model.prepared import TokenBatch
from reuse.model.progress import Progress
from reuse.model.proposed import NUMBER
from reuse.model.result import Dropped
from reuse.pipeline.arrivals import Arrivals
from reuse.pipeline.intake import Item
from reuse.pipeline.pairs import Ready, align_ready, judge_ready, make_ready
from reuse.pipeline.parts import Parts
from reuse.pipeline.recalling import Recalled, recall
from reuse.pipeline.scheming import with_key
from reuse.store import memory_budget
from reuse.text import Lexicon, load_ahead, tokenise_many

# Articles and characters that are looked up together.
_DOCUMENTS, _CHARACTERS = 256, 1 << 21
MOST = 200
"""Archived documents with which one article is compared, at the most."""
# Pairs of a session from which on compiled loops pay for their compiler.
_MANY = 100
# Articles of a batch for which the language guesser is made ready beside other work.
_SOME = 16
# Words of a session, about 200 bytes each.
_MOST_WORDS = 500_000
# Pairs that are compared together, and what their sheets may take of the memory budget.
_AT_ONCE, _AHEAD, _SHARE, _MOST_BYTES = 256, 2, 16, 400_000_000
_REASONS = {
    "hot_key": "phrases of very many archived passages, of which only the last few were looked at",
    "many_matches": f"archived documents beyond the {MOST} that share the rarest phrases with an "
    "article",
}


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


@dataclass(slots=True)
class _Counts:
    """What the caps left out."""

    hot_key: int = 0
    many_matches: int = 0

    def dropped(self) -> tuple[Dropped, ...]:
        counts = {"hot_key": self.hot_key, "many_matches": self.many_matches}
        return tuple(
            Dropped(what=what, count=count, reason=_REASONS[what])
            for what, count in counts.items()
            if count
        )


def query_documents(
    items: Iterable[Item],
    holdings: Holdings,
    config: Config,
    progress: Progress,
    session: Session | None = None,
) -> QueryResult:
    """Compare articles with what an archive holds.

    An article is not compared with the archived document of its own id or address, nor with those
    of its own outlet unless the settings say so. The archive is not changed.

    Args:
        items: articles and what readers report, in any number: a batch is held at a time.
        holdings: the archive.
        config: settings.
        progress: told of every record.
        session: what was kept from earlier times; None to begin anew.

    Raises:
        ArchiveError: what was read is damaged.
        ConfigError: the archive was made under another key than the settings ask for.
    """
    progress.stage("querying", None)
    settings = with_key(config, holdings.scheme)
    arrivals, counts, queried = Arrivals(settings), _Counts(), 0
    kept = session or Session()
    found: list[Comparison] = []
    for batch in arrivals.batches(items, _DOCUMENTS, _CHARACTERS, progress):
        if len(batch) >= _SOME:
            load_ahead()
        tokens = tokenise_many([document.text for document in batch], settings.text)
        sizes = np.diff(tokens.bounds).tolist()
        long = [not arrivals.is_too_short(*each) for each in zip(batch, sizes, strict=True)]
        queried += sum(long)
        recalled = recall(holdings, tokens.codes, tokens.bounds, settings)
        counts.hot_key += recalled.left_out
        chosen = [
            pair for pair in _chosen(batch, recalled, holdings, settings, counts) if long[pair[0]]
        ]
        found += _compared(batch, tokens, chosen, holdings, settings, kept)
    return QueryResult(
        comparisons=tuple(sorted(found, key=_order)),
        queried=queried,
        skipped=arrivals.skipped,
        notices=arrivals.notices,
        dropped=counts.dropped(),
        outside_dates=arrivals.outside_dates,
    )


def _order(comparison: Comparison) -> tuple[str, bool, float, str]:
    return (
        comparison.left.id,
        not comparison.is_reuse,
        -comparison.worth,
        comparison.right.id,
    )


def _chosen(
    batch: Sequence[Document],
    recalled: Recalled,
    holdings: Holdings,
    config: Config,
    counts: _Counts,
) -> list[tuple[int, int]]:
    """Pairs of an article and an archived document to compare, the most telling of each article."""
    rows = holdings.rows(distinct(recalled.documents).tolist())
    settings, known = config.candidates, {}
    for number, row in rows.items():
        known[number] = row.with_text("")
    out: list[tuple[int, int]] = []
    bounds = np.searchsorted(recalled.texts, np.arange(len(batch) + 1)).tolist()
    for text, (first, last) in enumerate(pairwise(bounds)):
        ranked = np.argsort(-recalled.scores[first:last], kind="stable") + first
        numbers = recalled.documents[ranked].tolist()
        meet = [n for n in numbers if n in known and _may_meet(batch[text], known[n], settings)]
        counts.many_matches += max(0, len(meet) - MOST)
        out += [(text, number) for number in meet[:MOST]]
    return out


def _may_meet(one: Document, other: Document, config: CandidateConfig) -> bool:
    """Whether an article is compared with an archived one."""
    if one.id == other.id:
        return False
    if not config.within_outlet and one.outlet and one.outlet == other.outlet:
        return False
    if one.address is not None and one.address == other.address:
        return False
    if config.window_days is None:
        return True
    ours, theirs = one.stamp, other.stamp
    if ours is None or theirs is None:
        return True
    apart = abs(ours.instant - theirs.instant) - ours.uncertainty - theirs.uncertainty
    return apart <= config.window_days * SECONDS_A_DAY


def _compared(  # noqa: PLR0913, PLR0917  one step of the function above
    batch: Sequence[Document],
    tokens: TokenBatch,
    chosen: list[tuple[int, int]],
    holdings: Holdings,
    config: Config,
    session: Session,
) -> Iterator[Comparison]:
    """Comparisons with a passage, of some articles and the archived documents chosen for them."""
    numbers = sorted({number for _, number in chosen})
    rows, texts = holdings.rows(numbers), holdings.texts(numbers)
    # What was superseded a moment ago is gone.
    there = [number for number in numbers if number in rows and number in texts]
    places = {number: len(batch) + at for at, number in enumerate(there)}
    documents = [*batch, *(rows[number].with_text(texts[number]) for number in there)]
    pairs = [(text, places[number]) for text, number in chosen if number in places]
    session.pairs += len(pairs)
    lexicon = session.words()
    if session.pairs < _MANY:
        found = _one_by_one(documents, pairs, config, lexicon)
    else:
        first = tokens.bounds.tolist()

        def codes(place: int) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
            own = (
                tokens.codes[first[place] : first[place + 1]]
                if place < len(batch)
                else holdings.codes(there[place - len(batch)])
            )
            return own, np.zeros(len(own), np.bool_)

        room = min(_MOST_BYTES, memory_budget(config.memory) // _SHARE)
        found = _in_parts(Parts(documents, codes, config, room, lexicon), pairs, config)
    for comparison in found:
        if comparison is not None and not comparison.same_page:
            yield comparison


def _one_by_one(
    documents: Sequence[Document],
    pairs: Sequence[tuple[int, int]],
    config: Config,
    lexicon: Lexicon,
) -> Iterator[Comparison | None]:

    @lru_cache(maxsize=2 * _MANY)
    def ready(place: int) -> Ready:
        return make_ready(documents[place], config, lexicon=lexicon)

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
