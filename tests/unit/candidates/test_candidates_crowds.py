from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import story, table, words
from numpy.typing import NDArray

from reuse.candidates import (
    NOTHING,
    Seeds,
    Settled,
    band_seeds,
    band_words,
    crowds,
    find_runs,
    join_seeds,
    links,
    settled,
)
from reuse.candidates.crowds import MOST_PARTNERS, NEAR, stretch_of
from reuse.config import CandidateConfig
from reuse.model.corpus import TokenTable
from reuse.ngrams import Wanted, document_frequency
from reuse.sketch.blocks import rare_blocks
from reuse.sketch.minhash import bands

Pairs = set[tuple[int, int]]


def _copies(count: int, seed: int, outlets: int) -> TokenTable:
    """Copies of one story with one word in 25 dropped and one in 25 replaced, and others."""
    draw, text = np.random.default_rng(seed), story(150, seed).split()
    other = words(300, seed + 1)
    made = []
    for _ in range(count):
        chance = draw.random(len(text))
        kept = [draw.choice(other) if c < 0.04 else w for w, c in zip(text, chance, strict=True)]
        made.append(" ".join(w for w, c in zip(kept, chance, strict=True) if c < 0.96))
    made += [story(60, 1_000 + at) for at in range(10)]
    return table(made, [at % outlets for at in range(len(made))])


def _pairs(data: TokenTable, config: CandidateConfig) -> Pairs:
    """Pairs of documents with a run, by both channels."""
    none = np.zeros(len(data.codes), np.bool_)
    frequency = document_frequency(Wanted(table=data, size=3), [2, config.rare + 1], map)
    blocks = rare_blocks(data, [none], frequency, stride=config.stride, rare=config.rare)
    found = NOTHING
    for band in bands(blocks, count=6, rows=3, key=7):
        parts = [band_seeds(data, [band_words(data, band)], config, found.crowds)]
        found = settled(data, found, parts, config)
    found = join_seeds(data, none, none, frequency, config, map, found)
    runs, _ = find_runs(data, found.seeds, config)
    return set(zip(runs.left.tolist(), runs.right.tolist(), strict=True))


def _pieces(members: set[int], pairs: Pairs) -> set[frozenset[int]]:
    """Pieces of the graph of pairs."""
    pieces = {member: {member} for member in members}
    for one, other in pairs:
        if pieces[one] is not pieces[other]:
            pieces[one] |= pieces[other]
            for member in pieces[other]:
                pieces[member] = pieces[one]
    return {frozenset(piece) for piece in pieces.values()}


def test_few_copies_give_all_their_pairs() -> None:
    """Fifty-one edited copies are all compared with each other."""
    found = _pairs(_copies(51, 1, 10**6), CandidateConfig())
    assert found == set(combinations(range(51), 2))


@pytest.mark.parametrize("outlets", [10**6, 30])
@pytest.mark.parametrize("window", [None, 50.0])
def test_a_crowd_of_edited_copies_stays_in_one_piece(outlets: int, window: float | None) -> None:
    """Each of many copies has a few partners only, and all hang together."""
    data = _copies(160, 2, outlets)
    dates: NDArray[np.float64] = np.arange(len(data.outlets), dtype=np.float64) * 86_400.0
    dates = dates[np.random.default_rng(3).permutation(len(dates))]
    data = replace(data, earliest=dates, latest=dates)
    found = {pair for pair in _pairs(data, CandidateConfig(window_days=window)) if pair[1] < 160}
    assert frozenset(range(160)) in _pieces(set(range(160)), found)
    assert len(found) < 160 * 25
    assert all(data.outlets[one] != data.outlets[other] for one, other in found)
    assert window is None or all(abs(dates[a] - dates[b]) <= window * 86_400 for a, b in found)


def _random_seeds(draw: np.random.Generator, data: TokenTable, crowd: int) -> Seeds:
    """Seeds between some documents, and a few with all others."""
    count = 100 * crowd
    left, right = np.sort(draw.integers(0, crowd, (count, 2)), axis=1).T
    stray = draw.random(count) < 0.1
    right[stray] = draw.integers(0, len(data.outlets), stray.sum())
    left, right = np.minimum(left, right), np.maximum(left, right)
    kept = left < right
    left, right = left[kept], right[kept]
    sizes = np.diff(data.bounds)
    i = data.bounds[left] + draw.integers(0, 10**6, len(left)) % sizes[left]
    j = data.bounds[right] + draw.integers(0, 10**6, len(right)) % sizes[right]
    return Seeds(words=i.astype(np.uint64) << np.uint64(33) | j.astype(np.uint64) << np.uint64(2))


