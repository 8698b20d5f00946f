"""Words that another pair of an item shows to be licensed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gate_support import SHARED, finding

from reuse.gate.licences import with_licences
from reuse.model.gate import Finding, FindingClass, Outcome, Rule
from reuse.model.span import Span


def _licensed(item: str = "item", length: int = len(SHARED)) -> Finding:
    given = finding(item, "wire", kind=FindingClass.CREDITED, outcome=Outcome.PASS)
    passage = replace(given.passages[0], left=Span(0, length))
    return replace(
        given, rule=Rule.LICENSED, reason="Text of AP may be carried.", passages=(passage,)
    )


def _outcomes(*findings: Finding) -> list[Outcome]:
    return [each.outcome for each in with_licences(findings)]


@pytest.mark.parametrize("kind", [*FindingClass])
def test_licensed_words_beside_an_unlicensed_paper_pass_where_nobody_is_named(
    kind: FindingClass,
) -> None:
    """Where the evidence names the paper as the source its words are its own."""
    other = finding("item", "paper", kind=kind)
    passes = kind in {FindingClass.UNDETERMINED, FindingClass.COMMON_SOURCE}
    (_, judged) = with_licences([_licensed(), other])
    assert judged.outcome is (Outcome.PASS if passes else Outcome.FAIL)
    if passes:
        assert judged.rule is Rule.LICENSED
        assert judged.reason == (
            "Its words are those that it shares with wire: Text of AP may be carried."
        )


def test_other_words_and_other_items_are_not_licensed() -> None:
    """The words must be those that are licensed, all but a few characters, in this very item."""
    other = finding("item", "paper", kind=FindingClass.UNDETERMINED)
    fails = [Outcome.PASS, Outcome.FAIL]
    assert _outcomes(_licensed("another"), other) == fails
    assert _outcomes(_licensed(length=len(SHARED) // 2), other) == fails
    assert _outcomes(_licensed(length=len(SHARED) - 4), other) == [Outcome.PASS] * 2
    assert _outcomes(replace(_licensed(), rule=Rule.MIN_WORDS), other) == fails
    assert _outcomes(other) == [Outcome.FAIL]
