from __future__ import annotations

import random
from collections import defaultdict
from typing import cast

import numpy as np
import pytest
from invented import edited, story, words
from numpy.typing import NDArray

from reuse.candidates import extension, pair_runs, pair_runs_many
from reuse.candidates.extension import exact_run, extend_seeds, grow, is_promising, probe
from reuse.candidates.pair import pair_seeds
from reuse.config import CandidateConfig, TextConfig
from reuse.model.prepared import Tokens
from reuse.text import tokenise

Rows = list[list[int]]
NONE = -(10**9)


def tokens(text: str) -> Tokens:
    """The tokens of a text."""
    return tokenise(text, TextConfig())


def sides(seed: int, *, alphabet: int, drop: float = 0.2) -> tuple[list[int], list[int]]:
    """Two token lists of which one is the other edited, with strange ends."""
    draw = random.Random(seed)  # noqa: S311  no secret
    core = [draw.randrange(alphabet) for _ in range(draw.randint(5, 60))]
    other = [t for t in core if draw.random() >= drop]
    other = [draw.randrange(alphabet) if draw.random() < drop / 2 else t for t in other]
    ends = [[draw.randrange(alphabet) for _ in range(draw.randint(0, 15))] for _ in range(4)]
    return ends[0] + core + ends[1], ends[2] + other + ends[3]


def grown(  # noqa: PLR0913  as the loop takes them
    left: list[int],
    right: list[int],
    seeds: Rows,
    size: int,
    xdrop: int,
    *,
    native: bool,
    probing: bool = True,
) -> Rows:
    """Runs of two documents, tokens counted through both."""
    hashes = np.array(left + right, np.uint32)
    bounds = np.array([0, len(left), len(left) + len(right)])
    rows = np.array([[0, 1, i, j + len(left), 1] for i, j in seeds], np.int64).reshape(-1, 5)
    out = np.zeros((len(rows), 8), np.int64)
    run = extend_seeds.native if native else extend_seeds
    count, _ = run(hashes, bounds, rows, size, xdrop, probing, out)
    found: Rows = out[:count, 2:7].tolist()
    return [[a, b, c - len(left), d - len(left), m] for a, b, c, d, m in found]


def seeds_of(left: list[int], right: list[int], size: int) -> Rows:
    """Every pair of places with equal shingles."""
    return [
        [i, j]
        for i in range(len(left) - size + 1)
        for j in range(len(right) - size + 1)
        if left[i : i + size] == right[j : j + size]
    ]


def full_programme(left: list[int], right: list[int]) -> NDArray[np.int64]:
    """Best score of aligning each prefix of one side with each of the other."""
    score = np.zeros((len(left) + 1, len(right) + 1), np.int64)
    score[:, 0], score[0, :] = -np.arange(len(left) + 1), -np.arange(len(right) + 1)
    for i, a in enumerate(left, 1):
        for j, b in enumerate(right, 1):
            score[i, j] = max(
                score[i - 1, j - 1] + (2 if a == b else -1),
                score[i - 1, j] - 1,
                score[i, j - 1] - 1,
            )
    return score


def common_subsequence(left: list[int], right: list[int]) -> int:
    """Length of the longest common subsequence."""
    best = np.zeros((len(left) + 1, len(right) + 1), np.int64)
    for i, a in enumerate(left, 1):
        for j, b in enumerate(right, 1):
            best[i, j] = max(best[i - 1, j], best[i, j - 1], best[i - 1, j - 1] + (a == b))
    return int(best[-1, -1])


@pytest.mark.parametrize("alphabet", [2, 6, 200])
@pytest.mark.parametrize("xdrop", [1, 4, 10])
def test_plain_and_compiled_agree(alphabet: int, xdrop: int) -> None:
    """The function as written and its compiled form give the same runs."""
    for seed in range(25):
        left, right = sides(seed, alphabet=alphabet)
        seeds = seeds_of(left, right, 3)
        plain, native = (grown(left, right, seeds, 3, xdrop, native=n) for n in (False, True))
        assert plain == native


