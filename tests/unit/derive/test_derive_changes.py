"""Cues from what was changed inside the text that two articles share."""

from __future__ import annotations

from collections.abc import Callable
from itertools import starmap

import pytest
from derive_support import BODY, document, pair_with, passage_of, rewritten, shown_words

from reuse.derive.changes import MOST, changes_of, word
from reuse.derive.cues import changes
from reuse.derive.shared import Pair
from reuse.derive.speech import SENTENCE
from reuse.derive.weights import WEIGHTS
from reuse.model.alignment import Obfuscation, Role
from reuse.model.verdict import Cue, Relation

Texts = tuple[str, str]

SPEECH = "we have waited eleven winters for this pier and will wait no longer"
ONE_LINE = " ".join(BODY.split())
OLD, NEW = "The old ferry left Port Ellery at dawn.", "The old vessel left Port Ellery at dawn."
LATER_OLD, LATER_NEW = "The ferry was back at noon.", "The vessel was back at noon."
SLIP, RIGHT = "The whole harbuor was closed.", "The whole harbour was closed."
LATER_SLIP, LATER_RIGHT = "No harbuor opens in May.", "No harbour opens in May."


def lines(*passages: Texts) -> Pair:
    """Two articles of which each line of the one is a passage with the same line of the other."""
    left = document("a", "\n\n".join(ours for ours, _ in passages), outlet="Harbour Post")
    right = document("b", "\n\n".join(theirs for _, theirs in passages), outlet="Quay Courier")
    return pair_with(left, right, *starmap(lambda a, b: passage_of(left, right, a, b), passages))


def says(cue: Callable[[Pair], Cue | None], pair: Pair, *words: str) -> None:
    """Assert that a cue speaks for the left article alone, by words of it, and mirrors."""
    found = cue(pair)
    assert found is not None
    assert found.name == cue.__name__
    assert found.favours is Relation.LEFT_FROM_RIGHT
    assert found.nats == WEIGHTS[cue.__name__].nats
    assert tuple(shown_words(pair, found)) == words
    assert "Harbour Post" in found.explanation
    assert "Quay Courier" in found.explanation
    assert cue(pair.mirrored) is None


def silent(cue: Callable[[Pair], Cue | None], pair: Pair) -> None:
    """Assert that a cue says nothing of either article."""
    assert cue(pair) is None
    assert cue(pair.mirrored) is None


@pytest.mark.parametrize(
    ("rounded", "exact", "shown"),
    [
        ("Some 1,200 people stood on the quay.", "There 1,187 people stood on the quay.", "1,200"),
        ("It cost about 4.5 million crowns.", "It cost exactly 4.48 million crowns.", "4.5"),
        ("About 50 percent said no.", "There 49.6 percent said no.", "50"),
        ("Some 12 percent said no.", "There 12.4 percent said no.", "12"),
        ("The ship took 400 cars.", "The ship took 387 cars.", "400"),
        ("Some 2,000 boats were built.", "There 1,987 boats were built.", "2,000"),
    ],
)
def test_a_rounded_number_is_later_than_the_exact_one(rounded: str, exact: str, shown: str) -> None:
    """The side with fewer digits derives from the one with the exact number, if it is near."""
    says(changes.rounded, rewritten(rounded, exact), shown)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The pier was built in 2020 and sold.", "The pier was built in 2019 and sold."),
        ("The pier was built in 1990.", "The pier was built in 1987."),
        ("On 10 March the quay is shut.", "On 11 March the quay is shut."),
        ("On March 20 the quay is shut.", "On March 19 the quay is shut."),
        ("Some 1,200 people came.", "There 1,187 boats came."),
        ("Some 1,200 people came.", "There 1,500 people came."),
        ("There 1,187 people came.", "There 1,187 people came."),
        ("There 1,187 people came.", "There 1,178 people came."),
        ("Some 0 people came.", "There 0 people came."),
        ("Over 7,000", "Only 6,983"),
        ("They left at 10:00 sharp.", "They left at 9:50 sharp."),
        ("Flight AB10 left.", "Flight AB11 left."),
    ],
)
def test_other_numbers_are_not_rounded(one: str, other: str) -> None:
    """Years, days, other units, numbers that are far off and numbers as exact say nothing."""
    silent(changes.rounded, rewritten(one, other))


