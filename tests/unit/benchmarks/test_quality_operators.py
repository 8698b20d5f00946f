"""Operators of derivation, one by one: each changes what it says it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from derivations import figures, marks, shape, wording
from derivations.draft import Draft
from derivations.lexicon import fitting, synonyms
from derivations.operators import CALIBRATION, HELD_OUT, OPERATORS, Part
from derivations.scene import Scene, is_quoted
from derivations_support import (
    PARENT,
    hold_places,
    own_drafts,
    parent_of,
    scene,
    spans_of,
    written,
)

Operate = Callable[[Draft, Scene], Draft]


def _some(operate: Operate, text: str, *, agency: bool = False) -> set[str]:
    """What an operator makes of a text under twenty seeds; places are checked."""
    out = set()
    for seed in range(20):
        draft = operate(written(text), scene(seed, agency=agency))
        hold_places(draft, written(text).text)
        spans_of(draft, written(text).text)
        out.add(draft.text)
    return out


def test_two_sets_share_nothing() -> None:
    """Each operator is in one set, and each set can grow, shrink and credit."""
    assert {*CALIBRATION} | {*HELD_OUT} == {*OPERATORS}
    assert not {*CALIBRATION} & {*HELD_OUT}
    assert len({operator.name for operator in OPERATORS}) == len(OPERATORS)
    for some in (CALIBRATION, HELD_OUT):
        assert any(operator.grows for operator in some)
        assert any(operator.shrinks for operator in some)
        assert {operator.part for operator in some} == set(Part)


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: str(operator.name))
def test_every_operator_says_what_it_does_to_the_size(operator: object) -> None:
    """What grows gets longer, what shrinks shorter, and what rewords nothing keeps all words."""
    one = next(each for each in OPERATORS if each is operator)
    changed = 0
    for seed, start in enumerate(own_drafts()):
        draft = start.handed_on(PARENT)
        out = one.apply(draft, scene(seed, agency=True))
        changed += out != draft
        if one.grows and one.name != "new_lead":
            assert out.words > draft.words
        if one.shrinks:
            assert out.words <= draft.words
            assert len(out.story) >= shape.FEWEST
        if not one.rewords:
            assert all(a == b for a, b in spans_of(out, draft.text))
    # The sample corpus has no typos, bylines, signs of real agencies and first names with titles.
    nothing = {"mending", "contraction", "byline_removal", "agency_removal"}
    nothing |= {"credit_swap", "credit_removal"}
    assert changed or one.name in nothing


def test_truncation_cuts_the_tail() -> None:
    """What is left of a truncated story is its beginning."""
    text = own_drafts()[0].text
    assert all(text.startswith(cut) for cut in _some(shape.truncation, text))


def test_drops_fall_further_down() -> None:
    """Sentences of the lower half are dropped more often than those of the upper."""
    text = " ".join(f"Sentence number {at} is here." for at in range(20))
    kept = [int(n) for out in _some(shape.drops, text) for n in re.findall(r"number (\d+)", out)]
    assert sum(n < 10 for n in kept) > 1.2 * sum(n >= 10 for n in kept)


def test_reorder_moves_and_keeps_the_first() -> None:
    """A reordered story has the same paragraphs, the first of them where it was."""
    text = "\n\n".join(f"Paragraph {at} stands here." for at in range(6))
    for out in _some(shape.reorder, text):
        assert sorted(out.split("\n\n")) == sorted(text.split("\n\n"))
        assert out.startswith("Paragraph 0")


def test_merge_and_split_undo_each_other() -> None:
    """Two short sentences become one with "and", which splits into the two."""
    apart = "The gate was shut. The crowd went home early that day."
    joined = "The gate was shut, and the crowd went home early that day."
    assert joined in _some(shape.merge, apart)
    long = "The gate of the old yard was shut, and the crowd went home early that day."
    parted = "The gate of the old yard was shut. The crowd went home early that day."
    assert parted in _some(shape.split, long)
    keeps = 'Ann saw him. "The gate was shut," she said.'
    assert _some(shape.merge, keeps) == {keeps}
    but = "The gate of the yard was shut, but they found another way around the wall."
    assert "The gate of the yard was shut. But they found another way around the wall." in _some(
        shape.split, but
    )


def test_a_new_lead_stands_over_the_story() -> None:
    """A new lead names who the story is about and comes from no parent."""
    text = "The case of Mara Quill goes on. Few know why Mara Quill came.\n\nIt rained. All left."
    for out in _some(shape.new_lead, text):
        lead = out.split("\n\n")[0]
        assert "Mara Quill" in lead
        assert lead not in text


def test_synonyms_keep_capitals_and_leave_speech() -> None:
    """Words are replaced by others of their group, but not in quotations or names."""
    text = 'Lawmakers attended the rally. "Lawmakers lie," the Lawyer said.'
    made = _some(wording.synonym, text)
    assert any(out.startswith("Legislators went to the") for out in made)
    assert all(out.endswith('"Lawmakers lie," the Lawyer said.') for out in made)
    assert fitting("LAWYER", "attorney") == "ATTORNEY"
    assert _some(wording.synonym, "It was a rapid end.") == {"It was a rapid end."} | {
        f"It was a {word} end." for word in ("swift", "quick", "fast")
    }


def test_synonyms_are_words_in_their_places() -> None:
    """No word stands for itself, and forms of a group match from every side."""
    known = synonyms()
    assert len(known) > 600
    assert known["purchased"] == ("bought",)
    assert all(word not in others for word, others in known.items())


@pytest.mark.parametrize(
    ("direct", "told"),
    [
        ('"The talks have failed again," said Al.', "Al said that the talks have failed again."),
        ('"I’ll keep my seat for now," she said.', "She said that she will keep her seat for now."),
        ('"We are sure of our case," Ann said.', "Ann said that they are sure of their case."),
        ("“I am here to stay,” he said.", "He said that he is here to stay."),
    ],
)  # fmt: skip
def test_speech_becomes_indirect(direct: str, told: str) -> None:
    """A quotation with its speaker becomes a clause, in the third person."""
    assert _some(wording.indirect, direct) == {direct, told}


@pytest.mark.parametrize(
    "kept",
    [
        '"I think that we should go now," he said.',
        '"I will not go there again," said Ann Lee.',
        '"Will you come with me then," she said.',
        '"No way," he said.',
        '"It was late and cold," he said, and left.',
    ],
)
def test_speech_stays_where_persons_are_not_plain(kept: str) -> None:
    """A quotation whose persons or verbs are not plain to turn stays as it is."""
    assert _some(wording.indirect, kept) == {kept}


def test_names_are_contracted() -> None:
    """Titles and first names go, at the first mention or after it, but not in quotations."""
    text = (
        "Prime Minister Mark Rutte left. It was President Mark Rutte Junior. "
        "On Monday Prime Minister Mark Rutte’s car broke down."
    )
    assert _some(wording.contraction, text) == {
        text.replace("Prime Minister Mark Rutte left", "Rutte left").replace(
            "Prime Minister Mark Rutte’s", "Rutte’s"
        ),
        text.replace("Prime Minister Mark Rutte’s", "Rutte’s"),
    }


def test_typos_are_mended() -> None:
    """Typos change some words and nothing else; mending them in a child gives the text back."""
    text = own_drafts()[0].text
    for seed in range(20):
        worse = wording.typos(written(text), scene(seed))
        wrong = [(a, b) for a, b in zip(text.split(), worse.text.split(), strict=True) if a != b]
        assert 1 <= len(wrong) <= 8
        child = worse.handed_on(PARENT)
        mended = child
        for again in range(20):
            mended = wording.mending(mended, scene(again))
        hold_places(mended, worse.text)
        assert mended.text == text


@pytest.mark.parametrize(
    ("exact", "round_"),
    [
        ("They lost 1,237 sheep.", "They lost more than 1,200 sheep."),
        ("They paid $12,499 for it.", "They paid more than $12,000 for it."),
        ("Some 49.6 percent; 49.6 percent.", "Some 49.6 percent; about 50 percent."),
        ("It cost $14.4 million to build.", "It cost about $14 million to build."),
        ("It cost 1.25 billion to build.", "It cost about 1.2 billion to build."),
    ],
)  # fmt: skip
def test_numbers_are_rounded(exact: str, round_: str) -> None:
    """Exact numbers become round ones with a hedge before them."""
    assert _some(figures.rounding, exact) == {exact, round_}


@pytest.mark.parametrize(
    "kept",
    [
        "It has 1,200 rooms.",
        "In 2019 it was sold.",
        "About 1,237 came.",
        '"1,237 came."',
        "It cost 1.4 billion and rose by 0.4 percent.",
    ],
)
def test_round_numbers_stay(kept: str) -> None:
    """Numbers stay that are round, hedged, years, quoted, or would change by a tenth."""
    assert _some(figures.rounding, kept) == {kept}


def test_days_become_dates_and_dates_days() -> None:
    """A weekday is the last one up to the parent's date; a date of that week is a weekday."""
    # The parent is of Thursday, 6 March 2025.
    assert _some(figures.dates, "It sank on Tuesday.") == {"It sank on March 4."}
    assert _some(figures.dates, "It sank on Thursday.") == {"It sank on March 6."}
    assert _some(figures.dates, "It sank on March 4.") == {"It sank on Tuesday."}
    assert _some(figures.dates, "It sank on Feb. 28.") == {"It sank on Friday."}
    for kept in ("It sank on March 4, 1911.", "It sank on May 4.", "It sank on Feb. 31."):
        assert _some(figures.dates, kept) == {kept}


