from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import corpus, edited, slow_shingles, story, table, words
from numpy.typing import NDArray

from reuse import ngrams
from reuse.candidates import (
    Seeds,
    band_seeds,
    band_words,
    choose_bands,
    find_runs,
    join,
    join_seeds,
    least_matches,
    links,
    nearduplicate,
    parts_of_band,
    ring_links,
)
from reuse.candidates.bands import s_curve
from reuse.candidates.links import ring_ends
from reuse.candidates.seeds import few_rows, fill_rows, gathered
from reuse.config import CandidateConfig
from reuse.model.corpus import FROM_JOIN, FROM_MINHASH, TokenTable
from reuse.ngrams import Wanted, document_frequency
from reuse.sketch.blocks import rare_blocks
from reuse.sketch.minhash import Blocks, bands, multipliers, signatures

Matches = dict[tuple[int, int], int]
Channels = Callable[[TokenTable, CandidateConfig], list[Seeds]]

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


def _slow_links(owners: list[int], ahead: int) -> set[tuple[int, int]]:
    """Each member with the next few members of other owners, round the ring."""
    count, links = len(owners), set()
    for at in range(count):
        others = [(at + step) % count for step in range(1, count)]
        others = [other for other in others if owners[other] != owners[at]]
        links |= {(min(at, other), max(at, other)) for other in others[:ahead]}
    return links


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("ahead", [1, 3, 50])
def test_rings_link_the_next_few_of_other_owners(seed: int, ahead: int) -> None:
    """Each member is linked to the next few of other owners; what is left out is counted."""
    draw = np.random.default_rng(seed)
    owners = np.sort(draw.integers(0, 6, 30)) if seed % 2 else draw.integers(0, 6, 30)
    links = _slow_links(owners.tolist(), ahead)
    first, second, dropped = ring_links(owners, ahead)
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == sorted(links)
    pairs = sum(a != b for a, b in combinations(owners.tolist(), 2))
    assert dropped == pairs - len(links)
    ends = [np.zeros(30 * ahead, np.int64) for _ in range(2)]
    given = owners.astype(np.int32), np.arange(30), ahead
    assert ring_ends(*given, ends[0]) == ring_ends.native(*given, ends[1])
    assert ends[0].tolist() == ends[1].tolist()


@pytest.mark.parametrize("count", [0, 1])
def test_one_member_has_no_links(count: int) -> None:
    """Nothing and one member alone give nothing."""
    first, second, dropped = ring_links(np.zeros(count, np.int64), 3)
    assert (len(first), len(second), dropped) == (0, 0, 0)


def test_a_million_copies_are_linear() -> None:
    """A text that a million documents carry is linked without a square."""
    first, _, dropped = ring_links(np.arange(1_000_000), 3)
    assert len(first) == 3_000_000
    assert dropped == 1_000_000 * 999_999 // 2 - len(first)


