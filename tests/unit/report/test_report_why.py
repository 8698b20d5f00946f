"""Why passages matched, and what a verdict does not claim."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_sample import (
    AGENCY,
    COURIER,
    aligned,
    common_pair,
    ferry_pair,
    german_pair,
    probabilities,
)

from reuse.model.alignment import Obfuscation
from reuse.model.document import Document
from reuse.model.verdict import Credit, Relation
from reuse.report import words
from reuse.report.claims import not_claimed
from reuse.report.whyview import SHOWN, passage_views
from reuse.report.worddiff import diff_passages


def _why() -> list[tuple[str, ...]]:
    pair = ferry_pair()
    diffs = diff_passages(COURIER.text, AGENCY.text, pair.alignments)
    return [view.why for view in passage_views(pair, pair.alignments, diffs)]


def test_each_passage_says_what_it_rests_on() -> None:
    """The longest run in common, the changes, the conflict, the channel, and what it counts as."""
    why = _why()
    assert why[0][0].startswith("All 30 words are the same, in the same order: “A passenger ferry")
    assert why[1] == (
        "The longest run in common has 6 words: “The Nordlys had left the mainland”",
        "Stretches changed: 4 replaced, 1 only in A.",
        "The facts differ: A says “seven”, B says “eleven” (numbers).",
        "Found by MinHash of passages; how surely both say one text: 0.92.",
    )
    assert "not counted as reuse" in why[2][-1]
    assert why[3][0].startswith("No run of four words or more is the same")
    assert "recurs in an outlet's own articles" in why[5][-1]


def test_the_longest_run_is_one() -> None:
    """The run that is quoted stands on both sides, to the letter."""
    for lines in _why()[:2]:
        run = lines[0].split("“")[1].rstrip("”…")
        assert run in COURIER.text
        assert run in AGENCY.text


def test_long_passages_are_cut_between_words() -> None:
    """The list shows the beginning of a long passage, and says that there is more."""
    text = "word " * 1_000
    one, other = Document(id="a", text=text), Document(id="b", text=text)
    passage = aligned((one, text, None), (other, text, None), Obfuscation.VERBATIM)
    pair = replace(ferry_pair(), left=one, right=other, alignments=(passage,))
    (view,) = passage_views(pair, (passage,), diff_passages(text, text, [passage]))
    assert view.left.cut
    assert view.left.text == text[: len(view.left.text)]
    assert len(view.left.text) <= SHOWN
    assert view.left.text.endswith("word")


@pytest.mark.parametrize("relation", list(Relation))
def test_no_verdict_goes_without_its_limits(relation: Relation) -> None:
    """Each relation says at least one thing that it does not claim."""
    pair = german_pair()
    verdict = replace(pair.verdict, relation=relation, probabilities=probabilities(relation, 0.8))
    told = [words.filled(form, pair) for form in not_claimed(replace(pair, verdict=verdict))]
    assert told
    assert all(line.startswith(("That", "Which", "What")) for line in told)


def test_what_is_not_claimed_fits_the_pair() -> None:
    """A derived pair claims no directness and no first; quotations and footers are no reuse."""
    told = " ".join(words.filled(form, ferry_pair()) for form in not_claimed(ferry_pair()))
    assert "Harbour Courier took it from Northern Press Agency directly" in told
    assert "That Northern Press Agency was the first to have it." in told
    assert "1 shared quotation is reuse" in told
    assert "1 boilerplate passage is reuse" in told
    assert "not allowed" not in told
    assert "That either took the text from the other." in not_claimed(common_pair())


def test_silence_is_no_offence() -> None:
    """Where no credit is given, that the use was not allowed is not claimed."""
    pair = ferry_pair()
    silent = replace(pair, verdict=replace(pair.verdict, credit=Credit.UNCREDITED))
    assert any("not allowed" in form for form in not_claimed(silent))