def test_a_name_that_loses_its_first_half_is_later() -> None:
    """The side that introduces a person by the last name alone derives from the full name."""
    pair = rewritten("The pilot, Holm, shut the quay.", "The pilot, Ines Holm, shut the quay.")
    says(changes.shortened, pair, "Holm")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The pilot, Holm, shut it.", "The pilot, Holm, shut it."),
        ("The pilot, Ines Holm, shut it.", "The pilot, Ines Holm, shut it."),
        ("Then Ines Holm came. The pilot, Holm, shut it.", "The pilot, Ines Holm, shut it."),
        ("The pilot, Holm, shut it.", "So Holm came. The pilot, Ines Holm, shut it."),
        ("The pilot, Captain Holm, shut it.", "The pilot, Captain Ines Holm, shut it."),
        ("The pilot, Lund, shut it.", "The pilot, Ines Holm, shut it."),
        ("The pilot shut it.", "The pilot, Ines Holm"),
        ("The old holm stood there.", "The old, Ines Holm, stood there."),
    ],
)
def test_names_that_are_not_shortened(one: str, other: str) -> None:
    """A name that both shorten or have in full, or that was said before, and words are none."""
    silent(changes.shortened, rewritten(one, other))


def test_a_name_first_said_outside_the_passage_is_no_short_form() -> None:
    """Where the first mention stands outside the shared text, nobody knows what it was like."""
    left = document("a", "Holm is the pilot.\n\nThen Holm shut the old quay.")
    right = document("b", "Then Ines Holm shut the old quay.")
    theirs = right.text
    passage = passage_of(left, right, "Then Holm shut the old quay.", theirs)
    silent(changes.shortened, pair_with(left, right, passage))


def test_speech_that_lost_its_marks_is_later() -> None:
    """The side that prints a quoted sentence without marks derives from the one that quotes it."""
    ours = f"The mayor was blunt: {SPEECH}. Work begins in May."
    theirs = f'The mayor was blunt: "{SPEECH}," she said. Work begins in May.'
    says(changes.retold, rewritten(ours, theirs), ours)
    silent(changes.quoting, rewritten(ours, theirs))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f'The mayor: "{SPEECH}." Then she left.', f'"{SPEECH}," the mayor said. Then she left.'),
        (f"The mayor: {SPEECH}. Then she left.", f"It is so: {SPEECH}, said she, and left."),
        ("The mayor said no to that.", 'The mayor said "no to that" and left.'),
        ("The mayor left at noon in a huff.", f'"{SPEECH}," the mayor said and left.'),
        ('"""', '"" "'),
    ],
)
def test_speech_on_both_sides_says_nothing(one: str, other: str) -> None:
    """A quotation that both quote, that both tell, that is short or that only one has is no cue."""
    silent(changes.retold, rewritten(one, other))
    silent(changes.quoting, rewritten(one, other))


def test_who_quotes_at_length_has_it_from_the_other() -> None:
    """The side that puts the other's own sentences in marks derives from it."""
    pair = rewritten(f'They wrote: "{ONE_LINE}" That is all.', f"{ONE_LINE} That is all.")
    says(changes.quoting, pair, ONE_LINE.removesuffix("."))
    silent(changes.retold, pair)


@pytest.mark.parametrize("count", [SENTENCE, SENTENCE + 1])
def test_a_quotation_is_either_retold_or_quoted_at_length(count: int) -> None:
    """Up to a sentence or two it is a speaker's, then the text of the side without marks."""
    words = " ".join(ONE_LINE.split()[:count]).rstrip(",.")
    pair = rewritten(f'They wrote: "{words}" in full.', f"So it was: {words} in full.")
    ((_, (speech,)),) = pair.mirrored.told
    assert speech.stop - speech.start == count
    quoting, retold = changes.quoting(pair), changes.retold(pair.mirrored)
    assert (quoting is None, retold is None) == (count <= SENTENCE, count > SENTENCE)
    for cue in filter(None, (quoting, retold)):
        named = Relation.LEFT_FROM_RIGHT if cue is quoting else Relation.RIGHT_FROM_LEFT
        assert cue.favours is named
    silent_sides = (changes.quoting(pair.mirrored), changes.retold(pair))
    assert silent_sides == (None, None)


