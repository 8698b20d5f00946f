from __future__ import annotations

import numpy as np
import pytest

from reuse.align.labels import CHANGES, ROLES, label_passage
from reuse.align.lines import sheets
from reuse.align.model import parse
from reuse.config import TextConfig
from reuse.model.alignment import Obfuscation, Role
from reuse.text import prepare

STORY = " ".join(
    f"The {thing} of the northern line was moved to the {place} before the {time} of the storm."
    for thing, place, time in zip(
        ["signal", "depot", "ledger", "crew", "boiler", "timetable", "whistle", "carriage"],
        ["harbour", "quarry", "station", "orchard", "market", "bridge", "tunnel", "mill"],
        ["night", "morning", "week", "arrival", "end", "height", "start", "return"],
        strict=True,
    )
)


def label(left: str, right: str, language: str = "en") -> tuple[Role, Obfuscation, float]:
    """The labels of two whole texts taken as one passage."""
    one, other = sheets(*(prepare(text, language, TextConfig()) for text in (left, right)))
    counts = len(one.text.tokens), len(other.text.tokens)
    role, change, kept, _ = label_passage(
        one.lines,
        other.lines,
        np.array([0, counts[0], 0, counts[1]]),
        np.zeros(counts[0], np.bool_),
        np.zeros(counts[1], np.bool_),
        1.0,
    )
    return ROLES[role], CHANGES[change], kept


def test_shared_words_quoted_on_both_sides_are_a_quotation() -> None:
    """However long, what both print in quotation marks is a quotation."""
    assert label(f"“{STORY}”", f"“{STORY}”")[0] is Role.QUOTATION


def test_a_long_passage_that_one_side_quotes_is_reuse() -> None:
    """One side's own narrative in the other's quotation marks is reuse, whichever side."""
    assert label(STORY, f"“{STORY}”")[0] is Role.REUSE
    assert label(f"“{STORY}”", STORY)[0] is Role.REUSE


def test_a_short_statement_without_marks_on_one_side_is_a_quotation() -> None:
    """A sentence that one side quotes stays a quotation: the other left out the marks."""
    short = STORY.split(".")[0]
    assert label(f"{short}.", f"“{short}.”")[0] is Role.QUOTATION


def test_prose_that_one_side_quotes_is_reuse_sooner_than_a_statement() -> None:
    """Thirty words are reuse where nobody speaks of himself in them, whichever side quotes."""
    prose = ". ".join(STORY.split(". ")[:3])
    spoken = prose.replace("the", "our", 1)
    assert spoken != prose
    assert 30 <= len(prose.split()) < 80
    assert label(f"{prose}.", f"“{prose}.”")[0] is Role.REUSE
    assert label(f"“{prose}.”", f"{prose}.")[0] is Role.REUSE
    assert label(f"{spoken}.", f"“{spoken}.”")[0] is Role.QUOTATION


def test_prose_in_a_language_whose_speakers_are_not_known_may_be_a_statement() -> None:
    """Outside English nothing tells prose from a statement, so that thirty words are quoted."""
    prose = ". ".join(STORY.split(". ")[:3])
    assert label(f"{prose}.", f"“{prose}.”", "de")[0] is Role.QUOTATION


def test_twelve_plain_words_in_a_row_make_reuse() -> None:
    """Narrative beside a quotation makes the passage reuse from twelve words on."""
    speech = " ".join(STORY.split(".")[:3])
    telling = "the old guard told the crowd that had gathered outside the gate today"
    assert label(f"“{speech}.” {telling}", f"“{speech}.” {telling}")[0] is Role.REUSE
    assert label(f"“{speech}.” the guard said", f"“{speech}.” the guard said")[0] is Role.QUOTATION


def test_summary_and_paraphrase_differ_by_length() -> None:
    """Few words kept: a summary where one side is much shorter, else a paraphrase."""
    short = "Much equipment went elsewhere ahead of bad weather on the northern line."
    assert label(STORY, short)[1] is Obfuscation.SUMMARY
    other = " ".join(f"word{k}" for k in range(len(STORY.split())))
    assert label(STORY, other)[1] is Obfuscation.PARAPHRASE


def test_sentences_that_were_moved_are_edited_text() -> None:
    """Whole sentences in another order keep their words; single words in another order do not."""
    first = "The old books will be moved to a former shoe shop which the county rents"
    second = "Engineers found new damage in every oak beam that they looked at since winter came"
    _, change, kept = label(f"{first}. {second}.", f"{second}. {first}.")
    assert kept < 0.55
    assert change is Obfuscation.EDITED
    words = STORY.split()[:40]
    mixed = [words[at * 17 % 40] for at in range(40)]
    assert label(" ".join(words), " ".join(mixed))[1] is Obfuscation.PARAPHRASE


def test_a_model_of_other_features_is_refused() -> None:
    """Weights for features that the code does not compute are an error, not a guess."""
    with pytest.raises(KeyError, match="do not match"):
        parse('{"weights": {"a": 1.0}, "bias": 0, "threshold": 0.5}', ("b",))
