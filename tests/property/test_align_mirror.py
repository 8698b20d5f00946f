from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.align import align_pair
from reuse.candidates import pair_runs
from reuse.config import AlignConfig, CandidateConfig, TextConfig
from reuse.model.alignment import Alignment
from reuse.text import prepare

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
]

sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(
    lambda words: " ".join(words).capitalize() + "."
)
quoted = sentences.map(lambda sentence: f"“{sentence}”")
stock = [f"{' '.join(WORDS[i : i + 9]).capitalize()}." for i in range(0, 24, 4)]
texts = st.lists(st.one_of(sentences, quoted, st.sampled_from(stock)), min_size=1, max_size=12).map(
    " ".join
)


def mirrored(alignment: Alignment) -> Alignment:
    """The same passage seen from the other side."""
    return replace(
        alignment,
        left=alignment.right,
        right=alignment.left,
        left_words=alignment.right_words,
        right_words=alignment.left_words,
    )


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_exchanging_the_sides_mirrors_the_result(left: str, right: str) -> None:
    """Aligning right with left gives the same passages with the sides exchanged."""
    one, other = (prepare(text, "en", TextConfig()) for text in (left, right))
    runs = pair_runs(one.tokens, other.tokens, CandidateConfig())[:, :4]
    forth = align_pair(one, other, runs, config=AlignConfig())
    back = align_pair(other, one, runs[:, [2, 3, 0, 1]], config=AlignConfig())
    assert sorted(map(mirrored, back), key=lambda a: (a.left, a.right)) == list(forth)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_passages_are_sane(left: str, right: str) -> None:
    """Passages are sorted, disjoint on both sides, on token borders, with shares in [0, 1]."""
    one, other = (prepare(text, "en", TextConfig()) for text in (left, right))
    runs = pair_runs(one.tokens, other.tokens, CandidateConfig())
    found = align_pair(one, other, runs, config=AlignConfig())
    assert list(found) == sorted(found, key=lambda a: (a.left, a.right))
    for side, text in (("left", one), ("right", other)):
        spans = sorted(getattr(a, side) for a in found)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(s.start in text.tokens.starts and s.end in text.tokens.ends for s in spans)
    for a in found:
        assert 0 <= a.score <= 1
        assert 0 <= a.kept <= 1


@settings(max_examples=40, deadline=None)
@given(texts)
def test_a_run_over_the_whole_text_is_kept_whole(text: str) -> None:
    """A text beside itself keeps every word where it is long enough to be reported."""
    one = prepare(text, "en", TextConfig())
    count = len(one.words)
    runs = np.array([[0, count, 0, count]], np.int32)
    for found in align_pair(one, one, runs, config=AlignConfig()):
        assert found.left == found.right
        assert found.kept == 1.0
