from __future__ import annotations

import pytest

from reuse.derive.credit import Frame, find_credits


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
