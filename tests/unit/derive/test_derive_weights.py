"""The weights of the cues: the file, and the page that explains them."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from reuse.derive.cues import DIRECTED, MUTUAL
from reuse.derive.gate import Gate
from reuse.derive.weights import CAPS, REUSE, UNDETERMINED_NATS, WEIGHTS, Group

FILE = resources.files("reuse.derive") / "data" / "weights.json"
PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "cues.md"
ROW = re.compile(
    r"^\| `(?P<name>\w+)` \|[^|\n]*\| (?P<nats>\d*\.?\d+)[^|\n]*\| (?P<group>[^|\n]*?) "
    r"\| (?P<carries>\w*)",
    re.MULTILINE,
)
NAMES = [function.__name__ for function in (*DIRECTED, *MUTUAL)]


def _cues() -> dict[str, dict[str, Any]]:
    values: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["cues"]
    return values


@pytest.mark.parametrize("name", sorted(_cues()))
def test_every_weight_is_sound(name: str) -> None:
    """A cue has a known group, a positive worth within the cap, a reason, and nothing unknown."""
    values = _cues()[name]
    assert {"group", "nats", "reason"} <= values.keys() <= {"group", "nats", "reason", "carries"}
    assert values.get("carries", True) is True
    assert values["group"] in set(Group)
    assert 0 < values["nats"] < 10
    assert values["reason"].strip()
    assert WEIGHTS[name].group == values["group"]


def test_every_cue_has_a_name_of_its_own_and_a_weight() -> None:
    """No two cues share a name, and none speaks without a weight."""
    assert len(set(NAMES)) == len(NAMES)
    assert set(NAMES) <= WEIGHTS.keys()


def test_caps_and_chances_are_sound() -> None:
    """Caps are positive; chances of reuse lie between 0 and 1 and rise with what was found."""
    assert CAPS.keys() == set(Group)
    assert all(cap > 0 for cap in CAPS.values())
    assert UNDETERMINED_NATS > 0
    assert REUSE.keys() == set(Gate)
    chances = [REUSE[g] for g in (Gate.NONE, Gate.WEAK, Gate.CREDITED, Gate.STRONG)]
    assert chances == sorted(set(chances))
    assert 0 < chances[0] < chances[-1] < 1


def test_only_cues_of_a_direction_carry_one() -> None:
    """What speaks for neither side, and a part of another cue, carries nothing."""
    carrying = {name for name, weight in WEIGHTS.items() if weight.carries}
    assert carrying <= {function.__name__ for function in DIRECTED}


@pytest.mark.parametrize("name", NAMES)
def test_the_page_lists_every_cue_with_its_weight(name: str) -> None:
    """The table of cues says of each what the file says: nats, group, whether it carries."""
    rows = [row for row in ROW.finditer(PAGE.read_text("utf-8")) if row["name"] == name]
    assert len(rows) == 1, f"one row for `{name}` in {PAGE.name}, found {len(rows)}"
    weight = WEIGHTS[name]
    assert float(rows[0]["nats"]) == pytest.approx(weight.nats, abs=0.0051)
    assert rows[0]["group"] == weight.group
    assert (rows[0]["carries"] == "yes") is weight.carries


def test_the_page_lists_no_cue_that_is_gone() -> None:
    """Every row of the table of cues has a weight."""
    assert {row["name"] for row in ROW.finditer(PAGE.read_text("utf-8"))} <= WEIGHTS.keys()
