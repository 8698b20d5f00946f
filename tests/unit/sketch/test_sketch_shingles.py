from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from invented import story, table, words

from reuse.model.corpus import TokenTable
from reuse.sketch.blocks import rare_blocks
from reuse.sketch.boilerplate import boilerplate_mask, stock_mask
from reuse.sketch.minhash import (
    EMPTY,
    bands,
    multipliers,
    signatures,
    slot_hash,
    slot_shingle,
    window_slots,
)
from reuse.sketch.shingles import document_frequency, shingle_frequency

KEY = 12345
FOOTER = " ".join(words(12, 77))


def corpus(seed: int, documents: int = 8, vocabulary: int = 12) -> TokenTable:
    """Short documents of few words, so that shingles recur; some shorter than a shingle."""
    draw = np.random.default_rng(seed)
    known = words(vocabulary, seed)
    lengths = draw.integers(0, 40, documents)
    texts = [" ".join(draw.choice(known, length)) for length in lengths]
    return table(texts, draw.integers(0, 3, documents).tolist())


def slow_shingles(data: TokenTable, size: int) -> list[tuple[int, int, tuple[int, ...]]]:
    """Document, position and tokens of every shingle that lies in one document."""
    out = []
    for document, (first, last) in enumerate(
        zip(data.bounds[:-1].tolist(), data.bounds[1:].tolist(), strict=True)
    ):
        tokens = data.codes[first:last].tolist()
        out += [
            (document, first + at, tuple(tokens[at : at + size]))
            for at in range(len(tokens) - size + 1)
        ]
    return out


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("by_outlet", [False, True])
def test_frequencies_are_those_of_a_dictionary(seed: int, size: int, *, by_outlet: bool) -> None:
    """Each shingle is counted in as many documents as hold it; across a border there is none."""
    data = corpus(seed)
    holders: dict[tuple[int, tuple[int, ...]], set[int]] = defaultdict(set)
    shingles = slow_shingles(data, size)
    outlet = data.outlets.tolist() if by_outlet else [0] * len(data.outlets)
    for document, _, shingle in shingles:
        holders[outlet[document], shingle].add(document)
    expected = [0] * max(0, len(data.codes) - size + 1)
    for document, position, shingle in shingles:
        expected[position] = len(holders[outlet[document], shingle])
    _, frequency = shingle_frequency(data, size, by_site=by_outlet)
    assert frequency.tolist() == expected


def test_document_frequency_counts_documents_not_places() -> None:
    """A key that stands thrice in one document and once in another is in two."""
    keys = np.array([5, 5, 5, 9, 5], np.uint64) << np.uint64(40)
    documents = np.array([0, 0, 0, 1, 1], np.int32)
    assert document_frequency(keys, documents).tolist() == [2, 2, 2, 1, 2]
    assert document_frequency(keys[:0], documents[:0]).tolist() == []


@pytest.mark.parametrize("seed", range(6))
def test_slots_are_those_of_a_slow_minhash(seed: int) -> None:
    """Every window slot is the least permuted hash over the window's rare shingles."""
    data, size, stride, rare = corpus(seed, documents=14, vocabulary=40), 2, 6, 9
    blocks = rare_blocks(
        data, np.zeros(len(data.codes), np.bool_), size=size, stride=stride, rare=rare
    )
    hashes, frequency = shingle_frequency(data, size)
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
    none = np.zeros(len(data.codes), np.bool_)
    blocks = rare_blocks(data, none, size=3, stride=12, rare=4)
    documents = data.documents[blocks.positions]
    assert set(documents.tolist()) >= set(range(8))
    _, frequency = shingle_frequency(data, 3)
    phrases = (frequency[blocks.positions] > 4) & (documents >= 8)
    assert not phrases.any()
    masked = rare_blocks(data, ~none, size=3, stride=12, rare=4)
    assert not (data.documents[masked.positions] < 8).any()


def test_agreement_estimates_resemblance() -> None:
    """The share of agreeing slots is the Jaccard coefficient within its standard error."""
    known = words(500, 3)
    for shared in (4, 10, 16):
        one = known[:20]
        other = known[:shared] + known[100 : 120 - shared]
        data = table([" ".join(one), " ".join(other), " ".join(one), " ".join(other)])
        none = np.zeros(len(data.codes), np.bool_)
        blocks = rare_blocks(data, none, size=1, stride=20, rare=50)
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
    blocks = rare_blocks(data, np.zeros(len(data.codes), np.bool_), size=2, stride=6, rare=50)
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
    blocks = rare_blocks(data, np.zeros(len(data.codes), np.bool_), size=2, stride=6, rare=50)
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
    blocks = rare_blocks(data, mask, size=3, stride=12, rare=50)
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
