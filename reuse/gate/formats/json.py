"""The whole result of a check as JSON, by a published schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct, field

from reuse import version
from reuse.model.alignment import Alignment
from reuse.model.document import Document
from reuse.model.gate import CheckResult, Finding, FindingClass, KnownFinding, Outcome, Rule
from reuse.read.shown import file_name
from reuse.report import convert
from reuse.report.json import indented
from reuse.report.records import (
    ComparisonRecord,
    Counts,
    DocumentRecord,
    DroppedRecord,
    NoticeRecord,
    Ratio,
    SkipRecord,
    Whole,
)


class ItemRecord(Struct, frozen=True, kw_only=True):
    """An item that was checked."""

    document: DocumentRecord
    section: str | None
    allow: str | None
    """The mark in its metadata."""
    origin: str | None
    """File and record."""
    line: Annotated[int, Meta(ge=1)] | None
    outcome: Outcome
    """The gravest of its findings; pass without any."""


class PassageRecord(Struct, frozen=True, kw_only=True):
    """A passage that counts; offsets are code points of the raw texts, half-open."""

    item_start: Whole
    item_end: Whole
    other_start: Whole
    other_end: Whole
    words: Whole
    """Of the item."""
    text: str
    """Of the item."""


class FindingRecord(Struct, frozen=True, kw_only=True):
    """An item and another article that share text."""

    key: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    occurrence: Whole
    kind: FindingClass = field(name="class")
    outcome: Outcome
    rule: Rule
    reason: str
    item_id: str
    other: DocumentRecord
    archived: bool
    words: Whole
    share: Ratio
    passages: tuple[PassageRecord, ...]
    comparison: ComparisonRecord
    """The item is the left side."""


class KnownRecord(Struct, frozen=True, kw_only=True):
    """A finding of the baseline."""

    key: str
    kind: FindingClass = field(name="class")
    item: str
    other: str
    words: Whole
    excerpt: str
    reason: str
    audited: bool


class AddedRecord(Struct, frozen=True, kw_only=True):
    """What became of the items that were to be filed in the archive."""

    added: Whole
    replaced: Whole
    unchanged: Whole
    skipped: tuple[SkipRecord, ...]


class CheckRecord(Struct, frozen=True, kw_only=True, tag_field="format", tag="reusescan-check"):
    """A whole check."""

    version: Literal[1]
    tool_version: str
    passed: bool
    """Whether nothing is against policy that is new; see `complete` too."""
    complete: bool
    """False when a record was skipped for a fault, a cap was hit or an item was not filed."""
    counts: Counts
    outcomes: dict[Outcome, Whole]
    """Findings by outcome; one entry each."""
    archived: Whole | None
    """Articles of the archive; null for none."""
    baseline: str | None
    items: tuple[ItemRecord, ...]
    """By id."""
    findings: tuple[FindingRecord, ...]
    """Those that fail first, then the known ones, then the rest; gravest and longest first."""
    gone: tuple[KnownRecord, ...]
    """Known findings that were not found again."""
    skipped: tuple[SkipRecord, ...]
    notices: tuple[NoticeRecord, ...]
    dropped: tuple[DroppedRecord, ...]
    added: AddedRecord | None


def render(result: CheckResult) -> bytes:
    """The whole result.

    Args:
        result: a check.
    """
    outcomes = [finding.outcome for finding in result.findings]
    record = CheckRecord(
        version=1,
        tool_version=version.__version__,
        passed=not result.failing,
        complete=result.complete,
        counts=Counts(
            read=result.read,
            scanned=len(result.items),
            skipped=len(result.skipped) + result.outside_dates,
            skipped_by_code=result.skipped_by_code,
        ),
        outcomes={outcome: outcomes.count(outcome) for outcome in Outcome},
        archived=result.archived,
        baseline=None if result.baseline is None else file_name(result.baseline),
        items=tuple(_items(result)),
        findings=tuple(map(_finding, result.findings)),
        gone=tuple(map(_known, result.gone)),
        skipped=tuple(SkipRecord(**asdict(each)) for each in result.skipped),
        notices=tuple(NoticeRecord(**asdict(each)) for each in result.notices),
        dropped=tuple(DroppedRecord(**asdict(each)) for each in result.dropped),
        added=_added(result),
    )
    return indented(record)


def schema() -> bytes:
    """JSON Schema of the format, as committed under ``docs/reference``."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "reusescan-check, version 1",
    }
    whole = head | msgspec.json.schema(CheckRecord)
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _items(result: CheckResult) -> Iterator[ItemRecord]:
    # Findings come gravest first, so the first of an item is its gravest.
    outcomes: dict[str, Outcome] = {}
    for finding in result.findings:
        outcomes.setdefault(finding.item.id, finding.outcome)
    for document in result.items:
        yield _item(document, outcomes.get(document.id, Outcome.PASS))


def _item(document: Document, outcome: Outcome) -> ItemRecord:
    return ItemRecord(
        document=convert.document_record(document),
        section=document.section,
        allow=document.allow,
        origin=document.origin,
        line=document.line,
        outcome=outcome,
    )


def _finding(finding: Finding) -> FindingRecord:
    return FindingRecord(
        key=finding.key,
        occurrence=finding.occurrence,
        kind=finding.kind,
        outcome=finding.outcome,
        rule=finding.rule,
        reason=finding.reason,
        item_id=finding.item.id,
        other=convert.document_record(finding.other),
        archived=finding.archived,
        words=finding.words,
        share=round(finding.share, 6),
        passages=tuple(_passage(finding.item, each) for each in finding.passages),
        comparison=convert.comparison_record(finding.comparison),
    )


def _passage(item: Document, passage: Alignment) -> PassageRecord:
    return PassageRecord(
        item_start=passage.left.start,
        item_end=passage.left.end,
        other_start=passage.right.start,
        other_end=passage.right.end,
        words=passage.left_words,
        text=passage.left.cut(item.text),
    )


def _known(known: KnownFinding) -> KnownRecord:
    return KnownRecord(**asdict(known))


def _added(result: CheckResult) -> AddedRecord | None:
    added = result.added
    if added is None:
        return None
    return AddedRecord(
        added=added.added,
        replaced=added.replaced,
        unchanged=added.unchanged,
        skipped=tuple(SkipRecord(**asdict(each)) for each in added.skipped),
    )
