"""Cues from who speaks to whom, where outlets are unknown; marks of agencies there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from derive_support import BODY, document, pair, shown_words

from reuse.derive.cues import voices, wire
from reuse.derive.shared import Pair
from reuse.derive.weights import WEIGHTS
from reuse.model.verdict import Cue, Relation

REPORTED = "The vote was first reported by the Boston Globe.\n\n"
TOLD = "An aide told the Boston Globe that the pier would go.\n\n"
DATELINE = "PORT ELLERY (NPA) \u2014 "
THANKS = "\nThe Norvik Press Agency contributed to this report.\n"
MARKED = DATELINE + BODY
THANKING = BODY + THANKS
KNOWN = {"outlet": "Harbour Post"}, {"outlet": "Quay Courier"}


def test_who_says_what_another_reports_has_it_from_who_was_told() -> None:
    """An outlet says of itself that it was told, and others say that it reported."""
    some = pair(document("a", REPORTED + BODY), document("b", TOLD + BODY))
    found = voices.own_report(some)
    assert found is not None
    assert (found.name, found.favours) == ("own_report", Relation.LEFT_FROM_RIGHT)
    assert found.nats == WEIGHTS["own_report"].nats
    assert shown_words(some, found) == ["reported by the Boston Globe"]
    assert "told the Boston Globe" in found.explanation
    assert voices.own_report(some.mirrored) is None
    back = voices.own_report(pair(document("b", TOLD + BODY), document("a", REPORTED + BODY)))
    assert back is None


def test_who_says_both_is_not_the_one_that_was_told() -> None:
    """One report of the outlet's report is enough: nobody says of himself that X reports."""
    some = pair(document("a", REPORTED + TOLD + BODY), document("b", TOLD + BODY))
    assert voices.own_report(some) is not None
    assert voices.own_report(some.mirrored) is None


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (REPORTED, REPORTED),
        (TOLD, TOLD),
        (REPORTED, REPORTED + TOLD),
        (REPORTED, ""),
        (REPORTED, "The Boston Globe has a new roof.\n\n"),
        (REPORTED, TOLD.replace("Boston Globe", "Chicago Tribune")),
        (REPORTED.replace("Boston Globe", "Reuters"), TOLD.replace("Boston Globe", "Reuters")),
        ("", ""),
    ],
)
def test_who_speaks_of_one_outlet_in_one_way_says_nothing(ours: str, theirs: str) -> None:
    """Credits alike, credits of two outlets, bare names and agencies tell no order."""
    some = pair(document("a", ours + BODY), document("b", theirs + BODY))
    assert voices.own_report(some) is None
    assert voices.own_report(some.mirrored) is None


def test_an_outlet_that_is_known_is_not_guessed() -> None:
    """Whose outlet the records name cannot be the one that was told; the other side's may be."""
    left, right = document("a", REPORTED + BODY), document("b", TOLD + BODY, **KNOWN[1])
    assert voices.own_report(pair(left, right)) is None
    left, right = document("a", REPORTED + BODY, **KNOWN[0]), document("b", TOLD + BODY)
    found = voices.own_report(pair(left, right))
    assert found is not None
    assert "Harbour Post says" in found.explanation


@pytest.mark.parametrize(
    ("ours", "theirs", "cue", "nats"),
    [
        (MARKED, MARKED, "same_wire", wire.UNKNOWN_OUTLET),
        (MARKED, THANKING, "same_wire", wire.HELPED),
        (THANKING, THANKING, "same_wire", wire.HELPED),
        (THANKING, BODY, "wire_helped", wire.HELPED),
    ],
)
def test_marks_where_outlets_are_unknown(ours: str, theirs: str, cue: str, nats: float) -> None:
    """Who thanks an agency is not it, so that counts for more than a mark of its text."""
    for left, right in ((ours, theirs), (theirs, ours)):
        some = pair(document("a", left), document("b", right))
        (found,) = filter(
            None, (f(some) for f in (wire.same_wire, wire.wire_text, wire.wire_helped))
        )
        assert (found.name, found.nats) == (cue, nats)
        assert found.favours is Relation.COMMON_SOURCE
        assert all("NPA" in w or "Norvik Press Agency" in w for w in shown_words(some, found))


@pytest.mark.parametrize(
    ("ours", "theirs", "cue"),
    [
        (MARKED, MARKED, wire.same_wire),
        (MARKED, THANKING, wire.same_wire),
        (MARKED, BODY, wire.wire_text),
        (THANKING, BODY, wire.wire_helped),
    ],
)
def test_marks_of_known_outlets_are_worth_their_weight(
    ours: str, theirs: str, cue: Callable[[Pair], Cue | None]
) -> None:
    """Where both outlets are known a mark counts in full."""
    found = cue(pair(document("a", ours, **KNOWN[0]), document("b", theirs, **KNOWN[1])))
    assert found is not None
    assert found.nats == WEIGHTS[found.name].nats


def test_one_unknown_outlet_is_enough_to_doubt() -> None:
    """Where the outlet without a mark is unknown it may be the agency."""
    some = pair(document("a", MARKED, **KNOWN[0]), document("b", BODY))
    found = wire.wire_text(some)
    assert found is not None
    assert found.nats == wire.UNKNOWN_OUTLET
    assert wire.wire_text(pair(document("a", MARKED), document("b", BODY, **KNOWN[1]))) is None
