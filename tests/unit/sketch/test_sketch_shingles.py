from __future__ import annotations

from collections import defaultdict
from itertools import groupby

import numpy as np
import pytest
from invented import corpus, slow_frequency, slow_shingles, story, table, words
from numpy.typing import NDArray

from reuse.grouping import shingle_hashes
from reuse.model.corpus import TokenTable
from reuse.ngrams import Wanted, document_frequency
from reuse.sketch.blocks import rare_blocks, select_shingles
from reuse.sketch.boilerplate import boilerplate_mask, cover_frequent, stock_mask
from reuse.sketch.minhash import (
    EMPTY,
    Blocks,
    bands,
    multipliers,
    signatures,
    slot_hash,
    slot_shingle,
    window_slots,
)

KEY = 12345
FOOTER = " ".join(words(12, 77))


def sparse(
    data: TokenTable, *, size: int, stride: int, rare: int, mask: NDArray[np.bool_] | None = None
) -> Blocks:
    """Blocks of a corpus, without boilerplate unless given."""
    none = np.zeros(len(data.codes), np.bool_) if mask is None else mask
    frequency = document_frequency(Wanted(table=data, size=size), [2, rare + 1], map)
    return rare_blocks(data, [none], frequency, stride=stride, rare=rare)


@pytest.mark.parametrize("seed", range(6))
def test_slots_are_those_of_a_slow_minhash(seed: int) -> None:
    """Every window slot is the least permuted hash over the window's rare shingles."""
    data, size, stride, rare = corpus(seed, documents=14, vocabulary=40), 2, 6, 9
    blocks = sparse(data, size=size, stride=stride, rare=rare)
    hashes, frequency = shingle_hashes(data.codes, size), slow_frequency(data, size)
    wanted: dict[tuple[int, int], list[int]] = defaultdict(list)
    for document, position, _ in slow_shingles(data, size):
        if 2 <= frequency[position] <= rare:
            block = (position - int(data.bounds[document])) // stride
            wanted[document, block].append(position)
    assert len(blocks.starts) == len(wanted)
    for multiplier in multipliers(5, KEY):
        slots = window_slots(blocks, multiplier)
        for at, (document, block) in enumerate(sorted(wanted)):
            places = wanted[document, block] + wanted.get((document, block + 1), [])
            permuted = [(int(hashes[p]) * int(multiplier) % 2**64 >> 32, p) for p in places]
            least, place = min(permuted)
            assert int(slot_hash(slots)[at]) == least
            assert int(blocks.positions[slot_shingle(slots)[at]]) == place
            assert int(blocks.documents[at]) == document


def test_a_crowd_of_copies_takes_part_but_a_common_phrase_does_not() -> None:
    """Shingles beyond the cap count where whole blocks are as common, and not elsewhere."""
    crowd = [f"{story(48, 5)}" for _ in range(8)]
    phrase = " ".join(words(6, 9))
    users = [f"{story(30, 20 + at)} {phrase} {story(30, 60 + at)}" for at in range(8)]
    data = table(crowd + users)
    blocks = sparse(data, size=3, stride=12, rare=4)
    documents = data.documents[blocks.positions]
    assert set(documents.tolist()) >= set(range(8))
    frequency = np.array(slow_frequency(data, 3))
    phrases = (frequency[blocks.positions] > 4) & (documents >= 8)
    assert not phrases.any()
    masked = sparse(data, size=3, stride=12, rare=4, mask=np.ones(len(data.codes), np.bool_))
    assert not (data.documents[masked.positions] < 8).any()


def test_agreement_estimates_resemblance() -> None:
    """The share of agreeing slots is the Jaccard coefficient within its standard error."""
    known = words(500, 3)
    for shared in (4, 10, 16):
        one = known[:20]
        other = known[:shared] + known[100 : 120 - shared]
        data = table([" ".join(one), " ".join(other), " ".join(one), " ".join(other)])
        blocks = sparse(data, size=1, stride=20, rare=50)
        assert len(blocks.starts) == 4
        draws = 4000
        table_of = signatures(blocks, multipliers(draws, KEY))
        exact = shared / (40 - shared)
        error = (exact * (1 - exact) / draws) ** 0.5
        assert abs(float((table_of[0] == table_of[1]).mean()) - exact) < 4 * error
        assert (table_of[0] == table_of[2]).all()


def test_bands_hold_whole_rows_and_the_place_of_the_first() -> None:
    """Two windows share a band key exactly when they agree in all its rows."""
    data = corpus(3, documents=20, vocabulary=8)
    blocks = sparse(data, size=2, stride=6, rare=50)
    rows = signatures(blocks, multipliers(12, KEY)).reshape(len(blocks.starts), 4, 3)
    for number, band in enumerate(bands(blocks, count=4, rows=3, key=KEY)):
        slow = [tuple(row) for row in rows[:, number].tolist()]
        pairs = set(zip(band.keys.tolist(), slow, strict=True))
        assert len(pairs) == len(set(slow)) == len(set(band.keys.tolist()))
        slots = window_slots(blocks, multipliers(12, KEY)[3 * number])
        assert band.places.tolist() == blocks.positions[slot_shingle(slots)].tolist()


def test_bands_depend_on_the_key() -> None:
    """Another key gives other band keys."""
    data = corpus(3, documents=20, vocabulary=8)
    blocks = sparse(data, size=2, stride=6, rare=50)
    one, other = (next(bands(blocks, count=1, rows=2, key=key)).keys for key in (1, 2))
    assert not set(one.tolist()) & set(other.tolist())
    assert EMPTY not in slot_hash(window_slots(blocks, multipliers(1, 1)[0]))


