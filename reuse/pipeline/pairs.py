"""One pair of documents, from prepared texts to verdict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reuse.align import Sheet, align_pair, is_coarse, sheet, with_conflicts
from reuse.candidates import pair_runs
from reuse.config import Config
from reuse.derive import DocumentFacts, facts, judge
from reuse.model.alignment import Alignment, Channel
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.prepared import PreparedText
from reuse.model.verdict import Relation, Verdict
from reuse.text import Lexicon, prepare

Mask = NDArray[np.bool_]

# Seconds between two articles up to which a fact of one must be a fact of the other.
_ONE_TIME = 2 * 86_400.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Ready:
    """A document with all that can be said of it before it meets another."""

    document: Document
    text: PreparedText
    config: Config
    boilerplate: Mask | None = None
    """Furniture and stock phrases, shape (n,); None when unknown."""

    @cached_property
    def address(self) -> str | None:
        """What tells the document's page from others."""
        return self.document.address

    @cached_property
    def sheet(self) -> Sheet:
        """What alignment needs to know of the text."""
        return sheet(self.text)

    @cached_property
    def facts(self) -> DocumentFacts:
        """What the document says of itself; collected when a pair is first judged."""
        return facts(self.document, self.text, self.config.derive)


def make_ready(
    document: Document,
    config: Config,
    boilerplate: Mask | None = None,
    *,
    lexicon: Lexicon,
) -> Ready:
    """Prepare one document to be compared with others.

    Args:
        document: the document.
        config: all settings.
        boilerplate: shape (n,), True for a token that recurs across its outlet.
        lexicon: words met so far, one for all documents that are compared with each other.
    """
    text = prepare(document.text, document.language, config.text, lexicon=lexicon)
    return Ready(document=document, text=text, config=config, boilerplate=boilerplate)


def align_ready(
    left: Ready, right: Ready, *, channel: Channel, many: bool = False
) -> tuple[Alignment, ...]:
    """Align two documents.

    Args:
        left: one document.
        right: the other.
        channel: what proposed the pair.
        many: whether this is one of many pairs, for which compiled loops pay.
    """
    config = left.config
    return align_pair(
        left.sheet,
        right.sheet,
        pair_runs(left.text.tokens, right.text.tokens, config.candidates, many=many),
        config=config.align,
        left_boilerplate=left.boilerplate,
        right_boilerplate=right.boilerplate,
        channel=channel,
        prior=config.align.paraphrase_prior if channel is Channel.PARAPHRASE else 0.0,
        many=many,
    )


def judge_ready(
    left: Ready, right: Ready, alignments: tuple[Alignment, ...], *, many: bool = False
) -> Comparison:
    """Judge how two aligned documents are related, and mark the facts that conflict in them.

    `many` is as in `align_ready`.
    """
    verdict = judge(
        left.document,
        left.text,
        right.document,
        right.text,
        alignments,
        left.config.derive,
        left_facts=left.facts,
        right_facts=right.facts,
        many=many,
    )
    return Comparison(
        left=left.document,
        right=right.document,
        alignments=_checked(left, right, alignments, verdict),
        verdict=verdict,
        same_page=_is_same_page(left, right),
        notes=_notes(left.text, right.text),
    )


def _checked(
    left: Ready, right: Ready, alignments: tuple[Alignment, ...], verdict: Verdict
) -> tuple[Alignment, ...]:
    """The passages with the facts that conflict in them, where one text goes back to the other.

    Articles that are days apart tell of other days with the same words: polls, markets.
    """
    one, other = left.document.stamp, right.document.stamp
    if verdict.relation is Relation.INDEPENDENT:
        return alignments
    if one is not None and other is not None:
        apart = abs(one.instant - other.instant) - one.uncertainty - other.uncertainty
        if apart > _ONE_TIME:
            return alignments
    return with_conflicts(left.text, right.text, alignments)


def _is_same_page(one: Ready, other: Ready) -> bool:
    """Whether two records are one page: one address, or one text under one outlet."""
    if one.address is not None and one.address == other.address:
        return True
    outlet = one.document.outlet
    return bool(outlet) and outlet == other.document.outlet and one.text.raw == other.text.raw


def _notes(one: PreparedText, other: PreparedText) -> tuple[str, ...]:
    notes = []
    if is_coarse(one, other):
        notes.append(
            "The texts are so long that only runs of equal words were compared, not sentences."
        )
    if one.tokens.disguised or other.tokens.disguised:
        notes.append("Invisible characters or look-alike letters were undone to compare.")
    return tuple(notes)