def test_bylines_are_swapped_and_removed() -> None:
    """A byline becomes that of who takes the text, or goes; the story stays."""
    draft, some = written("It rained all day long in the valley."), scene(1)
    signed = marks.with_byline(draft, parent_of(some).author, parent_of(some).outlet)
    swapped = marks.byline_swap(signed, some)
    assert swapped.text == f"By {some.voice.author}\n\n{draft.text}"
    assert marks.byline_removal(signed, some) == draft


def test_credits_name_the_parent() -> None:
    """Every operator of credit names the outlet of the parent once, in the text."""
    text = "It rained all day long in the valley. “We are wet,” Ann Lee said. Nobody came."
    for operate in (marks.credit_within, marks.credit_told, marks.credit_first):
        for seed in range(10):
            some = scene(seed)
            out = operate(written(text), some)
            hold_places(out, text)
            assert out.text.count(parent_of(some).outlet) == 1
            assert parent_of(some).named_in(out.text)
    assert "Ann Lee told the" in marks.credit_told(written(text), scene(1)).text


def test_earlier_credits_are_swapped_and_removed() -> None:
    """What the parent credits to another is credited to the parent, or to nobody."""
    text = "It rained all day long in the valley. Nobody came."
    operators = (marks.credit_within, marks.credit_first)
    for seed, operate in enumerate(operators * 10):
        upper = scene(seed)
        parent = operate(written(text), upper).handed_on(PARENT)
        lower = replace(scene(seed + 100), earlier=upper.parents)
        removed = marks.credit_removal(parent, lower)
        hold_places(removed, parent.text)
        assert removed.text == text
        swapped = marks.credit_swap(parent, lower)
        hold_places(swapped, parent.text)
        assert parent_of(lower).named_in(swapped.text)
        assert not parent_of(upper).named_in(swapped.text)
        assert marks.credit_swap(parent, scene(seed)) == parent


def test_signs_of_agencies_come_and_go() -> None:
    """The sign of an agency is put over or under the text and taken from its dateline."""
    text = "It rained all day long in the valley. Nobody came."
    for out in _some(marks.agency_sign, text, agency=True):
        assert re.fullmatch(rf"(?:[A-Z ]+ \(\w+\) — )?{re.escape(text)}(?:\n\n\(\w+\))?", out)
        assert out != text
    assert _some(marks.agency_sign, text) == {text}
    signed = "MILLBROOK (AP) — " + text
    assert _some(marks.agency_removal, signed) == {text}


def test_quotations_are_known_in_part() -> None:
    """A word is quoted between marks, behind one that stays open and before one that closes."""
    for text, quoted in (
        ("“one” two", True),
        ("two “one", True),
        ("one” two", True),
        ("two” one “two", False),
        ("one “two”", False),
        ('"one" two', True),
        ('"two" one', False),
        ('"two one', True),
    ):
        at = text.index("one")
        assert is_quoted(text, at, at + 3) is quoted, text
