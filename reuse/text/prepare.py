"""A document's text made ready for alignment."""

from __future__ import annotations

import numpy as np

from reuse.config import TextConfig
from reuse.model.prepared import PreparedText, Tokens
from reuse.model.span import Span
from reuse.text.language import language_of
from reuse.text.lexicon import Lexicon
from reuse.text.quotations import quotation_spans
from reuse.text.sentences import PLAIN, Lines, lines_of, paragraph_ranges, sentence_ranges
from reuse.text.survey import UNSURE, WHOLE, survey
from reuse.text.tokens import fold_tokens


def prepare(
    text: str,
    language: str | None,
    config: TextConfig,
    *,
    lexicon: Lexicon | None = None,
    many: bool = False,
) -> PreparedText:
    """Tokenise, segment and mark a raw text.

    Args:
        text: the raw text; every offset in the result counts its code points.
        language: ISO 639-1 code where known; detected when None.
        config: the key of the hashes and the bounds.
        lexicon: words met so far, one for all texts that are compared with each other; None
            for a text that meets no other.
        many: whether this is one of many texts, for which compiled loops pay.
    """
    folded = fold_tokens(text, config, many=many)
    tokens = folded.tokens
    code = language_of(text, language)
    known = Lexicon() if lexicon is None else lexicon
    words, stems, traits = known.look_up(folded, code, many=many)
    lines, speech = _surveyed(text) if many else (lines_of(text), None)
    quotations = quotation_spans(text, speech)
    return PreparedText(
        raw=text,
        language=code,
        tokens=tokens,
        vocabulary=known.vocabulary,
        word_numbers=words,
        stem_numbers=stems,
        traits=traits,
        sentences=sentence_ranges(text, tokens, code, config.max_sentence_tokens, lines),
        paragraphs=paragraph_ranges(text, tokens, lines),
        quotations=quotations,
        quoted=_covered(tokens, quotations),
    )


def _surveyed(text: str) -> tuple[Lines, list[Span] | None]:
    """`lines_of` a text, and its quotations where every letter of it is known."""
    found = survey(text)
    plain = found.plain == WHOLE
    for at in np.flatnonzero(found.plain == UNSURE).tolist():
        plain[at] = PLAIN.fullmatch(text, *found.lines[at].tolist()) is not None
    if found.quoted is None:
        return (found.lines, plain), None
    return (found.lines, plain), [Span(start, end) for start, end in found.quoted.tolist()]


def _covered(tokens: Tokens, spans: tuple[Span, ...]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each token starts inside one of the disjoint, ordered spans, shape (n,)."""
    if not spans:
        return np.zeros(len(tokens), np.bool_)
    starts = np.array([span.start for span in spans])
    ends = np.array([span.end for span in spans])
    at = np.searchsorted(starts, tokens.starts, side="right") - 1
    return np.asarray((at >= 0) & (tokens.starts < ends[at]), np.bool_)
