"""Articles compared with what an archive holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from reuse.archive import Asked, Holdings, find_ranges, grams, outlet_number
from reuse.config import CandidateConfig, Config
from reuse.engine import Beside
from reuse.grouping import distinct
from reuse.model.archived import QueryResult
from reuse.model.comparison import Comparison
from reuse.model.corpus import SECONDS_A_DAY
from reuse.model.document import Document
from reuse.model.prepared import TokenBatch
from reuse.model.progress import Progress
from reuse.model.result import Dropped
from reuse.pipeline.arrivals import Arrivals
from reuse.pipeline.batches import await_searching, load_loops_ahead
from reuse.pipeline.confronting import QUERYING, Confronted, Session
from reuse.pipeline.frequencies import Archived
from reuse.pipeline.furnishing import Texts, masks, sites_of
from reuse.pipeline.intake import Item
from reuse.pipeline.recalling import Recalled, recall
from reuse.pipeline.scheming import with_key
from reuse.pipeline.sifting import sift
from reuse.text import load_ahead, tokenise_many

# Articles and characters that are looked up together: few, so that some batches are looked up
# while those before are aligned.
_DOCUMENTS, _CHARACTERS = 25, 1 << 18
MOST = 200
"""Archived documents with which one article is compared, at the most."""
# Articles of a batch for which guesser and compiler are made ready beside other work.
_SOME = 16
_REASONS = {
    "hot_key": "sentences of very many archived passages, of which the last few were looked at",
    "many_matches": f"archived documents beyond the {MOST} that share the rarest phrases with an "
    "article",
}


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
        items: articles and what readers report, in any number: a few batches are held at a time.
        holdings: the archive.
        config: settings.
        progress: told of every record.
        session: what was kept from earlier times; None to begin anew.

    Raises:
        ArchiveError: what was read is damaged.
        ConfigError: the archive was made under another key than the settings ask for.
    """
    progress.stage(QUERYING, None)
    settings = with_key(config, holdings.scheme)
    arrivals, counts, queried, sifted = Arrivals(settings), _Counts(), 0, 0
    kept = session or Session()
    found: list[Comparison] = []
    with Beside(settings.threads) as beside:

        def begin(looked: _Looked) -> _Begun:
            nonlocal queried
            long = [not arrivals.is_too_short(*sized) for sized in looked.sized]
            queried += sum(long)
            counts.hot_key += looked.recalled.left_out
            chosen = _chosen(looked.batch, looked.recalled, holdings, settings, counts)
            both = Confronted(looked.batch, looked.tokens, looked.asked.quiet, holdings, settings)
            some = [pair for pair in chosen if long[pair[0]]]
            return _Begun(both, looked.known, both.begin(some, kept, beside, progress))

        looked_up = partial(_look_up, holdings=holdings, config=settings)
        arrived = arrivals.batches(items, _DOCUMENTS, _CHARACTERS, progress)
        batches = _batches(arrived, holdings, settings.threads)
        for begun in _one_behind(map(begin, beside.map(looked_up, batches))):
            few, out = _sifted(begun.compared(), begun.known, holdings, settings)
            found += begun.both.with_furniture(few, kept, beside)
            sifted += out
    return QueryResult(
        comparisons=tuple(sorted(found, key=_order)),
        queried=queried,
        skipped=arrivals.skipped,
        notices=arrivals.notices,
        dropped=counts.dropped(),
        outside_dates=arrivals.outside_dates,
        sifted=sifted,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Looked:
    """A batch of articles, and what the archive has for them."""

    batch: list[Document]
    known: frozenset[str]
    """Those of their ids that the archive holds."""
    tokens: TokenBatch
    asked: Asked
    recalled: Recalled

    @property
    def sized(self) -> Iterable[tuple[Document, int]]:
        """Each article and its number of tokens."""
        return zip(self.batch, np.diff(self.tokens.bounds).tolist(), strict=True)


@dataclass(frozen=True, slots=True, eq=False)
class _Begun:
    """A batch that is being aligned."""

    both: Confronted
    known: frozenset[str]
    compared: Callable[[], list[Comparison]]


def _one_behind(begun: Iterable[_Begun]) -> Iterator[_Begun]:
    """Each batch once the next one is begun, which is aligned while this one is judged."""
    before: list[_Begun] = []
    for each in begun:
        yield from before
        before = [each]
    yield from before


def _batches(
    batches: Iterable[list[Document]], holdings: Holdings, threads: int
) -> Iterator[tuple[list[Document], frozenset[str]]]:
    """Batches, each with those of its ids that the archive holds."""
    for batch in batches:
        if len(batch) >= _SOME:
            load_ahead((document.text, document.language) for document in batch)
            load_loops_ahead(threads)
        yield batch, holdings.standing([document.id for document in batch])


def _look_up(
    batch: tuple[list[Document], frozenset[str]], *, holdings: Holdings, config: Config
) -> _Looked:
    """What an archive has for some articles; may run on another thread."""
    documents, known = batch
    tokens = tokenise_many([document.text for document in documents], config.text)
    # Without compiled loops it would take three times as long, and hold up those who load them.
    await_searching()
    asked = _known(documents, tokens, known, holdings, config)
    recalled = recall(holdings, tokens.codes, tokens.bounds, config, asked)
    return _Looked(batch=documents, known=known, tokens=tokens, asked=asked, recalled=recalled)


def _known(
    batch: Sequence[Document],
    tokens: TokenBatch,
    known: frozenset[str],
    holdings: Holdings,
    config: Config,
) -> Asked:
    """What an archive knows of articles, of which it holds some under their ids."""
    ranges = find_ranges(holdings, grams(tokens.codes, tokens.bounds)[0])
    own = np.array([document.id not in known for document in batch], np.int64)
    texts = Texts(codes=tokens.codes, bounds=tokens.bounds, sites=sites_of(batch), own=own)
    furniture, stock = masks(holdings, texts, ranges, config.candidates)
    outlets = None
    if not config.candidates.within_outlet:
        outlets = np.array([*map(outlet_number, batch)], np.uint64)
    return Asked(ranges=ranges, quiet=furniture | stock, outlets=outlets)


def _sifted(
    comparisons: list[Comparison], known: frozenset[str], holdings: Holdings, config: Config
) -> tuple[list[Comparison], int]:
    """What `sift` leaves, which counts an article once, whether the archive holds it or not."""
    held = [each for each in comparisons if each.left.id in known]
    new = [each for each in comparisons if each.left.id not in known]
    parts = [
        sift(part, Archived(holdings, own), config) for own, part in enumerate((held, new)) if part
    ]
    return [each for part, _ in parts for each in part], sum(count for _, count in parts)


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
    if one.id == other.id and not (one.outlet and other.outlet and one.outlet != other.outlet):
        # Two outlets may well count their articles alike.
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
