"""Conflicting facts inside a reused passage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.align import with_conflicts
from reuse.config import TextConfig
from reuse.model.alignment import Alignment, Channel, Fact, Obfuscation, Role
from reuse.model.document import Document
from reuse.model.span import Span
from reuse.pipeline.compare import compare
from reuse.text import Lexicon, prepare

REPORT = (
    "The night ferry to Skarholm struck the outer breakwater on April 3 in thick fog, and the "
    "coast guard said that 31 passengers were injured, four of them badly. The pilot was sober, "
    "and the operator has apologised for the crash."
)


def _conflicts(
    left: str, right: str, language: str = "en", role: Role = Role.REUSE
) -> list[tuple[str, str, str]]:
    lexicon = Lexicon()
    one, other = (prepare(text, language, TextConfig(), lexicon=lexicon) for text in (left, right))
    passage = Alignment(
        left=Span(0, len(left)),
        right=Span(0, len(right)),
        role=role,
        obfuscation=Obfuscation.EDITED,
        score=1.0,
        channel=Channel.DIRECT,
        kept=0.9,
        left_words=1,
        right_words=1,
    )
    there = with_conflicts(one, other, (passage,))[0].conflicts
    mirrored = replace(passage, left=passage.right, right=passage.left)
    back = with_conflicts(other, one, (mirrored,))[0].conflicts
    assert sorted((c.kind, c.right, c.left) for c in back) == [
        (c.kind, c.left, c.right) for c in sorted(there, key=lambda c: (c.kind, c.left, c.right))
    ]
    return [(c.kind.value, c.left.cut(left), c.right.cut(right)) for c in there]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("31 passengers", "28 passengers", ("number", "31", "28")),
        ("31 passengers", "twenty-eight passengers", ("number", "31", "twenty-eight")),
        ("four of them", "six of them", ("number", "four", "six")),
        ("April 3", "April 5", ("date", "April 3", "April 5")),
        ("April 3", "March 3", ("date", "April 3", "March 3")),
        ("was sober", "was not sober", ("polarity", "sober", "not sober")),
        ("has apologised", "has never apologised", ("polarity", "apologised", "never apologised")),
    ],
)
def test_a_fact_told_otherwise_is_a_conflict(
    old: str, new: str, expected: tuple[str, str, str]
) -> None:
    """A number, a date or a denial that differs in the same place is found, with its words."""
    assert _conflicts(REPORT, REPORT.replace(old, new)) == [expected]


def test_an_opposite_is_a_conflict() -> None:
    """A word replaced by its opposite in the same place turns the statement round."""
    left = "The council of Harrow Bay on Tuesday voted to accept the plan for the swing bridge."
    assert _conflicts(left, left.replace("accept", "reject")) == [("polarity", "accept", "reject")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("31 passengers", "thirty-one passengers"),
        ("31 passengers", "about 30 passengers"),
        ("31 passengers", "more than 30 passengers"),
        ("31 passengers", "dozens of passengers"),
        ("31 passengers", "passengers"),
        ("31 passengers", "28 minutes later passengers"),
        ("on April 3 in", "in"),
        ("was sober", "was quite sober"),
        ("was sober", "was not only sober"),
        ("was sober", "was not drunk"),
        ("has apologised", "has not failed to say sorry"),
        ("31 passengers were injured, four", "four passengers were injured, 31"),
    ],
)
def test_what_is_only_different_is_no_conflict(old: str, new: str) -> None:
    """Another spelling, a rounded number, a fact on one side alone or moved words accuse nobody."""
    assert old in REPORT
    assert _conflicts(REPORT, REPORT.replace(old, new)) == []


def test_a_form_filled_in_twice_is_no_conflict() -> None:
    """Where most figures differ, two days were told in the same words."""
    form = (
        "The index lost {} points, or {} percent, and closed at {}; losers beat winners on the "
        "floor by {} to {}, the exchange said on its page."
    )
    left = form.format(61, 1.4, "4,233", 19, 7)
    right = form.format(27, 0.8, "4,911", 25, 4)
    assert _conflicts(left, right) == []


def test_only_reuse_is_searched() -> None:
    """A shared quotation or boilerplate has no conflicts."""
    right = REPORT.replace("31", "28")
    assert _conflicts(REPORT, right, role=Role.QUOTATION) == []
    assert _conflicts(REPORT, right, role=Role.BOILERPLATE) == []


GERMAN = (
    "Der Betreiber der Fähre teilte am Abend mit, die Maschine sei vor dem Unglück im Hafen von "
    "Skarholm gewartet worden, und in ein Krankenhaus habe man 31 Reisende gebracht."
)
JAPANESE = "港の事故で乗客31人が病院に運ばれ、船長は無事だったと警察が発表した。"
RUSSIAN = "В результате столкновения парома с молом пострадал 31 пассажир, сообщила охрана острова."


@pytest.mark.parametrize(
    ("language", "left", "old", "new", "expected"),
    [
        ("de", GERMAN, "31", "28", ("number", "31", "28")),
        ("de", GERMAN, "gewartet", "nicht gewartet", ("polarity", "gewartet", "nicht gewartet")),
        ("ja", JAPANESE, "31", "28", ("number", "31", "28")),
        ("ru", RUSSIAN, "31", "28", ("number", "31", "28")),
    ],
)
def test_other_languages(
    language: str, left: str, old: str, new: str, expected: tuple[str, str, str]
) -> None:
    """Numbers conflict in any language, denials where its words for them are known."""
    assert _conflicts(left, left.replace(old, new), language) == [expected]


@given(
    st.lists(
        st.sampled_from(["31 people", "28 people", "not", "was", "hurt", "April 3", "five", ". "]),
        max_size=30,
    ),
    st.lists(
        st.sampled_from(["31 people", "about 30", "no", "is", "hurt", "May 3", "six", ". "]),
        max_size=30,
    ),
)
def test_conflicts_mirror_and_stay_inside(left: list[str], right: list[str]) -> None:
    """Of any two passages the conflicts mirror, and their words are not empty."""
    for kind, one, other in _conflicts(" ".join(left), " ".join(right)):
        assert kind in {fact.value for fact in Fact}
        assert one.strip()
        assert other.strip()


def test_long_passages_are_searched_whole() -> None:
    """The one number that differs in a passage of 20,000 words is found."""
    filler = " ".join(f"boat {at} of the fleet left quay w{at} at dawn." for at in range(100, 1100))
    left = f"{filler} {REPORT} {filler}"
    assert _conflicts(left, left.replace("31 passengers", "28 passengers")) == [
        ("number", "31", "28")
    ]
    # A number that stands elsewhere in the other passage is no conflict.
    assert _conflicts(left, left.replace("31 passengers", "281 passengers")) == []


def test_compare_finds_them() -> None:
    """The comparison of two articles carries the conflict in its passage."""
    right = f"Skarholm. {REPORT.replace('31', '28')} More soon."
    found = compare(Document(id="a", text=REPORT), Document(id="b", text=right))
    (conflict,) = [c for a in found.alignments for c in a.conflicts]
    assert (conflict.left.cut(REPORT), conflict.right.cut(right)) == ("31", "28")


def test_articles_of_other_days_are_left_alone() -> None:
    """What two articles say days apart may both be true."""
    right = REPORT.replace("31", "28")
    days = [
        compare(
            Document(id="a", text=REPORT, published="2025-03-04"),
            Document(id="b", text=right, published=published),
        )
        for published in ("2025-03-05", "2025-03-19")
    ]
    assert [sum(len(a.conflicts) for a in c.alignments) for c in days] == [1, 0]