def test_band_join_finds_the_pairs_that_datasketch_finds() -> None:
    """On the same signatures and bands our windows meet exactly as in datasketch's LSH."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  slow to import

    vocabulary = words(60, 2)
    texts = [story(60, at, vocabulary) for at in range(12)]
    texts += [edited(text, 0.15, at) for at, text in enumerate(texts)]
    data = table(texts)
    blocks = _blocks(data, size=2, stride=8, rare=50)
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
        keys = band.keys.tolist()
        ours |= {(a, b) for a, b in combinations(range(len(keys)), 2) if keys[a] == keys[b]}
    assert len(expected) > 20
    assert ours == expected


def _blocks(data: TokenTable, *, size: int, stride: int, rare: int) -> Blocks:
    none = np.zeros(len(data.codes), np.bool_)
    frequency = document_frequency(Wanted(table=data, size=size), [2, rare + 1], map)
    return rare_blocks(data, [none], frequency, stride=stride, rare=rare)


def _bands(data: TokenTable, config: CandidateConfig) -> list[Seeds]:
    blocks = _blocks(data, size=3, stride=config.stride, rare=config.rare)
    count, rows = choose_bands(config.threshold, config.permutations, config.miss_weight)
    return [
        band_seeds(data, [band_words(data, band)], config)
        for band in bands(blocks, count=count, rows=rows, key=7)
    ]


def _join(data: TokenTable, config: CandidateConfig) -> list[Seeds]:
    none = np.zeros(len(data.codes), np.bool_)
    frequency = document_frequency(Wanted(table=data, size=3), [2, 3], map)
    return [join_seeds(data, none, none, frequency, config, map).seeds]


def _matches(data: TokenTable, seeds: list[Seeds], config: CandidateConfig) -> Matches:
    """Matches of all runs by pair of documents."""
    runs, census = find_runs(data, gathered(seeds), config)
    assert (runs.left < runs.right).all()
    order = np.lexsort((runs.right_first, runs.left_first, runs.right, runs.left))
    assert order.tolist() == list(range(len(runs)))
    matches: dict[tuple[int, int], int] = defaultdict(int)
    for at in range(len(runs)):
        matches[int(runs.left[at]), int(runs.right[at])] += int(runs.matches[at])
    assert census.kept == len(matches) <= census.pairs <= census.seeds
    return dict(matches)


def _found(
    texts: list[str], outlets: list[int], channel: Channels = _bands, **settings: object
) -> Matches:
    config = CandidateConfig(**settings)  # type: ignore[arg-type]
    data = table(texts, outlets)
    return _matches(data, channel(data, config), config)


BOTH = pytest.mark.parametrize("channel", [_bands, _join])


@BOTH
def test_planted_passages_are_found_between_outlets_only(channel: Channels) -> None:
    """A passage in two outlets is found whole; in one outlet only when asked for."""
    passage = " ".join(words(30, 50))
    texts = [f"{story(80, at)} {passage} {story(80, 30 + at)}" for at in range(3)]
    texts += [story(200, 60 + at) for at in range(5)]
    outlets = [0, 0, 1, 2, 3, 4, 5, 6]
    found = _found(texts, outlets, channel)
    assert set(found) == {(0, 2), (1, 2)}
    assert all(30 <= matches <= 36 for matches in found.values())
    assert set(_found(texts, outlets, channel, within_outlet=True)) == {(0, 1), (0, 2), (1, 2)}


@BOTH
def test_short_runs_are_left_out(channel: Channels) -> None:
    """A run below the least number of matched tokens is not kept."""
    passage = " ".join(words(14, 51))
    texts = [f"{story(60, at)} {passage} {story(60, 30 + at)}" for at in range(2)]
    assert set(_found(texts, [0, 1], channel)) == {(0, 1)}
    assert _found(texts, [0, 1], channel, min_matches=25) == {}


def test_a_sentence_of_which_no_four_words_in_a_row_are_left_is_found() -> None:
    """Three words in a row that two documents alone hold propose; where many do, they do not."""
    sentence = words(16, 52)
    changed = [f"other{at}" if at % 4 == 3 else word for at, word in enumerate(sentence)]
    texts = [
        f"{story(60, at)} {' '.join(said)} {story(60, 30 + at)}"
        for at, said in enumerate((sentence, changed))
    ]
    assert _found(texts, [0, 1], _join) == {(0, 1): 12}
    pieces = [" ".join(sentence[at : at + 3]) for at in range(0, 16, 4)]
    many = [f"{piece} {story(9, 70 + at)}" for at in range(60) for piece in pieces]
    several = [" ".join([story(40, 200 + at), *many[4 * at : 4 * at + 4]]) for at in range(60)]
    assert (0, 1) not in _found([*texts, *several], [*range(62)], _join)


@pytest.mark.parametrize("seed", range(4))
def test_a_table_is_looked_at_in_parts_of_any_size(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Shorter n-grams of two documents are those of a slow look at each place."""
    data = corpus(seed, documents=9, vocabulary=9)
    short = document_frequency(Wanted(table=data, size=3), [2, 3], map)
    long = document_frequency(Wanted(table=data, size=4), [2], map)
    stock = np.arange(len(data.codes)) % 7 == seed
    slow = [
        at
        for at in range(len(data.codes))
        if short.levels[at] == 2
        and not stock[at]
        and long.levels[at] < 2
        and (at == 0 or long.levels[at - 1] < 2)
    ]
    low = np.uint64((1 << ngrams.place_bits(data)) - 1)
    every = join._of_two(data, short, long, stock)
    assert slow
    assert sorted((every & low).tolist()) == slow
    monkeypatch.setattr(join, "_AT_ONCE", 5)
    assert join._of_two(data, short, long, stock).tolist() == every.tolist()


@BOTH
def test_a_crowd_stays_connected(channel: Channels) -> None:
    """Beyond the cap of a bucket every copy is still in some pair, and all hang together."""
    text = story(120, 8)
    texts = [f"{words(200, 4)[at]} {text}" for at in range(150)]
    found = _found(texts, list(range(150)), channel, rare=20)
    root = list(range(150))
    for left, right in sorted(found):
        low, high = sorted((root[left], root[right]))
        root = [low if at == high else at for at in root]
    assert set(root) == {0}
    assert len(found) < 150 * 149 // 4


