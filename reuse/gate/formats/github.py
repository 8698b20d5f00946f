"""Workflow commands of GitHub Actions, which annotate files; behind them the text.

A runner shows ten annotations of a kind a step and drops the rest without a word, so the tenth
says how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reuse.gate import telling
from reuse.gate.formats import text
from reuse.gate.places import Place, item_place, origin_place
from reuse.gate.policy import CLASS_WORDS
from reuse.model.gate import CheckResult, Finding
from reuse.model.skip import NoticeCode
from reuse.report import words
from reuse.report.escape import escape_terminal

_SHOWN = 10
_LONGEST = 4_000


def render(result: CheckResult) -> bytes:
    """Errors for what fails, warnings for what was not checked, then the text of the check.

    Args:
        result: a check.
    """
    failing, warnings = result.failing, tuple(_warnings(result))
    lines = [
        *_bounded(map(_finding, failing), len(failing), "error", "finding"),
        *_bounded(warnings, len(warnings), "warning", "warning"),
    ]
    return "".join(f"{line}\n" for line in lines).encode("utf-8") + text.render(result)


def _bounded(lines: Iterable[str], count: int, level: str, noun: str) -> Iterator[str]:
    most = count if count <= _SHOWN else _SHOWN - 1
    for _, line in zip(range(most), lines, strict=False):
        yield line
    if count > most:
        more = words.count(count - most, f"more {noun}")
        yield _command(level, None, "reusescan check", [f"{more}: see the log or the summary."])


def _finding(finding: Finding) -> str:
    span = finding.passages[0].left if finding.passages else None
    place = item_place(finding.item, span)
    return _command("error", place, CLASS_WORDS[finding.kind], telling.told(finding))


def _warnings(result: CheckResult) -> Iterator[str]:
    skipped = (*result.skipped, *(result.added.skipped if result.added else ()))
    for skip in skipped:
        lines = [f"{skip.origin}: {skip.code} {skip.reason}"]
        yield _command("warning", origin_place(skip.origin), "Record not checked", lines)
    for notice in result.notices:
        if notice.code is NoticeCode.UNKNOWN_NAME:
            lines = [f"{notice.origin}: {notice.reason}"]
            yield _command("warning", None, "Policy in doubt", lines)
    for dropped in result.dropped:
        lines = [f"{dropped.reason} ({dropped.count:,} not followed, {dropped.what})."]
        yield _command("warning", None, "Check incomplete", lines)


def _command(level: str, place: Place | None, title: str, lines: Iterable[str]) -> str:
    properties = {"title": title}
    if place is not None and place.file is not None:
        properties["file"] = place.file
        region = place.region
        if region is not None:
            properties["line"] = str(region.start_line)
            if region.end_line is not None:
                properties["endLine"] = str(region.end_line)
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = "\n".join(escape_terminal(line) for line in lines)
    return f"::{level} {named}::{_data(said[:_LONGEST])}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    # A command begins where a line does: nothing in a value may look like one when it is shown.
    return _data(escape_terminal(value)).replace(":", "%3A").replace(",", "%2C")
