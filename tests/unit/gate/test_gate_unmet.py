"""Names of a policy that nothing bears."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gate_support import ITEM, OTHER

from reuse.config import from_mapping
from reuse.gate.unmet import unmet_names
from reuse.model.skip import NoticeCode

PAPER = replace(ITEM, outlet="Harrow Courier", section="Local  News")


def _doubts(**rules: object) -> list[tuple[str, str]]:
    """Settings and sentences of the doubts about a policy."""
    config = from_mapping({"policy": rules}, "here")
    notices = unmet_names([PAPER], [OTHER], config)
    assert {notice.code for notice in notices} <= {NoticeCode.UNKNOWN_NAME}
    return [(notice.origin, notice.reason) for notice in notices]


@pytest.mark.parametrize("key", ["licensed", "licensed_with_credit", "own"])
def test_a_misspelt_outlet_is_told_with_the_one_that_is_here(key: str) -> None:
    """Whether an item or what it shares text with bears the name that is nearly so."""
    for wrong, right in (("Norhtern Wire", "Northern Wire"), ("Harow Courier", "Harrow Courier")):
        ((origin, reason),) = _doubts(**{key: [wrong]})
        assert origin == f"policy.{key}"
        assert reason == f"'{wrong}' is not met here, but '{right}' is: did you mean that?"


def test_names_that_are_met_and_names_of_others_are_no_doubt() -> None:
    """However a name is written that is the same outlet's, and whatever other outlets there are."""
    assert _doubts(licensed=["NORTHERN WIRE", "The Northern Wire", "Reuters", "Teller Post"]) == []
    assert _doubts(own=["Harrow Courier - Sport"], ignored_sections=["local news", "Weather"]) == []


def test_what_is_meant_otherwise_is_no_doubt() -> None:
    """What the same list names as well, and names that differ in a number."""
    assert _doubts(licensed=["Northern Wire", "Northern Fire"]) == []
    assert _doubts(ignored_sections=["Local News", "Local New"]) == []
    config = from_mapping({"policy": {"licensed": ["Channel 4 News Now"]}}, "here")
    assert unmet_names([replace(ITEM, outlet="Channel 5 News Now")], [], config) == []


def test_among_very_many_outlets_nothing_is_guessed() -> None:
    """A feed may name any number of outlets: the work is bounded."""
    config = from_mapping({"policy": {"own": ["Harow Courier"]}}, "here")
    for count, doubts in ((1_999, 1), (2_001, 0)):
        others = [replace(OTHER, outlet=f"Outlet {number:x}") for number in range(count)]
        assert len(unmet_names([PAPER], others, config)) == doubts


def test_a_misspelt_section_is_told() -> None:
    """Sections are compared in the form under which their spellings agree."""
    ((origin, reason),) = _doubts(ignored_sections=["Locl News"])
    assert origin == "policy.ignored_sections"
    assert "'Local  News'" in reason
