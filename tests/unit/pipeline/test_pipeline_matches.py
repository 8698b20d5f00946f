"""Words of a passage that match."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.config import TextConfig
from reuse.pipeline.matches import Side, matches
from reuse.text import tokenise

WORDS = st.lists(st.sampled_from(["red", "Blue", "ape", "7", "of"]), min_size=1, max_size=8)


def side(text: str) -> Side:
    """A text with its tokens."""
    tokens = tokenise(text, TextConfig())
    return text, tokens, tokens.codes


def slow_length(left: list[str], right: list[str]) -> int:
    """Words of the longest common subsequence."""
    if not left or not right:
        return 0
    if left[0] == right[0]:
        return 1 + slow_length(left[1:], right[1:])
    return max(slow_length(left[1:], right), slow_length(left, right[1:]))


@settings(deadline=None)
@given(WORDS, WORDS)
def test_the_most_words_in_order_match(left: list[str], right: list[str]) -> None:
    """As many match as can, in order; gaps are the words between, and end each run."""
    one, other = side(" ".join(left)), side(" ".join(right))
    parts = slice(0, len(left)), slice(0, len(right))
    found = matches(one, other, parts)
    assert len(found.codes) == slow_length(
        [word.lower() for word in left], [word.lower() for word in right]
    )
    at = iter(one[2].tolist())
    assert all(code in at for code in found.codes.tolist())
    spare = len(left) + len(right) - 2 * len(found.codes)
    assert 0 <= found.gaps.sum() <= spare
    for k, (gap, run) in enumerate(zip(found.gaps.tolist(), found.runs.tolist(), strict=True)):
        assert run == (found.runs[k - 1] + 1 if k and gap == 0 else 0)


def test_a_word_is_plain_where_both_sides_begin_it_small() -> None:
    """Names and numbers are none; a letter of a script without capitals is."""
    one, other = side("the Blue ape of 7 \u5c71"), side("The Blue ape of 7 \u5c71")
    found = matches(one, other, (slice(0, 6), slice(0, 6)))
    assert found.plain.tolist() == [False, False, True, True, False, True]
