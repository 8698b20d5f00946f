"""Word-level difference: moved, replaced, varied, dropped and added words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.align import Change, Edit, difference, kept
from reuse.align.difference import are_forms
from reuse.align.kept import kept_words

_WORDS = st.lists(st.sampled_from(["a", "b", "harbour", "ferry", "fog", "岸"]), max_size=24)
_MANY = 100_000


def _said(left: str, right: str) -> list[tuple[str, str, str]]:
    ones, others = left.split(), right.split()
    return [
        (
            change.kind.value,
            " ".join(ones[change.left.start : change.left.stop]),
            " ".join(others[change.right.start : change.right.stop]),
        )
        for change in difference(ones, others).changes
    ]


def test_each_kind_is_told_apart() -> None:
    """Moved, replaced, varied, dropped and added words are each recognised as such."""
    left = "on tuesday night the council voted to close the old bridge after grave warnings"
    right = "the council decided to close the bridge after graver warnings of ice on tuesday night"
    assert _said(left, right) == [
        ("moved", "on tuesday night", "on tuesday night"),
        ("replaced", "voted", "decided"),
        ("dropped", "old", ""),
        ("varied", "grave", "graver"),
        ("added", "", "of ice"),
    ]


def test_replaced_words_are_joined_with_what_stands_for_them() -> None:
    """A replaced stretch names the words in its place, each pair by itself."""
    left = "the ship left port at dawn with forty people"
    right = "the boat left port at noon with sixty people"
    assert _said(left, right) == [
        ("replaced", "ship", "boat"),
        ("replaced", "dawn", "noon"),
        ("replaced", "forty", "sixty"),
    ]


def test_other_forms_of_a_word_are_no_replacement() -> None:
    """An inflected form or a variant of spelling is told from another word."""
    assert _said("they organise harbours", "they organizes harbour") == [
        ("varied", "organise", "organizes"),
        ("varied", "harbours", "harbour"),
    ]
    assert not are_forms("regain", "retain")
    assert not are_forms("1300", "1312")


def test_short_common_words_do_not_move() -> None:
    """Function words and single frequent words are no moved stretch."""
    kinds = {kind for kind, _, _ in _said("of the sea we sang", "we sang of a dog of the")}
    assert "moved" not in kinds


def test_a_rare_word_moves_alone() -> None:
    """One word that stands once on either side is moved by itself."""
    said = _said("yesterday she left the town", "she left the town yesterday")
    assert said == [("moved", "yesterday", "yesterday")]


@given(_WORDS, _WORDS)
def test_what_is_unmarked_is_common_and_in_order(left: list[str], right: list[str]) -> None:
    """Changes are inside the passages and disjoint, and all else is equal in order."""
    found = difference(left, right)
    rest = []
    for words, ranges in (
        (left, [change.left for change in found.changes]),
        (right, [change.right for change in found.changes]),
    ):
        marked = sorted((r.start, r.stop) for r in ranges if r)
        assert all(one[1] <= other[0] for one, other in pairwise(marked))
        assert all(0 <= first < last <= len(words) for first, last in marked)
        covered = {at for first, last in marked for at in range(first, last)}
        rest.append([word for at, word in enumerate(words) if at not in covered])
    assert rest[0] == rest[1]
    assert not found.coarse


@given(_WORDS, _WORDS)
def test_each_change_is_what_it_says(left: list[str], right: list[str]) -> None:
    """Moved words are equal on both sides, replaced ones on both, dropped and added on one."""
    for change in difference(left, right).changes:
        one = left[change.left.start : change.left.stop]
        other = right[change.right.start : change.right.stop]
        match change.kind:
            case Edit.MOVED:
                assert one == other != []
            case Edit.REPLACED | Edit.VARIED:
                assert one
                assert other
            case Edit.DROPPED:
                assert one
                assert not other
            case Edit.ADDED:
                assert other
                assert not one


@given(_WORDS, _WORDS)
def test_exchanging_the_sides_mirrors(left: list[str], right: list[str]) -> None:
    """With the sides exchanged dropped words are added ones, and nothing else changes."""
    there = difference(left, right)
    back = difference(right, left)
    mirrored = sorted(
        map(Change.mirrored, back.changes), key=lambda c: (c.left.start, c.right.start)
    )
    assert tuple(mirrored) == there.changes
    assert back.coarse == there.coarse


@given(_WORDS, _WORDS, st.sampled_from([4, 9, 25]))
def test_long_passages_are_compared_in_parts(left: list[str], right: list[str], cells: int) -> None:
    """Beyond the bound what is kept is still equal, in order and disjoint on both sides."""
    whole = kept.CELLS
    kept.CELLS = cells
    try:
        found, _ = kept_words(left, right)
    finally:
        kept.CELLS = whole
    for run in found:
        one = left[run.left : run.left + run.size]
        assert one == right[run.right : run.right + run.size] != []
    for run, following in pairwise(found):
        assert run.left + run.size <= following.left
        assert run.right + run.size <= following.right


def _hostile() -> Iterator[tuple[str, list[str], list[str]]]:
    rng = random.Random(5)  # noqa: S311  no secret
    few = [rng.choice("abcd") for _ in range(_MANY)]
    words = [f"w{rng.randrange(20_000)}" for _ in range(_MANY)]
    yield "one word", ["a"] * _MANY, ["a"] * (_MANY - 7)
    yield "all different", [f"l{at}" for at in range(_MANY)], [f"r{at}" for at in range(_MANY)]
    yield "two words out of step", ["a", "b"] * (_MANY // 2), ["b", "a", "c"] * (_MANY // 3)
    yield "four words", few, few[::-1]
    yield "turned round", words, words[::-1]
    yield "two halves exchanged", words, words[_MANY // 2 :] + words[: _MANY // 2]
    yield "marks", ["a" + "\u0301" * 50] * 2_000, ["a" + "\u0300" * 50] * 2_000


@pytest.mark.parametrize(
    ("left", "right"), [pair[1:] for pair in _hostile()], ids=[pair[0] for pair in _hostile()]
)
def test_hostile_passages_take_bounded_work(
    left: list[str], right: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the words stand, the pairs of words compared grow with their number."""
    cells = 0
    plain = kept._compared

    def counted(
        ones: list[str],
        others: list[str],
        part: kept._Part,
    ) -> list[kept.Kept]:
        nonlocal cells
        cells += part.cells
        return list(plain(ones, others, part))

    monkeypatch.setattr(kept, "_compared", counted)
    found = difference(left, right)
    assert found.changes or left == right
    assert cells <= 2 * int(kept.CELLS**0.5) * (len(left) + len(right))


def test_a_moved_half_is_found_whole() -> None:
    """Of two halves that were exchanged one is in order and the other one moved stretch."""
    words = [f"w{at}" for at in range(40_000)]
    found = difference(words, words[20_000:] + words[:20_000])
    assert [(change.kind, len(change.left)) for change in found.changes] == [(Edit.MOVED, 20_000)]
