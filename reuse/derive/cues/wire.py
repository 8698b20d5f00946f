"""Cues from news agencies: who is one, who carries one's text, who says so."""

from __future__ import annotations

from reuse.derive.cues.making import common, directed, quote, sided
from reuse.derive.cues.order import long_before
from reuse.derive.facts import DocumentFacts
from reuse.derive.marks import NO_AGENCY, MarkKind, WireMark
from reuse.derive.shared import Pair
from reuse.model.span import Span
from reuse.model.verdict import Cue

UNKNOWN_OUTLET = 0.8
"""Nats of an agency's mark where an outlet is unknown: that side may be the agency itself."""
HELPED = 1.5
"""The same of a line that thanks the agency: that side is not the agency, the other may be."""


def agency_source(pair: Pair) -> Cue | None:
    """The other's outlet is a news agency and this one's is known not to be."""
    this, other = pair.this, pair.other
    if other.agency is None or this.agency is not None or not this.names.shown:
        return None
    if _carries_third(this, other.agency) or long_before(pair):
        return None
    return directed(
        pair,
        "agency_source",
        f"{other.label} is a news agency, {this.label} is not: outlets carry agencies' text.",
    )


def agency_named(pair: Pair) -> Cue | None:
    """Byline, dateline, credit line or tag of this side names the other's outlet."""
    found = pair.marks_of_other
    if not found or not pair.this.names.shown or long_before(pair):
        return None
    mark = found[0]
    words = "its metadata" if mark.span is None else quote(mark.span.cut(pair.this.text.raw))
    more = 1.5 if pair.other.agency is None else 0.0
    return directed(
        pair,
        "agency_named",
        f"The {mark.kind.value} of {pair.this.label} names {pair.other.label}: {words}.",
        (m.span for m in found if m.span is not None),
        more=more if mark.kind.full else 0.0,
    )


def agency_background(pair: Pair) -> Cue | None:
    """An agency's story that is much the later: both repeat an earlier story of the agency's."""
    for view in (pair, pair.mirrored):
        this, other = view.this, view.other
        if other.agency is not None and this.agency is None and long_before(view):
            return common(
                "agency_background",
                f"{other.label}'s article is days later than {this.label}'s: agencies repeat "
                "their background, so both may go back to an earlier story.",
            )
    return None


def agency_author(pair: Pair) -> Cue | None:
    """Both name one reporter, and the other's outlet is an agency."""
    this, other = pair.this, pair.other
    if other.agency is None or this.agency is not None or not this.names.shown:
        return None
    shared = [author for author in this.authors if author in set(other.authors)]
    if not shared:
        return None
    return directed(
        pair,
        "agency_author",
        f"{this.label} prints the byline of {other.label}'s reporter {shared[0].title()}.",
    )


def same_wire(pair: Pair) -> Cue | None:
    """Both sides name one agency as the origin of their text, and neither is that agency."""
    if not (pair.third_marks and pair.mirrored.third_marks):
        return None
    for mark in sorted(pair.third_marks, key=lambda m: m.key):
        theirs = [m for m in pair.mirrored.third_marks if m.key == mark.key]
        if theirs and mark.key != NO_AGENCY:
            names = min(mark.name, theirs[0].name), max(mark.name, theirs[0].name)
            called = names[0] if names[0] == names[1] else f"{names[0]} ({names[1]})"
            return common(
                "same_wire",
                f"Both articles name {called} as the origin of their text.",
                (
                    *sided(pair, _spans((mark,))),
                    *sided(pair.mirrored, _spans((theirs[0],))),
                ),
                nats=_unknown(
                    pair, helped=not _is_text(pair, mark) or not _is_text(pair.mirrored, theirs[0])
                ),
            )
    return None


def wire_text(pair: Pair) -> Cue | None:
    """One side is marked as an agency's text, and neither outlet is an agency."""
    return _one_sided(pair, "wire_text", full=True)


def wire_helped(pair: Pair) -> Cue | None:
    """One side says that an agency contributed, and neither outlet is an agency."""
    return _one_sided(pair, "wire_helped", full=False)


def _one_sided(pair: Pair, name: str, *, full: bool) -> Cue | None:
    if not (pair.third_marks or pair.mirrored.third_marks) or same_wire(pair) is not None:
        return None
    for view in sorted((pair, pair.mirrored), key=lambda p: (p.this.label, p.this.document.id)):
        found = tuple(m for m in view.third_marks if m.kind.full is full)
        if not view.this.names.shown:
            # The page may be the agency's own, unless a syndicator's tag or its thanks to the
            # agency say otherwise.
            found = tuple(m for m in found if m.kind is MarkKind.TAG or not m.kind.full)
        if not found:
            continue
        mark = found[0]
        words = "" if mark.span is None else f": {quote(mark.span.cut(view.this.text.raw))}"
        called = "an agency" if mark.key == NO_AGENCY else mark.name
        says = "carries text of" if full else "thanks"
        return common(
            name,
            f"{view.this.label} {says} {called} ({mark.kind.value}){words}; the other article "
            "may have the same origin.",
            sided(view, _spans(found)),
            nats=_unknown(pair, helped=not full),
        )
    return None


def _unknown(pair: Pair, *, helped: bool) -> float | None:
    """Nats of a mark where an outlet is unknown; None where both are known."""
    if pair.this.names.shown and pair.other.names.shown:
        return None
    return HELPED if helped else UNKNOWN_OUTLET


def _is_text(pair: Pair, mark: WireMark) -> bool:
    """Whether a side is marked as text of a mark's agency, not as helped by it."""
    return any(m.kind.full for m in pair.third_marks if m.key == mark.key)


def _carries_third(side: DocumentFacts, agency: str) -> bool:
    """Whether a side is marked as the text of an agency other than the one named."""
    full = {m.key for m in side.marks if m.kind in _SURE}
    return bool(full) and agency not in {m.key for m in side.marks}


_SURE = frozenset({MarkKind.BYLINE, MarkKind.DATELINE, MarkKind.COPYRIGHT, MarkKind.CREDIT_LINE})


def _spans(marks: tuple[WireMark, ...]) -> tuple[Span, ...]:
    return tuple(mark.span for mark in marks if mark.span is not None)
