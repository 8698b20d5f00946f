"""Tokens of a text: folded, hashed under a key, with raw offsets.

A token is a run of letters, digits and marks. An apostrophe between letters and a point or
comma between digits belong to it. Scripts written without spaces (Han, Kana, Thai, Khmer and
others) give one token a letter with its marks, so that they shingle as words do elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.config import TextConfig
from reuse.model.prepared import Tokens
from reuse.text import folding
from reuse.text.composing import compose
from reuse.text.hashing import hash_tokens
from reuse.text.onepass import Composed, scan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FoldedTokens:
    """Tokens with their folded spelling."""

    tokens: Tokens
    folded: NDArray[np.uint32]
    """Folded code points of the whole text, shape (m,)."""
    firsts: NDArray[np.int64]
    """Start of each token in `folded`, shape (n,)."""
    lasts: NDArray[np.int64]
    """One past the end of each token in `folded`, shape (n,)."""

    def words(self) -> tuple[str, ...]:
        """Folded spelling of each token."""
        return self.spell(range(len(self.tokens)))

    def spell(self, tokens: Sequence[int]) -> tuple[str, ...]:
        """Folded spelling of some tokens."""
        text = self.folded.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        firsts, lasts = self.firsts.tolist(), self.lasts.tolist()
        return tuple(text[firsts[at] : lasts[at]] for at in tokens)


def tokenise(text: str, config: TextConfig, *, many: bool = False) -> Tokens:
    """Tokenise and hash a raw text; offsets count code points of `text`.

    Args:
        text: the raw text.
        config: the key of the hashes.
        many: whether so many texts are to come that compiling the loop pays; the result is
            the same.
    """
    return fold_tokens(text, config, many=many).tokens


def fold_tokens(text: str, config: TextConfig, *, many: bool = False) -> FoldedTokens:
    """Tokenise and hash a raw text, and keep the folded spelling; see `tokenise`."""
    return fold_in_one_pass(text, config) if many else _by_arrays(text, config)


def fold_in_one_pass(
    text: str, config: TextConfig, composed: Composed | None = None
) -> FoldedTokens:
    """The compiled form of `fold_tokens`; `composed` as `scan` takes it."""
    scanned = scan(text, config.hash_key, composed)
    sources, composed = scanned.sources, scanned.composed
    starts, ends = sources[scanned.firsts], sources[scanned.lasts - 1]
    if composed is None:
        ends = ends + np.int32(1)
    else:
        starts, ends = composed[1][starts].astype(np.int32), composed[2][ends].astype(np.int32)
    tokens = Tokens(
        hashes=scanned.hashes, starts=starts, ends=ends, disguised=bool(scanned.disguised)
    )
    return FoldedTokens(
        tokens=tokens,
        folded=scanned.rows & np.uint32(folding.POINT_MASK),
        firsts=scanned.firsts.astype(np.int64),
        lasts=scanned.lasts.astype(np.int64),
    )


def _by_arrays(text: str, config: TextConfig) -> FoldedTokens:
    composed = compose(text)
    points = folding.code_points(text if composed is None else composed[0])
    rows, source = folding.fold(points)
    kinds = _attach_marks((rows >> folding.KIND_SHIFT & folding.KIND_MASK).astype(np.uint8))
    # Several folded characters may come from one, which no token border divides.
    joined = np.zeros(len(rows), np.bool_)
    if source is not None:
        joined[1:] = source[1:] == source[:-1]
    firsts, lasts = _bounds(_inside(kinds), kinds, joined)
    folded, looked = _undo_look_alikes(rows, firsts, lasts)
    hidden = source is not None and _hides_inside(points, source, firsts, lasts)
    starts, ends = firsts, lasts - 1
    if source is not None:
        starts, ends = source[starts], source[ends]
    if composed is None:
        ends = ends + 1
    else:
        starts, ends = composed[1][starts], composed[2][ends]
    tokens = Tokens(
        hashes=hash_tokens(folded, firsts, lasts, config.hash_key),
        starts=starts.astype(np.int32),
        ends=ends.astype(np.int32),
        disguised=looked or hidden,
    )
    return FoldedTokens(tokens=tokens, folded=folded, firsts=firsts, lasts=lasts)


def _attach_marks(kinds: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Classes in which every mark follows the script of the letter before it, shape (m,)."""
    marks = kinds == folding.MARK
    if not marks.any():
        return kinds
    letter = np.maximum.accumulate(np.where(marks, 0, np.arange(len(kinds))))
    unspaced = (kinds[letter] == folding.UNSPACED) | (kinds[letter] == folding.UNSPACED_MARK)
    follows = np.where(unspaced, folding.UNSPACED_MARK, folding.WORD)
    return np.where(marks, follows, kinds).astype(np.uint8)


