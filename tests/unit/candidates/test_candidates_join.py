from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import numpy as np
import pytest
from invented import edited, story, table, words

from reuse.candidates import choose_bands, find_runs
from reuse.candidates.bands import s_curve
from reuse.candidates.join import group_pairs
from reuse.config import CandidateConfig
from reuse.model.corpus import Band
from reuse.sketch.blocks import rare_blocks
from reuse.sketch.minhash import bands, multipliers, signatures

KEY = 4711


@pytest.mark.parametrize("threshold", [0.1, 0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("permutations", [32, 96])
@pytest.mark.parametrize("miss_weight", [0.5, 0.8])
def test_bands_are_those_that_datasketch_chooses(
    threshold: float, permutations: int, miss_weight: float
) -> None:
    """The least weighted error is found where an independent integration finds it."""
    from datasketch.lsh import _optimal_param  # noqa: PLC0415  slow to import

    found = choose_bands(threshold, permutations, miss_weight)
    assert found == _optimal_param(threshold, permutations, 1 - miss_weight, miss_weight)


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (24, 4), (96, 1), (3, 30)])
def test_the_s_curve_rises_from_nothing_to_all(count: int, rows: int) -> None:
    """The chance to be proposed is 0 at no resemblance, 1 at full, and never falls."""
    curve = s_curve(np.linspace(0, 1, 500), count, rows)
    assert curve[0] == 0
    assert curve[-1] == 1
    assert (np.diff(curve) >= 0).all()


@pytest.mark.parametrize("seed", range(6))
def test_small_groups_give_all_pairs(seed: int) -> None:
    """Up to the cap the pairs are all that share a key, each once."""
    keys = np.sort(np.random.default_rng(seed).integers(0, 12, 40).astype(np.uint64))
    first, second, dropped = group_pairs(keys, cap=40, link_ahead=2)
    listed = keys.tolist()
    expected = [(a, b) for a, b in combinations(range(40), 2) if listed[a] == listed[b]]
    assert sorted(zip(first.tolist(), second.tolist(), strict=True)) == expected
    assert dropped == 0


