"""What is said of a finding, whatever the format."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gate_support import pair

from reuse.gate import telling
from reuse.model.document import Document
from reuse.model.span import Span
from reuse.model.verdict import Cue, Relation, Side, SidedSpan

_AT = (SidedSpan(side=Side.LEFT, span=Span(0, 3)),)


def _cue(favours: Relation, says: str) -> Cue:
    return Cue(name="dates", favours=favours, nats=1.0, explanation=says, spans=_AT)


_CUES = (
    _cue(Relation.RIGHT_FROM_LEFT, "One came first."),
    _cue(Relation.LEFT_FROM_RIGHT, "The other is shorter."),
    _cue(Relation.LEFT_FROM_RIGHT, "The other is vaguer."),
)


@pytest.mark.parametrize("relation", [Relation.LEFT_FROM_RIGHT, Relation.UNDETERMINED])
def test_every_verdict_comes_with_what_speaks_for_it(relation: Relation) -> None:
    """For a named relation its own evidence; where none is named, all with its aim."""
    judged = pair()
    verdict = replace(judged.verdict, relation=relation, cues=_CUES)
    told = telling.evidence(replace(judged, verdict=verdict))
    left, right = judged.left.outlet, judged.right.outlet
    if relation is Relation.UNDETERMINED:
        assert told == (
            f"One came first. (speaks for {right} from {left})",
            f"The other is shorter. (speaks for {left} from {right})",
            f"The other is vaguer. (speaks for {left} from {right})",
        )
    else:
        assert told == ("The other is shorter.", "The other is vaguer.")


@pytest.mark.parametrize(
    ("origin", "line", "said"),
    [
        ("feed.jsonl:7", 7, "feed.jsonl:7"),
        ("feed.xml:3", None, "feed.xml, number 3 in it"),
        ("feed.xml:3", 41, "feed.xml:41"),
        ("note.txt", None, "note.txt"),
        (None, None, ""),
    ],
)
def test_a_number_in_a_file_is_not_taken_for_a_line(
    origin: str | None, line: int | None, said: str
) -> None:
    """Where an item's line is not known, its number is called one."""
    assert telling.place(Document(id="a", text="", origin=origin, line=line)) == said