def test_a_letter_of_an_unspaced_script_is_less_than_a_word() -> None:
    """One quoted sentence of forty letters is a speaker's, not the text of the other side."""
    said = "市の水道管は古くて来年までにすべて取り替える必要があるとわたしは考えている"
    line = "市長は{}と述べた。霧浜市の中心部で四日未明、古い水道管が破裂し、県道が陥没した。"
    pair = rewritten(line.format(f"「{said}」"), line.format(said))
    assert changes.quoting(pair) is None


def test_a_price_list_costs_no_more_than_its_length() -> None:
    """Figures are held against those that the same word follows, and against few of them."""
    ours = " ".join(f"lot {k * 7919 % 900_000 + 100_000} tonnes" for k in range(3_000))
    theirs = " ".join(f"lot {k * 104_729 % 900_000 + 100_000} tonnes" for k in range(3_000))
    pair = rewritten(ours, theirs)
    asked = 0

    def is_rounded(value: float, exact: float) -> bool:
        nonlocal asked
        asked += 1
        return value == exact < 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "_is_rounded", is_rounded)
        assert changes.rounded(pair) is None
    assert 0 < asked <= 3_000 * 20


def test_a_replacement_that_was_not_kept_up_is_later() -> None:
    """Who replaces a word and has it further on after all derives from who has it throughout."""
    says(changes.fatigue, lines((NEW, OLD), (LATER_OLD, LATER_OLD)), "vessel", "ferry")


@pytest.mark.parametrize(
    "passages",
    [
        [(NEW, OLD)],
        [(NEW, OLD), (LATER_NEW, LATER_OLD)],
        [(OLD, OLD), (LATER_OLD, LATER_OLD)],
        [(LATER_OLD, LATER_OLD), (NEW, OLD)],
        [(NEW, OLD), (LATER_OLD, LATER_NEW)],
        [("So Lund left Port Ellery.", "So Holm left Port Ellery."), ("Yes, Holm.", "Yes, Holm.")],
        [("So 387 cars left.", "So 412 cars left."), ("All 412 are here.", "All 412 are here.")],
    ],
)
def test_words_that_were_replaced_throughout_say_nothing(passages: list[Texts]) -> None:
    """A change kept up, made late, or of a name or a number, and words of both, are no fatigue."""
    silent(changes.fatigue, lines(*passages))


def test_fatigue_shows_only_where_the_word_was_taken() -> None:
    """The old word in a line of one's own is no word that was forgotten."""
    left = document("a", f"{NEW}\n\nShe loves every ferry there is.")
    right = document("b", OLD)
    silent(changes.fatigue, pair_with(left, right, passage_of(left, right, NEW, OLD)))


def test_a_slip_is_later() -> None:
    """Who misspells a word that both have right elsewhere derives from who does not."""
    says(changes.misspelt, lines((SLIP, RIGHT), (LATER_RIGHT, LATER_RIGHT)), "harbuor")


@pytest.mark.parametrize("slip", ["harbuor", "harbur", "harbbour", "harbout", "arbour", "harbours"])
def test_kinds_of_slips(slip: str) -> None:
    """A letter left out, doubled, added or changed, and two exchanged, are slips."""
    ours = RIGHT.replace("harbour", slip)
    says(changes.misspelt, lines((ours, RIGHT), (LATER_RIGHT, LATER_RIGHT)), slip)


