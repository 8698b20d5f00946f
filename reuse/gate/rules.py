"""The classes of findings as rules with help, for formats that carry it."""

from __future__ import annotations

from typing import NamedTuple

from reuse.model.gate import FindingClass


class RuleText(NamedTuple):
    """What a class is called and what to do about it; words of our own."""

    name: str
    short: str
    full: str
    help: str


_CHECK = "Read both texts, the verdict and the evidence behind it: it is a likelihood, not a proof."
_AGREED = (
    "If the text may be carried, list its outlet under licensed or licensed_with_credit in the "
    "policy, mark the item as allowed, or make the finding known with --update-baseline."
)

RULES = {
    FindingClass.UNCREDITED: RuleText(
        "UncreditedText",
        "Text of another, without credit",
        "The item likely takes text from another article and does not name it near that text.",
        f"{_CHECK} Name the source where its text stands, or take the text out. {_AGREED}",
    ),
    FindingClass.CREDIT_UNKNOWN: RuleText(
        "TextWithUnknownCredit",
        "Text of another, credit unknown",
        "The item likely takes text from another article; whether it names it cannot be told.",
        f"{_CHECK} See whether the item names its source, and by the name that readers know. "
        f"{_AGREED}",
    ),
    FindingClass.CREDITED: RuleText(
        "CreditedText",
        "Text of another, with credit",
        "The item likely takes text from another article and names it.",
        f"{_CHECK} See whether so much of it may be carried. {_AGREED}",
    ),
    FindingClass.SELF: RuleText(
        "TextOfOwnHouse",
        "Text of the same house",
        "The item shares text with another article of its own outlet, or of one's own outlets.",
        "See whether the item is meant to repeat it: an update should keep its id.",
    ),
    FindingClass.COMMON_SOURCE: RuleText(
        "TextOfCommonSource",
        "Text that both have from a third",
        "The item and another article likely take the same text from a third one.",
        f"{_CHECK} See whose text it is and whether it is named. {_AGREED}",
    ),
    FindingClass.UNDETERMINED: RuleText(
        "SharedText",
        "Shared text, origin unknown",
        "The item and another article share text; who had it first cannot be told.",
        "Nothing is said about who took it from whom. Dates and outlets of both articles help.",
    ),
    FindingClass.CARRIED: RuleText(
        "TextCarriedByOther",
        "Own text that another carries",
        "The other article likely takes text from the item.",
        "The item itself is in order. See whether the other article names it.",
    ),
}
"""Every class."""
