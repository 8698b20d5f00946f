"""What two documents say of each other before their texts are compared."""

from __future__ import annotations

from reuse.derive.cues.credit import credits_to_other
from reuse.derive.cues.wire import marks_of_other
from reuse.derive.facts import DocumentFacts
from reuse.derive.shared import pair_of

_CREDITED = 1.5
"""Nats that a credit adds for reuse: one who says where he has a story from has rewritten it
more often than not. At 2 nats an independent report that quotes the other's interview is called
derived (1 of 78 labelled pairs of news); at 1.5 none is."""


def expectation(left: DocumentFacts, right: DocumentFacts) -> float:
    """Nats for reuse: 0 without a credit from either side to the other.

    The same when the sides are exchanged.
    """
    pair = pair_of(left, right, ())
    for view in (pair, pair.mirrored):
        if credits_to_other(view) or marks_of_other(view):
            return _CREDITED
    return 0.0