@pytest.mark.parametrize("cap", [1, 2, 4, 7])
@pytest.mark.parametrize("ahead", [1, 3, 50])
def test_large_groups_stay_connected_at_linear_cost(cap: int, ahead: int) -> None:
    """Beyond the cap members are linked to the next few; what is left out is counted."""
    sizes = [1, 2, 5, 8, 30]
    keys = np.repeat(np.arange(5), sizes).astype(np.uint64)
    first, second, dropped = group_pairs(keys, cap=cap, link_ahead=ahead)
    links = list(zip(first.tolist(), second.tolist(), strict=True))
    assert len(set(links)) == len(links)
    assert all(keys[a] == keys[b] and a < b for a, b in links)
    assert dropped == sum(n * (n - 1) // 2 for n in sizes) - len(links)
    assert all((at, at + 1) in links for at in range(45) if keys[at] == keys[at + 1])
    beyond = [link for link in links if sizes[int(keys[link[0]])] > cap]
    assert len(beyond) <= ahead * sum(sizes)


def test_no_keys_no_pairs() -> None:
    """Nothing and one key alone give nothing."""
    for count in (0, 1):
        first, second, dropped = group_pairs(np.zeros(count, np.uint64), cap=2, link_ahead=1)
        assert (len(first), len(second), dropped) == (0, 0, 0)


def test_a_million_equal_keys_are_linear() -> None:
    """A key that a million windows hold is joined without a square."""
    first, _, dropped = group_pairs(np.zeros(1_000_000, np.uint64), cap=100, link_ahead=3)
    assert len(first) == 3_000_000
    assert dropped == 1_000_000 * 999_999 // 2 - len(first)


def test_band_join_finds_the_pairs_that_datasketch_finds() -> None:
    """On the same signatures and bands our windows meet exactly as in datasketch's LSH."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  slow to import

    vocabulary = words(60, 2)
    texts = [story(60, at, vocabulary) for at in range(12)]
    texts += [edited(text, 0.15, at) for at, text in enumerate(texts)]
    data = table(texts)
    blocks = rare_blocks(data, np.zeros(len(data.codes), np.bool_), size=2, stride=8, rare=50)
    count, rows = 10, 2
    every = signatures(blocks, multipliers(count * rows, KEY))
    lsh = MinHashLSH(num_perm=count * rows, params=(count, rows))
    hashes = [
        MinHash(num_perm=count * rows, hashvalues=row.astype(np.uint64), scheme="affine32")
        for row in every
    ]
    for at, value in enumerate(hashes):
        lsh.insert(at, value)
    expected = {(min(a, b), max(a, b)) for b, v in enumerate(hashes) for a in lsh.query(v)}
    expected = {pair for pair in expected if pair[0] != pair[1]}
    ours: set[tuple[int, int]] = set()
    for band in bands(blocks, count=count, rows=rows, key=KEY):
        order = np.argsort(band.keys, kind="stable")
        first, second, _ = group_pairs(band.keys[order], cap=10_000, link_ahead=1)
        pairs = np.sort(np.stack([order[first], order[second]], axis=1), axis=1)
        ours |= set(map(tuple, pairs.tolist()))
    assert len(expected) > 20
    assert ours == expected


def _found(texts: list[str], outlets: list[int], **settings: object) -> dict[tuple[int, int], int]:
    """Matches of all runs by pair of documents."""
    config = CandidateConfig(**settings)  # type: ignore[arg-type]
    data = table(texts, outlets)
    none = np.zeros(len(data.codes), np.bool_)
    blocks = rare_blocks(data, none, size=3, stride=config.stride, rare=config.rare)
    count, rows = choose_bands(config.threshold, config.permutations, config.miss_weight)
    runs, _ = find_runs(data, bands(blocks, count=count, rows=rows, key=KEY), config)
    assert (runs.left < runs.right).all()
    order = np.lexsort((runs.right_first, runs.left_first, runs.right, runs.left))
    assert order.tolist() == list(range(len(runs)))
    matches: dict[tuple[int, int], int] = defaultdict(int)
    for at in range(len(runs)):
        matches[int(runs.left[at]), int(runs.right[at])] += int(runs.matches[at])
    return dict(matches)


def test_planted_passages_are_found_between_outlets_only() -> None:
    """A passage in two outlets is found whole; in one outlet only when asked for."""
    passage = " ".join(words(30, 50))
    texts = [f"{story(80, at)} {passage} {story(80, 30 + at)}" for at in range(3)]
    texts += [story(200, 60 + at) for at in range(5)]
    outlets = [0, 0, 1, 2, 3, 4, 5, 6]
    found = _found(texts, outlets)
    assert set(found) == {(0, 2), (1, 2)}
    assert all(30 <= matches <= 36 for matches in found.values())
    assert set(_found(texts, outlets, within_outlet=True)) == {(0, 1), (0, 2), (1, 2)}


def test_short_runs_are_left_out() -> None:
    """A run below the least number of matched tokens is not kept."""
    passage = " ".join(words(14, 51))
    texts = [f"{story(60, at)} {passage} {story(60, 30 + at)}" for at in range(2)]
    assert set(_found(texts, [0, 1])) == {(0, 1)}
    assert _found(texts, [0, 1], min_matches=25) == {}


def test_a_crowd_stays_connected() -> None:
    """Beyond the cap of a bucket every copy is still in some pair, and all hang together."""
    text = story(120, 8)
    texts = [f"{words(200, 4)[at]} {text}" for at in range(150)]
    found = _found(texts, list(range(150)), rare=20)
    root = list(range(150))
    for left, right in sorted(found):
        low, high = sorted((root[left], root[right]))
        root = [low if at == high else at for at in root]
    assert set(root) == {0}
    assert len(found) < 150 * 149 // 4


def test_no_bands_no_runs() -> None:
    """Without bands there are no runs and nothing is left out."""
    data = table(["a b c d", "a b c d"])
    nothing: list[Band] = []
    runs, dropped = find_runs(data, nothing, CandidateConfig())
    assert (len(runs), dropped) == (0, 0)
