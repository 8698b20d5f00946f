"""Whether text was reused at all."""

from __future__ import annotations

import pytest
from derive_support import (
    BODY,
    CONFIG,
    QUOTES,
    aligned,
    document,
    pair,
    pair_with,
    passage_of,
    prepared,
)

from reuse.derive import judge
from reuse.derive.gate import Gate, gate, shares_words
from reuse.derive.shared import Pair
from reuse.model.verdict import Relation

LINE = " ".join(BODY.split())
OWN = "The mayor was not at the meeting, nor were three members who had opposed it.\n"
OTHER = "Fishermen at the bar opposite had a view of their own and gave it freely.\n"
NAMES = (
    "Port Ellery Harbour and Dredging Board",
    "Norvik Ministry for Fishery and Coast",
    "Saltmarsh Union of Pilots and Stewards",
    "Harrow Bay Museum of Nets and Oars",
    "Committee of Inquiry on the Ferry Brakkvik",
    "Acting Deputy Director Ines Maria Holm",
    "Linden Street Home for Retired Sailors",
    "Northern Society of Lamp and Buoy Keepers",
)
MATTER = (
    "First came the {}.",
    "Nobody had told the {}!",
    "Letters went out to {} by post.",
    "We asked if {} agreed?",
    "Even so, {} stayed at home.",
    "Rain kept away {} too.",
    "Cake was served to {} at four.",
    "Later on {} sang.",
)


def quoted(text: str, share: float = 1.0) -> str:
    """The begin of a text in quotation marks."""
    words = text.split()
    return f'They wrote: "{" ".join(words[: int(share * len(words))]).rstrip(".,")}." So it was.'


def cited(share: float = 1.0) -> Pair:
    """One article that quotes some of another."""
    left, right = document("a", OWN + quoted(LINE, share)), document("b", OTHER + LINE)
    return pair_with(left, right, passage_of(left, right, quoted(LINE, share), LINE))


def named(order: str) -> str:
    """An article that names those of the matter, each in a sentence of its own words."""
    return " ".join(MATTER[int(at)].format(name) for at, name in zip(order, NAMES, strict=True))


def both(some: Pair) -> Gate:
    """What is said of a pair, after it was held that the other side says the same."""
    found = gate(some)
    assert gate(some.mirrored) is found
    return found


def test_who_quotes_at_length_reuses() -> None:
    """A stretch that one side quotes and the other prints as its own is no speaker's words."""
    some = cited()
    assert both(some) is Gate.CREDITED
    assert shares_words(some)
    assert shares_words(some.mirrored)


@pytest.mark.parametrize(
    "some",
    [
        cited(0.6),
        pair(document("a", OWN + quoted(LINE)), document("b", OTHER + quoted(LINE))),
        pair(document("a", OWN + QUOTES), document("b", OTHER + QUOTES)),
    ],
)
def test_what_speakers_say_is_no_quotation_at_length(some: Pair) -> None:
    """A few sentences, and what both sides quote, are no reuse, and name nobody."""
    assert both(some) is Gate.NONE
    assert not shares_words(some)


def test_a_quotation_at_length_alone_names_nobody() -> None:
    """It adds to the evidence of a direction and carries none: both may print a statement."""
    some = cited()
    left, right = some.this, some.other
    passages = some.alignments
    said = judge(left.document, left.text, right.document, right.text, passages, CONFIG)
    assert "quoting" in {cue.name for cue in said.cues}
    assert said.relation is Relation.UNDETERMINED
    assert said.probabilities[Relation.LEFT_FROM_RIGHT] > 0.5 * said.probability


def test_names_of_one_matter_are_no_reuse() -> None:
    """Dozens of short runs count only where something is aligned as well."""
    texts = named("01234567"), named("14725036")
    some = pair_with(document("a", texts[0]), document("b", texts[1]))
    shared = some.this_covered
    assert shared.grams >= 15
    assert shared.run < 12
    assert shared.aligned == 0
    assert both(some) is Gate.NONE
    line = "The vote is at noon in the hall.\n"
    left, right = document("a", line + texts[0]), document("b", line + texts[1])
    passages = aligned(prepared(left), prepared(right))
    assert passages
    assert both(pair_with(left, right, *passages)) is Gate.WEAK


def test_a_run_of_twelve_words_is_more_than_chance() -> None:
    """One stretch is enough for doubt, aligned or not, and one word less is not."""
    words = LINE.split()
    for count, found in ((12, Gate.WEAK), (11, Gate.NONE)):
        part = " ".join(words[5 : 5 + count])
        some = pair_with(document("a", f"{OWN}{part}!"), document("b", f"{OTHER}{part}?"))
        assert both(some) is found


def test_a_credit_forbids_to_call_two_texts_independent() -> None:
    """However little is aligned: who names the other outlet as its source had it from there."""
    line = "The vote is at noon in the new hall.\n"
    for said, found in (("the mayor said", Gate.NONE), ("the mayor told Teller Post", Gate.WEAK)):
        left = document("a", f"{line}{OWN}{said} later.", outlet="Harrow Courier")
        right = document("b", line + OTHER, outlet="Teller Post")
        passages = aligned(prepared(left), prepared(right))
        assert passages
        assert both(pair_with(left, right, *passages)) is found
