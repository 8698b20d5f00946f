from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.grouping import shingle_hashes
from reuse.model.prepared import TokenBatch
from reuse.sketch import minhash, sign, signatures
from reuse.sketch.minhash import Blocks, band, band_by_arrays, multipliers
from reuse.sketch.signatures import all_blocks

WORD = 2**64 - 1
texts = st.lists(st.lists(st.integers(0, 40), max_size=70), max_size=5)


def batch(*documents: list[int]) -> TokenBatch:
    """Texts given by their token codes."""
    return TokenBatch(
        codes=np.array([code for each in documents for code in each], np.uint32),
        bounds=np.cumsum([0, *map(len, documents)], dtype=np.int64),
        words=np.array([len(each) for each in documents], np.int32),
        disguised=np.zeros(len(documents), np.bool_),
    )


def slow_shingle(tokens: list[int]) -> int:
    """Hash of one shingle, in plain integers."""
    value = tokens[0]
    for token in tokens[1:]:
        value = value * 0x9E3779B97F4A7C15 & WORD
        value = ((value ^ value >> 32) + token) & WORD
    value = value * 0xD6E8FEB86659FD93 & WORD
    return value ^ value >> 32


def slow_sign(
    documents: list[list[int]], shingle: int, stride: int | None, draw: list[int]
) -> list[tuple[int, int, list[int]]]:
    """Document, first token and slots of every window, one shingle at a time."""
    out = []
    for number, tokens in enumerate(documents):
        begins = range(max(0, len(tokens) - shingle + 1))
        step = stride or len(tokens) or 1
        for first in begins[::step]:
            inside = [at for at in begins if first <= at < first + 2 * step]
            hashes = [slow_shingle(tokens[at : at + shingle]) for at in inside]
            slots = [min(value * a & WORD for value in hashes) >> 32 for a in draw]
            out.append((number, first, slots))
    return out