@pytest.mark.parametrize("alphabet", [3, 8, 200])
@pytest.mark.parametrize("xdrop", [2, 10])
def test_runs_are_sound(alphabet: int, xdrop: int) -> None:
    """A run lies in its documents, ends on matches, and matches no more than it can."""
    for seed in range(40):
        left, right = sides(seed, alphabet=alphabet)
        seeds = seeds_of(left, right, 3)
        runs = grown(left, right, seeds, 3, xdrop, native=True)
        assert bool(runs) == bool(seeds)
        for a, b, c, d, matches in runs:
            assert 0 <= a < b <= len(left)
            assert 0 <= c < d <= len(right)
            assert left[a] == right[c]
            assert left[b - 1] == right[d - 1]
            assert 3 <= matches <= common_subsequence(left[a:b], right[c:d])
            assert any(a <= i and i + 3 <= b and c <= j and j + 3 <= d for i, j in seeds)
        for i, j in seeds if len(runs) < 60 else ():
            assert any(a <= i and i + 3 <= b and c <= j and j + 3 <= d for a, b, c, d, _ in runs)


@pytest.mark.parametrize("alphabet", [4, 30, 200])
@pytest.mark.parametrize("direction", [1, -1])
def test_with_a_wide_drop_growth_ends_at_the_peak(alphabet: int, direction: int) -> None:
    """When nothing is dropped, growth ends where the full programme peaks, both ways."""
    for seed in range(60):
        left, right = (listed[::direction] for listed in sides(seed, alphabet=alphabet))
        codes = np.array(left + right, np.uint32)[::direction].copy()
        start = (0, len(left)) if direction == 1 else (len(codes) - 1, len(right) - 1)
        row = np.zeros(8 * 200 + 9, np.int64)
        found = [
            run(codes, *start, len(left), len(right), direction, 200, row)
            for run in (grow, grow.native)
        ]
        score = full_programme(left, right)
        (a, b, matched), other = found
        assert (a, b, matched) == other
        assert score[a, b] == score.max()
        assert matched <= common_subsequence(left[:a], right[:b])
        assert 4 * matched - a - b <= score.max() <= 2 * matched


@pytest.mark.parametrize("native", [False, True])
def test_one_pair_passes_gaps_that_stop_a_probe(native: bool) -> None:  # noqa: FBT001
    """Six inserted tokens part a run where a small X comes first, and not where it does not."""
    left = list(range(1, 21))
    right = [*left[:10], *range(50, 56), *left[10:]]
    apart = grown(left, right, [[0, 0]], 3, 10, native=native)
    whole = grown(left, right, [[0, 0]], 3, 10, native=native, probing=False)
    assert apart == [[0, 10, 0, 10, 10]]
    assert whole == [[0, 20, 0, 26, 20]]


@pytest.mark.parametrize("alphabet", [4, 30])
def test_what_the_small_drop_ends_the_stated_one_does_not_see(alphabet: int) -> None:
    """A run is that of the small drop, or where that gained two tokens of the stated one."""
    for seed in range(25):
        left, right = sides(seed, alphabet=alphabet)
        for i, j in seeds_of(left, right, 3)[:3]:
            ((_, b, _, d, _),) = grown(left, right, [[i, j]], 3, 10, native=True)
            x, y = i, j
            while left[x : x + 1] == right[y : y + 1] != []:
                x, y = x + 1, y + 1
            codes, row = np.array(left + right, np.uint32), np.zeros(89, np.int64)
            rest = codes, x, y + len(left), len(left) - x, len(right) - y, 1
            small, wide = probe.native(*rest, False, row), grow.native(*rest, 10, row)
            assert small == probe(*rest, False, row)
            expected = wide if small[2] >= 2 else small
            assert (b - x, d - y) == expected[:2]


