"""Versioned records of a result, as they stand in ``result.json``.

The records are the contract with whoever reads the file: within one version a field may be
added, but none is renamed or removed. They hold no clock time, no host and no path but what
the input brought along, so that one input gives the same bytes anywhere.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from reuse.model.alignment import Channel, Fact, Obfuscation, Role
from reuse.model.derivation import Origin
from reuse.model.skip import NoticeCode, SkipCode
from reuse.model.verdict import Credit, Relation, Side

Ratio = Annotated[float, Meta(ge=0.0, le=1.0)]
Whole = Annotated[int, Meta(ge=0)]


class DocumentRecord(Struct, frozen=True, kw_only=True):
    """A scanned document; unknown fields are null."""

    id: Annotated[str, Meta(min_length=1)]
    outlet: str | None
    published: str | None
    """As the input gave it."""
    title: str | None
    author: str | None
    url: str | None
    """As the input gave it; not checked to be a safe link."""
    language: str | None
    text: str | UnsetType = UNSET
    """The raw text, of documents that are in a pair; left out of all others."""


class QuotedSpan(Struct, frozen=True, kw_only=True):
    """A span of one document of a pair, with the words it cuts out."""

    side: Side
    start: Whole
    end: Whole
    text: str


class CueRecord(Struct, frozen=True, kw_only=True):
    """One piece of evidence."""

    name: str
    favours: Relation
    nats: Annotated[float, Meta(ge=0.0)]
    explanation: str
    spans: tuple[QuotedSpan, ...]


class ConflictRecord(Struct, frozen=True, kw_only=True):
    """Words of two passages that state one thing differently; offsets as in the passage."""

    kind: Fact
    left_start: Whole
    left_end: Whole
    right_start: Whole
    right_end: Whole


class AlignmentRecord(Struct, frozen=True, kw_only=True):
    """A pair of passages; offsets are code points of the raw texts, half-open."""

    left_start: Whole
    left_end: Whole
    right_start: Whole
    right_end: Whole
    role: Role
    obfuscation: Obfuscation
    score: Ratio
    channel: Channel
    kept: Ratio
    left_words: Whole
    right_words: Whole
    conflicts: tuple[ConflictRecord, ...] = ()
    """Facts that the two passages contradict each other in, by left span; of reuse only."""


class AlignmentLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of ``alignments.jsonl``; the order of the fields is part of the format."""

    left_id: str
    right_id: str
    left_start: Whole
    left_end: Whole
    right_start: Whole
    right_end: Whole
    role: Role
    obfuscation: Obfuscation
    score: Ratio
    channel: Channel
    relation: Relation
    conflicts: tuple[ConflictRecord, ...] = ()
    """Left out where there are none."""


class ComparisonRecord(Struct, frozen=True, kw_only=True):
    """A pair of documents, what they share and what follows from it."""

    left_id: str
    right_id: str
    relation: Relation
    probabilities: dict[Relation, Ratio]
    """One entry a relation, rounded to six decimals."""
    credit: Credit
    credit_line: QuotedSpan | None
    cues: tuple[CueRecord, ...]
    """Strongest first."""
    alignments: tuple[AlignmentRecord, ...]
    """By left span, then right."""
    same_page: bool
    reused_words: Whole
    notes: tuple[str, ...]


class WitnessRecord(Struct, frozen=True, kw_only=True):
    """A document's span in a cluster."""

    document_id: str
    start: Whole
    end: Whole


class ClusterRecord(Struct, frozen=True, kw_only=True):
    """One text and everyone who carries it."""

    id: str
    original: str | None
    words: Whole
    outlets: tuple[str, ...]
    witnesses: tuple[WitnessRecord, ...]
    """Earliest known stamp first."""


class LagRecord(Struct, frozen=True, kw_only=True):
    """Hours from the stamps of a source to those of its carrier; below 0 where that is earlier."""

    documents: Annotated[int, Meta(ge=1)]
    """Derived documents it rests on: those of which both stamps are known."""
    median: float
    lower: float
    """First quartile."""
    upper: float
    """Third quartile."""
    uncertainty: Annotated[float, Meta(gt=0.0)]
    """Hours by which any of the three may be off for what the stamps leave open. Where it is no
    less than the median without its sign, it is not told who typically was first."""


class ArcRecord(Struct, frozen=True, kw_only=True):
    """One document has text from a source."""

    source: str
    """Id of a document, or a name in `unseen`."""
    derived_id: str
    probability: Ratio
    """Over all ways to explain the documents together."""
    sure: bool
    """Whether that reaches `derive.emit` and a verdict bears it out; else nobody should be called
    a copier."""
    named: bool
    """Whether the verdict on the pair says so by itself; of an unseen source, whether a verdict
    on two documents that have it says common source."""
    words: Whole
    credit: Credit
    spans: tuple[tuple[Whole, Whole], ...]
    """Start and end of the stretches of the derived document that the source explains."""


class TieRecord(Struct, frozen=True, kw_only=True):
    """Two documents of which nobody can say who has it from whom."""

    first_id: str
    second_id: str
    words: Whole
    first_from_second: Ratio
    second_from_first: Ratio


