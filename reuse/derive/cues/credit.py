"""Cues from credit: one side says that it has something from the other."""

from __future__ import annotations

from reuse.derive.changes import Passage
from reuse.derive.credit import Frame, Mention
from reuse.derive.cues.making import directed, quote
from reuse.derive.names import mentions
from reuse.derive.shared import Pair, one_outlet
from reuse.derive.weights import WEIGHTS
from reuse.model.alignment import Obfuscation, Role
from reuse.model.span import Span
from reuse.model.verdict import Cue

_NEAR = 400
"""Code points between a credit and the shared text that still count as beside it."""
_BLOCK_WORDS = 15
_INTRODUCING = 4
"""Words that a line must have to introduce: "Advertisement:" does not."""
_EMBEDDED, _UPPER = 0.4, 0.25
"""Share of a text that may be shared where it embeds a block, and part of the other that the block
is from: of eleven such lines in news and planted derivations nine are right, of the rest half."""
_LOOSE = 0.4
_LINE = 120
"""Code points between two passages that are one piece."""
_BYLINE_LENGTH = 400


def credits_to_other(pair: Pair) -> tuple[Mention, ...]:
    """Credits to the other's outlet that are worth something.

    None within one outlet, and none where the outlet stands in the headline: there it is
    what the story is about.
    """
    return tuple([m for m in pair.mentions if m.frame is Frame.CREDIT])


def links_to_other(pair: Pair) -> tuple[Span, ...]:
    """Where the text gives the address of the other's article first; none within one outlet."""
    bare = pair.other.link
    if not bare or not pair.this.has_paths or one_outlet(pair):
        return ()
    at = pair.this.text.raw.find(bare)
    return () if at < 0 else (Span(at, at + len(bare)),)


def in_byline(pair: Pair) -> bool:
    """Whether this side's byline names the other's outlet: "A. Name, X"."""
    author = (pair.this.document.author or "")[:_BYLINE_LENGTH]
    return bool(mentions(author, pair.other.own_names))


def names_other(pair: Pair) -> bool:
    """Whether this side names the other's outlet at all, in its headline or its text.

    Then nobody may say that it does not, even where the words are no credit.
    """
    names = (*pair.other.own_names, *pair.other.names.common)
    title = pair.this.document.title or ""
    return bool(mentions(title, names) or mentions(pair.this.text.raw, names))


def credit(pair: Pair) -> Cue | None:
    """A phrase of credit: "told X", "first reported by X", "laut X", X being the other."""
    found = credits_to_other(pair)
    if not found:
        return None
    words = quote(found[0].span.cut(pair.this.text.raw))
    near = any(_is_near(pair, mention.span) for mention in found)
    where = " beside the text that they share" if near else ""
    return directed(
        pair,
        "credit",
        f"{pair.this.label} credits {pair.other.label}{where}: {words}.",
        (mention.span for mention in found),
        more=WEIGHTS["credit_near"].nats if near else 0.0,
    )


def mention(pair: Pair) -> Cue | None:
    """The other's outlet is named without words of credit."""
    found = [m.span for m in pair.mentions if m.frame is Frame.BARE]
    if not found:
        return None
    return directed(
        pair, "mention", f"{pair.this.label} names {pair.other.label} in its text.", found
    )


def link(pair: Pair) -> Cue | None:
    """The other's address stands in the text."""
    found = links_to_other(pair)
    if not found:
        return None
    sentence = f"{pair.this.label} gives the address of {pair.other.label}'s article."
    return directed(pair, "link", sentence, found)


def author_named(pair: Pair) -> Cue | None:
    """The other's author is named in the text, not in the byline."""
    raw, folded = pair.this.text.raw, pair.this.folded
    authors = [author for author in pair.other.telling_authors if author in folded]
    if not authors or len(folded) != len(raw):
        return None
    title = (pair.this.document.title or "").casefold()
    for author in authors:
        if author in pair.this.authors or author.split()[-1] in title:
            continue
        found = mentions(folded, (author,))
        if found:
            return directed(
                pair,
                "author_named",
                f"{pair.this.label} names {quote(found[0].cut(raw))}, who wrote the article "
                f"of {pair.other.label}.",
                found,
            )
    return None


def introduction(pair: Pair) -> Cue | None:
    """A paragraph that ends in a colon stands before a block that the other has without one.

    Both may have the block from a third text, and the other may have dropped the line. So the cue
    is at full strength only where this is mostly text of its own, shares nothing above the line,
    and where the block is from the upper part of the other, which introduces nothing itself.
    """
    found = _introduced(pair)
    if found is None:
        return None
    passage, line = found
    raw = pair.this.text.raw
    embedded = (
        pair.this_covered.plain_share <= _EMBEDDED
        and passage.other.start <= _UPPER * len(pair.other.text.raw)
        and not any(p.role is Role.REUSE and p.this.end <= line.start for p in pair.passages)
        and _introduced(pair.mirrored) is None
    )
    return directed(
        pair,
        "introduction",
        f"{pair.this.label} introduces a block that it shares with {pair.other.label}: "
        f"{quote(line.cut(raw))}.",
        (line,),
        strength=1.0 if embedded else _LOOSE,
    )


def _introduced(pair: Pair) -> tuple[Passage, Span] | None:
    """The first block that is introduced here and not in the other, and the line that does it."""
    raw, other = pair.this.text.raw, pair.other.text.raw
    for passage in pair.passages:
        if not _is_block(passage):
            continue
        end = _paragraph_end(raw, passage.this.start)
        if end is None or _paragraph_end(other, passage.other.start) is not None:
            continue
        head = raw[max(0, end - 80) : end]
        start = end - len(head) + head.rfind("\n") + 1
        line = Span(start, end)
        words = pair.this.weights[pair.this.text.tokens.inside(line)].sum()
        if words >= _INTRODUCING and not _goes_on(pair, passage, start):
            return passage, line
    return None


def _goes_on(pair: Pair, block: Passage, introduction: int) -> bool:
    """Whether the shared text begins above the introduction and the other has it in one piece.

    Then the line stands in the middle of the shared text, and the other may have dropped it.
    """
    return any(
        before.role is Role.REUSE
        and introduction - _NEAR <= before.this.end <= introduction + _LINE
        and block.other.start - _LINE <= before.other.end <= block.other.start
        for before in pair.passages
    )


def _is_near(pair: Pair, span: Span) -> bool:
    wide = Span(max(0, span.start - _NEAR), span.end + _NEAR)
    return any(p.this.meet(wide) for p in pair.passages if p.role is not Role.BOILERPLATE)


def _is_block(passage: Passage) -> bool:
    return (
        passage.role is Role.REUSE
        and passage.obfuscation in {Obfuscation.VERBATIM, Obfuscation.EDITED}
        and min(passage.this_words, passage.other_words) >= _BLOCK_WORDS
    )


def _paragraph_end(raw: str, start: int) -> int | None:
    """One past the colon that ends the paragraph before `start`, if one does.

    The block may begin a few words into its line: an introduction is looked for above the
    line, and a passage that begins deep inside a line has none.
    """
    line = raw.rfind("\n", max(0, start - 30), start)
    if line < 0:
        return None
    head = raw[max(0, line - 20) : line].rstrip()
    at = max(0, line - 20) + len(head)
    return at if head.endswith((":", "\uff1a")) else None
