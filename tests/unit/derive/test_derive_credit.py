from __future__ import annotations

import pytest
from derive_support import BODY, document, pair, shown_words

from reuse.derive.credit import Frame, find_credits
from reuse.derive.cues.credit import introduction
from reuse.derive.shared import Pair
from reuse.derive.weights import WEIGHTS
from reuse.model.verdict import Cue, Relation

INTRODUCTION = "Here is what the council wrote:\n\n"
BLOCK = (
    "To all who live on the quay we say that no house will be sold, no street closed and no boat "
    "moved before a public meeting has heard every one of you.\n\n"
)
SHARED = "Saltmarsh keeps its bell tower, its two schools and the last tram of the whole coast.\n\n"
STORY = (
    "Few letters have stirred Port Ellery like the one that lay in its boxes on Monday.\n\n"
    "In the bakery on Linden Street it was read aloud twice, at the fish hall it was torn up, and "
    "by evening the mayor had her telephone taken off the hook.\n\n"
    "A choir of pilots sang under her window while rain fell on their hats.\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "an official told the Harbour Post on Monday",
        "as first reported by the Harbour Post.",
        "The plan, Harbour Post reported, is dead.",
        "According to Harbour Post, nobody came.",
        "the Harbour Post first reported the vote",
        "in an interview with the Harbour Post",
        "in an op-ed in the Harbour Post",
        "Per the Harbour Post:\n",
        "It was over (Harbour Post) by noon.",
        "It was over (via Harbour Post) by noon.",
        "wie die Harbour Post am Dienstag berichtete",
        "laut Harbour Post",
        "selon le Harbour Post",
    ],
)
def test_phrases_of_credit(text: str) -> None:
    """Words that say "we have it from there" are a credit."""
    (mention,) = find_credits(text, ("Harbour Post",))
    assert mention.frame is Frame.CREDIT
    assert "Harbour Post" in mention.span.cut(text)


@pytest.mark.parametrize(
    "text",
    [
        "霧浜新報によると、断水は続く。",
        "と霧浜新報が報じた。",
        "据霧浜新報报道,供水已恢复。",
        "《霧浜新報》报道说",
    ],
)
def test_phrases_of_credit_without_spaces(text: str) -> None:
    """Japanese and Chinese phrases of credit are known, with and without brackets."""
    (mention,) = find_credits(text, ("霧浜新報",))
    assert mention.frame is Frame.CREDIT


@pytest.mark.parametrize(
    "text",
    [
        "the Harbour Post anchor Ines Lund",
        "on Harbour Post Sunday",
        "Jo Lund, Getty Images via Harbour Post",
        "Harbour Post CEO Ed Wick",
    ],
)
def test_jobs_and_programmes_are_void(text: str) -> None:
    """A name that is part of a job or a programme credits nobody."""
    (mention,) = find_credits(text, ("Harbour Post",))
    assert mention.frame is Frame.VOID


def test_a_bare_mention_is_no_credit() -> None:
    """A name without words of credit is a mention and no more."""
    (mention,) = find_credits("He once delivered the Harbour Post by bicycle.", ("Harbour Post",))
    assert mention.frame is Frame.BARE


def test_plain_words_count_only_inside_a_credit() -> None:
    """An outlet called like a plain word is believed beside a verb of credit alone."""
    text = "Time flies. He told Time that he was sorry."
    (mention,) = find_credits(text, (), ("Time",))
    assert mention.span.cut(text).endswith("told Time")


def test_hostile_text_takes_linear_time() -> None:
    """Endless spaces, quotes and verbs of credit do not stall the search."""
    text = "told " + " " * 100_000 + "Harbour Post" + "\u201c" * 100_000 + "told the " * 20_000
    assert find_credits(text, ("Harbour Post",))[0].frame is Frame.BARE


FULL = WEIGHTS["introduction"].nats


def introduced(ours: str, theirs: str) -> tuple[Pair, Cue | None]:
    """What is said of a pair of which the left may introduce a block."""
    some = pair(
        document("a", ours, outlet="Harbour Post"), document("b", theirs, outlet="Quay Courier")
    )
    return some, introduction(some)


def test_an_introduction_that_embeds_a_block_counts_in_full() -> None:
    """A story that quotes the begin of another under a line of its own derives from it."""
    some, found = introduced(STORY + INTRODUCTION + BLOCK + STORY[:200], BLOCK + BODY)
    assert found is not None
    assert found.favours is Relation.LEFT_FROM_RIGHT
    assert found.nats == FULL
    assert shown_words(some, found) == [INTRODUCTION.strip()]
    assert introduction(some.mirrored) is None


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (INTRODUCTION + BLOCK, BLOCK + BODY),
        (STORY + INTRODUCTION + BLOCK, BODY * 2 + BLOCK),
        (SHARED + STORY + INTRODUCTION + BLOCK, BLOCK + BODY + SHARED),
    ],
)
def test_an_introduction_that_embeds_nothing_counts_for_less(ours: str, theirs: str) -> None:
    """Where all is shared, the block is from further down, or text above is shared: a doubt."""
    some, found = introduced(ours, theirs)
    assert found is not None
    assert 0 < found.nats < FULL
    assert shown_words(some, found) == [INTRODUCTION.strip()]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (STORY + "Advertisement:\n\n" + BLOCK, BLOCK + BODY),
        (STORY + "What they say:\n\n" + BLOCK, BLOCK + BODY),
        (STORY + "The council wrote this to us.\n\n" + BLOCK, BLOCK + BODY),
        (STORY + INTRODUCTION + BLOCK, INTRODUCTION + BLOCK + BODY),
        (STORY + INTRODUCTION + BLOCK, "And so they spoke that day:\n\n" + BLOCK + BODY),
        (STORY + INTRODUCTION + "In May the herring come to Norvik.", BLOCK + BODY),
        (SHARED + INTRODUCTION + BLOCK + STORY, SHARED + BLOCK + BODY),
    ],
)
def test_what_introduces_nothing(ours: str, theirs: str) -> None:
    """Short headings, no colon, lines on both sides, and lines inside shared text are no cue."""
    _, found = introduced(ours, theirs)
    assert found is None
