"""Documents, passages and verdicts for the tests of relations and clusters."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from reuse.config import DeriveConfig, TextConfig
from reuse.derive import DocumentFacts, facts, judge
from reuse.derive.shared import Pair, pair_of
from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.prepared import PreparedText
from reuse.model.span import Span
from reuse.model.verdict import Credit, Cue, Relation, Side, Verdict
from reuse.text import prepare

CONFIG = DeriveConfig()

BODY = """\
The harbour commission voted on Thursday evening to replace the wooden pier with a steel one, a \
decision that ends eleven years of argument about who should pay for it.

Engineers had warned in March that nine of the forty piles were rotten below the water line and \
that the last two were held up by little more than habit and barnacles.

Work is to begin after the herring season and will close the north quay for fourteen months, \
during which ferries to the outer islands leave from the coal dock.
"""
"""Narration that is long and particular enough to count as reused."""

QUOTES = """\
"We should have done this when my father sat on the commission, and every winter since has made \
it dearer for the town and for the boats," the chairwoman said.
"""


def document(number: str, text: str, **fields: Any) -> Document:
    """A document in English unless told otherwise."""
    return Document(id=number, text=text, **{"language": "en", **fields})


def prepared(doc: Document) -> PreparedText:
    """Its prepared text."""
    return prepare(doc.text, doc.language, TextConfig())


def facts_of(doc: Document, config: DeriveConfig = CONFIG) -> DocumentFacts:
    """What it says about itself."""
    return facts(doc, prepared(doc), config)


def aligned(left: PreparedText, right: PreparedText) -> tuple[Alignment, ...]:
    """Common runs of eight words or more: a plain stand-in for the aligner."""
    matcher = SequenceMatcher(None, left.words, right.words, autojunk=False)
    found = []
    for block in matcher.get_matching_blocks():
        if block.size < 8:
            continue
        first, last = block.a, block.a + block.size
        other, end = block.b, block.b + block.size
        quoted = max(left.quoted[first:last].mean(), right.quoted[other:end].mean()) > 0.5
        found.append(
            Alignment(
                left=left.span(first, last),
                right=right.span(other, end),
                role=Role.QUOTATION if quoted else Role.REUSE,
                obfuscation=Obfuscation.VERBATIM,
                score=1.0,
                channel=Channel.DIRECT,
                kept=1.0,
                left_words=block.size,
                right_words=block.size,
            )
        )
    return tuple(found)


def mirrored(alignments: tuple[Alignment, ...]) -> tuple[Alignment, ...]:
    """The same passages with the sides exchanged."""
    turned = (
        Alignment(
            left=a.right,
            right=a.left,
            role=a.role,
            obfuscation=a.obfuscation,
            score=a.score,
            channel=a.channel,
            kept=a.kept,
            left_words=a.right_words,
            right_words=a.left_words,
        )
        for a in alignments
    )
    return tuple(sorted(turned, key=lambda a: (a.left, a.right)))


def pair(left: Document, right: Document, config: DeriveConfig = CONFIG) -> Pair:
    """Two documents as the cues see them, from the left one."""
    alignments = aligned(prepared(left), prepared(right))
    return pair_of(facts_of(left, config), facts_of(right, config), alignments)


def passage_of(  # noqa: PLR0913  two texts, and what their passage is
    left: Document,
    right: Document,
    ours: str,
    theirs: str,
    *,
    role: Role = Role.REUSE,
    obfuscation: Obfuscation = Obfuscation.EDITED,
) -> Alignment:
    """Two stretches of text, each cut from its document, as a passage of the pair."""
    at, there = left.text.index(ours), right.text.index(theirs)
    return Alignment(
        left=Span(at, at + len(ours)),
        right=Span(there, there + len(theirs)),
        role=role,
        obfuscation=obfuscation,
        score=1.0,
        channel=Channel.DIRECT,
        kept=1.0,
        left_words=len(ours.split()),
        right_words=len(theirs.split()),
    )


def pair_with(left: Document, right: Document, *passages: Alignment) -> Pair:
    """Two documents as the cues see them, with passages made by hand."""
    return pair_of(facts_of(left), facts_of(right), passages)


def rewritten(ours: str, theirs: str) -> Pair:
    """Two texts that are one passage from begin to end, each of an outlet of its own."""
    left = document("a", ours, outlet="Harbour Post")
    right = document("b", theirs, outlet="Quay Courier")
    return pair_with(left, right, passage_of(left, right, ours, theirs))


def shown_words(pair: Pair, cue: Cue) -> list[str]:
    """The words that a cue shows, each cut from the document that it says."""
    left, right = (pair.this, pair.other) if pair.is_left else (pair.other, pair.this)
    sides = {Side.LEFT: left.text.raw, Side.RIGHT: right.text.raw}
    return [sided.span.cut(sides[sided.side]) for sided in cue.spans]


def verdict(left: Document, right: Document, config: DeriveConfig = CONFIG) -> Verdict:
    """What is said about two documents."""
    left_text, right_text = prepared(left), prepared(right)
    alignments = aligned(left_text, right_text)
    return judge(left, left_text, right, right_text, alignments, config)


def comparison(  # noqa: PLR0913  a pair, what it shares, what is said of it
    left: Document,
    right: Document,
    passages: tuple[tuple[tuple[int, int], tuple[int, int]], ...],
    relation: Relation = Relation.UNDETERMINED,
    *,
    role: Role = Role.REUSE,
    credit: Credit = Credit.UNKNOWN,
) -> Comparison:
    """A pair with passages and a verdict made by hand; five letters count as a word."""
    return Comparison(
        left=left,
        right=right,
        alignments=tuple(
            Alignment(
                left=Span(*ours),
                right=Span(*theirs),
                role=role,
                obfuscation=Obfuscation.VERBATIM,
                score=1.0,
                channel=Channel.DIRECT,
                kept=1.0,
                left_words=(ours[1] - ours[0]) // 5,
                right_words=(theirs[1] - theirs[0]) // 5,
            )
            for ours, theirs in passages
        ),
        verdict=Verdict(
            relation=relation,
            probabilities={r: float(r is relation) for r in Relation},
            cues=(),
            credit=credit,
        ),
    )
