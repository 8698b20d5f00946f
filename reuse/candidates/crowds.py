"""Passages that very many documents carry: each carrier is compared with its neighbours only.

Lightly edited copies of one text fall into other buckets window by window, so that no bucket
is large and yet all pairs come up: a square. A stretch of a document that shares seeds with
more than `MOST_PARTNERS` documents is crowded. Crowded stretches that share seeds are one
crowd; its documents are put in an order, and from then on two stretches of one crowd make a
seed only where their documents are near in that order. Seeds that hold a crowd together are
kept as well, so that its documents stay one piece of the graph of pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.candidates.seeds import Seeds, gathered, left_place, right_place
from reuse.compiled import kernel
from reuse.config import CandidateConfig
from reuse.grouping import distinct, firsts
from reuse.model.corpus import TokenTable
from reuse.ngrams import ENOUGH, document_at

MOST_PARTNERS = 64
"""Documents with which a stretch may share seeds before it is crowded."""
NEAR = 4
"""Steps in the order of a crowd that may lie between two documents."""
# Tokens a stretch.
_STRETCH = 64
# Seeds from which on the compiled loops pay.
_ENOUGH = ENOUGH // 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crowds:
    """The crowd of each stretch of a table; both arrays empty while there is none."""

    crowd: NDArray[np.int32]
    """Shape (stretches,), see `stretch_of`: the least stretch of the crowd, or -1."""
    order: NDArray[np.int32]
    """Shape (stretches,): number of the stretch's document in the order of all crowds, one
    crowd after the other, or -1."""


@kernel
def stretch_of(document: int | np.int64, place: int | np.int64) -> int:
    """Number of the stretch at a token; no stretch reaches beyond its document."""
    return int(place // _STRETCH + document)


@kernel
def is_far(
    crowd: NDArray[np.int32],
    order: NDArray[np.int32],
    one: int | np.int64,
    other: int | np.int64,
) -> bool:
    """Whether two stretches are of one crowd and their documents are not near in its order."""
    return bool(
        crowd[one] >= 0 and crowd[one] == crowd[other] and abs(order[one] - order[other]) > NEAR
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Settled:
    """Seeds found so far, without those between far members of a crowd."""

    seeds: Seeds
    crowds: Crowds


NOTHING = Settled(
    seeds=Seeds(words=np.zeros(0, np.uint64)),
    crowds=Crowds(crowd=np.zeros(0, np.int32), order=np.zeros(0, np.int32)),
)


def settled(
    table: TokenTable, before: Settled, parts: Sequence[Seeds], config: CandidateConfig
) -> Settled:
    """Add seeds to those that are held, and drop those between far members of a crowd.

    Args:
        table: all documents.
        before: seeds of earlier rounds, and the crowds known after them.
        parts: seeds made since.
        config: window of days, by which a crowd is put in order.
    """
    every = gathered([before.seeds, *parts])
    words, marks = every.words, table.landmarks
    stretches = stretch_of(len(table.outlets), len(table.codes)) + 1
    crowded = _crowded(table, marks, words, before.crowds, stretches)
    if not crowded.any():
        return Settled(seeds=every, crowds=before.crowds)
    known = before.crowds.crowd
    known = known if len(known) else np.full(stretches, -1, np.int32)
    crowd = np.full(stretches, -1, np.int32)
    join = join_crowds.form(len(words), enough=_ENOUGH)
    join(words, table.bounds, marks, crowded, known, crowd)
    crowds = _ordered(table, crowd, config)
    kept = np.zeros(len(words), np.bool_)
    keep_near.form(len(words), enough=_ENOUGH)(
        words, table.bounds, marks, crowds.crowd, crowds.order,
        np.arange(int(crowds.order.max()) + 1, dtype=np.int32), kept,
    )  # fmt: skip
    left_out = len(kept) - int(kept.sum())
    near = Seeds(words=words[kept], tried=every.tried, dropped=every.dropped + left_out)
    return Settled(seeds=near, crowds=crowds)


def _crowded(
    table: TokenTable,
    marks: NDArray[np.int32],
    words: NDArray[np.uint64],
    crowds: Crowds,
    stretches: int,
) -> NDArray[np.bool_]:
    """Stretches that share seeds with too many documents, and those that did before."""
    counts = np.zeros(stretches, np.int32)
    count = count_seeds.form(len(words), enough=_ENOUGH)
    count(words, table.bounds, marks, counts)
    many = counts > MOST_PARTNERS
    partners = np.zeros(int(counts[many].sum()), np.uint64)
    if len(partners):
        list_partners.form(len(words), enough=_ENOUGH)(words, table.bounds, marks, many, partners)
        partners.sort()
        new = firsts(partners)
        others = np.bincount((partners[new] >> np.uint64(32)).astype(np.int64))
        many[: len(others)] = others > MOST_PARTNERS
    if len(crowds.crowd):
        many |= crowds.crowd >= 0
    return many


def _ordered(table: TokenTable, crowd: NDArray[np.int32], config: CandidateConfig) -> Crowds:
    """Put the documents of each crowd in order.

    By date where a window is set, since neighbours are those that may meet; else so that the
    documents of one outlet are spread evenly among the others.
    """
    # The stretches beside a crowded one are of its crowd: a text does not end at a border.
    documents = _documents(table, len(crowd))
    wide = crowd.copy()
    for step in (1, -1):
        beside, of = np.roll(crowd, step), np.roll(documents, step)
        wide = np.where((wide < 0) & (of == documents), beside, wide)
    members = np.flatnonzero(wide >= 0)
    wanted = wide[members].astype(np.uint64) << np.uint64(32) | documents[members]
    keys = distinct(wanted)
    who, of = (keys & np.uint64(0xFFFF_FFFF)).astype(np.int64), keys >> np.uint64(32)
    if config.window_days is not None:
        ranked = np.lexsort((who, table.earliest[who], of))
    else:
        owners = who if config.within_outlet else table.outlets[who]
        by_owner = np.lexsort((who, owners, of))
        differs = (np.diff(owners[by_owner]) != 0) | (np.diff(of[by_owner]) != 0)
        first = np.flatnonzero(np.concatenate([[True], differs]))
        sizes = np.diff(np.append(first, len(who)))
        nth = np.arange(len(who)) - np.repeat(first, sizes)
        spread = np.zeros(len(who))
        spread[by_owner] = (2 * nth + 1) / (2 * np.repeat(sizes, sizes))
        ranked = np.lexsort((who, spread, of))
    place = np.zeros(len(who), np.int32)
    place[ranked] = np.arange(len(who), dtype=np.int32)
    order = np.full(len(crowd), -1, np.int32)
    order[members] = place[np.searchsorted(keys, wanted)]
    return Crowds(crowd=wide.astype(np.int32), order=order)


def _documents(table: TokenTable, stretches: int) -> NDArray[np.uint64]:
    """Document of each stretch; a stretch that no token has goes to some document."""
    firsts = table.bounds[:-1] // _STRETCH + np.arange(len(table.outlets))
    found = np.searchsorted(firsts, np.arange(stretches), "right") - 1
    return np.maximum(found, 0).astype(np.uint64)


@kernel
def _stretches(
    word: np.uint64, bounds: NDArray[np.int64], marks: NDArray[np.int32]
) -> tuple[int, int]:
    """Stretches in which a seed stands."""
    i, j = left_place(word), right_place(word)
    one = stretch_of(document_at(bounds, marks, i), i)
    return one, stretch_of(document_at(bounds, marks, j), j)


@kernel
def count_seeds(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    marks: NDArray[np.int32],
    counts: NDArray[np.int32],
) -> None:
    """Count the seeds of each stretch, on both sides.

    Args:
        words: as in `Seeds`, shape (k,).
        bounds: first token of each document, then N; shape (D + 1,).
        marks: `TokenTable.landmarks`.
        counts: shape (stretches,), all 0; overwritten.
    """
    for at in range(len(words)):
        one, other = _stretches(words[at], bounds, marks)
        counts[one] += 1
        counts[other] += 1


@kernel
def list_partners(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    marks: NDArray[np.int32],
    many: NDArray[np.bool_],
    out: NDArray[np.uint64],
) -> None:
    """List the documents with which some stretches share seeds.

    Args:
        words: as in `Seeds`, shape (k,).
        bounds: first token of each document, then N; shape (D + 1,).
        marks: `TokenTable.landmarks`.
        many: stretches that are looked at, shape (stretches,).
        out: a stretch in the upper half of a word, a document in the lower; overwritten.
    """
    count = 0
    for at in range(len(words)):
        i, j = left_place(words[at]), right_place(words[at])
        left, right = document_at(bounds, marks, i), document_at(bounds, marks, j)
        one, other = stretch_of(left, i), stretch_of(right, j)
        if many[one]:
            out[count] = np.uint64(one) << np.uint64(32) | np.uint64(right)
            count += 1
        if many[other]:
            out[count] = np.uint64(other) << np.uint64(32) | np.uint64(left)
            count += 1


@kernel
def _root(parents: NDArray[np.int32], at: int | np.int64) -> int:
    """Representative of a set of a forest; paths are halved on the way."""
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = np.int64(parents[at])
    return int(at)


@kernel
def join_crowds(  # noqa: PLR0913, PLR0917  one array an input
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    marks: NDArray[np.int32],
    crowded: NDArray[np.bool_],
    known: NDArray[np.int32],
    out: NDArray[np.int32],
) -> None:
    """Put crowded stretches that share seeds, or did before, into one crowd.

    Args:
        words: as in `Seeds`, shape (k,).
        bounds: first token of each document, then N; shape (D + 1,).
        marks: `TokenTable.landmarks`.
        crowded: shape (stretches,).
        known: crowds so far, as in `Crowds`.
        out: shape (stretches,): the least stretch of the crowd of each crowded one, else -1;
            overwritten.
    """
    for at in range(len(out)):
        out[at] = at
        if known[at] >= 0:
            # The least one of a crowd comes first, so that it is its own.
            one, other = _root(out, at), _root(out, known[at])
            out[max(one, other)] = min(one, other)
    for at in range(len(words)):
        one, other = _stretches(words[at], bounds, marks)
        if crowded[one] and crowded[other]:
            one, other = _root(out, one), _root(out, other)
            out[max(one, other)] = min(one, other)
    for at in range(len(out)):
        out[at] = _root(out, at)
    for at in range(len(out)):
        if not crowded[at]:
            out[at] = -1


@kernel
def keep_near(  # noqa: PLR0913, PLR0917  one array an input
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    marks: NDArray[np.int32],
    crowd: NDArray[np.int32],
    order: NDArray[np.int32],
    parents: NDArray[np.int32],
    kept: NDArray[np.bool_],
) -> None:
    """Choose the seeds that are not far, and of the far ones those that connect.

    Args:
        words: as in `Seeds`, sorted, shape (k,).
        bounds: first token of each document, then N; shape (D + 1,).
        marks: `TokenTable.landmarks`.
        crowd: as in `Crowds`.
        order: the same.
        parents: 0, 1, ... for each member of a crowd; overwritten.
        kept: shape (k,), overwritten.
    """
    for turn in range(2):
        for at in range(len(words)):
            if kept[at]:
                continue
            one, other = _stretches(words[at], bounds, marks)
            if crowd[one] < 0 or crowd[one] != crowd[other]:
                kept[at] = True
                continue
            far = is_far(crowd, order, one, other)
            if turn == 0 and far:
                continue
            first, second = _root(parents, order[one]), _root(parents, order[other])
            kept[at] = not far or first != second
            parents[max(first, second)] = min(first, second)
