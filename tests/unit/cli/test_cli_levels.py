"""What counts as a finding."""

from __future__ import annotations

import pytest
import typer

from reuse.cli.levels import Level, findings, level
from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.span import Span
from reuse.model.verdict import Credit, Relation, Verdict


def test_a_level_that_is_none_is_told_in_plain_words() -> None:
    """The message quotes the name, harmless, and lists the levels."""
    with pytest.raises(typer.BadParameter) as caught:
        level("foo\x1b")
    assert caught.value.message == (
        "'foo⟨U+001B⟩' is not one of 'uncredited', 'derived', 'common_source', 'any'."
    )
    assert [level(each) for each in Level] == list(Level)


def _pair(
    relation: Relation,
    credit: Credit = Credit.UNKNOWN,
    *,
    role: Role = Role.REUSE,
    same_page: bool = False,
) -> Comparison:
    alignment = Alignment(
        left=Span(0, 4),
        right=Span(0, 4),
        role=role,
        obfuscation=Obfuscation.VERBATIM,
        score=1.0,
        channel=Channel.DIRECT,
        kept=1.0,
        left_words=1,
        right_words=1,
    )
    return Comparison(
        left=Document(id="a", text="word"),
        right=Document(id="b", text="word"),
        alignments=(alignment,),
        verdict=Verdict(
            relation=relation,
            probabilities={each: float(each is relation) for each in Relation},
            cues=(),
            credit=credit,
        ),
        same_page=same_page,
    )


@pytest.mark.parametrize(
    ("level", "expected"),
    [(Level.UNCREDITED, 1), (Level.DERIVED, 3), (Level.COMMON_SOURCE, 4), (Level.ANY, 5)],
)
def test_each_level_takes_in_those_above(level: Level, expected: int) -> None:
    """A level counts its own pairs and all graver ones; independent pairs never count."""
    pairs = [
        _pair(Relation.LEFT_FROM_RIGHT, Credit.UNCREDITED),
        _pair(Relation.RIGHT_FROM_LEFT, Credit.CREDITED),
        _pair(Relation.RIGHT_FROM_LEFT, Credit.UNKNOWN),
        _pair(Relation.COMMON_SOURCE),
        _pair(Relation.UNDETERMINED),
        _pair(Relation.INDEPENDENT),
    ]
    assert findings(pairs, level) == expected


@pytest.mark.parametrize("level", list(Level))
def test_labelled_passages_and_one_page_twice_are_no_findings(level: Level) -> None:
    """Quotations, boilerplate and two records of one page never turn a gate red."""
    pairs = [
        _pair(Relation.LEFT_FROM_RIGHT, Credit.UNCREDITED, role=Role.QUOTATION),
        _pair(Relation.LEFT_FROM_RIGHT, Credit.UNCREDITED, role=Role.BOILERPLATE),
        _pair(Relation.LEFT_FROM_RIGHT, Credit.UNCREDITED, same_page=True),
    ]
    assert findings(pairs, level) == 0
