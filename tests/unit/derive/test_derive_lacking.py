from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.derive.lacking import Words, compare_words
from reuse.model.prepared import CAPITAL, CONTENT, NUMBER

Tokens = list[tuple[int, int]]
Range = tuple[int, int]

# A few words, so that they recur, each with its traits; two of them share half of their hash.
HASHES = np.array([3 << 40, (3 << 40) + 1, 5 << 55, (1 << 64) - 1], np.uint64)
NAME = CONTENT | CAPITAL
traits = st.sampled_from((0, CONTENT, CONTENT, NAME, NUMBER, CONTENT | NUMBER, CAPITAL))
texts = st.lists(st.tuples(st.integers(0, len(HASHES) - 1), traits), max_size=30)


@st.composite
def passages(draw: st.DrawFn) -> tuple[Tokens, Range, Tokens, Range]:
    """Two texts, and a range of tokens of each."""
    found: list[tuple[Tokens, Range]] = []
    for _ in range(2):
        text = draw(texts)
        edges = st.tuples(*[st.integers(0, len(text))] * 2).map(sorted)
        first, last = draw(edges)
        found.append((text, (first, last)))
    return *found[0], *found[1]


def words(text: Tokens) -> Words:
    """A text of words by number, each with its traits, two code points apart."""
    return Words(
        HASHES[[word for word, _ in text]] if text else np.zeros(0, np.uint64),
        np.arange(0, 2 * len(text), 2, dtype=np.int32),
        np.array([mark for _, mark in text], np.uint8),
    )


def lacking(text: Tokens, here: Range, other: Tokens, there: Range) -> list[int]:
    """Tokens of a range whose word another range has nowhere."""
    known = {word for word, _ in other[slice(*there)]}
    return [at for at in range(*here) if text[at][0] not in known]


def telling(text: Tokens, alone: list[int]) -> tuple[list[int], list[int]]:
    """Last parts but one of names, and numbers, among some tokens."""
    named = [(mark & NAME) == NAME for _, mark in text] + [False, False]
    names = [at for at in alone if named[at] and named[at + 1] and not named[at + 2]]
    return names, [at for at in alone if text[at][1] & NUMBER and at + 1 < len(text)]


def swaps(text: Tokens, ours: list[int], other: Tokens, theirs: list[int]) -> list[list[int]]:
    """Plain words that stand between the same words as a word of the others, the first such."""
    between: dict[Range, int] = {}
    for at in theirs:
        if 0 < at < len(other) - 1:
            between.setdefault((other[at - 1][0], other[at + 1][0]), at)
    found = []
    for at in ours:
        if 0 < at < len(text) - 1:
            there = between.get((text[at - 1][0], text[at + 1][0]))
            if there is not None and is_plain(text[at][1]) and is_plain(other[there][1]):
                found.append([at, there])
    return found


def is_plain(mark: int) -> bool:
    """Whether a token is a content word that is neither name nor number."""
    return bool(mark & CONTENT) and not mark & (CAPITAL | NUMBER)


@given(passages())
@settings(max_examples=300, deadline=None)
def test_words_are_compared_as_sets_would_be(drawn: tuple[Tokens, Range, Tokens, Range]) -> None:
    """Names, numbers and swaps of a passage are those that a look word by word finds."""
    left, here, right, there = drawn
    span = np.array([2 * at for at in (*here, *there)], np.int64)
    ours, theirs = lacking(left, here, right, there), lacking(right, there, left, here)
    for compare in (compare_words, compare_words.native):
        where, (names, numbers), (other_names, other_numbers), found, back = compare(
            words(left), words(right), span
        )
        assert where.tolist() == [*here, *there]
        assert (names.tolist(), numbers.tolist()) == telling(left, ours)
        assert (other_names.tolist(), other_numbers.tolist()) == telling(right, theirs)
        assert found.tolist() == swaps(left, ours, right, theirs)
        assert back.tolist() == swaps(right, theirs, left, ours)
