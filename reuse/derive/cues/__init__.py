"""The cues, one function each.

A directed cue sees a pair from one document and says whether *that* document derives from
the other; it is asked once from each side, so a verdict mirrors exactly. A mutual cue speaks
for no side and is asked once.
"""

from __future__ import annotations

from collections.abc import Callable

from reuse.derive.cues import changes, circumstance, credit, textual, voices, wire
from reuse.derive.shared import Pair
from reuse.model.verdict import Cue

DIRECTED: tuple[Callable[[Pair], Cue | None], ...] = (
    credit.credit,
    credit.link,
    credit.mention,
    credit.author_named,
    credit.introduction,
    voices.own_report,
    wire.agency_source,
    wire.agency_named,
    wire.agency_author,
    circumstance.version,
    circumstance.earlier,
    textual.containment,
    textual.length,
    textual.position,
    textual.additions,
    textual.cut,
    textual.new_lead,
    changes.rounded,
    changes.shortened,
    changes.retold,
    changes.quoting,
    changes.fatigue,
    changes.misspelt,
)
"""Cues that a document derives from the other; each name is the cue's name."""

MUTUAL: tuple[Callable[[Pair], Cue | None], ...] = (
    wire.same_wire,
    wire.wire_text,
    wire.wire_helped,
    wire.agency_background,
    circumstance.third_agency,
    circumstance.third_outlet,
    circumstance.same_author,
    circumstance.same_outlet,
    circumstance.same_page,
)
"""Cues that speak for neither direction."""