@pytest.fixture(params=["arrays", "compiled"])
def form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test that asks for this runs in both forms."""
    enough = 1 << 62 if request.param == "arrays" else 0
    monkeypatch.setattr(signatures, "_ENOUGH", enough)
    monkeypatch.setattr(minhash, "_ENOUGH", enough)


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize(("shingle", "stride"), [(1, 1), (3, 12), (2, 5), (5, None), (9, 4)])
def test_signatures_are_those_of_the_slow_form(shingle: int, stride: int | None) -> None:
    """Every window of texts of many lengths has the slots that plain integers give."""
    draw = np.random.default_rng(5)
    documents = [draw.integers(0, 2**32, size).tolist() for size in (0, 1, 2, 3, 12, 24, 25, 70)]
    signed = sign(batch(*documents), shingle=shingle, stride=stride, permutations=7, key=3)
    multiples = [int(value) for value in multipliers(7, 3)]
    expected = slow_sign(documents, shingle, stride, multiples)
    assert signed.documents.tolist() == [number for number, _, _ in expected]
    assert signed.firsts.tolist() == [first for _, first, _ in expected]
    assert signed.values.tolist() == [slots for _, _, slots in expected]


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(1, 6), st.one_of(st.none(), st.integers(1, 30)), st.integers(1, 17))
def test_the_compiled_form_gives_the_same_signatures(
    documents: list[list[int]], shingle: int, stride: int | None, permutations: int
) -> None:
    """Whole arrays and the compiled loop agree on texts of any lengths."""
    both = []
    for enough in (1 << 62, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(signatures, "_ENOUGH", enough)
            both.append(
                sign(
                    batch(*documents),
                    shingle=shingle,
                    stride=stride,
                    permutations=permutations,
                    key=8,
                )
            )
    for name in ("values", "documents", "firsts"):
        one, other = getattr(both[0], name), getattr(both[1], name)
        assert one.dtype == other.dtype
        assert one.shape == other.shape
        assert one.tolist() == other.tolist()


def blocks_of(documents: list[list[int]], kept: list[bool]) -> Blocks:
    """Blocks of four tokens of some of the single-token shingles."""
    tokens = batch(*documents)
    rows = [
        (position, document, (position - int(tokens.bounds[document])) // 4)
        for document, size in enumerate(map(len, documents))
        for position in range(int(tokens.bounds[document]), int(tokens.bounds[document]) + size)
        if kept[position % len(kept)]
    ]
    places = np.array([row[0] for row in rows], np.int64)
    names = [row[1:] for row in rows]
    starts = [at for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
    held = [names[at] for at in starts]
    following = [*(b == (a[0], a[1] + 1) for a, b in pairwise(held)), False]
    return Blocks(
        shingles=shingle_hashes(tokens.codes, 1)[places],
        positions=places,
        starts=np.array(starts, np.int64),
        documents=np.array([name[0] for name in held], np.int32),
        follows=np.array(following[: len(held)], np.bool_),
    )


@settings(max_examples=200, deadline=None)
@given(texts, st.lists(st.booleans(), min_size=1, max_size=9), st.integers(1, 4))
def test_the_compiled_band_is_that_of_arrays(
    documents: list[list[int]], kept: list[bool], rows: int
) -> None:
    """Keys and places of a band are equal in both forms, ties and gaps included."""
    blocks, draw = blocks_of(documents, kept), multipliers(rows, 4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minhash, "_ENOUGH", 0)
        compiled = band(blocks, draw)
    plain = band_by_arrays(blocks, draw)
    assert compiled.keys.tolist() == plain.keys.tolist()
    assert compiled.places.tolist() == plain.places.tolist()


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize("permutations", [32, 96, 128])
def test_the_estimate_is_that_of_theory(permutations: int) -> None:
    """The share of equal slots has no bias and the standard error of binomial draws."""
    draw = np.random.default_rng(11)
    documents, exact = [], []
    for _ in range(600):
        size = int(draw.integers(20, 200))
        both = int(draw.integers(0, size + 1))
        pool = draw.choice(2**32, 2 * size, replace=False)
        left, right = pool[:size], np.concatenate([pool[:both], pool[size : 2 * size - both]])
        documents += [left.tolist(), right.tolist()]
        exact.append(both / (2 * size - both))
    signed = sign(batch(*documents), shingle=1, stride=None, permutations=permutations, key=77)
    truth = np.array(exact)
    error = (signed.values[::2] == signed.values[1::2]).mean(axis=1) - truth
    expected = np.sqrt(truth * (1 - truth) / permutations)
    assert np.abs(error[expected == 0]).max(initial=0) == 0
    scaled = error[expected > 0] / expected[expected > 0]
    assert abs(scaled.mean()) < 0.15
    assert 0.9 < scaled.std() < 1.1


def test_the_loops_as_written_give_what_their_compiled_form_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The compiler changes nothing: run as plain Python the loops give the same arrays."""
    tokens = batch(list(range(50)), [1, 2], list(range(30, 70)))
    blocks, draw = all_blocks(tokens, shingle=2, stride=4), multipliers(3, 4)
    monkeypatch.setattr(minhash, "_ENOUGH", 0)
    compiled = sign(tokens, permutations=5, key=1, many=True).values, band(blocks, draw)
    monkeypatch.setattr(signatures.sign_windows, "native", signatures.sign_windows)
    monkeypatch.setattr(minhash.band_windows, "native", minhash.band_windows)
    with np.errstate(over="ignore"):  # products are meant to lose their upper half
        plain = sign(tokens, permutations=5, key=1, many=True).values, band(blocks, draw)
    assert plain[0].tolist() == compiled[0].tolist()
    assert plain[1].keys.tolist() == compiled[1].keys.tolist()
    assert plain[1].places.tolist() == compiled[1].places.tolist()


def test_another_key_makes_other_signatures() -> None:
    """Signatures under two keys share no slot but by chance."""
    tokens = batch(list(range(60)))
    one, other = (sign(tokens, key=key).values for key in (1, 2))
    assert (one == other).mean() < 0.05
