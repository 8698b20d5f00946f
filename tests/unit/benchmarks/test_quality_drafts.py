"""Drafts: places stay exact whatever is done to the words."""

from __future__ import annotations

from derivations.draft import Draft, Origin, Run, Sentence, derived_spans
from derivations.operators import OPERATORS, Operator
from derivations.sources import segmented
from derivations_support import (
    PARENT,
    hold_places,
    own_drafts,
    own_records,
    scene,
    spans_of,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = "The minister left on Tuesday. She gave no reason.\n\nNobody had asked for one."
edits = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 12), st.text("ab ,", max_size=6)), max_size=8
)


@given(edits)
def test_edits_change_the_text_and_keep_the_places(changes: list[tuple[int, int, str]]) -> None:
    """A sentence reads as if its text had been edited, and every run still knows its place."""
    parent = segmented(TEXT).text
    draft = written(TEXT)
    sentence, text = draft.sentence((0, 0)), draft.sentence((0, 0)).text
    for at, size, words in changes:
        start = min(at, len(text))
        end = min(start + size, len(text))
        sentence = sentence.edit(start, end, words)
        text = text[:start] + words + text[end:]
        assert sentence.text == text
    if text:
        hold_places(draft.put((0, 0), sentence), parent)


@given(edits, st.integers(0, 80))
def test_a_cut_loses_nothing(changes: list[tuple[int, int, str]], at: int) -> None:
    """The two parts of a cut sentence read as the whole, or it cannot be cut there."""
    sentence = written(TEXT).sentence((0, 0))
    for start, size, words in changes:
        start = min(start, len(sentence.text))  # noqa: PLW2901  into the sentence
        sentence = sentence.edit(start, min(start + size, len(sentence.text)), words)
    parts = sentence.cut(at)
    if parts:
        assert parts[0].text + parts[1].text == sentence.text
        assert parts[0].text == sentence.text[:at]


@settings(max_examples=120, deadline=None)
@given(
    st.integers(0, 2**32),
    st.sampled_from(range(len(own_drafts()))),
    st.lists(st.sampled_from(OPERATORS), max_size=6),
)
def test_places_stay_exact_after_any_operators(
    seed: int, which: int, chain: list[Operator]
) -> None:
    """After any operators runs that repeat the parent do, and pairs of spans are well formed."""
    parent = own_drafts()[which].text
    draft, some = own_drafts()[which].handed_on(PARENT), scene(seed, agency=seed % 2 == 0)
    for operator in chain:
        draft = operator.apply(draft, some)
        hold_places(draft, parent)
    pairs = spans_of(draft, parent)
    if not any(operator.rewords for operator in chain):
        assert all(one == other for one, other in pairs)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(OPERATORS), min_size=1, max_size=4))
def test_a_grandchild_points_at_its_own_parent(seed: int, chain: list[Operator]) -> None:
    """What is handed on comes whole from the text it is handed on from."""
    draft, some = own_drafts()[seed % len(own_drafts())].handed_on("first"), scene(seed)
    for operator in chain:
        draft = operator.apply(draft, some)
    assert spans_of(draft.handed_on(PARENT), draft.text) == [(draft.text, draft.text)]


def test_pairs_part_where_the_texts_do() -> None:
    """Stretches that follow each other in both texts are one pair, others are not."""
    draft = written(TEXT)
    parent = draft.text
    assert spans_of(draft, parent) == [(parent, parent)]
    without = draft.only(lambda place: place != (0, 1))
    assert spans_of(without, parent) == [
        ("The minister left on Tuesday.",) * 2,
        ("Nobody had asked for one.",) * 2,
    ]
    word = draft.put((0, 0), draft.sentence((0, 0)).edit(4, 12, "secretary"))
    assert spans_of(word, parent) == [(parent, word.text)]
    insert = draft.put((0, 1), draft.sentence((0, 1)).edit(17, 17, ", papers say"))
    assert [other for _, other in spans_of(insert, parent)] == [
        "The minister left on Tuesday. She gave no reaso",
        "n.\n\nNobody had asked for one.",
    ]


def test_pairs_name_one_parent_only() -> None:
    """Words of another parent, and words of nobody, are in no pair."""
    runs = (
        Run(text="abc", origin=Origin(document="a", start=2, end=5), same=True),
        Run(text=" and "),
        Run(text="xyz", origin=Origin(document="b", start=0, end=3), same=True),
    )
    draft = Draft(paragraphs=((Sentence(runs=runs),),))
    assert derived_spans(draft, "a", "__abc") == ((2, 5, 0, 3),)
    assert derived_spans(draft, "b", "xyz") == ((0, 3, 8, 11),)


def test_a_text_is_cut_without_loss() -> None:
    """The sentences of a draft hold all words of the text, quotation marks where they stand."""
    for record, draft in zip(own_records(), own_drafts(), strict=True):
        assert draft.text.split() == record["text"].split()
    draft = segmented("He left.  “Why?” she asked. “Nobody\nknows.” All slept.")
    assert [s.text for p in draft.paragraphs for s in p] == [
        "He left.",
        "“Why?” she asked.",
        "“Nobody",
        "knows.”",
        "All slept.",
    ]