def test_parts_of_a_band_hold_each_window_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal keys of all ranges are of one part, and no window is lost."""
    draw = np.random.default_rng(5)
    words = [np.sort(draw.integers(0, 2**64, n, np.uint64) >> np.uint64(20) << np.uint64(20))
             for n in (500, 0, 300)]  # fmt: skip
    monkeypatch.setattr(nearduplicate, "_PART", 100)
    parts = parts_of_band(words)
    assert len(parts) == 8
    assert sorted(np.concatenate([w for part in parts for w in part]).tolist()) == sorted(
        np.concatenate(words).tolist()
    )
    keys = [{int(word) >> 20 for w in part for word in w} for part in parts]
    assert all(not one & other for one, other in combinations(keys, 2))
    assert parts_of_band([]) == []


@pytest.mark.parametrize(
    ("documents", "few", "fewest"),
    [(100, 24, 10), (29_999, 24, 10), (100_000, 13, 11), (300_000, 7, 12), (10**7, 4, 12)],
)
def test_a_large_corpus_asks_more_of_a_short_match(documents: int, few: int, fewest: int) -> None:
    """A short n-gram proposes in fewer places, and a run needs a token more, but never over 12."""
    assert join._few_places(documents) == few
    assert least_matches(documents, CandidateConfig()) == fewest
    assert least_matches(documents, CandidateConfig(min_matches=15)) == 15


def test_no_seeds_no_runs() -> None:
    """Without seeds there are no runs and nothing is left out."""
    data = table(["a b c d", "a b c d"])
    runs, census = find_runs(data, gathered([]), CandidateConfig())
    assert (len(runs), census.pairs, census.dropped) == (0, 0, 0)
    assert _join(table([]), CandidateConfig())[0].tried == 0


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    holders=st.integers(2, 9),
    size=st.integers(12, 20),
    rare=st.integers(2, 12),
    vocabulary=st.sampled_from([8, 300]),
)
def test_no_shared_stretch_of_twelve_tokens_is_missed(
    seed: int, holders: int, size: int, rare: int, vocabulary: int
) -> None:
    """Documents that share twelve tokens are a pair, or hang together where very many do."""
    draw = np.random.default_rng(seed)
    known, stretch = words(vocabulary, 3), words(600, 4)[:size]
    if seed % 3:
        # Each token also stands elsewhere, so that rare and common n-grams both occur.
        stretch = draw.choice(known, size).tolist()
    texts = []
    for at in range(12):
        around = [draw.choice(known, draw.integers(0, 15)).tolist() for _ in range(2)]
        texts.append(" ".join([*around[0], *(stretch if at < holders else []), *around[1]]))
    data, config = table(texts), CandidateConfig(rare=rare)
    found = _matches(data, _join(data, config), config)
    shared = _sharing(data, 12)
    crowd = [set(documents) for documents in shared.values() if len(documents) > rare]
    for documents in shared.values():
        for pair in combinations(sorted(documents), 2):
            assert found.get(pair, 0) >= 12 or any(set(pair) <= each for each in crowd)
    for each in crowd:
        assert _together(each, found)


def _sharing(data: TokenTable, size: int) -> dict[tuple[int, ...], set[int]]:
    holders: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for document, _, shingle in slow_shingles(data, size):
        holders[shingle].add(document)
    return {shingle: documents for shingle, documents in holders.items() if len(documents) > 1}


def _together(documents: set[int], pairs: Matches) -> bool:
    """Whether documents are one piece of the graph of pairs."""
    reached, edge = set(), {min(documents)}
    while edge:
        reached |= edge
        edge = {b for a, b in [*pairs, *((b, a) for a, b in pairs)] if a in reached} - reached
    return documents <= reached


@BOTH
@pytest.mark.parametrize("copies", [2, 40])
def test_a_window_of_days_keeps_others_apart(channel: Channels, copies: int) -> None:
    """Only texts published within the window are joined; one without a date meets all."""
    text = story(80, 8)
    data = table([f"{words(200, 4)[at]} {text}" for at in range(copies)])
    dates: NDArray[np.float64] = np.arange(copies, dtype=np.float64) * 86_400.0 * 2
    dates = dates[np.random.default_rng(3).permutation(copies)]
    dated = replace(data, earliest=dates, latest=dates + 60.0)
    config = CandidateConfig(window_days=3.0, rare=10)
    found = _matches(dated, channel(dated, config), config)
    apart = {abs(dates[a] - dates[b]) / 86_400 for a, b in found}
    assert apart == {2.0}
    assert len(found) == copies - 1
    config = CandidateConfig(window_days=1.0, rare=10)
    seeds = channel(dated, config)
    assert _matches(dated, seeds, config) == {}
    # What may never meet is not left out.
    assert sum(part.dropped for part in seeds) == 0
    assert _matches(data, channel(data, config), config)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("crowded", [False, True])
def test_plain_and_compiled_link_the_same_places(
    seed: int, monkeypatch: pytest.MonkeyPatch, *, crowded: bool
) -> None:
    """Both forms give the same seeds and counts, with little room for them too."""
    data = corpus(seed, documents=40, vocabulary=8)
    config = CandidateConfig(rare=5 if crowded else 500, min_matches=6, link_ahead=2)
    plain = [*_join(data, config), *_bands(data, config)]
    monkeypatch.setattr(ngrams, "ENOUGH", 0)
    monkeypatch.setattr(links, "_ENOUGH", 0)
    monkeypatch.setattr(links, "_ROOM", 8)
    native = [*_join(data, config), *_bands(data, config)]
    for one, other in zip(plain, native, strict=True):
        assert np.sort(one.words).tolist() == np.sort(other.words).tolist()
        assert (one.tried, one.dropped) == (other.tried, other.dropped)
    assert sum(len(part.words) for part in plain) > 5


def test_runs_say_what_found_them() -> None:
    """A run carries the channels of all its seeds."""
    passage = " ".join(words(30, 50))
    data = table([f"{story(40, at)} {passage} {story(40, 30 + at)}" for at in range(2)])
    config = CandidateConfig()
    bands_alone, join_alone = _bands(data, config), _join(data, config)
    for seeds, expected in (
        (bands_alone, FROM_MINHASH),
        (join_alone, FROM_JOIN),
        ([*bands_alone, *join_alone], FROM_MINHASH | FROM_JOIN),
    ):
        runs, _ = find_runs(data, gathered(seeds), config)
        assert runs.channels.tolist() == [expected]


def test_rows_of_seeds_are_sorted_by_pair() -> None:
    """Unpacked seeds come by left document, right document, left and right token."""
    data = corpus(3, documents=40)
    draw = np.random.default_rng(3)
    places = np.sort(draw.integers(0, len(data.codes), (300, 2)), axis=1)
    places = places[data.documents[places[:, 0]] < data.documents[places[:, 1]]]
    of = data.documents[places]
    rows = [[*of[at], *places[at], at % 3 + 1] for at in range(len(places))]
    packed = np.array([i << 33 | j << 2 | channel for _, _, i, j, channel in rows], np.uint64)
    marks = data.landmarks
    for fill in (fill_rows, fill_rows.native):
        out = np.zeros((len(rows), 5), np.int64)
        fill(np.sort(packed), data.bounds, marks, out)
        assert out.tolist() == sorted(map(list, rows))
    assert few_rows(data.bounds, np.sort(packed)).tolist() == sorted(map(list, rows))


def test_furniture_of_one_outlet_proposes_only_what_another_outlet_took_over() -> None:
    """Two places that are furniture on both sides are no seed; furniture of one side is."""
    passage = " ".join(words(20, 50))
    data = table([f"{story(40, at)} {passage} {story(40, 30 + at)}" for at in range(3)])
    none = np.zeros(len(data.codes), np.bool_)
    furniture = none.copy()
    furniture[: data.bounds[2]] = True
    frequency = document_frequency(Wanted(table=data, size=3), [2], map)
    config = CandidateConfig()
    seeds = join_seeds(data, none, furniture, frequency, config, map).seeds
    assert set(_matches(data, [seeds], config)) == {(0, 2), (1, 2)}
    silent = join_seeds(data, furniture, none, frequency, config, map).seeds
    assert _matches(data, [silent], config) == {}


@pytest.mark.parametrize("documents", [2, 6])
@pytest.mark.parametrize("vocabulary", [4, 7])
def test_texts_of_few_words_are_bounded_work(documents: int, vocabulary: int) -> None:
    """Each token is tried with fewer others than `rare` a size of n-gram; every pair is found."""
    draw, known = np.random.default_rng(8), words(vocabulary, 3)
    texts = [" ".join(draw.choice(known, 3_000).tolist()) for _ in range(documents)]
    data, config = table(texts), CandidateConfig()
    seeds = _join(data, config)
    tried = sum(part.tried for part in seeds)
    assert documents * 100 < tried < 3 * config.rare * len(data.codes) // 2
    pairs = set(_matches(data, seeds, config))
    assert pairs == set(combinations(range(documents), 2))


def test_work_is_told_by_pairs_not_by_words() -> None:
    """A few places with the same key are much work; as many that differ are little."""
    bits = 10
    places = np.arange(600, dtype=np.uint64)
    apart = places << np.uint64(bits) | places
    assert links._most_links(places, bits, 1_000) == 600 * 600 // 2
    assert links._most_links(places, bits, 50) == 600 * 50 // 2
    assert links._most_links(apart, bits, 1_000) == 600
    assert links._most_links(apart[:0], bits, 1_000) == 0
