"""Which documents are compared in full, and what proposed them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from reuse import candidates, sketch
from reuse.config import CandidateConfig, Config
from reuse.engine import map_ordered
from reuse.model.alignment import Channel
from reuse.model.corpus import Band
from reuse.model.progress import Progress
from reuse.model.result import Dropped
from reuse.pipeline.intake import Intake

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proposals:
    """Pairs of documents to compare."""

    pairs: dict[Pair, Channel]
    """Document numbers, first < second, in order; what proposed the pair."""
    boilerplate: NDArray[np.bool_]
    """Shape (N,) over the token table: an outlet's furniture and stock phrases."""
    dropped: tuple[Dropped, ...]


def propose(intake: Intake, config: Config, progress: Progress) -> Proposals:
    """Find the pairs of documents that are worth aligning."""
    settings = config.candidates
    progress.stage("boilerplate", None)
    many = max(settings.stock, len(intake.copies) // 2_000)
    boilerplate = sketch.boilerplate_mask(intake.table, settings.boilerplate)
    boilerplate |= sketch.stock_mask(intake.table, many)
    texts: dict[Pair, Channel] = {}
    count, rows = candidates.choose_bands(
        settings.threshold, settings.permutations, settings.miss_weight
    )
    progress.stage("passages", count)
    blocks = sketch.rare_blocks(
        intake.table,
        boilerplate,
        size=settings.shingle,
        stride=settings.stride,
        rare=settings.rare,
    )
    bands = map_ordered(
        lambda draw: sketch.band(blocks, draw),
        sketch.draws(count, rows, config.text.hash_key),
        threads=config.threads,
    )
    runs, hot = candidates.find_runs(intake.table, _watched(bands, progress), settings)
    if settings.paraphrase:
        progress.stage("paraphrases", None)
        for pair in candidates.paraphrase_pairs(intake.table, settings).tolist():
            texts[pair[0], pair[1]] = Channel.PARAPHRASE
    for left, right in zip(runs.left.tolist(), runs.right.tolist(), strict=True):
        texts[left, right] = Channel.MINHASH
    pairs, left_out = _of_documents(texts, intake, settings)
    return Proposals(pairs=pairs, boilerplate=boilerplate, dropped=_dropped(hot, left_out))


def _watched(bands: Iterator[Band], progress: Progress) -> Iterator[Band]:
    for band in bands:
        yield band
        progress.advance()


def _of_documents(
    texts: dict[Pair, Channel], intake: Intake, settings: CandidateConfig
) -> tuple[dict[Pair, Channel], int]:
    """Pairs of texts and exact copies as pairs of documents; and links left out."""
    found: dict[Pair, Channel] = {}
    left_out = 0
    for (left, right), channel in texts.items():
        lefts, rights = intake.copies[left], intake.copies[right]
        few = lefts[: settings.rare], rights[: settings.rare]
        left_out += len(lefts) * len(rights) - len(few[0]) * len(few[1])
        for one in few[0]:
            for other in few[1]:
                found[min(one, other), max(one, other)] = channel
    for group in intake.copies:
        if len(group) <= settings.rare:
            found.update(dict.fromkeys(combinations(group, 2), Channel.COPY))
            continue
        members = np.array(group)
        if settings.window_days is not None:
            # Neighbours in time are those that may be linked.
            members = members[np.argsort(intake.known.earliest[members], kind="stable")]
        owners = members if settings.within_outlet else intake.known.outlets[members]
        firsts, seconds, too_many = candidates.ring_links(owners, settings.link_ahead)
        left_out += too_many
        ends = np.sort(np.stack([members[firsts], members[seconds]], axis=1), axis=1)
        found.update(dict.fromkeys(map(tuple, ends.tolist()), Channel.COPY))
    pairs = sorted(found)
    ends = np.array(pairs, np.int64).reshape(-1, 2)
    meet = intake.known.may_meet(
        ends[:, 0],
        ends[:, 1],
        within_outlet=settings.within_outlet,
        window=settings.window_days,
    )
    return {pairs[at]: found[pairs[at]] for at in np.flatnonzero(meet).tolist()}, left_out


def _dropped(hot: int, copies: int) -> tuple[Dropped, ...]:
    rows = (
        ("hot_bucket", hot, "windows of very many documents linked to the next few of them only"),
        ("many_copies", copies, "exact copies beyond the cap linked to the next few of them only"),
    )
    return tuple(
        Dropped(what=what, count=count, reason=reason) for what, count, reason in rows if count
    )
