"""Pairs, findings and checks for the tests of the gate."""

from __future__ import annotations

from dataclasses import replace

from reuse.config import Config, from_mapping
from reuse.gate.case import Case, make_case
from reuse.gate.check import with_baseline
from reuse.gate.policy import Policy, make_policy
from reuse.gate.wording import content_key
from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.gate import CheckResult, Finding, FindingClass, Outcome, Rule
from reuse.model.span import Span
from reuse.model.verdict import Credit, Relation, Verdict

SHARED = (
    "The harbour commission voted on Thursday evening to replace the wooden pier with a steel "
    "one, a decision that ends eleven years of argument about who should pay for it."
)
"""Thirty words."""
WORDS = 30
ITEM = Document(
    id="item", text=f"Harrow Bay. {SHARED} More follows.", outlet="Courier", origin="feed.jsonl:1"
)
OTHER = Document(id="other", text=f"{SHARED} So far.", outlet="Northern Wire")


def pair(  # noqa: PLR0913  one parameter a trait
    relation: Relation = Relation.LEFT_FROM_RIGHT,
    credit: Credit = Credit.UNCREDITED,
    *,
    item: Document = ITEM,
    other: Document = OTHER,
    obfuscation: Obfuscation = Obfuscation.VERBATIM,
    role: Role = Role.REUSE,
) -> Comparison:
    """An item and another article that share the sentence above."""
    left, right = item.text.index(SHARED), other.text.index(SHARED)
    passage = Alignment(
        left=Span(left, left + len(SHARED)),
        right=Span(right, right + len(SHARED)),
        role=role,
        obfuscation=obfuscation,
        score=1.0,
        channel=Channel.JOIN,
        kept=1.0,
        left_words=WORDS,
        right_words=WORDS,
    )
    rest = 0.1 / (len(Relation) - 1)
    verdict = Verdict(
        relation=relation,
        probabilities={each: 0.9 if each is relation else rest for each in Relation},
        cues=(),
        credit=credit,
    )
    return Comparison(left=item, right=other, alignments=(passage,), verdict=verdict)


def policy_of(**rules: object) -> tuple[Policy, Config]:
    """A policy with some keys set, and its settings."""
    config = from_mapping({"policy": rules})
    return make_policy(config), config


def case_of(comparison: Comparison, policy: Policy, config: Config) -> Case:
    """The pair as the policy sees it; it must be reuse."""
    case = make_case(comparison, policy.own, config)
    assert case is not None
    return case


def finding(
    item: str = "item",
    other: str = "other",
    *,
    text: str = SHARED,
    kind: FindingClass = FindingClass.UNCREDITED,
    outcome: Outcome = Outcome.FAIL,
) -> Finding:
    """A finding whose passage is the whole of an item's text."""
    comparison = pair(item=replace(ITEM, id=item), other=replace(OTHER, id=other))
    passage = replace(comparison.alignments[0], left=Span(0, len(text)))
    comparison = replace(
        comparison, left=replace(comparison.left, text=text), alignments=(passage,)
    )
    return Finding(
        key=content_key(kind, text, (passage,)),
        occurrence=0,
        kind=kind,
        comparison=comparison,
        archived=True,
        passages=(passage,),
        words=WORDS,
        share=0.5,
        rule=Rule.FAIL_ON,
        reason="The policy fails on it.",
        outcome=outcome,
    )


def result_of(*findings: Finding) -> CheckResult:
    """A check with these findings and no baseline."""
    items = {each.item.id: each.item for each in findings}
    return with_baseline(
        CheckResult(
            items=tuple(items[name] for name in sorted(items)),
            findings=findings,
            gone=(),
            still=(),
            skipped=(),
            notices=(),
            dropped=(),
            outside_dates=0,
            archived=1,
        ),
        (),
    )
