"""The result of a check as plain text, for a terminal or a log."""

from __future__ import annotations

from collections.abc import Iterator

from reuse.gate import telling
from reuse.model.gate import CheckResult, Finding, Outcome, Rule
from reuse.report import words
from reuse.report.escape import escape_terminal

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
    head = f"{_NAMES[finding.outcome]:5} {escape_terminal(telling.headline(finding))}"
    if finding.outcome is Outcome.PASS:
        last = finding.rule is Rule.FAIL_ON
        said = "not in fail_on" if last else f"{finding.rule}: {escape_terminal(finding.reason)}"
        yield f"{head} ({said})"
        return
    yield head
    verdict, *credit = telling.sentences(finding)
    yield f"      {escape_terminal(verdict)}"
    if finding.outcome is Outcome.KNOWN:
        return
    for line in (*credit, telling.quoted(finding)):
        yield f"      {escape_terminal(line)}"
    for line in telling.evidence(finding.comparison):
        yield f"      - {escape_terminal(line)}"
    if finding.item.origin:
        yield f"      at {escape_terminal(telling.place(finding.item))}"


def _counts(result: CheckResult) -> Iterator[str]:
    yield telling.checked(result)
    yield telling.counted(result)
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
        for line in telling.missing(result):
            yield f"  {escape_terminal(line)}"
