"""The rules of a policy, asked one after the other until one decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reuse.config import Config, PolicyConfig
from reuse.gate.case import Case
from reuse.gate.outlets import NamedOutlets
from reuse.model.gate import FindingClass, Outcome, Rule

CLASS_WORDS = {
    FindingClass.UNCREDITED: "likely taken, without credit",
    FindingClass.CREDIT_UNKNOWN: "likely taken, credit unknown",
    FindingClass.CREDITED: "likely taken, with credit",
    FindingClass.SELF: "text of the same house",
    FindingClass.COMMON_SOURCE: "likely a common source",
    FindingClass.UNDETERMINED: "shared text, cannot tell who had it first",
    FindingClass.CARRIED: "likely taken from the item by the other",
}
"""The classes in front of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rule that was asked."""

    rule: Rule
    reason: str
    """One sentence for the reader; names in it are as the input gave them."""
    outcome: Outcome | None
    """What follows; None when the next rule is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy made ready to be asked many times."""

    rules: PolicyConfig
    own: NamedOutlets
    licensed: NamedOutlets
    with_credit: NamedOutlets
    sections: frozenset[str]
    """Ignored sections, folded."""


def make_policy(config: Config) -> Policy:
    """Make the policy of the settings ready."""
    rules = config.policy
    return Policy(
        rules=rules,
        own=NamedOutlets.of(rules.own, config.derive),
        licensed=NamedOutlets.of(rules.licensed, config.derive),
        with_credit=NamedOutlets.of(rules.licensed_with_credit, config.derive),
        sections=frozenset(map(folded, rules.ignored_sections)),
    )


def ask(case: Case, policy: Policy) -> Iterator[Step]:
    """Ask the rules in order; the last step is the one that decided."""
    for rule in _RULES:
        step = rule(case, policy)
        yield step
        if step.outcome is not None:
            return


def _allow_mark(case: Case, policy: Policy) -> Step:
    mark = case.comparison.left.allow
    if mark is None:
        return _no(Rule.ALLOW_MARK, "The item bears no mark that allows it.")
    if not policy.rules.allow_marks:
        return _no(Rule.ALLOW_MARK, "The item bears a mark, but the policy heeds none.")
    return _pass(Rule.ALLOW_MARK, f"The item allows itself: {mark}")


def _ignored_section(case: Case, policy: Policy) -> Step:
    sections = case.comparison.left.sections
    ignored = [name for name in sections if folded(name) in policy.sections]
    if ignored:
        return _pass(Rule.IGNORED_SECTION, f"The section {ignored[0]} is ignored.")
    seen = f"No ignored section: {', '.join(sections)}." if sections else "No section is known."
    return _no(Rule.IGNORED_SECTION, seen)


def _licensed(case: Case, policy: Policy) -> Step:
    name = _owner(case, policy.licensed)
    if name is not None:
        return _pass(Rule.LICENSED, f"Text of {name} may be carried.")
    return _no(Rule.LICENSED, f"{_other(case)} is not among the outlets whose text may be carried.")


def _licensed_with_credit(case: Case, policy: Policy) -> Step:
    rule = Rule.LICENSED_WITH_CREDIT
    name = _owner(case, policy.with_credit)
    if name is None:
        return _no(
            rule, f"{_other(case)} is not among those whose text may be carried if credited."
        )
    # A common source is known by the item's own mark of it, which is a credit.
    if case.kind in {FindingClass.CREDITED, FindingClass.COMMON_SOURCE}:
        return _pass(rule, f"Text of {name} may be carried where it is credited, and it is.")
    return _no(rule, f"Text of {name} may be carried where it is credited; no credit is known.")


def _counted(case: Case, policy: Policy) -> Step:
    kinds = ", ".join(policy.rules.count) or "nothing"
    if not case.counted:
        return _pass(Rule.COUNTED, f"No passage is of a kind that counts: {kinds}.")
    return _no(Rule.COUNTED, f"{_number(len(case.counted), 'passage')} of a kind that counts.")


def _boilerplate(case: Case, policy: Policy) -> Step:
    if not case.passages:
        return _pass(Rule.BOILERPLATE, "All that they share is boilerplate of the policy.")
    if not policy.rules.boilerplate:
        return _no(Rule.BOILERPLATE, "The policy lists no boilerplate.")
    return _no(Rule.BOILERPLATE, f"{_number(case.words, 'word')} besides boilerplate.")


def _min_words(case: Case, policy: Policy) -> Step:
    least = policy.rules.min_words
    seen = _number(case.words, "reused word")
    if case.words < least:
        return _pass(Rule.MIN_WORDS, f"{seen}, fewer than {least:,}.")
    return _no(Rule.MIN_WORDS, f"{seen}; {least:,} are asked for.")


def _min_share(case: Case, policy: Policy) -> Step:
    least = policy.rules.min_share
    seen = f"{case.share:.1%} of the item"
    if case.share < least:
        return _pass(Rule.MIN_SHARE, f"{seen}, less than {least:.1%}.")
    return _no(Rule.MIN_SHARE, f"{seen}; {least:.1%} is asked for.")


def _fail_on(case: Case, policy: Policy) -> Step:
    named = f"“{CLASS_WORDS[case.kind]}” ({case.kind})"
    if case.kind in policy.rules.failing:
        return Step(rule=Rule.FAIL_ON, reason=f"The policy fails on {named}.", outcome=Outcome.FAIL)
    return _pass(Rule.FAIL_ON, f"The policy does not fail on {named}.")


_RULES: tuple[Callable[[Case, Policy], Step], ...] = (
    _allow_mark,
    _ignored_section,
    _licensed,
    _licensed_with_credit,
    _counted,
    _boilerplate,
    _min_words,
    _min_share,
    _fail_on,
)


def _owner(case: Case, outlets: NamedOutlets) -> str | None:
    """The policy's name for whose text the item carries; None when it is in no list."""
    if case.kind in {FindingClass.CARRIED, FindingClass.SELF}:
        return None
    if case.kind is FindingClass.COMMON_SOURCE:
        # Whose text it is, the other outlet does not say.
        return outlets.marked_in(case.comparison.left)
    return outlets.holds(case.comparison.right.outlet)


def _other(case: Case) -> str:
    return case.comparison.right.outlet or "The other outlet, which is unknown,"


def folded(section: str) -> str:
    """The form under which spellings of a section agree."""
    return " ".join(section.split()).casefold()


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _no(rule: Rule, reason: str) -> Step:
    return Step(rule=rule, reason=reason, outcome=None)


def _pass(rule: Rule, reason: str) -> Step:
    return Step(rule=rule, reason=reason, outcome=Outcome.PASS)
