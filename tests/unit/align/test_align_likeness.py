from __future__ import annotations

from collections import Counter
from math import log1p

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from reuse.align.evidence import FEATURES, build_grid, describe_beads
from reuse.align.judging import END, judge
from reuse.align.likeness import (
    ALIKE,
    LEAST,
    MOST,
    REST_FEATURES,
    SEQUENCE_FEATURES,
    WIDEST,
    count_bits,
    describe_likeness,
)
from reuse.align.lines import Lines, sheets
from reuse.config import TextConfig
from reuse.model.vocabulary import shape_of
from reuse.text import Lexicon, prepare

WORDS = ["harbour", "harbours", "harbor", "Skarvik", "the", "of", "not", "40", "41", "in", "rain"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=90).map(" ".join)
BLANK = -1


def lines_of(left: str, right: str) -> tuple[Lines, Lines]:
    """Both texts, one sentence each or more."""
    lexicon = Lexicon()
    one, other = sheets(
        *(prepare(text, "en", TextConfig(), lexicon=lexicon) for text in (left, right))
    )
    return one.lines, other.lines


def likeness(left: Lines, right: Lines, *, native: bool = False) -> list[float]:
    """Evidence of the first sentence of either text."""
    out = np.full(len(SEQUENCE_FEATURES) + len(REST_FEATURES), np.nan)
    run = describe_likeness.native if native else describe_likeness
    masks, sizes = np.full((6, WIDEST), 7, np.int64), np.full((5, 2), 7, np.int64)
    scratch, best = np.full((3, WIDEST + 2), 7, np.int64), np.full((2, WIDEST), 7.0)
    run(left, right, 0, 0, masks, sizes, scratch, best, out)
    return [*out.tolist()]


def sequences(lines: Lines) -> list[list[object]]:
    """The five sequences of the first sentence."""
    first, last = lines.bounds[0].tolist()
    last = min(last, first + WIDEST)
    words = lines.words[first:last].tolist()
    stems = lines.stems[first:last].tolist()
    content = lines.content[first:last].tolist()
    return [
        words,
        stems,
        [stem for stem, is_content in zip(stems, content, strict=True) if is_content],
        [stem for stem, is_content in zip(stems, content, strict=True) if not is_content],
        [BLANK if is_content else stem for stem, is_content in zip(stems, content, strict=True)],
    ]


def common_grams(one: list[object], other: list[object], n: int) -> int:
    """Places where an n-gram of the other side begins, on the side with fewer of them."""
    grams = [
        [tuple(side[k : k + n]) for k in range(len(side) - n + 1)] for side in (one, other)
    ]  # fmt: skip
    return min(
        sum(gram in set(grams[1]) for gram in grams[0]),
        sum(gram in set(grams[0]) for gram in grams[1]),
    )


def slow_likeness(left: Lines, right: Lines) -> list[float]:
    """What `describe_likeness` says, from lists and sets."""
    out: list[float] = []
    sides = [sequences(lines) for lines in (left, right)]
    for k, (one, other) in enumerate(zip(*sides, strict=True)):
        short, long = sorted((len(one), len(other)))
        for n in range(LEAST[k], MOST[k] + 1):
            count = common_grams(one, other, n)
            out += [count / max(long - n + 1, 1), count / max(short - n + 1, 1)]
        lcs = LCSseq.similarity(one, other)
        out += [lcs / max(long, 1), lcs / max(short, 1)]
    rest = []
    for lines, other_lines in ((left, right), (right, left)):
        stems = [set(sequences(each)[1]) for each in (lines, other_lines)]
        lone = [
            [
                int(each.shapes[at])
                for at in range(each.bounds[0, 0], min(each.bounds[0, 1], each.bounds[0, 0] + 60))
                if each.content[at] and int(each.stems[at]) not in strangers
            ]
            for each, strangers in ((lines, stems[1]), (other_lines, stems[0]))
        ]
        alike = 0.0
        for shape in lone[0]:
            shares = [
                2 * (shape & other).bit_count() / max(shape.bit_count() + other.bit_count(), 1)
                for other in lone[1]
            ]
            alike += max((share for share in shares if share >= ALIKE), default=0.0)
        unlike = len(lone[0]) - alike
        rest.append((1 - unlike / max(len(sequences(lines)[2]), 1), unlike, len(lone[0])))
    shares, unlikes, lones = (sorted(column) for column in zip(*rest, strict=True))
    return [*out, *shares, *map(log1p, unlikes), *map(log1p, lones)]


