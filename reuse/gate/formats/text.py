"""The result of a check as plain text, for a terminal or a log."""

from __future__ import annotations

from collections.abc import Iterator

from reuse.gate.policy import CLASS_WORDS
from reuse.gate.wording import excerpt
from reuse.model.gate import CheckResult, Finding, Outcome
from reuse.model.verdict import Cue
from reuse.report import words
from reuse.report.escape import escape_terminal

_CUES = 3
_NAMES = {Outcome.FAIL: "FAIL", Outcome.KNOWN: "known", Outcome.PASS: "pass"}


def render(result: CheckResult) -> bytes:
    """Findings, those against policy in full, and the counts.

    Args:
        result: a check.
    """
    return "\n".join(_lines(result)).encode("utf-8") + b"\n"


def _lines(result: CheckResult) -> Iterator[str]:
    for finding in result.findings:
        yield from _finding(finding)
    if result.findings:
        yield ""
    yield from _counts(result)


def _finding(finding: Finding) -> Iterator[str]:
    item, other = finding.item, finding.other
    place = "archive" if finding.archived else "same feed"
    size = f"{words.count(finding.words, 'word')}, {finding.share:.0%} of the item"
    head = f"{CLASS_WORDS[finding.kind]}: {item.id} | {other.id} ({place}), {size}"
    yield f"{_NAMES[finding.outcome]:5} {escape_terminal(head)}"
    if finding.outcome is Outcome.PASS:
        yield f"      {finding.rule}: {escape_terminal(finding.reason)}"
        return
    pair = finding.comparison
    yield f"      {escape_terminal(words.filled(words.verdict_form(pair), pair))}"
    if finding.outcome is Outcome.KNOWN:
        return
    form = words.credit_form(pair)
    if form is not None:
        yield f"      {escape_terminal(words.filled(form, pair))}"
    yield f"      “{escape_terminal(excerpt(item.text, finding.passages))}”"
    for cue in telling_cues(finding)[:_CUES]:
        yield f"      - {escape_terminal(cue.explanation)}"
    if item.origin:
        yield f"      at {escape_terminal(item.origin)}"


def telling_cues(finding: Finding) -> tuple[Cue, ...]:
    """The evidence for the relation that was found, strongest first."""
    verdict = finding.comparison.verdict
    return tuple(cue for cue in verdict.cues if cue.favours is verdict.relation)


def _counts(result: CheckResult) -> Iterator[str]:
    checked = words.count(len(result.items), "item")
    against = "" if result.archived is None else f" against {result.archived:,} archived"
    yield f"{checked} checked{against}."
    outcomes = [finding.outcome for finding in result.findings]
    if not outcomes:
        yield "No item shares text with another article."
    else:
        failing = outcomes.count(Outcome.FAIL)
        parts = [
            f"{failing:,} against policy",
            f"{outcomes.count(Outcome.KNOWN):,} known",
            f"{outcomes.count(Outcome.PASS):,} within policy",
        ]
        yield f"{words.count(len(outcomes), 'finding')}: {', '.join(parts)}."
    if result.gone:
        yield f"{words.count(len(result.gone), 'known finding')} not found any more."
    if result.added is not None:
        added = result.added
        yield (
            f"{words.count(added.added, 'item')} filed in the archive, "
            f"{added.unchanged:,} there already."
        )
    if not result.complete:
        yield "This check is incomplete:"
        for line in words_missing(result):
            yield f"  {line}"


def words_missing(result: CheckResult) -> Iterator[str]:
    """What makes a check incomplete, escaped, a line for each reason."""
    skipped = len(result.skipped) + (len(result.added.skipped) if result.added else 0)
    if skipped:
        yield f"{words.count(skipped, 'record')} skipped."
    for dropped in result.dropped:
        yield escape_terminal(f"{dropped.reason} ({dropped.count:,} not followed, {dropped.what}).")
