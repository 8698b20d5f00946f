"""Markdown for a job's summary or a comment.

Whatever comes from outside stands in code spans: there neither GitHub nor GitLab looks for
markup, links, mentions or references to issues.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reuse.gate import telling
from reuse.gate.policy import CLASS_WORDS
from reuse.model.document import Document
from reuse.model.gate import CheckResult, Finding, FindingClass, Outcome
from reuse.report import words
from reuse.report.escape import escape_terminal, shorten

MOST_BYTES = 60_000
"""A comment may hold 65,536 characters, a summary a megabyte."""

_LONGEST = 300
_TICKS = re.compile(r"`+")


def render(result: CheckResult) -> bytes:
    """Counts, what is against policy in full, the rest by name; cut with a statement.

    Args:
        result: a check.
    """
    failing = [each for each in result.findings if each.outcome is Outcome.FAIL]
    known = [each for each in result.findings if each.outcome is Outcome.KNOWN]
    page = _Page()
    title = words.count(len(failing), "finding") if failing else "nothing"
    page.add([f"## reusescan check: {title} against policy", "", telling.checked(result), ""])
    page.add(_table(result))
    page.add(_incomplete(result))
    page.list("Against policy", map(_full, failing), len(failing))
    page.list("Known", (iter([_short(each)]) for each in known), len(known))
    skipped = (*result.skipped, *(result.added.skipped if result.added else ()))
    entries = (iter([f"- {code(f'{s.origin}: {s.code} {s.reason}')}"]) for s in skipped)
    page.list("Not checked", entries, len(skipped))
    return page.encoded()


def code(text: str, limit: int = _LONGEST) -> str:
    """`text` as a code span on one line, whatever it holds; shortened."""
    flat = escape_terminal(shorten(text, limit)).strip() or "(empty)"
    longest = max((len(run) for run in _TICKS.findall(flat)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if flat[0] == "`" or flat[-1] == "`" else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


class _Page:
    """Lines up to a bound; a list that does not fit says what it left out."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0

    def add(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._lines.append(line)
            self._size += len(line.encode("utf-8")) + 1

    def list(self, title: str, entries: Iterable[Iterator[str]], count: int) -> None:
        if not count:
            return
        self.add([f"### {title}", ""])
        for done, entry in enumerate(entries):
            lines = list(entry)
            if self._size + sum(len(line.encode("utf-8")) + 1 for line in lines) > MOST_BYTES:
                self.add([f"- … and {count - done:,} more, which do not fit here."])
                break
            self.add(lines)
        self.add([""])

    def encoded(self) -> bytes:
        return "\n".join(self._lines).rstrip("\n").encode("utf-8") + b"\n"


def _table(result: CheckResult) -> Iterator[str]:
    """Classes that occur, by outcome; words of our own only."""
    if not result.findings:
        yield from ("No item shares text with another article.", "")
        return
    yield "| class | against policy | known | within policy |"
    yield "|---|---:|---:|---:|"
    for kind in FindingClass:
        outcomes = [each.outcome for each in result.findings if each.kind is kind]
        if outcomes:
            counts = " | ".join(f"{outcomes.count(outcome):,}" for outcome in Outcome)
            yield f"| {CLASS_WORDS[kind]} | {counts} |"
    yield ""


def _incomplete(result: CheckResult) -> Iterator[str]:
    if not result.complete:
        yield "**This check is incomplete.**"
        yield ""
        for line in telling.missing(result):
            yield f"- {code(line)}"
        yield ""
    if result.gone:
        yield f"{words.count(len(result.gone), 'known finding')} not found any more."
        yield ""


def _short(finding: Finding) -> str:
    size = f"{words.count(finding.words, 'word')}, {words.percent(finding.share)} of the item"
    other = "archive" if finding.archived else "same feed"
    return (
        f"- **{CLASS_WORDS[finding.kind]}**: {_named(finding.item)} | {_named(finding.other)} "
        f"({other}), {size}"
    )


def _full(finding: Finding) -> Iterator[str]:
    pair = finding.comparison
    left, right = (code(name) for name in words.side_names(pair))
    yield _short(finding)
    for form in (words.verdict_form(pair), words.credit_form(pair)):
        if form is not None:
            yield f"  - {form.format(left=left, right=right)}"
    yield f"  - shared: {code(telling.quoted(finding))}"
    for line in telling.evidence(finding.comparison):
        yield f"  - because: {code(line)}"
    if finding.item.origin:
        yield f"  - at {code(telling.place(finding.item))}"


def _named(document: Document) -> str:
    title = f" {code(document.title, 120)}" if document.title else ""
    return f"{code(document.id, 120)}{title}"
