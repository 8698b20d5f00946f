"""A document's text made ready for alignment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.config import TextConfig
from reuse.model.prepared import CAPITAL, PreparedText, Tokens
from reuse.model.span import Span
from reuse.text.cutting import segment_many
from reuse.text.guessing import languages_of
from reuse.text.language import language_of
from reuse.text.lexicon import Known, Lexicon
from reuse.text.quotations import quotation_spans, ranges_of
from reuse.text.reading import ReadTexts, read_texts
from reuse.text.sentences import lines_of, paragraph_ranges, sentence_ranges
from reuse.text.tokens import fold_tokens

LAST_CAPITAL = 0x1F189
"""The last code point that is a capital: a squared letter."""
# Characters that are read at once: working memory is about 60 bytes for each.
_AT_ONCE = 2_000_000


def prepare(
    text: str, language: str | None, config: TextConfig, *, lexicon: Lexicon | None = None
) -> PreparedText:
    """Tokenise, segment and mark a raw text; waits for no compiler, see `prepare_many`.

    Args:
        text: the raw text; every offset in the result counts its code points.
        language: ISO 639-1 code where known; detected when None.
        config: the key of the hashes and the bounds.
        lexicon: words met so far, one for all texts that are compared with each other; None
            for a text that meets no other.
    """
    folded = fold_tokens(text, config)
    tokens = folded.tokens
    code = language_of(text, language)
    shared = Lexicon() if lexicon is None else lexicon
    known = shared.look_up(tokens.hashes, code, folded.spell)
    lines = lines_of(text)
    quotations = quotation_spans(text)
    return PreparedText(
        raw=text,
        language=code,
        tokens=tokens,
        vocabulary=shared.vocabulary,
        word_numbers=known.words,
        stem_numbers=known.stems,
        traits=known.traits | _capitals(text, tokens),
        sentences=sentence_ranges(text, tokens, code, config.max_sentence_tokens, lines),
        paragraphs=paragraph_ranges(text, tokens, lines),
        quotations=ranges_of(quotations),
        quoted=_covered(tokens, quotations),
    )


def prepare_many(
    texts: Sequence[str],
    languages: Sequence[str | None],
    config: TextConfig,
    *,
    lexicon: Lexicon,
) -> list[PreparedText]:
    """Prepare many raw texts in a few calls of compiled loops: what `prepare` gives for each.

    Args:
        texts: the raw texts.
        languages: ISO 639-1 code of each where known.
        config: as for `prepare`.
        lexicon: as for `prepare`.
    """
    out: list[PreparedText] = []
    first, size = 0, 0
    for at, text in enumerate(texts):
        size += len(text)
        if size >= _AT_ONCE or at + 1 == len(texts):
            part = slice(first, at + 1)
            out += _prepare_part(texts[part], languages[part], config, lexicon)
            first, size = at + 1, 0
    return out


def _prepare_part(
    texts: Sequence[str], languages: Sequence[str | None], config: TextConfig, lexicon: Lexicon
) -> list[PreparedText]:
    read = read_texts(texts, config)
    codes = languages_of(texts, languages, read.points, read.point_bounds)
    known = _known(read, codes, lexicon)
    mark_capitals.native(
        read.points, read.point_bounds, read.starts, read.bounds, _are_capitals(), known.traits
    )
    cut = segment_many(texts, read, codes, config.max_sentence_tokens)
    tokens, sentences = read.bounds.tolist(), cut.sentence_bounds.tolist()
    paragraphs, quotations = cut.paragraph_bounds.tolist(), cut.quotation_bounds.tolist()
    out = []
    for at, (text, code) in enumerate(zip(texts, codes, strict=True)):
        own = slice(tokens[at], tokens[at + 1])
        # Copies, since one text that is kept would hold the arrays of all.
        out.append(
            PreparedText(
                raw=text,
                language=code,
                tokens=Tokens(
                    hashes=read.hashes[own].copy(),
                    starts=read.starts[own].copy(),
                    ends=read.ends[own].copy(),
                    disguised=bool(read.disguised[at]),
                ),
                vocabulary=lexicon.vocabulary,
                word_numbers=known.words[own].copy(),
                stem_numbers=known.stems[own].copy(),
                traits=known.traits[own].copy(),
                sentences=cut.sentences[sentences[at] : sentences[at + 1]].copy(),
                paragraphs=cut.paragraphs[paragraphs[at] : paragraphs[at + 1]].copy(),
                quotations=cut.quotations[quotations[at] : quotations[at + 1]].copy(),
                quoted=cut.quoted[own].copy(),
            )
        )
    return out


def _known(read: ReadTexts, codes: Sequence[str], lexicon: Lexicon) -> Known:
    """What is known of each token of some texts."""
    languages, count = sorted(set(codes)), len(read.hashes)
    if len(languages) == 1:
        return lexicon.look_up(read.hashes, codes[0], read.spell, many=True)
    out = Known(np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count, np.uint8))
    for code in languages:
        texts = np.array([each == code for each in codes])
        own = np.flatnonzero(np.repeat(texts, np.diff(read.bounds)))
        spell = partial(_spell, read, own)
        found = lexicon.look_up(read.hashes[own], code, spell, many=True)
        out.words[own], out.stems[own], out.traits[own] = found
    return out


def _spell(read: ReadTexts, own: NDArray[np.int64], tokens: list[int]) -> tuple[str, ...]:
    """Spelling of some of a text's `own` tokens."""
    return read.spell(own[tokens].tolist())


@kernel
def mark_capitals(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    points: NDArray[np.uint32],
    point_bounds: NDArray[np.int64],
    starts: NDArray[np.int32],
    bounds: NDArray[np.int64],
    capitals: NDArray[np.bool_],
    traits: NDArray[np.uint8],
) -> None:
    """Add `CAPITAL` to the traits of tokens that begin with a capital; arrays of many texts."""
    for text in range(len(bounds) - 1):
        for at in range(bounds[text], bounds[text + 1]):
            point = points[point_bounds[text] + starts[at]]
            if point < len(capitals) and capitals[point]:
                traits[at] |= np.uint8(CAPITAL)


@cache
def _are_capitals() -> NDArray[np.bool_]:
    """Whether each code point is a capital; beyond `LAST_CAPITAL` none is."""
    return np.array([chr(point).isupper() for point in range(LAST_CAPITAL + 1)])


def _capitals(text: str, tokens: Tokens) -> NDArray[np.uint8]:
    """`CAPITAL` for each token that begins with a capital, shape (n,)."""
    return np.array([CAPITAL * text[at].isupper() for at in tokens.starts.tolist()], np.uint8)


def _covered(tokens: Tokens, spans: tuple[Span, ...]) -> NDArray[np.bool_]:
    """Whether each token starts inside one of the disjoint, ordered spans, shape (n,)."""
    if not spans:
        return np.zeros(len(tokens), np.bool_)
    starts = np.array([span.start for span in spans])
    ends = np.array([span.end for span in spans])
    at = np.searchsorted(starts, tokens.starts, side="right") - 1
    return np.asarray((at >= 0) & (tokens.starts < ends[at]), np.bool_)
