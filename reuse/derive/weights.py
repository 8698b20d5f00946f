"""What each cue is worth, in nats, set by hand from labelled pairs of real news.

Support is given as right/wrong on 51 pairs with a known direction unless said otherwise.
Nothing here is fitted: a fitted logistic did no better than these weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Group(StrEnum):
    """Cues that say the same thing in different words; each group has a cap."""

    CREDIT = "credit"
    AGENCY = "agency"
    TIME = "time"
    TEXT = "text"
    VERSION = "version"
    WIRE = "wire"
    THIRD = "third party"
    PAGE = "page"


CAPS: Mapping[Group, float] = MappingProxyType(
    {
        Group.CREDIT: 4.0,
        Group.AGENCY: 4.5,
        Group.TIME: 1.5,
        Group.TEXT: 0.6,
        Group.VERSION: 3.0,
        Group.WIRE: 4.0,
        Group.THIRD: 2.0,
        Group.PAGE: 5.0,
    }
)
"""Most nats that the cues of one group add up to, for one relation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What is known about one cue."""

    group: Group
    nats: float
    carries: bool = False
    """Whether it may carry a direction; the others only adjust one."""
    reason: str
    """Measured support, or why the value."""


WEIGHTS: Mapping[str, Weight] = MappingProxyType(
    {
        "credit": Weight(
            group=Group.CREDIT, nats=2.5, carries=True, reason="27/0; half a nat more nearby"
        ),
        "credit_near": Weight(
            group=Group.CREDIT, nats=0.5, reason="a credit beside the reused text itself"
        ),
        "link": Weight(
            group=Group.CREDIT, nats=2.5, carries=True, reason="an address is a credit in full"
        ),
        "mention": Weight(group=Group.CREDIT, nats=0.4, reason="29/0, yet names are cheap"),
        "author_named": Weight(group=Group.CREDIT, nats=1.2, carries=True, reason="5/0"),
        "introduction": Weight(group=Group.CREDIT, nats=1.5, carries=True, reason="11/0"),
        "agency_source": Weight(group=Group.AGENCY, nats=3.0, carries=True, reason="17/0"),
        "agency_named": Weight(
            group=Group.AGENCY, nats=1.5, carries=True, reason="the agency's own mark repeated"
        ),
        "agency_author": Weight(
            group=Group.AGENCY, nats=1.0, carries=True, reason="the agency's reporter in the byline"
        ),
        "earlier": Weight(
            group=Group.TIME,
            nats=1.0,
            carries=True,
            reason="14/1 a day or more apart without an agency; 3/4 with one, so nothing there",
        ),
        "earlier_sure": Weight(
            group=Group.TIME, nats=0.5, reason="the stamps leave no doubt about the order"
        ),
        "containment": Weight(group=Group.TEXT, nats=0.25, reason="35/8"),
        "length": Weight(group=Group.TEXT, nats=0.15, reason="34/9; the opposite in other corpora"),
        "position": Weight(group=Group.TEXT, nats=0.2, reason="30/8"),
        "version": Weight(
            group=Group.VERSION, nats=3.0, carries=True, reason="an outlet's later take of its own"
        ),
        "same_outlet": Weight(
            group=Group.VERSION, nats=1.5, reason="versions of one text; which is first is unknown"
        ),
        "same_page": Weight(group=Group.PAGE, nats=5.0, reason="one address is one page"),
        "same_wire": Weight(
            group=Group.WIRE, nats=3.0, reason="common source 9, direct 1, on all pairs"
        ),
        "wire_text": Weight(
            group=Group.WIRE, nats=2.0, reason="common source 8, independent 1, on all pairs"
        ),
        "wire_helped": Weight(
            group=Group.WIRE,
            nats=2.0,
            reason="common source 5, direct 1, independent 6 before the gate; only after it",
        ),
        "agency_background": Weight(
            group=Group.WIRE,
            nats=2.5,
            reason="read in a scan: agencies' background paragraphs, years apart",
        ),
        "third_agency": Weight(
            group=Group.THIRD, nats=1.5, reason="an agency credited on both sides"
        ),
        "third_outlet": Weight(
            group=Group.THIRD,
            nats=0.5,
            reason="common source 10, direct 13, independent 2, on all pairs",
        ),
        "same_author": Weight(group=Group.THIRD, nats=1.5, reason="common source 2, on all pairs"),
    }
)
"""Every cue by its name."""

UNDETERMINED_NATS = 0.5
"""What "cannot tell" starts with; the directions and the common source start with 0."""

REUSE: Mapping[str, float] = MappingProxyType(
    {"strong": 0.97, "credited": 0.93, "weak": 0.5, "none": 0.04}
)
"""Probability that text was reused at all, by what the gate found."""