def _ends(data: TokenTable, seeds: Seeds) -> list[tuple[int, int, int, int]]:
    """Documents and stretches of each seed."""
    i = (seeds.words >> np.uint64(33)).astype(np.int64)
    j = (seeds.words >> np.uint64(2)).astype(np.int64) & (2**31 - 1)
    a, b = (np.searchsorted(data.bounds, at, "right") - 1 for at in (i, j))
    every = zip(a.tolist(), b.tolist(), i.tolist(), j.tolist(), strict=True)
    return [(a, b, stretch_of(a, i), stretch_of(b, j)) for a, b, i, j in every]


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**6), crowd=st.integers(40, 150), within=st.booleans())
def test_crowds_are_those_of_a_slow_form(seed: int, crowd: int, *, within: bool) -> None:
    """Stretches with many partners are crowded; only seeds between far ones are left out."""
    draw = np.random.default_rng(seed)
    data = table([" ".join(["word"] * size) for size in draw.integers(1, 100, 200)])
    config = CandidateConfig(within_outlet=within)
    rounds = [_random_seeds(draw, data, crowd) for _ in range(2)]
    now = NOTHING
    crowded: set[int] = set()
    for fresh in rounds:
        before, now = now, settled(data, now, [fresh], config)
        every = _ends(data, before.seeds) + _ends(data, fresh)
        partners: dict[int, set[int]] = {}
        for a, b, one, other in every:
            partners.setdefault(one, set()).add(b)
            partners.setdefault(other, set()).add(a)
        crowded |= {at for at, of in partners.items() if len(of) > MOST_PARTNERS}
        _check(data, now, crowded, every)


def _check(
    data: TokenTable, now: Settled, crowded: set[int], every: list[tuple[int, int, int, int]]
) -> None:
    kept = set(_ends(data, now.seeds))
    if not crowded:
        assert len(now.crowds.crowd) == 0
        assert kept == set(every)
        return
    crowd, order = now.crowds.crowd, now.crowds.order
    assert crowded <= set(np.flatnonzero(crowd >= 0).tolist())
    for a, b, one, other in every:
        if one in crowded and other in crowded:
            assert crowd[one] == crowd[other]
        together = crowd[one] >= 0 and crowd[one] == crowd[other]
        if not together or abs(order[one] - order[other]) <= NEAR:
            assert (a, b, one, other) in kept
    members = set(range(len(data.outlets)))
    pairs = {(a, b) for a, b, _, _ in every}
    assert _pieces(members, {(a, b) for a, b, _, _ in kept}) == _pieces(members, pairs)
    far = [(a, b) for a, b, one, other in kept if crowd[one] >= 0 and crowd[one] == crowd[other]
           and abs(order[one] - order[other]) > NEAR]  # fmt: skip
    assert len(far) < len(members)


@pytest.mark.parametrize("outlets", [10**6, 7])
def test_plain_and_compiled_find_the_same_crowds(
    outlets: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both forms give the same crowds, orders and seeds."""
    draw, config = np.random.default_rng(8), CandidateConfig()
    sizes = draw.integers(1, 100, 200)
    data = table([" ".join(["word"] * size) for size in sizes], (np.arange(200) % outlets).tolist())
    rounds = [_random_seeds(draw, data, 100) for _ in range(2)]
    results = []
    for enough in (10**9, 0):
        monkeypatch.setattr(crowds, "_ENOUGH", enough)
        now = NOTHING
        for fresh in rounds:
            now = settled(data, now, [fresh], config)
        results.append(now)
    plain, native = results
    assert plain.crowds.crowd.tolist() == native.crowds.crowd.tolist()
    assert plain.crowds.order.tolist() == native.crowds.order.tolist()
    assert plain.seeds.words.tolist() == native.seeds.words.tolist()
    assert plain.seeds.dropped == native.seeds.dropped > 0


def test_plain_and_compiled_pair_a_crowd_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both forms leave out the same pairs of a crowd."""
    data, config = _copies(120, 6, 10**6), CandidateConfig(rare=20)
    plain = _pairs(data, config)
    monkeypatch.setattr(links, "ENOUGH", 0)
    assert _pairs(data, config) == plain


def test_an_outlet_with_most_copies_is_spread_among_the_others() -> None:
    """Neighbours in the order of a crowd are of different outlets where that can be."""
    data = table(["a few words"] * 140)
    outlets = np.where(np.arange(140) < 65, 0, 1).astype(np.int32)
    draw = np.random.default_rng(1)
    now = settled(
        replace(data, outlets=outlets),
        NOTHING,
        [_random_seeds(draw, data, 130), _random_seeds(draw, data, 130)],
        CandidateConfig(),
    )
    ranks: dict[int, int] = {}
    for document in range(130):
        stretch = stretch_of(document, int(data.bounds[document]))
        if now.crowds.order[stretch] >= 0:
            ranks[int(now.crowds.order[stretch])] = document
    owners = [outlets[ranks[rank]] for rank in sorted(ranks)]
    assert len(owners) > 100
    assert sum(a != b for a, b in pairwise(owners)) > 0.8 * len(owners)