@pytest.mark.parametrize("alphabet", [2, 6, 12])
@pytest.mark.parametrize("fewest", [3, 6, 9])
def test_a_seed_is_promising_where_a_probe_gains_enough(alphabet: int, fewest: int) -> None:
    """The look at few tokens turns no seed away that the probes would keep."""
    draw = np.random.default_rng(alphabet)
    row, said = np.zeros(41, np.int64), []
    for _ in range(500):
        codes = draw.integers(0, alphabet, 30, dtype=np.uint32)
        at = draw.integers(0, 14, 2)
        i, j = int(at[0]), 15 + int(at[1])
        codes[j] = codes[i]
        behind = exact_run(codes, i - 1, j - 1, min(i, j - 15), -1)
        ahead = exact_run(codes, i + 1, j + 1, min(14 - i, 29 - j), 1)
        a, b = i + 1 + ahead, j + 1 + ahead
        after = probe(codes, a, b, 15 - a, 30 - b, 1, False, row)[2]
        a, b = i - behind, j - behind
        first = probe(codes, a - 1, b - 1, a, b - 15, -1, False, row)[2]
        matches = 1 + ahead + behind
        expected = matches + after + first >= fewest or matches >= fewest or max(after, first) >= 2
        bounds: NDArray[np.int64] = np.array([0, 15, 30], np.int64)
        for promising in (is_promising, is_promising.native):
            assert promising(codes, bounds, 0, 1, i, j, 1, fewest, row) == expected
        said.append(expected)
    assert any(said)
    assert not all(said)


def test_a_seed_whose_tokens_differ_is_dropped() -> None:
    """A forged or colliding seed, or one across a border, gives no run."""
    left, right = [1, 2, 3, 4, 5], [1, 2, 9, 4, 5]
    assert grown(left, right, [[0, 0]], 3, 10, native=False) == []
    assert grown(left, right, [[3, 3]], 3, 10, native=False) == []
    hashes = np.array([1, 2, 3, 1, 2, 3, 4], np.uint32)
    out = np.zeros((1, 8), np.int64)
    seeds = np.array([[0, 1, 1, 4, 1]])
    assert extend_seeds(hashes, np.array([0, 2, 7]), seeds, 2, 5, True, out) == (0, 0)


def test_growth_stays_inside_its_documents() -> None:
    """Equal tokens beyond the ends of the two documents are not taken."""
    same = np.arange(10, dtype=np.uint32)
    hashes = np.concatenate([same, same])
    bounds = np.array([0, 3, 7, 10, 13, 17, 20])
    out = np.zeros((1, 8), np.int64)
    assert extend_seeds(hashes, bounds, np.array([[1, 4, 4, 14, 2]]), 2, 5, True, out) == (1, 0)
    assert out[0].tolist() == [1, 4, 3, 7, 13, 17, 4, 2]


def test_identical_texts_are_one_run() -> None:
    """A text beside itself is one run over all of it."""
    one = tokens(story(500, 4, words(900, 2)))
    assert pair_runs(one, one, CandidateConfig()).tolist() == [[0, 500, 0, 500, 500]]


def test_a_quarter_of_the_words_dropped_leaves_one_run() -> None:
    """Where every fourth word is dropped the passage is still one run."""
    listed = words(200, 11)
    shorter = [word for at, word in enumerate(listed) if at % 4 != 3]
    runs = pair_runs(tokens(" ".join(listed)), tokens(" ".join(shorter)), CandidateConfig())
    assert runs.tolist() == [[0, 199, 0, 150, 150]]


@pytest.mark.parametrize("many", [False, True])
def test_hostile_repetition_is_bounded(*, many: bool) -> None:
    """Five thousand equal tokens on both sides are no square of seeds."""
    same = tokens("na " * 5_000)
    assert len(pair_runs(same, same, CandidateConfig(), many=many)) == 0
    left = [7] * 5_000
    seeds = [[at, 0] for at in range(0, 4_998, 7)]
    assert grown(left, left, seeds, 3, 10, native=True)[0] == [0, 5_000, 0, 5_000, 5_000]