def _inside(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which folded code points belong to a token, shape (m,)."""
    inside = (kinds >= folding.WORD) & (kinds <= folding.INNER)
    for joiner, neighbour in (
        (folding.APOSTROPHE, folding.WORD),
        (folding.POINT, folding.DIGIT),
    ):
        at = np.flatnonzero(kinds == joiner)
        at = at[(at > 0) & (at < len(kinds) - 1)]
        inside[at[(kinds[at - 1] == neighbour) & (kinds[at + 1] == neighbour)]] = True
    return inside


def _bounds(
    inside: NDArray[np.bool_], kinds: NDArray[np.uint8], joined: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Half-open token bounds in the folded text, both of shape (n,)."""
    if not inside.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    before = np.empty_like(inside)
    before[0] = False
    before[1:] = inside[:-1]
    begins = inside & ~before
    closes = before & ~inside
    single = (kinds == folding.UNSPACED) | (kinds == folding.UNSPACED_MARK)
    if single.any():
        was_single = np.zeros_like(single)
        was_single[1:] = single[:-1]
        mark = kinds == folding.UNSPACED_MARK
        cut = inside & before & ~mark & ~joined & (single | was_single)
        begins |= cut
        closes |= cut
    firsts = np.flatnonzero(begins)
    lasts = np.flatnonzero(closes)
    if len(lasts) < len(firsts):
        lasts = np.append(lasts, len(inside))
    return firsts, lasts


def _undo_look_alikes(
    rows: NDArray[np.uint32], firsts: NDArray[np.int64], lasts: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], bool]:
    """Folded code points, shape (m,), and whether look-alike letters had to be undone.

    Tokens that mix Latin with letters that look like Latin ones are spelled in Latin.
    """
    folded = rows & np.uint32(folding.POINT_MASK)
    foreign = (folded >= 0x370) & (folded < 0x530)
    if not len(firsts) or not foreign.any():
        return folded, False
    latin = ((folded >= 0x61) & (folded <= 0x7A)) | ((folded >= 0xC0) & (folded < 0x250))
    letters = rows >> np.uint32(folding.LETTER_SHIFT)
    letters[letters == folding.COMPOSES] = 0
    counts = [
        np.diff(np.concatenate([[0], np.cumsum(mask)])[np.stack([firsts, lasts])], axis=0)[0]
        for mask in (foreign, latin, letters > 0)
    ]
    strange, ordinary, replaceable = counts
    # A word of look-alikes alone is a disguise only where nearly all else is Latin.
    mostly_latin = latin.sum() > 20 * foreign.sum()
    mixed = (strange > 0) & (replaceable == strange) & ((ordinary > 0) | mostly_latin)
    for token in np.flatnonzero(mixed).tolist():
        part = slice(firsts[token], lasts[token])
        folded[part] = np.where(letters[part] > 0, letters[part] + np.uint32(0x60), folded[part])
    # One letter alone is as likely the name of a particle as a disguise.
    return folded, bool((mixed & (lasts - firsts > 1)).any())


def _hides_inside(
    points: NDArray[np.uint32],
    source: NDArray[np.int64],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
) -> bool:
    """Whether a character that is drawn as nothing stands inside a token.

    Hyphenation hints, vowel signs, variation selectors and the joiners that scripts need are
    harmless; no Latin, Greek or Cyrillic word needs a joiner.
    """
    if not len(firsts):
        return False
    starts, ends = source[firsts], source[lasts - 1]
    gone = np.ones(len(points), np.bool_)
    gone[source] = False
    joiner = (points == 0x200C) | (points == 0x200D)
    joiner[1:] &= points[:-1] >= 0x530
    harmless = joiner | np.isin(points, folding.HARMLESS_POINTS)
    suspect = np.concatenate([[0], np.cumsum(gone & ~harmless)])
    return bool((suspect[ends + 1] > suspect[starts]).any())
