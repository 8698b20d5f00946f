"""A document's text made ready for alignment."""

from __future__ import annotations

import numpy as np

from reuse.config import TextConfig
from reuse.model.prepared import PreparedText, Tokens
from reuse.model.span import Span
from reuse.text.language import is_content, language_of, stem
from reuse.text.quotations import quotation_spans
from reuse.text.sentences import paragraph_ranges, sentence_ranges
from reuse.text.tokens import fold_tokens


def prepare(text: str, language: str | None, config: TextConfig) -> PreparedText:
    """Tokenise, segment and mark a raw text.

    Args:
        text: the raw text; every offset in the result counts its code points.
        language: ISO 639-1 code where known; detected when None.
        config: the key of the hashes and the bounds.
    """
    folded = fold_tokens(text, config)
    tokens, words = folded.tokens, folded.words()
    code = language_of(text, language)
    quotations = quotation_spans(text)
    return PreparedText(
        raw=text,
        language=code,
        tokens=tokens,
        words=words,
        stems=stem(words, code),
        sentences=sentence_ranges(text, tokens, code, config.max_sentence_tokens),
        paragraphs=paragraph_ranges(text, tokens),
        quotations=quotations,
        quoted=_covered(tokens, quotations),
        content=np.array(is_content(words, code), np.bool_),
    )


def _covered(tokens: Tokens, spans: tuple[Span, ...]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each token starts inside one of the disjoint, ordered spans, shape (n,)."""
    if not spans:
        return np.zeros(len(tokens), np.bool_)
    starts = np.array([span.start for span in spans])
    ends = np.array([span.end for span in spans])
    at = np.searchsorted(starts, tokens.starts, side="right") - 1
    return np.asarray((at >= 0) & (tokens.starts < ends[at]), np.bool_)