def test_a_pair_whose_growth_is_ended_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pair of documents with seeds that were not grown counts, however many they are."""
    draw = np.random.default_rng(3)
    hashes = draw.integers(0, 2, 240).astype(np.uint32)
    bounds = np.array([0, 60, 120, 180, 240])
    few = np.concatenate([pair_seeds(hashes, bounds, one, one + 1, 6, 100) for one in (0, 1, 2)])
    out = np.zeros((len(few), 8), np.int64)
    whole, cut = extend_seeds(hashes, bounds, few, 6, 1, True, out)
    assert cut == 0
    monkeypatch.setattr(extension, "_LEAST_GROWN", 20)
    monkeypatch.setattr(extension, "_MOST_GROWN", 0)
    part, cut = extend_seeds(hashes, bounds, few, 6, 1, True, out)
    assert part < whole
    assert 0 < cut <= 3


@pytest.mark.parametrize("seed", range(12))
def test_exchanged_sides_give_mirrored_runs(seed: int) -> None:
    """The runs of right with left are those of left with right, mirrored."""
    base = story(300, seed, words(120, 1))
    left, right = tokens(f"{story(80, 50 + seed)} {base}"), tokens(edited(base, 0.15, seed))
    config = CandidateConfig()
    forth = pair_runs(left, right, config)[:, :4]
    back = pair_runs(right, left, config)[:, [2, 3, 0, 1]]
    assert len(forth)
    assert sorted(map(tuple, forth.tolist())) == sorted(map(tuple, back.tolist()))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("size", [1, 3])
def test_seeds_are_those_of_the_slow_search(seed: int, size: int) -> None:
    """Seeds are all pairs of places with equal shingles that do not recur too often."""
    left, right = sides(seed, alphabet=5)
    count: dict[tuple[int, ...], list[int]] = defaultdict(lambda: [0, 0])
    for side, listed in enumerate((left, right)):
        for at in range(len(listed) - size + 1):
            count[tuple(listed[at : at + size])][side] += 1
    expected = [
        [i, j] for i, j in seeds_of(left, right, size) if max(count[tuple(left[i : i + size])]) <= 4
    ]
    codes = np.array(left + right, np.uint32)
    bounds = np.array([0, len(left), len(codes)])
    for find in (pair_seeds, pair_seeds.native):
        rows = find(codes, bounds, 0, 1, size, 4)
        assert (rows[:, [2, 3]] - [0, len(left)]).tolist() == expected
        assert rows[:, [0, 1]].tolist() == [[0, 1]] * len(expected)


@pytest.mark.parametrize("seed", range(4))
def test_runs_of_many_pairs_are_those_of_each(seed: int) -> None:
    """The compiled form over a table of documents gives what one pair alone gives."""
    base = story(200, seed, words(120, 1))
    texts = [tokens(edited(f"{story(60, at)} {base}", 0.1 * at, at)) for at in range(5)]
    texts += [tokens("a b c d e f g h"), texts[1]]
    codes = np.concatenate([text.codes for text in texts])
    bounds = np.cumsum([0, *map(len, texts)])
    pairs = np.array([(a, b) for a in range(7) for b in range(7) if a != b])
    config = CandidateConfig()
    runs, first = pair_runs_many(codes, bounds, pairs, config)
    assert (first[0], first[-1]) == (0, len(runs))
    for k, (a, b) in enumerate(pairs.tolist()):
        plain = pair_runs(texts[a], texts[b], config)
        assert runs[first[k] : first[k + 1]].tolist() == plain.tolist()
        assert pair_runs(texts[a], texts[b], config, many=True).tolist() == plain.tolist()
    assert len(runs) > 20


class _Counted:
    """Token codes that count how often one is read."""

    def __init__(self, codes: NDArray[np.uint32]) -> None:
        self.codes, self.reads = codes, 0

    def __getitem__(self, at: int) -> np.uint32:
        self.reads += 1
        return cast("np.uint32", self.codes[at])


@pytest.mark.parametrize(("period", "most"), [(0, 600), (3, 10_000)])
def test_a_seed_is_promising_after_a_look_at_few_tokens(period: int, most: int) -> None:
    """However long two texts of few words score above nothing, a seed is judged near it."""
    draw, size = np.random.default_rng(3), 20_000
    codes = draw.integers(0, 4, 2 * size, dtype=np.uint32)
    if period:
        # One token in some matches at a time: a path that neither gains nor ends.
        codes = np.arange(2 * size, dtype=np.uint32) + 9
        codes[:size:period] = codes[size::period] = 1
    bounds: NDArray[np.int64] = np.array([0, size, 2 * size], np.int64)
    row, counted = np.zeros(41, np.int64), _Counted(codes)
    for at in range(0, size // 2, 500):
        i, j = at, size + 2 * at
        codes[i : i + 4] = codes[j : j + 4] = 2
        counted.reads = 0
        is_promising(cast("NDArray[np.uint32]", counted), bounds, 0, 1, i, j, 4, 60, row)
        assert 0 < counted.reads < most
