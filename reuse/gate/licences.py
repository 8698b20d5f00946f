"""Words whose licence another pair of the same item shows.

What an agency sends out stands in many papers. Where an item may carry the agency's text, the same
words in a paper beside it are no finding of their own, as long as nothing says that they are the
paper's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reuse.model.gate import Finding, FindingClass, Outcome, Rule
from reuse.model.span import Span

_LICENCES = frozenset((Rule.LICENSED, Rule.LICENSED_WITH_CREDIT))
# Of these nothing says whose the words are.
_NOBODYS = frozenset((FindingClass.UNDETERMINED, FindingClass.COMMON_SOURCE))
# Share of the words' characters that must be licensed, 0 to 1: passages of two pairs seldom end
# at one character.
_MOST = 0.95


def with_licences(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, of which those pass whose words another one of the item shows to be licensed.

    Args:
        findings: all of a check, in any order.
    """
    shown: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.outcome is Outcome.PASS and finding.rule in _LICENCES:
            shown[finding.item.id].append(finding)
    return [_licensed(finding, shown.get(finding.item.id, [])) for finding in findings]


def _licensed(finding: Finding, shown: Sequence[Finding]) -> Finding:
    if finding.outcome is not Outcome.FAIL or finding.kind not in _NOBODYS:
        return finding
    asked = [passage.left for passage in finding.passages]
    for other in shown:
        held = [passage.left for passage in other.passages]
        if _common(asked, held) >= _MOST * sum(span.end - span.start for span in asked):
            reason = f"Its words are those that it shares with {other.other.id}: {other.reason}"
            return replace(finding, outcome=Outcome.PASS, rule=other.rule, reason=reason)
    return finding


def _common(spans: Sequence[Span], others: Sequence[Span]) -> int:
    """Characters that lie in spans of both; those of either are disjoint."""
    return sum(
        max(0, min(one.end, other.end) - max(one.start, other.start))
        for one in spans
        for other in others
    )
