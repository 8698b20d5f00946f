"""From two documents and their aligned passages to a verdict."""

from __future__ import annotations

from collections.abc import Callable

from reuse.config import DeriveConfig
from reuse.derive.cues import DIRECTED, MUTUAL
from reuse.derive.cues.circumstance import same_page
from reuse.derive.cues.credit import credits_to_other, in_byline, links_to_other, names_other
from reuse.derive.cues.making import sided
from reuse.derive.evidence import apart_from_text, carried, probabilities
from reuse.derive.facts import DocumentFacts, facts
from reuse.derive.gate import Gate, gate, shares_words
from reuse.derive.shared import Pair, one_outlet, pair_of
from reuse.derive.weights import REUSE
from reuse.errors import ConfigError
from reuse.model.alignment import Alignment, Role
from reuse.model.document import Document
from reuse.model.prepared import PreparedText
from reuse.model.verdict import Credit, Cue, Relation, SidedSpan, Verdict

_COMMON = 0.5
"""Probability below which no common source is named."""
_NOTHING = probabilities((), REUSE[Gate.NONE])
"""What is said of two texts that share nothing to speak of."""


def judge(  # noqa: PLR0913, PLR0917  two documents are two arguments each
    left: Document,
    left_text: PreparedText,
    right: Document,
    right_text: PreparedText,
    alignments: tuple[Alignment, ...],
    config: DeriveConfig,
    *,
    left_facts: DocumentFacts | None = None,
    right_facts: DocumentFacts | None = None,
    many: bool = False,
) -> Verdict:
    """Say how two documents are related, with the evidence.

    Args:
        left: a document.
        left_text: its prepared text.
        right: the other document.
        right_text: its prepared text.
        alignments: aligned passages of the two, labelled.
        config: thresholds, further agencies, cues that are switched off.
        left_facts: what `facts` says of the left document, where it is at hand.
        right_facts: the same of the right one.
        many: whether this is one of many pairs, for which compiled loops pay.

    Raises:
        ConfigError: a cue that is to be switched off does not exist.
    """
    directed, mutual = _switched(DIRECTED, config), _switched(MUTUAL, config)
    sides = (
        facts(left, left_text, config) if left_facts is None else left_facts,
        facts(right, right_text, config) if right_facts is None else right_facts,
    )
    pair = pair_of(*sides, alignments, loose=True, many=many)
    found = gate(pair)
    # The more is masked, the less passes the gate: most pairs need no search for furniture.
    if found is not Gate.NONE and not all(side.side is side.loose_side for side in sides):
        pair = pair.masked()
        found = gate(pair)
    if found is Gate.NONE:
        return Verdict(
            relation=Relation.INDEPENDENT,
            probabilities=dict(_NOTHING),
            cues=(),
            credit=Credit.UNKNOWN,
        )
    mirrored = pair.mirrored
    cues = [cue for view in (pair, mirrored) for f in directed if (cue := f(view))]
    cues.extend(cue for f in mutual if (cue := f(pair)))
    ordered = tuple(sorted(cues, key=lambda c: (-c.nats, c.name, c.favours, c.spans)))
    chances = probabilities(ordered, REUSE[found])
    relation = _decide(chances, ordered, config, pair)
    credit, line = _credit(relation, pair, mirrored)
    return Verdict(
        relation=relation, probabilities=chances, cues=ordered, credit=credit, credit_line=line
    )


def _switched(
    functions: tuple[Callable[[Pair], Cue | None], ...], config: DeriveConfig
) -> tuple[Callable[[Pair], Cue | None], ...]:
    if not config.off:
        return functions
    known = {f.__name__ for f in (*DIRECTED, *MUTUAL)}
    for name in config.off:
        if name not in known:
            raise ConfigError(f"derive.off: no cue is called {name!r}; known: {sorted(known)}")
    return tuple(f for f in functions if f.__name__ not in config.off)


def _decide(
    chances: dict[Relation, float],
    cues: tuple[Cue, ...],
    config: DeriveConfig,
    pair: Pair,
) -> Relation:
    # A shared quotation is nobody's text, and a likeness of ideas is no evidence of copying.
    reused = any(passage.role is Role.REUSE for passage in pair.passages)
    if same_page(pair) is not None or not reused or not shares_words(pair):
        return Relation.UNDETERMINED
    for relation in (Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT):
        if chances[relation] < config.emit or not carried(cues, relation):
            continue
        # Where what carries a direction speaks for both, the texts' own cues may not decide.
        if not carried(cues, relation.mirrored) or apart_from_text(cues, relation) >= config.emit:
            return relation
    if chances[Relation.COMMON_SOURCE] >= _COMMON:
        return Relation.COMMON_SOURCE
    return Relation.UNDETERMINED


def _credit(relation: Relation, pair: Pair, mirrored: Pair) -> tuple[Credit, SidedSpan | None]:
    """Whether the derived side names its source, and where."""
    if relation is Relation.LEFT_FROM_RIGHT:
        derived = pair
    elif relation is Relation.RIGHT_FROM_LEFT:
        derived = mirrored
    else:
        return Credit.UNKNOWN, None
    if one_outlet(pair):
        return Credit.UNKNOWN, None
    marks = derived.marks_of_other
    spans = [mark.span for mark in marks if mark.span is not None]
    spans.extend(mention.span for mention in credits_to_other(derived))
    spans.extend(links_to_other(derived))
    if spans:
        return Credit.CREDITED, sided(derived, spans[:1])[0]
    if marks or in_byline(derived):
        return Credit.CREDITED, None
    if not derived.other.names.shown or names_other(derived):
        return Credit.UNKNOWN, None
    return Credit.UNCREDITED, None