@pytest.mark.parametrize(
    "passages",
    [
        [(SLIP, SLIP), (LATER_RIGHT, LATER_RIGHT)],
        [(SLIP, RIGHT)],
        [(SLIP, RIGHT), (LATER_SLIP, LATER_RIGHT)],
        [("The whole marina was closed.", RIGHT), (LATER_RIGHT, LATER_RIGHT)],
        [("A new Harbuor was closed.", "A new Harbour was closed."), (LATER_RIGHT, LATER_RIGHT)],
        [("Some old bout was closed.", "Some old boat was closed."), ("No boat.", "No boat.")],
    ],
)
def test_words_that_are_no_slip(passages: list[Texts]) -> None:
    """A word misspelt in both or throughout, another word, a name and a short word say nothing."""
    silent(changes.misspelt, lines(*passages))


def test_where_each_misspells_once_the_two_cancel() -> None:
    """Two slips, one on each side, weigh the same for either direction."""
    pair = lines((SLIP, RIGHT), (LATER_RIGHT, LATER_SLIP))
    here, there = changes.misspelt(pair), changes.misspelt(pair.mirrored)
    assert here is not None
    assert there is not None
    assert here.nats == there.nats
    assert here.favours is there.favours.mirrored


@pytest.mark.parametrize("cue", [changes.rounded, changes.shortened, changes.retold])
@pytest.mark.parametrize("role", [Role.QUOTATION, Role.BOILERPLATE])
def test_only_reuse_is_looked_at(cue: Callable[[Pair], Cue | None], role: Role) -> None:
    """What was changed in a shared quotation or in furniture is nobody's rewriting."""
    ours = f"Some 1,200 people saw Holm. {SPEECH}."
    theirs = f'There 1,187 people saw Ines Holm. "{SPEECH}."'
    left, right = document("a", ours), document("b", theirs)
    silent(cue, pair_with(left, right, passage_of(left, right, ours, theirs, role=role)))


def test_a_change_tells_names_and_numbers_that_the_other_side_lacks() -> None:
    """Each side has the first names and the numbers that stand nowhere in the other side."""
    pair = rewritten("Some 12 saw Ines Holm in May of 1990.", "Some 13 saw Captain Lund in 1990.")
    (change,) = pair.changes
    for stretch, name, number in ((change.this, "Ines", "12"), (change.other, "Captain", "13")):
        assert [word(stretch.text, at) for at in stretch.names] == [name]
        assert [word(stretch.text, at) for at in stretch.numbers] == [number]
    (back,) = pair.mirrored.changes
    assert (back.this, back.other) == (change.other, change.this)


def test_swaps_stand_between_the_same_neighbours() -> None:
    """A word is swapped for another only where the words before and behind it are the same."""
    pair = lines((NEW, OLD))
    ((at, there),) = pair.changes[0].swaps
    assert (word(pair.this.text, at), word(pair.other.text, there)) == ("vessel", "ferry")
    assert pair.mirrored.changes[0].swaps == ((there, at),)
    pair = lines(("Old vessel of the town.", "Our ferry of the port."))
    assert pair.changes[0].swaps == ()


def test_only_so_many_passages_are_looked_at() -> None:
    """A pair of hundreds of passages costs no more than one of a few dozen."""
    many = [(f"Boat {at} left the old quay.",) * 2 for at in range(2 * MOST)]
    pair = lines(*((ours, theirs) for ours, theirs in many))
    assert len(pair.passages) == 2 * MOST
    assert [c.passage for c in pair.changes] == list(pair.passages[:MOST])


@pytest.mark.parametrize("obfuscation", list(Obfuscation))
def test_how_much_a_passage_was_changed_does_not_matter(obfuscation: Obfuscation) -> None:
    """The words of a paraphrase are compared like those of a copy."""
    ours, theirs = "Some 1,200 people came.", "There 1,187 people came."
    left, right = document("a", ours), document("b", theirs)
    passage = passage_of(left, right, ours, theirs, obfuscation=obfuscation)
    pair = pair_with(left, right, passage)
    assert changes.rounded(pair) is not None
    assert len(changes_of(pair.this.text, pair.other.text, pair.passages)) == 1
