"""Cues from what either of two texts has and lacks."""

from __future__ import annotations

from collections.abc import Callable
from math import log

import pytest
from derive_support import BODY, document, pair, shown_words
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.derive.cues import textual
from reuse.derive.shared import Pair
from reuse.derive.weights import WEIGHTS
from reuse.model.verdict import Cue, Relation

STRANGE = (
    "Elsewhere in Norvik a bakery on Linden Street won the prize for the best rye loaf, and the "
    "choir of Saltmarsh sang hymns at its festival while rain fell on the tents.\n"
)
"""Sentences on another matter."""
FITTING = (
    "Every pile of that wooden harbour pier was rotten, argued the engineers, so ferries and "
    "herring boats must share a north dock, and islands pay: a coal quay held up through "
    "fourteen seasons of work is what the commission decides, and barnacles have no vote.\n"
)
"""Sentences on the matter of the text itself."""
SHORT = "Fishermen at the bar opposite had their own view of it and gave it freely.\n"
STEPS = (BODY, STRANGE, FITTING, SHORT, "Ja.\n")
CUES = (
    textual.containment,
    textual.length,
    textual.position,
    textual.additions,
    textual.cut,
    textual.new_lead,
)


def told(ours: str, theirs: str) -> Pair:
    """Two articles of two outlets, seen from the first."""
    return pair(
        document("a", ours, outlet="Harbour Post"), document("b", theirs, outlet="Quay Courier")
    )


def says(cue: Callable[[Pair], Cue | None], some: Pair) -> Cue:
    """What a cue says of the left article, which it names, while it is silent on the other."""
    found = cue(some)
    assert found is not None
    assert found.name == cue.__name__
    assert found.favours is Relation.LEFT_FROM_RIGHT
    assert 0 < found.nats <= WEIGHTS[cue.__name__].nats
    assert cue(some.mirrored) is None
    return found


def silent(cue: Callable[[Pair], Cue | None], some: Pair) -> None:
    """Assert that a cue says nothing of either article."""
    assert cue(some) is None
    assert cue(some.mirrored) is None


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.__name__)
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(BODY, BODY), ("", ""), ("", BODY), ("Ja.", "Ja."), (SHORT + BODY, SHORT + BODY)],
)
def test_equal_and_empty_texts_have_no_direction(
    cue: Callable[[Pair], Cue | None], ours: str, theirs: str
) -> None:
    """One text twice, and a text beside none, say nothing of who copied."""
    silent(cue, told(ours, theirs))


def test_the_shorter_text_that_stands_in_the_other() -> None:
    """Containment and length speak by the difference of the shares and of the lengths."""
    some = told(BODY, BODY + STRANGE + FITTING)
    share = some.this_covered.plain_share - some.other_covered.plain_share
    assert says(textual.containment, some).nats == WEIGHTS["containment"].nats * share
    shorter = says(textual.length, some)
    words = len(some.this.text.tokens), len(some.other.text.tokens)
    assert shorter.nats == pytest.approx(WEIGHTS["length"].nats * log(words[1] / words[0]))
    assert f"({words[0]} words, {words[1]})" in shorter.explanation


def test_a_text_many_times_as_long_is_worth_no_more_than_the_weight() -> None:
    """The strength of the length ends at 1."""
    assert says(textual.length, told(SHORT, BODY * 4)).nats == WEIGHTS["length"].nats


def test_texts_of_about_one_length_say_nothing() -> None:
    """A tenth more or less is no shorter text."""
    silent(textual.length, told(BODY, BODY + "No more was said."))
    silent(textual.containment, told(BODY, BODY + "No more."))


def test_shared_text_further_down_is_later() -> None:
    """Who has the shared text further down derives; at the same height nobody does."""
    near, far = told(SHORT + BODY, BODY), told(STRANGE + FITTING + BODY, BODY)
    assert says(textual.position, near).nats < says(textual.position, far).nats
    silent(textual.position, told(SHORT + BODY, STRANGE[:75] + "\n" + BODY))


def test_what_does_not_fit_was_added() -> None:
    """Who adds words on another matter derives, and the sentences with those words are shown."""
    some = told(BODY + STRANGE, BODY + FITTING)
    found = says(textual.additions, some)
    assert shown_words(some, found) == [STRANGE.rstrip(".\n")]
    assert "Harbour Post" in found.explanation
    assert "Quay Courier" in found.explanation


def test_little_more_counts_as_what_is_usual() -> None:
    """A side that adds next to nothing is taken to fit as the median pair does, either way."""
    assert says(textual.additions, told(BODY + STRANGE, BODY)).spans
    some = told(BODY + SHORT, BODY + FITTING)
    found = says(textual.additions, some)
    assert found.spans == ()
    assert "fewer than 15 content words" in found.explanation
    silent(textual.additions, told(BODY + SHORT, BODY))


def test_additions_that_fit_alike_say_nothing() -> None:
    """Two texts that both go on about another matter tell nothing of their order."""
    other = "Gulls over Harrow Bay stole sandwiches from six pupils whose teacher then counted "
    other += "feathers, bread crusts and tears before driving everyone home early by tram.\n"
    silent(textual.additions, told(BODY + STRANGE, BODY + other))


def test_who_stops_with_the_shared_text_cut_the_rest() -> None:
    """Who ends where the shared text ends derives from who goes on about the same matter."""
    says(textual.cut, told(BODY, BODY + FITTING))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (BODY, BODY + STRANGE),
        (BODY + STRANGE, BODY + FITTING),
        (BODY, BODY + SHORT),
        (BODY, FITTING + BODY),
    ],
)
def test_what_is_no_cut(ours: str, theirs: str) -> None:
    """Going on about another matter, on both sides, for a line, or above is no sign of a cut."""
    silent(textual.cut, told(ours, theirs))


def test_a_lead_of_its_own_is_later() -> None:
    """Who has a lead over the text with which the other begins derives, and the lead is shown."""
    some = told(SHORT + BODY, BODY)
    assert shown_words(some, says(textual.new_lead, some)) == [SHORT.rstrip(".\n")]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (SHORT + BODY, STRANGE + BODY),
        ("Port Ellery decides.\n" + BODY, BODY),
        (SHORT, BODY),
        (BODY + SHORT, BODY),
    ],
)
def test_what_is_no_lead(ours: str, theirs: str) -> None:
    """A lead on both sides, a few words, a text that shares nothing, and a tail are no new lead."""
    silent(textual.new_lead, told(ours, theirs))


@given(
    ours=st.lists(st.sampled_from(STEPS), max_size=5),
    theirs=st.lists(st.sampled_from(STEPS), max_size=5),
)
@settings(max_examples=60, deadline=None)
def test_strengths_are_shares_of_the_weight_and_one_side_speaks(
    ours: list[str], theirs: list[str]
) -> None:
    """No cue says more than its weight, a difference of nothing, or both directions at once."""
    some = told("\n".join(ours), "\n".join(theirs))
    for cue in CUES:
        here, there = cue(some), cue(some.mirrored)
        assert here is None or there is None
        for found in filter(None, (here, there)):
            assert 0 < found.nats <= WEIGHTS[cue.__name__].nats
