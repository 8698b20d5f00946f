from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from reuse.align import align_pair, sheet
from reuse.align.lcs import BLOCK, match_words
from reuse.align.lines import sheets
from reuse.align.pair import Mask
from reuse.candidates import pair_runs
from reuse.config import AlignConfig, CandidateConfig, TextConfig
from reuse.model.alignment import Channel
from reuse.model.prepared import PreparedText
from reuse.text import Lexicon, prepare

WORDS = [
    "harbour",
    "council",
    "bridge",
    "Friday",
    "budget",
    "rain",
    "mayor",
    "closed",
    "opened",
    "twelve",
    "40",
    "trains",
    "not",
    "never",
    "engineers",
    "delay",
    "cost",
    "school",
    "river",
    "the",
    "a",
    "of",
    "in",
    "and",
    "said",
    "plan",
    "winter",
    "Tornholm",
    "Skarvik",
    "rise",
    "fall",
    "reject",
    "support",
]

sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(
    lambda words: " ".join(words).capitalize() + "."
)
stock = [f"{' '.join(WORDS[i : i + 11]).capitalize()}." for i in range(0, 22, 3)]
texts = st.lists(
    st.one_of(sentences, sentences.map(lambda s: f"“{s}”"), st.sampled_from(stock)),
    min_size=1,
    max_size=14,
).map(" ".join)
numbers = st.lists(st.integers(0, 6), max_size=150).map(lambda v: np.array(v, np.int32))


def matches(
    left: np.ndarray[tuple[int], np.dtype[np.int32]],
    right: np.ndarray[tuple[int], np.dtype[np.int32]],
    *,
    native: bool = False,
) -> list[tuple[int, int]]:
    """Matched positions."""
    places = np.zeros((2, min(len(left), len(right))), np.int64)
    run = match_words.native if native else match_words
    count = run(left, right, (0, len(left), 0, len(right)), places)
    return [(int(i), int(j)) for i, j in places[:, :count].T]


@settings(max_examples=150, deadline=None)
@given(numbers, numbers)
def test_matched_words_are_those_of_an_independent_matcher(
    left: np.ndarray[tuple[int], np.dtype[np.int32]],
    right: np.ndarray[tuple[int], np.dtype[np.int32]],
) -> None:
    """Both forms find the common subsequence that rapidfuzz finds, tie for tie."""
    expected = [
        (op.src_start + k, op.dest_start + k)
        for op in LCSseq.opcodes(left.tolist(), right.tolist())
        if op.tag == "equal"
        for k in range(op.src_end - op.src_start)
    ]
    assert matches(left, right) == expected
    assert matches(left, right, native=True) == expected


@pytest.mark.parametrize("count", [10, BLOCK + 950, 4 * BLOCK + 800])
def test_equal_words_all_match_at_any_length(count: int) -> None:
    """Blocks along the diagonal lose nothing of a copy."""
    words = np.arange(count, dtype=np.int32) % 977
    assert matches(words, words) == [(k, k) for k in range(count)]


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.sampled_from([-2.0, 0.0, 2.0]), st.integers(0, 2**32 - 1))
def test_compiled_and_plain_form_agree(left: str, right: str, prior: float, seed: int) -> None:
    """The compiled form gives what the plain one gives, to the last digit."""
    lexicon = Lexicon()
    one, other = (sheet(prepare(t, "en", TextConfig(), lexicon=lexicon)) for t in (left, right))
    runs = pair_runs(one.text.tokens, other.text.tokens, CandidateConfig())
    draw = np.random.default_rng(seed)
    masks: list[Mask] = [draw.random(len(side.text.tokens)) < 0.5 for side in (one, other)]
    plain, compiled = (
        align_pair(
            one,
            other,
            runs,
            config=AlignConfig(),
            left_boilerplate=masks[0],
            right_boilerplate=masks[1],
            channel=Channel.MINHASH,
            prior=prior,
            many=many,
        )
        for many in (False, True)
    )
    assert plain == compiled


@settings(max_examples=30, deadline=None)
@given(texts, texts, st.lists(texts, max_size=3))
def test_texts_met_before_change_nothing(left: str, right: str, before: list[str]) -> None:
    """A lexicon that knows other texts, or none in common, gives the same passages."""
    lexicon = Lexicon()
    for text in before:
        prepare(text, "en", TextConfig(), lexicon=lexicon)
    shared: list[PreparedText] = [
        prepare(text, "en", TextConfig(), lexicon=lexicon) for text in (right, left)
    ]
    alone = [prepare(text, "en", TextConfig()) for text in (right, left)]
    runs = pair_runs(alone[0].tokens, alone[1].tokens, CandidateConfig())
    results = [align_pair(a, b, runs, config=AlignConfig()) for a, b in (shared, alone)]
    assert results[0] == results[1]


def test_texts_of_two_lexicons_are_numbered_alike() -> None:
    """A word has one number on both sheets, whatever lexicon its text was prepared with."""
    one, other = sheets(
        prepare("Berth fee", "en", TextConfig()), prepare("fee", "en", TextConfig())
    )
    assert one.lines.words[1] == other.lines.words[0]
    assert other.text.words == ("fee",)
