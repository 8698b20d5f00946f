"""GitLab's Code Quality report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from reuse.gate import telling
from reuse.gate.places import Place, item_place, origin_place
from reuse.model.gate import CheckResult, Finding, FindingClass, Outcome
from reuse.model.skip import Skip
from reuse.report.escape import escape_terminal, shorten
from reuse.report.json import indented

_Severity = Literal["info", "minor", "major", "critical", "blocker"]
_SEVERITY: dict[FindingClass, _Severity] = {
    FindingClass.UNCREDITED: "critical",
    FindingClass.CREDIT_UNKNOWN: "major",
    FindingClass.CREDITED: "major",
    FindingClass.SELF: "minor",
    FindingClass.COMMON_SOURCE: "minor",
    FindingClass.UNDETERMINED: "minor",
    FindingClass.CARRIED: "minor",
}
_LONGEST = 1_000


class _Lines(Struct, frozen=True, kw_only=True):
    begin: int


class _Location(Struct, frozen=True, kw_only=True):
    path: str
    lines: _Lines


class _Issue(Struct, frozen=True, kw_only=True):
    description: str
    check_name: str
    fingerprint: str
    severity: _Severity
    location: _Location


def render(result: CheckResult) -> bytes:
    """What is against policy, known findings as information, and what was not checked.

    GitLab compares the report of a branch with that of its target by fingerprint.

    Args:
        result: a check.
    """
    return indented(tuple(_issues(result)))


def _issues(result: CheckResult) -> Iterator[_Issue]:
    for finding in result.findings:
        if finding.outcome is not Outcome.PASS:
            yield _finding(finding)
    seen: Counter[str] = Counter()
    for skip in (*result.skipped, *(result.added.skipped if result.added else ())):
        name = f"{skip.origin}\0{skip.code}"
        yield _skip(skip, _hash(f"{name}\0{seen[name]}"))
        seen[name] += 1
    for dropped in result.dropped:
        yield _Issue(
            description=_plain(f"Not all was compared: {dropped.reason} ({dropped.what})"),
            check_name="reuse/not_compared",
            fingerprint=_hash(f"dropped\0{dropped.what}"),
            severity="major",
            location=_Location(path="reusescan", lines=_Lines(begin=1)),
        )


def _finding(finding: Finding) -> _Issue:
    span = finding.passages[0].left if finding.passages else None
    known = finding.outcome is Outcome.KNOWN
    return _Issue(
        description=_plain(". ".join(telling.told(finding)[:2])),
        check_name=f"reuse/{finding.kind}",
        fingerprint=_hash(finding.fingerprint),
        severity="info" if known else _SEVERITY[finding.kind],
        location=_location(item_place(finding.item, span)),
    )


def _skip(skip: Skip, fingerprint: str) -> _Issue:
    return _Issue(
        description=_plain(f"Not checked: {skip.origin}: {skip.code} {skip.reason}"),
        check_name="reuse/not_checked",
        fingerprint=fingerprint,
        severity="major",
        location=_location(origin_place(skip.origin)),
    )


def _location(place: Place) -> _Location:
    begin = 1 if place.region is None else place.region.start_line
    return _Location(path=_plain(place.name).removeprefix("./"), lines=_Lines(begin=begin))


def _plain(text: str) -> str:
    return escape_terminal(shorten(text, _LONGEST))


def _hash(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8"), digest_size=16).hexdigest()