@pytest.mark.parametrize("texts", [[], ["a b"], ["a b c d e f g", "h i j k l m n"]])
def test_nothing_shared_gives_no_windows(texts: list[str]) -> None:
    """No document, or none that shares a shingle, gives no block and no band."""
    data = table(texts)
    mask = boilerplate_mask(data, 3)
    assert not mask.any()
    assert len(mask) == len(stock_mask(data, 6)) == len(data.codes)
    blocks = sparse(data, size=3, stride=12, rare=50, mask=mask)
    assert len(blocks.starts) == 0
    assert list(bands(blocks, count=3, rows=2, key=KEY)) == []


def _masked(texts: list[str], outlets: list[int]) -> list[int]:
    data = table(texts, outlets)
    mask = boilerplate_mask(data, 3)
    return [int(part.sum()) for part in np.split(mask, data.bounds[1:-1])]


def test_a_footer_of_one_outlet_is_boilerplate() -> None:
    """A footer in three articles of one outlet is marked, exactly and nowhere else."""
    texts = [f"{story(40, at)} {FOOTER}" for at in range(3)]
    assert _masked(texts, [0, 0, 0]) == [12, 12, 12]
    assert _masked(texts, [0, 0, 1]) == [0, 0, 0]
    assert _masked(texts[:2], [0, 0]) == [0, 0]


def test_versions_of_an_article_are_no_boilerplate() -> None:
    """Three versions of one article are not marked, though nearly all of them recurs."""
    versions = [f"{story(60, 1)} {story(9, 90 + at)}" for at in range(3)]
    others = [f"{story(40, 5 + at)} {FOOTER}" for at in range(3)]
    assert _masked(versions + others, [0] * 6) == [0, 0, 0, 12, 12, 12]


def test_boilerplate_crosses_no_border() -> None:
    """A run that only two neighbouring articles make together is none."""
    half, rest = FOOTER.split()[:6], FOOTER.split()[6:]
    texts = []
    for at in range(4):
        texts += [f"{story(30, at)} {' '.join(half)}", f"{' '.join(rest)} {story(30, 50 + at)}"]
    assert sum(_masked(texts, [0] * 8)) == 0


def test_stock_phrases_are_short() -> None:
    """A phrase that many use is marked; a long text that many carry is not."""
    phrase, long = " ".join(words(7, 31)), " ".join(words(60, 32))
    texts = [f"{story(30, at)} {phrase} {story(30, 40 + at)}" for at in range(6)]
    texts += [f"{story(30, 80 + at)} {long}" for at in range(6)]
    data = table(texts)
    parts = np.split(stock_mask(data, 6), data.bounds[1:-1])
    assert [int(part.sum()) for part in parts] == [7] * 6 + [0] * 6
    assert not stock_mask(data, 7).any()


@pytest.mark.parametrize("seed", range(4))
def test_plain_and_compiled_choose_the_same_shingles(seed: int) -> None:
    """The choice of shingles as written and compiled fills the same blocks."""
    data = corpus(seed, documents=30, vocabulary=20)
    levels = document_frequency(Wanted(table=data, size=2), [2, 6], map).levels
    mask = np.random.default_rng(seed).random(len(levels)) < 0.1
    found = []
    for select in (select_shingles, select_shingles.native):
        at, starts, of = (np.zeros(len(levels), np.int64) for _ in range(3))
        follows = np.zeros(len(levels), np.bool_)
        counts = select(data.bounds, levels, mask, 6, 2, 3, at, starts, of, follows)
        found.append((counts, [values.tolist() for values in (at, starts, of, follows)]))
    assert found[0] == found[1]
    assert found[0][0][1] > 10


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("longest", [7, 1000])
def test_masks_are_those_of_the_slow_form(seed: int, longest: int) -> None:
    """A token is marked when a frequent n-gram covers it, by the rules for long stretches."""
    data = corpus(seed, documents=30, vocabulary=20)
    levels = document_frequency(Wanted(table=data, size=2), [4], map).levels
    expected = np.zeros(len(levels), np.bool_)
    for first, last in zip(data.bounds[:-1].tolist(), data.bounds[1:].tolist(), strict=True):
        inside = [any(levels[max(first, at - 1) : at + 1] >= 2) for at in range(first, last)]
        at = first
        for marked, group in groupby(inside):
            stretch = len(list(group))
            expected[at : at + stretch] = marked and stretch <= longest
            at += stretch
        if expected[first:last].sum() > 0.6 * (last - first):
            expected[first:last] = False
    assert 0 < expected.sum() < len(expected)
    mask = np.zeros(len(levels), np.bool_)
    cover_frequent(levels, data.bounds, 2, 2, 0.6, longest, mask)
    assert mask.tolist() == expected.tolist()


def test_ranges_of_documents_give_the_blocks_of_all() -> None:
    """Blocks made range by range are those made at once; any of several masks silences."""
    data = corpus(4, documents=30)
    draw = np.random.default_rng(2)
    masks = [draw.random(len(data.codes)) < 0.2 for _ in range(2)]
    frequency = document_frequency(Wanted(table=data, size=2), [2, 6], map)
    whole = rare_blocks(data, [masks[0] | masks[1]], frequency, stride=6, rare=5)
    parts = [
        rare_blocks(data, masks, frequency, stride=6, rare=5, documents=range(first, last))
        for first, last in ((0, 7), (7, 8), (8, 8), (8, 30))
    ]
    shingles = np.cumsum([0, *(len(part.shingles) for part in parts)])
    for name in ("shingles", "positions", "documents", "follows"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert joined.tolist() == getattr(whole, name).tolist()
    starts = [part.starts + first for part, first in zip(parts, shingles, strict=False)]
    assert np.concatenate(starts).tolist() == whole.starts.tolist()
    assert len(whole.starts) > 20
