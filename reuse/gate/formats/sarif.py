"""SARIF 2.1.0, for code scanning.

Consumers show 5,000 results of a run and refuse files beyond 10 MB: what is gravest goes in first,
and a notification says what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from reuse import version
from reuse.gate import telling
from reuse.gate.formats.sarif_records import (
    Artifact,
    Configuration,
    Driver,
    Invocation,
    Location,
    Log,
    LogicalLocation,
    Message,
    Notification,
    NotificationName,
    PhysicalLocation,
    RegionRecord,
    Result,
    RuleDescriptor,
    Run,
    Suppression,
    Tool,
)
from reuse.gate.places import Place, item_place, origin_place
from reuse.gate.rules import RULES
from reuse.model.document import Document
from reuse.model.gate import CheckResult, Finding, FindingClass, Outcome, Rule
from reuse.model.span import Span
from reuse.report.escape import safe_url, shorten, visible
from reuse.report.json import indented

MOST_RESULTS = 5_000
MOST_BYTES = 10_000_000

_MOST_NOTIFICATIONS = 1_000
_LONGEST = 1_000
_ROOT = "%SRCROOT%"
_NUMBERS = {kind: number for number, kind in enumerate(RULES)}
_LEVELS = {FindingClass.UNCREDITED: "error", FindingClass.CREDIT_UNKNOWN: "error"}
_SUPPRESSING = {
    Rule.ALLOW_MARK: "inSource",
    Rule.IGNORED_SECTION: "external",
    Rule.LICENSED: "external",
    Rule.LICENSED_WITH_CREDIT: "external",
}
"""Rules of a policy that let a finding pass, and whether the item or the policy says so."""
_LINK = "]("
_BRACKETS = re.compile(r"[\[\]\\]")


def render(result: CheckResult) -> bytes:
    """What fails as new, what is known or allowed as suppressed; cut by gravity.

    Args:
        result: a check.
    """
    reasons = {(each.key, each.item): each.reason for each in result.still if each.reason}
    told = [each for each in result.findings if _is_told(each)]
    results = [_result(each, result, reasons) for each in told[:MOST_RESULTS]]
    while True:
        data = indented(_log(result, results, len(told)))
        if len(data) <= MOST_BYTES or not results:
            return data
        # In proportion, and a little more, so that few tries are needed.
        del results[int(len(results) * 0.95 * MOST_BYTES / len(data)) :]


def _is_told(finding: Finding) -> bool:
    return finding.outcome is not Outcome.PASS or finding.rule in _SUPPRESSING


def _log(result: CheckResult, results: Iterable[Result], told: int) -> Log:
    kept = tuple(results)
    invocation = Invocation(
        execution_successful=result.complete,
        exit_code=1 if result.failing else 0 if result.complete else 3,
        tool_execution_notifications=tuple(_notifications(result, told - len(kept))),
    )
    run = Run(
        tool=Tool(
            driver=Driver(
                name="reusescan",
                version=version.__version__,
                semantic_version=version.__version__,
                rules=tuple(map(_rule, RULES)),
            )
        ),
        invocations=(invocation,),
        results=kept,
        column_kind="unicodeCodePoints",
        properties={
            "read": result.read,
            "checked": len(result.items),
            "archived": result.archived,
            "gone": len(result.gone),
            "leftOut": told - len(kept),
        },
    )
    return Log(runs=(run,))


def _rule(kind: FindingClass) -> RuleDescriptor:
    text = RULES[kind]
    return RuleDescriptor(
        id=kind.value,
        name=text.name,
        short_description=Message(text=text.short),
        full_description=Message(text=text.full),
        help=Message(text=text.help),
        default_configuration=Configuration(level=_LEVELS.get(kind, "warning")),
        properties={"tags": ["text-reuse"]},
    )


def _result(finding: Finding, result: CheckResult, reasons: dict[tuple[str, str], str]) -> Result:
    span = finding.passages[0].left if finding.passages else None
    known = finding.outcome is Outcome.KNOWN
    state = None
    if result.baseline is not None:
        state = "unchanged" if known else "new"
    related = _location(finding.other, finding.passages[0].right if span else None, related=True)
    return Result(
        rule_id=finding.kind.value,
        rule_index=_NUMBERS[finding.kind],
        level=_LEVELS.get(finding.kind, "warning") if finding.outcome is Outcome.FAIL else "note",
        message=_message(telling.told(finding)),
        locations=(_location(finding.item, span),),
        related_locations=(related,),
        partial_fingerprints={
            "reuseFinding/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.key}:{finding.occurrence + 1}",
        },
        baseline_state=state,
        suppressions=tuple(_suppressions(finding, reasons)),
        rank=round(100 * finding.comparison.verdict.probability, 4),
        properties={
            "words": finding.words,
            "share": round(finding.share, 6),
            "relation": finding.comparison.verdict.relation.value,
            "credit": finding.comparison.verdict.credit.value,
            "rule": finding.rule.value,
        },
    )


def _suppressions(finding: Finding, reasons: dict[tuple[str, str], str]) -> Iterator[Suppression]:
    if finding.outcome is Outcome.KNOWN:
        reason = reasons.get((finding.key, finding.item.id)) or "It is in the baseline."
        yield Suppression(kind="external", status="accepted", justification=_shown(reason))
    elif finding.outcome is Outcome.PASS:
        reason = _shown(finding.reason)
        yield Suppression(kind=_SUPPRESSING[finding.rule], status="accepted", justification=reason)


def _location(document: Document, span: Span | None, *, related: bool = False) -> Location:
    """Where a document is; of the other copy its address, as its file may be anywhere."""
    place = item_place(document, span)
    address = safe_url(document.url)
    artifact = Artifact(uri=address) if related and address else _artifact(place)
    physical = None
    if artifact is not None:
        region = None if related else _region(place)
        physical = PhysicalLocation(artifact_location=artifact, region=region)
    named = LogicalLocation(fully_qualified_name=_shown(document.id), kind="resource")
    title = document.title or document.id
    message = _message((f"{document.outlet}: {title}" if document.outlet else title,))
    return Location(
        id=1 if related else None,
        message=message if related else None,
        physical_location=physical,
        logical_locations=(named,),
    )


def _region(place: Place) -> RegionRecord:
    """The stretch of the file; its first line where nothing is known, as consumers want one."""
    if place.region is None:
        return RegionRecord(start_line=1)
    return RegionRecord(
        start_line=place.region.start_line,
        start_column=place.region.start_column,
        end_line=place.region.end_line,
        end_column=place.region.end_column,
    )


def _artifact(place: Place) -> Artifact | None:
    if place.file is not None:
        path = quote(place.file.removeprefix("./"), safe="/")
        if path.startswith("/"):
            return Artifact(uri=f"file://{path}")
        # A colon before the first slash would make a scheme of what stands before it.
        return Artifact(uri=path, uri_base_id=_ROOT)
    address = safe_url(place.address)
    return None if address is None else Artifact(uri=address)


def _notifications(result: CheckResult, left_out: int) -> Iterator[Notification]:
    if left_out:
        reason = (
            f"{left_out} results are left out, those that weigh least: consumers take "
            f"{MOST_RESULTS} of them and {MOST_BYTES} bytes."
        )
        yield _notification("results_left_out", reason, None)
    skipped = (*result.skipped, *(result.added.skipped if result.added else ()))
    for skip in skipped[:_MOST_NOTIFICATIONS]:
        reason = f"{skip.origin}: {skip.reason}"
        yield _notification(skip.code.value, reason, origin_place(skip.origin))
    if len(skipped) > _MOST_NOTIFICATIONS:
        more = f"{len(skipped) - _MOST_NOTIFICATIONS} more records were skipped."
        yield _notification("skips_left_out", more, None)
    for dropped in result.dropped:
        reason = f"{dropped.reason} ({dropped.count} not followed, {dropped.what})."
        yield _notification("not_followed", reason, None)


def _notification(code: str, reason: str, place: Place | None) -> Notification:
    artifact = None if place is None else _artifact(place)
    where: tuple[Location, ...] = ()
    if artifact is not None:
        where = (Location(physical_location=PhysicalLocation(artifact_location=artifact)),)
    return Notification(
        level="warning" if code == "results_left_out" else "error",
        message=_message((reason,)),
        descriptor=NotificationName(id=code),
        locations=where,
    )


def _message(lines: Iterable[str]) -> Message:
    """Plain text in which nothing from outside is a link or a placeholder.

    That is what the standard asks for: brackets behind a backslash, braces doubled.
    """
    text = "\n".join(map(_shown, lines))
    if _LINK in text:
        # The space is for readers that know nothing of the backslash.
        text = _BRACKETS.sub(r"\\\g<0>", text).replace(_LINK, "] (")
    return Message(text=text.replace("{", "{{").replace("}", "}}"))


def _shown(text: str) -> str:
    return visible(shorten(text, _LONGEST)) or "-"
