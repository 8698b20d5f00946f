"""Sentences and paragraphs as token ranges."""

from __future__ import annotations

import re
from math import ceil

import numpy as np
from numpy.typing import NDArray

from reuse.model.prepared import Tokens
from reuse.model.scripts import LETTERS_A_WORD

LINE = re.compile(r"[^\n\r\u0085\u2028\u2029]+")
Lines = tuple[NDArray[np.int32], NDArray[np.bool_]]
"""Ranges of code points, shape (k, 2), and whether each holds no inner sentence end, shape (k,)."""
PIECE = 4000
"""The segmenter is quadratic on some hostile lines, so that it never sees a longer one whole."""
# A stretch without any sign that could end a sentence before its last.
PLAIN = re.compile(r"[\w\t ,'\u2019\u2018\"\u201c\u201d-]*\W?")
# The segmenter takes what an empty line parts for paragraphs of their own.
_APART = "\n\n"
# Sentence ends that the segmenter does not know: of Khmer, of Tibetan, and the Ethiopic one as it
# is mostly typed, with two signs that part words.
_FURTHER_SIGNS = "\u17d4\u17d5\u0f0d\u0f0e\u1361"
_FURTHER = re.compile("[\u17d4\u17d5\u0f0d\u0f0e]+\\s*|\u1361\u1361\\s*")
# Titles before a name that it takes for the end of a sentence.
_TITLES = {"fr": re.compile(r"(?<!\w)MM?\.\s+\Z")}
_LONGEST_TITLE = 6
LETTERS = ceil(LETTERS_A_WORD)
"""Letters of a script without spaces for each word of the bound on a sentence."""