@settings(max_examples=80, deadline=None)
@given(texts, texts)
def test_likeness_is_that_of_lists_and_sets(left: str, right: str) -> None:
    """Both forms give what the definition gives, and look at `WIDEST` tokens."""
    one, other = lines_of(left, right)
    expected = slow_likeness(one, other)
    assert likeness(one, other) == pytest.approx(expected, abs=1e-12)
    assert likeness(one, other, native=True) == likeness(one, other)


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3), st.lists(texts, min_size=1, max_size=3))
def test_exchanging_two_texts_changes_no_bit_of_any_feature(
    left: list[str], right: list[str]
) -> None:
    """Every pair of sentences has the same evidence from either side, and it is finite."""
    one, other = lines_of(*(". ".join(map(str.capitalize, side)) for side in (left, right)))
    found = []
    for a, b in ((one, other), (other, one)):
        shape = len(a.bounds), len(b.bounds)
        rows, columns = (k.ravel().astype(np.int32) for k in np.indices(shape))
        out = np.zeros((len(rows), len(FEATURES)))
        grid = build_grid.native(a, b)
        describe_beads.native(a, b, grid, rows, columns, 1.0, True, out)
        found.append(out.reshape(*shape, -1))
    ahead, back = found
    assert np.isfinite(ahead).all()
    np.testing.assert_array_equal(ahead, back.transpose(1, 0, 2))


def test_a_sentence_with_its_words_exchanged_keeps_its_blanked_order() -> None:
    """Of a sentence whose content words were all replaced, the rest stands in order."""
    one, other = lines_of(
        "The pilot of the ferry waited in the fog.", "The master of the vessel rested in the mist."
    )
    found = dict(zip(SEQUENCE_FEATURES, likeness(one, other), strict=False))
    assert found["content_1grams_longer"] == 0.0
    assert found["blanked_lcs_longer"] == 1.0
    assert found["blanked_5grams_shorter"] == 1.0
    assert found["other_3grams_longer"] == 1.0


def test_words_spelt_nearly_alike_are_no_strangers() -> None:
    """Two spellings of a name have most of their letter groups in common, two names do not."""
    near, far = (
        likeness(*lines_of("Skippers met Gorbachov.", f"Skippers met {name}."))
        for name in ("Gorbachev", "Tornholm")
    )
    at = len(SEQUENCE_FEATURES) + REST_FEATURES.index("unlike_more")
    assert near[at] < far[at]
    assert near[at + 2] == far[at + 2]


@given(st.integers(0, 2**62 - 1))
def test_bits_are_counted(bits: int) -> None:
    """As many as Python counts, in both forms."""
    assert count_bits(bits) == count_bits.native(bits) == bits.bit_count()


@given(st.text(max_size=50))
def test_a_shape_has_a_bit_for_each_group_of_letters(string: str) -> None:
    """A shape fits into 62 bits, has at most one for a character, and depends on little else."""
    shape = shape_of(string)
    assert 0 <= shape < 2**62
    assert shape.bit_count() <= len(string[:32]) + 1
    assert shape == shape_of(string[:32])


def test_shapes_are_the_same_in_every_run() -> None:
    """Shapes are kept with nothing, but results depend on them."""
    shapes = [1125899906842624, 1152921813978710272, 268468224]
    assert [shape_of(word) for word in ("", "rain", "北")] == shapes


def test_judging_is_a_logistic_model_with_squares_and_ends() -> None:
    """Both forms give the formula, and a value beyond the end counts as the end."""
    weights = np.array([[1.0, 2.0, 0.5, -0.25], [0.0, 1.0, -1.0, 0.125]])
    for row in ([2.0, 1.0], [1e9, -1e9], [-5.0, 0.0]):
        features = np.array(row)
        z = np.clip((features - weights[:, 0]) / weights[:, 1], -END, END)
        odds = 0.3 + (z * weights[:, 2] + z * z * weights[:, 3]).sum()
        assert judge(features, weights, 0.3) == pytest.approx(1 / (1 + np.exp(-odds)))
        assert judge(features, weights, 0.3) == judge.native(features, weights, 0.3)


def test_features_have_names_of_their_own() -> None:
    """No two features share a name, so that weights are told apart."""
    assert not [name for name, count in Counter(FEATURES).items() if count > 1]
