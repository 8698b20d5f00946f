"""All operators by name, in two sets: one to fit a method on, one kept aside to test it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from derivations import figures, marks, shape, wording
from derivations.scene import Operate


class Part(StrEnum):
    """What an operator is drawn for."""

    BODY = "body"
    BYLINE = "byline"
    EARLIER = "earlier credit"
    CREDIT = "credit"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One way to change a text."""

    name: str
    apply: Operate
    held_out: bool = False
    """Whether it is kept aside for tests."""
    part: Part = Part.BODY
    grows: bool = False
    """Whether it makes the text longer by a sentence or more."""
    shrinks: bool = False
    """Whether it makes the text shorter by a sentence or more."""
    rewords: bool = True
    """Whether it changes words of the parent; the others only keep, drop, move or add some."""


OPERATORS = (
    # Typos are mended before others are made.
    Operator(name="mending", apply=wording.mending, held_out=True),
    Operator(name="truncation", apply=shape.truncation, shrinks=True, rewords=False),
    Operator(name="drops", apply=shape.drops, held_out=True, shrinks=True, rewords=False),
    Operator(name="indirect", apply=wording.indirect),
    Operator(name="contraction", apply=wording.contraction, rewords=False),
    Operator(name="rounding", apply=figures.rounding, held_out=True),
    Operator(name="dates", apply=figures.dates, held_out=True),
    Operator(name="synonyms", apply=wording.synonym),
    Operator(name="merge", apply=shape.merge, held_out=True),
    Operator(name="split", apply=shape.split),
    Operator(name="reorder", apply=shape.reorder, rewords=False),
    Operator(name="typos", apply=wording.typos),
    Operator(name="background", apply=shape.background, grows=True, rewords=False),
    Operator(name="appendix", apply=shape.appendix, held_out=True, grows=True, rewords=False),
    # Last, so that nothing moves above the new lead.
    Operator(name="new_lead", apply=shape.new_lead, held_out=True, grows=True, rewords=False),
    Operator(name="byline_swap", apply=marks.byline_swap, part=Part.BYLINE, rewords=False),
    Operator(
        name="byline_removal",
        apply=marks.byline_removal,
        held_out=True,
        part=Part.BYLINE,
        rewords=False,
    ),
    Operator(name="credit_swap", apply=marks.credit_swap, part=Part.EARLIER),
    Operator(
        name="credit_removal",
        apply=marks.credit_removal,
        held_out=True,
        part=Part.EARLIER,
        rewords=False,
    ),
    Operator(name="credit_within", apply=marks.credit_within, part=Part.CREDIT, rewords=False),
    Operator(name="credit_told", apply=marks.credit_told, part=Part.CREDIT),
    Operator(
        name="credit_first",
        apply=marks.credit_first,
        held_out=True,
        part=Part.CREDIT,
        rewords=False,
    ),
    Operator(name="agency_removal", apply=marks.agency_removal, part=Part.AGENCY, rewords=False),
    Operator(
        name="agency_sign",
        apply=marks.agency_sign,
        held_out=True,
        part=Part.AGENCY,
        rewords=False,
    ),
)
"""In the order in which they are applied."""

CALIBRATION = tuple(operator for operator in OPERATORS if not operator.held_out)
HELD_OUT = tuple(operator for operator in OPERATORS if operator.held_out)
SETS = {"calibration": CALIBRATION, "held_out": HELD_OUT, "all": OPERATORS}
