"""What a verdict does not say, as plainly as what it says."""

from __future__ import annotations

from reuse.model.alignment import Role
from reuse.model.comparison import Comparison
from reuse.model.verdict import Credit, Relation
from reuse.report import words


def not_claimed(comparison: Comparison) -> tuple[str, ...]:
    """What nobody should read into a verdict, a form each, as `words.verdict_form` gives one."""
    told = [*_of_relation(comparison)]
    if comparison.verdict.credit is Credit.UNCREDITED and len(told) > 1:
        told.append(
            "That the use was not allowed: a contract or a link outside the text would not show "
            "here."
        )
    for role, noun in (
        (Role.QUOTATION, "shared quotation"),
        (Role.BOILERPLATE, "boilerplate passage"),
    ):
        number = sum(a.role is role for a in comparison.alignments)
        if number:
            told.append(
                f"That {words.count(number, noun)} {'is' if number == 1 else 'are'} reuse: "
                f"{'it is' if number == 1 else 'they are'} marked and not counted."
            )
    return tuple(told)


def _of_relation(comparison: Comparison) -> tuple[str, ...]:
    if words.same_text(comparison):
        return ("Which of the two was first, or that either took it from the other.",)
    match comparison.verdict.relation:
        case Relation.LEFT_FROM_RIGHT:
            return _derived("{left}", "{right}")
        case Relation.RIGHT_FROM_LEFT:
            return _derived("{right}", "{left}")
        case Relation.COMMON_SOURCE:
            return (
                "That either took the text from the other.",
                "What the common source is, where no cue names it.",
            )
        case Relation.INDEPENDENT:
            return (
                "That the two newsrooms knew nothing of each other's work.",
                "That nothing else was taken: text rewritten throughout is often not found.",
            )
        case Relation.UNDETERMINED:
            return ("That either took the text from the other: a leaning is no finding.",)


def _derived(carrier: str, source: str) -> tuple[str, ...]:
    return (
        f"That {carrier} took it from {source} directly: a third text may stand between them.",
        f"That {source} was the first to have it.",
    )
