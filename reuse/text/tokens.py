"""Tokens of a text: folded, hashed under a key, with raw offsets; whole arrays at a time.

A token is a run of letters, digits and marks. An apostrophe between letters and a point or
comma between digits belong to it. Scripts written without spaces (Han, Kana, Thai, Khmer and
others) give one token a letter with its marks, so that they shingle as words do elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reuse.config import TextConfig
from reuse.model.prepared import Tokens
from reuse.text import folding
from reuse.text.composing import compose

_MASK = (1 << 64) - 1
# Beyond this many letters a token could be made to collide whatever the key (see `_hash`).
_LONGEST_POLYNOMIAL = 64


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
        text = self.folded.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        pairs = zip(self.firsts.tolist(), self.lasts.tolist(), strict=True)
        return tuple(text[first:last] for first, last in pairs)


def tokenise(text: str, config: TextConfig) -> Tokens:
    """Tokenise and hash a raw text; offsets count code points of `text`."""
    return fold_tokens(text, config).tokens


def fold_tokens(text: str, config: TextConfig) -> FoldedTokens:
    """Tokenise and hash a raw text, and keep the folded spelling."""
    composed = compose(text)
    points = folding.code_points(text if composed is None else composed[0])
    folded, source, kinds = folding.fold(points)
    kinds = _attach_marks(kinds)
    # Several folded characters may come from one, which no token border divides.
    joined = np.zeros(len(folded), np.bool_)
    if source is not None:
        joined[1:] = source[1:] == source[:-1]
    inside = _inside(kinds, joined)
    firsts, lasts = _bounds(inside, kinds, joined)
    written = points if source is None else points[source]
    folded, looked = _undo_look_alikes(folded, written, firsts, lasts)
    hidden = source is not None and _hides_inside(points, source, firsts, lasts)
    starts, ends = firsts, lasts - 1
    if source is not None:
        starts, ends = source[starts], source[ends]
    if composed is None:
        ends = ends + 1
    else:
        starts, ends = composed[1][starts], composed[2][ends]
    tokens = Tokens(
        hashes=_hash(folded, firsts, lasts, config.hash_key),
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


def _inside(kinds: NDArray[np.uint8], joined: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which folded code points belong to a token, shape (m,)."""
    inside = (kinds >= folding.WORD) & (kinds <= folding.UNSPACED_MARK)
    for joiner, neighbour in (
        (folding.APOSTROPHE, folding.WORD),
        (folding.POINT, folding.DIGIT),
    ):
        at = np.flatnonzero(kinds == joiner)
        at = at[(at > 0) & (at < len(kinds) - 1)]
        inside[at[(kinds[at - 1] == neighbour) & (kinds[at + 1] == neighbour)]] = True
    # What stands between letters that one character folds to: a fraction, an Arabic formula.
    inside[1:-1] |= joined[1:-1] & joined[2:]
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


def _hash(
    folded: NDArray[np.uint32],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
    key: int,
) -> NDArray[np.uint64]:
    """Keyed hash of each token, shape (n,): a polynomial in 2^64, then mixed.

    The prefix sums of c_i * p^i give every token's polynomial by one subtraction and one
    multiplication with the inverse power (Karp and Rabin 1987, arithmetic mod 2^64). Very
    long tokens are hashed by BLAKE2b: mod 2^64, a word of 1,024 letters and its inverse in the
    Thue-Morse sequence have one polynomial under every key.
    Equal hashes do not prove equal tokens: what is shown is verified on the text.
    """
    if not len(firsts):
        return np.zeros(0, np.uint64)
    powers, inverses = _powers(key, 1 << max(12, (len(folded)).bit_length()))
    sums = np.zeros(len(folded) + 1, np.uint64)
    np.cumsum((folded.astype(np.uint64) + np.uint64(1)) * powers[: len(folded)], out=sums[1:])
    values = (sums[lasts] - sums[firsts]) * inverses[firsts]
    hashes = mix(values ^ (lasts - firsts).astype(np.uint64), key)
    for token in np.flatnonzero(lasts - firsts > _LONGEST_POLYNOMIAL).tolist():
        letters = folded[firsts[token] : lasts[token]].astype("<u4").tobytes()
        digest = hashlib.blake2b(letters, digest_size=8, key=key.to_bytes(8, "little"))
        hashes[token] = int.from_bytes(digest.digest(), "little")
    return hashes


def mix(values: NDArray[np.uint64], key: int) -> NDArray[np.uint64]:
    """Spread 64-bit values under a key (the finaliser of SplitMix64, Steele et al. 2014)."""
    x = values + np.uint64((key * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15) & _MASK)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)), np.uint64)


@lru_cache(maxsize=4)
def _powers(key: int, size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of an odd base drawn from the key, and their inverses mod 2^64."""
    base = int(mix(np.array([key], np.uint64), 1)[0]) | 1
    inverse = pow(base, -1, 1 << 64)
    out = []
    for factor in (base, inverse):
        steps = np.full(size, factor, np.uint64)
        steps[0] = 1
        out.append(np.multiply.accumulate(steps))
    return out[0], out[1]


def _undo_look_alikes(
    folded: NDArray[np.uint32],
    written: NDArray[np.uint32],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
) -> tuple[NDArray[np.uint32], bool]:
    """Spell tokens that mix Latin with look-alike letters in Latin; says whether any was.

    `written` holds the unfolded character of each folded one, shape (m,).
    """
    foreign = (folded >= 0x370) & (folded < 0x530)
    if not len(firsts) or not foreign.any():
        return folded, False
    latin = ((folded >= 0x61) & (folded <= 0x7A)) | ((folded >= 0xC0) & (folded < 0x250))
    plain = np.zeros_like(folded)
    # Other characters fold to these letters too, but look like none: the micro sign.
    shown = foreign & (written >= 0x370) & (written < 0x530)
    plain[shown] = folding.LOOK_ALIKE[written[shown]]
    counts = [
        np.diff(np.concatenate([[0], np.cumsum(mask)])[np.stack([firsts, lasts])], axis=0)[0]
        for mask in (foreign, latin, plain > 0)
    ]
    strange, ordinary, replaceable = counts
    # A word of look-alikes alone is a disguise only where nearly all else is Latin.
    mostly_latin = latin.sum() > 20 * foreign.sum()
    mixed = (strange > 0) & (replaceable == strange) & ((ordinary > 0) | mostly_latin)
    if not mixed.any():
        return folded, False
    folded = folded.copy()
    for token in np.flatnonzero(mixed).tolist():
        part = slice(firsts[token], lasts[token])
        folded[part] = np.where(plain[part] > 0, plain[part], folded[part])
    # One letter alone is as likely the name of a particle as a disguise.
    return folded, bool((mixed & (lasts - firsts > 1)).any())


def _hides_inside(
    points: NDArray[np.uint32],
    source: NDArray[np.int64],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
) -> bool:
    """Whether a character that is drawn as nothing stands inside a token.

    Hyphenation hints, variation selectors and the joiners that scripts need are harmless;
    no Latin, Greek or Cyrillic word needs a joiner.
    """
    if not len(firsts):
        return False
    starts, ends = source[firsts], source[lasts - 1]
    gone = np.ones(len(points), np.bool_)
    gone[source] = False
    joiner = (points == 0x200C) | (points == 0x200D)
    joiner[1:] &= points[:-1] >= 0x530
    harmless = joiner | (points == 0xAD)
    harmless |= (points >= 0xFE00) & (points <= 0xFE0F)
    suspect = np.concatenate([[0], np.cumsum(gone & ~harmless)])
    return bool((suspect[ends + 1] > suspect[starts]).any())