def sentence_ranges(
    raw: str, tokens: Tokens, language: str, most_tokens: int, lines: Lines | None = None
) -> NDArray[np.int32]:
    """Half-open token ranges of sentences, shape (s, 2).

    Cut at sentence ends, at line breaks and, at the latest, after `most_tokens` tokens.

    Args:
        raw: the text.
        tokens: its tokens.
        language: its language.
        most_tokens: tokens of the longest sentence.
        lines: `lines_of` the text where they are known.
    """
    if not len(tokens):
        return np.zeros((0, 2), np.int32)
    ends = _sentence_ends(raw, *pieces_of(raw, lines or lines_of(raw)), language)
    most = most_tokens * (LETTERS if _is_unspaced(tokens) else 1)
    cuts = _cuts(tokens, ends)
    edges = np.append(cuts, np.int32(len(tokens)))
    sizes = np.diff(edges)
    if (sizes > most).any():
        parts = -(-sizes // most)
        edges = np.array(
            [
                first + size * part // count
                for first, size, count in zip(
                    cuts.tolist(), sizes.tolist(), parts.tolist(), strict=True
                )
                for part in range(count)
            ]
            + [len(tokens)],
            np.int32,
        )
    return np.stack([edges[:-1], edges[1:]], axis=1)


def lines_of(raw: str) -> Lines:
    """Lines that are not empty, and which of them hold no inner sentence end for sure."""
    lines = np.array([match.span() for match in LINE.finditer(raw)], np.int32).reshape(-1, 2)
    return lines, _are_plain(raw, lines)


def _are_plain(raw: str, pieces: NDArray[np.int32]) -> NDArray[np.bool_]:
    found = [PLAIN.fullmatch(raw, start, end) is not None for start, end in pieces.tolist()]
    return np.array(found, np.bool_)


def _cuts(tokens: Tokens, ends: NDArray[np.int32]) -> NDArray[np.int32]:
    """First tokens of the stretches that end at the given code points, each once, in order."""
    held = np.zeros(len(tokens) + 1, np.bool_)
    held[tokens.starts.searchsorted(ends)] = True
    held[0], held[-1] = True, False
    return held.nonzero()[0].astype(np.int32)


def paragraph_ranges(raw: str, tokens: Tokens, lines: Lines | None = None) -> NDArray[np.int32]:
    """Half-open token ranges of non-empty lines, shape (p, 2); `lines` as `lines_of` gives them."""
    if not len(tokens):
        return np.zeros((0, 2), np.int32)
    cuts = _cuts(tokens, (lines or lines_of(raw))[0][:, 1])
    return np.stack([cuts, np.append(cuts[1:], np.int32(len(tokens)))], axis=1)


def _is_unspaced(tokens: Tokens) -> bool:
    touching = int(np.count_nonzero(tokens.starts[1:] == tokens.ends[:-1]))
    return 2 * touching > len(tokens) - 1


def pieces_of(raw: str, lines: Lines) -> Lines:
    """Lines, and long lines in pieces that end at a space where there is one."""
    spans = lines[0]
    if not len(spans) or (spans[:, 1] - spans[:, 0]).max() <= PIECE:
        return lines
    out: list[tuple[int, int]] = []
    for start, end in spans.tolist():
        first = start
        while end - first > PIECE:
            space = raw.rfind(" ", first + PIECE // 2, first + PIECE)
            cut = space if space > 0 else first + PIECE
            out.append((first, cut))
            first = cut
        out.append((first, end))
    pieces = np.array(out, np.int32)
    return pieces, _are_plain(raw, pieces)


def _sentence_ends(
    raw: str, pieces: NDArray[np.int32], plain: NDArray[np.bool_], language: str
) -> NDArray[np.int32]:
    """Ends of the sentences of every piece."""
    looked = pieces[~plain]
    ends, of = inner_ends([raw[start:end] for start, end in looked.tolist()], language)
    return np.concatenate([looked[of, 0] + ends, pieces[:, 1]]).astype(np.int32)


def inner_ends(stretches: list[str], language: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ends of the sentences of stretches without a line end.

    Returns:
        Code points from the start of the stretch, shape (k,); and the place of each end's
        stretch in `stretches`.
    """
    if not stretches:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    from sentencex import segment  # noqa: PLC0415  only where texts are aligned

    joined = _APART.join(stretches)
    sizes = np.fromiter(map(len, stretches), np.int64, len(stretches))
    # Sentences alone come at a third of the cost of sentences with their places, which follow
    # from the sizes as long as nothing is left out but empty lines.
    parts = segment(language, joined)
    found = np.fromiter(map(len, parts), np.int64, len(parts))
    for at in np.flatnonzero(found == len(_APART)).tolist():
        found[at] *= parts[at] != _APART
    ends, lasts = np.cumsum(found), np.cumsum(sizes)
    if not len(ends) or ends[-1] != lasts[-1]:
        ends, lasts = _stated_ends(joined, language), lasts + len(_APART) * np.arange(len(sizes))
    of = lasts.searchsorted(ends)
    ends, of = ends[of < len(lasts)], of[of < len(lasts)]
    return _amended(stretches, language, ends - lasts[of] + sizes[of], of)


def _amended(
    stretches: list[str], language: str, ends: NDArray[np.int64], of: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ends of sentences without those behind a title, and with those of further signs."""
    title = _TITLES.get(language)
    if title is not None:
        places = zip(ends.tolist(), of.tolist(), strict=True)
        kept = np.array(
            [
                not title.search(stretches[at], max(0, end - _LONGEST_TITLE), end)
                for end, at in places
            ],
            np.bool_,
        )
        ends, of = ends[kept], of[kept]
    more = [
        (match.end(), at)
        for at, stretch in enumerate(stretches)
        if any(sign in stretch for sign in _FURTHER_SIGNS)
        for match in _FURTHER.finditer(stretch)
    ]
    if more:
        further = np.array(more, np.int64)
        ends, of = np.concatenate([ends, further[:, 0]]), np.concatenate([of, further[:, 1]])
    return ends, of


def _stated_ends(joined: str, language: str) -> NDArray[np.int64]:
    """Ends of sentences and empty lines as the segmenter gives them."""
    from sentencex import get_sentence_boundaries  # noqa: PLC0415  as above

    found = [each["end_index"] for each in get_sentence_boundaries(language, joined)]
    return np.array(found, np.int64)
