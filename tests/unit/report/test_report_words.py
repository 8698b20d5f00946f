"""The sentences that people read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_sample import ferry_pair, german_pair, probabilities

from reuse.model.alignment import Role
from reuse.model.comparison import Comparison
from reuse.model.stamp import Stamp
from reuse.model.verdict import Credit, Relation
from reuse.report import words


def _with(relation: Relation, credit: Credit = Credit.UNKNOWN, p: float = 0.9) -> Comparison:
    pair = ferry_pair()
    verdict = replace(
        pair.verdict, relation=relation, probabilities=probabilities(relation, p), credit=credit
    )
    return replace(pair, verdict=verdict)


def _verdict(relation: Relation) -> str:
    pair = _with(relation)
    return words.filled(words.verdict_form(pair), pair)


def test_direction_names_the_carrier_first() -> None:
    """The derived side is the one that "derives", whichever side it stands on."""
    left, right = "Harbour Courier", "Northern Press Agency"
    assert (
        _verdict(Relation.LEFT_FROM_RIGHT) == f"{left} very likely derives from {right} (p = 0.90)."
    )
    assert (
        _verdict(Relation.RIGHT_FROM_LEFT) == f"{right} very likely derives from {left} (p = 0.90)."
    )


def test_an_undecided_verdict_accuses_nobody() -> None:
    """No form for "cannot tell" speaks of deriving or gives a leaning."""
    pair = _with(Relation.UNDETERMINED)
    said = _verdict(Relation.UNDETERMINED) + words.filled(words.finding_form(pair), pair)
    assert "derives" not in said
    assert "p =" not in said
    assert words.credit_form(pair) is None


@pytest.mark.parametrize("relation", [Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT])
@pytest.mark.parametrize("credit", list(Credit))
def test_credit_is_about_the_derived_side(relation: Relation, credit: Credit) -> None:
    """The sentence on credit has the derived outlet as its subject."""
    pair = _with(relation, credit)
    sentence = words.filled(words.credit_form(pair) or "", pair)
    carrier, source = words.side_names(pair)
    if relation is Relation.RIGHT_FROM_LEFT:
        carrier, source = source, carrier
    assert sentence.index(carrier) < sentence.index(source)


@pytest.mark.parametrize("relation", list(Relation))
def test_titles_stand_in_the_order_of_the_sentence(relation: Relation) -> None:
    """The title of the derived text comes first, as its outlet does in the finding."""
    pair = _with(relation)
    said = words.filled(words.finding_form(pair), pair)
    of_outlet = {d.title: d.outlet or "" for d in (pair.left, pair.right)}
    first, second = (of_outlet[title] for title in words.titles(pair))
    assert said.index(first) < said.index(second)


def test_titles_that_are_paths_are_kept_apart() -> None:
    """No slash stands between two paths, for they would be read as one."""
    pair = ferry_pair()
    assert words.between_titles(pair) == " / "
    path = replace(pair, left=replace(pair.left, title="articles/ours.txt"))
    assert words.between_titles(path) == " | "


def test_equal_texts_are_called_the_same() -> None:
    """Of two equal texts without a direction the sentence says that they are equal."""
    pair = _with(Relation.UNDETERMINED)
    same = replace(pair, right=replace(pair.right, text=pair.left.text))
    assert words.filled(words.verdict_form(same), same) == (
        "Harbour Courier and Northern Press Agency are the same text; "
        "which came first cannot be told."
    )
    found = replace(same, verdict=_with(Relation.RIGHT_FROM_LEFT).verdict)
    assert "likely derives from" in words.verdict_form(found)


def test_word_for_word_is_said_only_when_no_word_differs() -> None:
    """A verbatim passage that keeps less than all is "nearly" word for word."""
    passage = ferry_pair().alignments[0]
    assert words.passage_words(passage).startswith("word for word, ")
    nearly = words.passage_words(replace(passage, kept=0.96))
    assert nearly.startswith("nearly word for word, 96 % of ")


def test_independence_is_said_of_articles() -> None:
    """Articles are written independently, not outlets."""
    assert _verdict(Relation.INDEPENDENT) == (
        "The articles of Harbour Courier and Northern Press Agency were very likely written "
        "independently (p = 0.90)."
    )


def test_what_is_shared_without_reuse_is_named() -> None:
    """The kinds of passages of a pair are named once each, in one order."""
    pair = ferry_pair()
    assert words.shared(pair) == "wording, quotations, boilerplate"
    footer = tuple(a for a in pair.alignments if a.role is Role.BOILERPLATE)
    assert words.shared(replace(pair, alignments=footer)) == "boilerplate"


def test_names_tell_the_sides_apart() -> None:
    """Two documents of one outlet are called (A) and (B); without an outlet the title stands."""
    pair = ferry_pair()
    same = replace(pair, right=replace(pair.right, outlet="Harbour Courier"))
    assert words.side_names(same) == ("Harbour Courier (A)", "Harbour Courier (B)")
    assert words.side_names(german_pair())[1] == "“Fähre auf Grund gelaufen”"


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2025-03-04T09:40:00+01:00", "2025-03-04 08:40 UTC"),
        ("2025-03-04", "2025-03-04"),
        ("1688-11-05T23:30Z", "1688-11-05 23:30 UTC"),
        ("2025-03-04T09:40", "2025-03-04 09:40 (zone unknown)"),
        ("0001-01-01", "date unknown"),
        (None, "date unknown"),
    ],
)
def test_times_can_be_put_in_order(published: str | None, said: str) -> None:
    """Times of different zones are shown in one, and a doubtful one is marked."""
    assert words.when(Stamp.parse(published)) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (0.001, "under 1 %"), (0.5, "50 %"), (0.999, "over 99 %"), (1, "100 %")],
)
def test_percent_rounds_to_nothing_and_all_only_when_true(share: float, said: str) -> None:
    """Some is never called nothing, nearly all never all."""
    assert words.percent(share) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, "0.00"), (0.001, "under 0.01"), (0.75, "0.75"), (0.999, "over 0.99")]
)
def test_probability_claims_no_certainty(value: float, said: str) -> None:
    """A probability is never rounded up to 1."""
    assert words.probability(value) == said