class DerivationRecord(Struct, frozen=True, kw_only=True):
    """Who has text from whom in a family of documents."""

    id: str
    document_ids: tuple[str, ...]
    cluster_ids: tuple[str, ...]
    origin: Origin
    originals: tuple[str, ...]
    """Ids of the probable originals."""
    statement: str
    unseen: tuple[str, ...]
    """Names of sources that are not in the corpus."""
    arcs: tuple[ArcRecord, ...]
    """They make no cycle."""
    links: tuple[TieRecord, ...]
    roots: dict[str, Ratio]
    """Probability of each document that it has its text from no other one here."""


class FlowRecord(Struct, frozen=True, kw_only=True):
    """Text that `carrier` has from `source`."""

    carrier: str
    source: str
    documents: Whole
    words: Whole
    share: Ratio
    credited: Whole
    uncredited: Whole
    unknown: Whole
    credited_share: Ratio | None = None
    """`credited` over `credited` and `uncredited`; null where both are 0."""
    lag: LagRecord | None = None
    """Null where of no derived document both stamps are known."""


class LinkRecord(Struct, frozen=True, kw_only=True):
    """Text that two outlets share without a direction."""

    first: str
    second: str
    common_source: Whole
    undetermined: Whole
    words: Whole


class LedgerRecord(Struct, frozen=True, kw_only=True):
    """The corpus by outlet."""

    documents: dict[str, Whole]
    flows: tuple[FlowRecord, ...]
    links: tuple[LinkRecord, ...]


class SkipRecord(Struct, frozen=True, kw_only=True):
    """A record that was not scanned."""

    origin: str
    code: SkipCode
    reason: str


class NoticeRecord(Struct, frozen=True, kw_only=True):
    """A doubt about a record that was scanned all the same."""

    origin: str
    code: NoticeCode
    reason: str


class DroppedRecord(Struct, frozen=True, kw_only=True):
    """What a cap kept from being compared."""

    what: str
    count: Whole
    reason: str


class Counts(Struct, frozen=True, kw_only=True):
    """How many records were read: ``read = scanned + skipped``, always."""

    read: Whole
    scanned: Whole
    skipped: Whole
    skipped_by_code: dict[SkipCode, Whole]
    """Codes that occur, by name; they sum to `skipped`. Records that were left out for their
    date, OUTSIDE_DATES, are counted here and not listed."""


class SamePageRecord(Struct, frozen=True, kw_only=True):
    """Scanned documents that are one page: one address, or one text under one outlet."""

    document_ids: tuple[str, ...]
    """Two or more, the one seen first at the head. They are not compared with each other."""


class ResultRecord(Struct, frozen=True, kw_only=True, tag_field="format", tag="reusescan-result"):
    """A whole scan."""

    version: Literal[1]
    tool_version: str
    complete: bool
    """False when a record was skipped for a fault or a cap was hit."""
    counts: Counts
    documents: tuple[DocumentRecord, ...]
    comparisons: tuple[ComparisonRecord, ...]
    clusters: tuple[ClusterRecord, ...]
    outlets: LedgerRecord
    skipped: tuple[SkipRecord, ...]
    notices: tuple[NoticeRecord, ...]
    dropped: tuple[DroppedRecord, ...]
    settings: dict[str, Any]
    same_page: tuple[SamePageRecord, ...]
    sifted: Whole
    """Passages left out because they are no more than chance brings, see `derive.sift`."""
    derivations: tuple[DerivationRecord, ...] = ()
    """Most documents first."""


class PairRecord(Struct, frozen=True, kw_only=True, tag_field="format", tag="reusescan-comparison"):
    """One comparison on its own."""

    version: Literal[1]
    tool_version: str
    left: DocumentRecord
    right: DocumentRecord
    comparison: ComparisonRecord


class AskedPair(Struct, frozen=True, kw_only=True):
    """An article asked about, on the left, and an archived one."""

    left: DocumentRecord
    right: DocumentRecord
    comparison: ComparisonRecord


class QueryRecord(Struct, frozen=True, kw_only=True, tag_field="format", tag="reusescan-query"):
    """What an archive holds of some articles."""

    version: Literal[1]
    tool_version: str
    complete: bool
    """False when a record was skipped for a fault or a cap was hit."""
    counts: Counts
    """Of the articles asked about."""
    pairs: tuple[AskedPair, ...]
    """By id of the article asked about, then the most telling first."""
    sifted: Whole
    """Passages left out because they are no more than chance brings, see `derive.sift`."""
    skipped: tuple[SkipRecord, ...]
    notices: tuple[NoticeRecord, ...]
    dropped: tuple[DroppedRecord, ...]


class StatsRecord(Struct, frozen=True, kw_only=True, tag_field="format", tag="reusescan-archive"):
    """How much an archive holds."""

    version: Literal[1]
    tool_version: str
    documents: Whole
    """Those that stand."""
    superseded: Whole
    """Those of which a later version stands."""
    purged: Whole
    """Those that were purged, and of which keys are left until the archive is compacted."""
    segments: Whole
    passages: Whole
    """With those of superseded and purged documents; so are postings and tokens."""
    postings: Whole
    tokens: Whole
    segment_bytes: Whole
    catalogue_bytes: Whole
