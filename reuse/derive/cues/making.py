"""How a cue is put together: its weight from the table, its words from the text."""

from __future__ import annotations

from collections.abc import Iterable

from reuse.derive.shared import Pair
from reuse.derive.weights import WEIGHTS
from reuse.model.span import Span
from reuse.model.verdict import Cue, Relation, Side, SidedSpan

MOST_SPANS = 8
"""Words shown for one cue, at the most."""


def directed(  # noqa: PLR0913  one keyword a fact
    pair: Pair,
    name: str,
    explanation: str,
    spans: Iterable[Span] = (),
    *,
    strength: float = 1.0,
    more: float = 0.0,
) -> Cue:
    """A cue that `pair.this` derives from `pair.other`, shown by words of `pair.this`.

    Args:
        pair: the pair as seen from `this`.
        name: of the cue.
        explanation: one sentence for the reader.
        spans: words of `this`.
        strength: share of the cue's weight that it has here, 0 to 1.
        more: nats beyond that.
    """
    relation = Relation.LEFT_FROM_RIGHT if pair.is_left else Relation.RIGHT_FROM_LEFT
    return Cue(
        name=name,
        favours=relation,
        nats=float(WEIGHTS[name].nats * strength + more),
        explanation=explanation,
        spans=sided(pair, spans),
    )


def common(
    name: str,
    explanation: str,
    spans: tuple[SidedSpan, ...] = (),
    *,
    favours: Relation = Relation.COMMON_SOURCE,
    nats: float | None = None,
) -> Cue:
    """A cue that speaks for neither direction."""
    return Cue(
        name=name,
        favours=favours,
        nats=WEIGHTS[name].nats if nats is None else nats,
        explanation=explanation,
        spans=tuple(sorted(spans)),
    )


def sided(pair: Pair, spans: Iterable[Span]) -> tuple[SidedSpan, ...]:
    """Spans of `pair.this` with their side."""
    side = Side.LEFT if pair.is_left else Side.RIGHT
    return tuple(SidedSpan(side=side, span=span) for span in sorted(set(spans)))[:MOST_SPANS]


def one_line(text: str) -> str:
    """Text from outside without line breaks: every stretch of white space is one space."""
    return " ".join(text.split())


def quote(text: str, most: int = 80) -> str:
    """Words of an article as they stand in a sentence of ours: one line, not too long."""
    line = one_line(text)
    if len(line) > most:
        line = f"{line[: most - 1]}\u2026"
    return f"\u201c{line}\u201d"
