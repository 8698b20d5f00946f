"""UTF-8 to hashed tokens in compiled loops; what `tokens` does with whole arrays.

Two passes over one text while it is in the cache: bytes to rows of folded code points,
rows to token borders and hashes. All arrays are the caller's.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.text.folding import (
    APOSTROPHE,
    COMPOSES,
    DIGIT,
    FATE_MASK,
    FATE_SHIFT,
    GONE,
    INNER,
    JOINER,
    KIND_MASK,
    KIND_SHIFT,
    LETTER_SHIFT,
    MANY,
    MARK,
    OTHER,
    POINT,
    POINT_MASK,
    SUSPECT,
    UNKNOWN,
    UNSPACED,
    UNSPACED_MARK,
    WORD,
)

UNLEARNED, TO_COMPOSE, NO_ROOM = -1, -2, -3
"""Why a text could not be folded: a code point without a row, one that may compose, or more
folded code points than there is room for."""
PIECE = 64
"""Letters of a token that one polynomial hashes, see `hash_token`."""
FOREIGN, HIDING, BEYOND_ASCII = 1, 2, 4
"""What a text holds: Greek or Cyrillic letters, suspect invisible characters, any other."""
PERIOD = 1024
"""Powers that are kept, so that they stay in the first cache."""
_HIDES = 1 << FATE_SHIFT
# A row keeps the place of its fate free; there it says that a suspect character precedes it.
_KEPT = 0xFFFFFFFF ^ (FATE_MASK << FATE_SHIFT)


def _borders() -> NDArray[np.uint8]:
    """What the classes of three rows tell of the one in the middle, shape (4096,).

    The index is the class before, its own and the one behind, four bits each. Bit 0: it is
    part of a token; bit 1: another token than the one before, unless one character folds to
    both.
    """
    out = np.zeros(1 << 12, np.uint8)
    for around in range(len(out)):
        before, kind, after = around >> 8, around >> 4 & 15, around & 15
        inside = (
            WORD <= kind <= INNER
            or (kind == APOSTROPHE and before == after == WORD)
            or (kind == POINT and before == after == DIGIT)
        )
        unspaced = kind == UNSPACED or before in (UNSPACED, UNSPACED_MARK)
        out[around] = inside | (inside and unspaced and kind != UNSPACED_MARK) << 1
    return out


_BORDERS = _borders()

Bytes = NDArray[np.uint8]
Rows = NDArray[np.uint32]
Places = NDArray[np.int32]
Hashes = NDArray[np.uint64]


@kernel
def decode(data: Bytes, at: int) -> tuple[Any, int]:
    """Code point of the two to four bytes at `at`, and how many bytes they are."""
    first = np.int64(data[at])
    second = np.int64(data[at + 1]) & 63
    if first < 0xE0:
        return (first & 31) << 6 | second, 2
    third = np.int64(data[at + 2]) & 63
    if first < 0xF0:
        return (first & 15) << 12 | second << 6 | third, 3
    return (first & 7) << 18 | second << 12 | third << 6 | np.int64(data[at + 3]) & 63, 4


@kernel
def put(row: Any, point: int, count: int, rows: Rows, sources: Places) -> int:
    """Append a row that comes from character `point`; a mark follows the letter before it.

    Returns:
        What the text now also holds.
    """
    kind = row >> KIND_SHIFT & KIND_MASK
    if kind == MARK:
        before = np.int64(rows[count - 1]) >> KIND_SHIFT & KIND_MASK if count else OTHER
        follows = UNSPACED_MARK if before in (UNSPACED, UNSPACED_MARK) else WORD
        row += (follows - MARK) << KIND_SHIFT
    rows[count] = row
    sources[count] = point
    return FOREIGN if is_foreign(row) else 0


@kernel
def fold_ascii(data: Bytes, table: Rows, point: int, rows: Rows, sources: Places) -> int:
    """Fold the ASCII characters that `data` begins with; says how many they are.

    The arrays begin where the stretch does: an index that is known to be no negative number
    takes fewer instructions.
    """
    for at in range(len(data)):
        byte = data[at]
        if byte >= 0x80:
            return at
        rows[at] = np.int64(table[byte]) & _KEPT
        sources[at] = point + at
    return len(data)


@kernel
def fold_bytes(
    data: Bytes, at: int, end: int, composed: bool, table: Rows, wide: Rows, known: int,
    rows: Rows, sources: Places,
) -> tuple[int, int]:  # fmt: skip
    """Fold the UTF-8 text ``data[at:end]``.

    Args:
        data: UTF-8; surrogates may stand alone.
        at: first byte.
        end: one past the last byte.
        composed: whether nothing in the text composes any more.
        table: `Tables.rows`.
        wide: `Tables.wide`.
        known: entries of `wide` that may be read.
        rows: takes the rows.
        sources: takes the character that each row comes from.

    Returns:
        How many rows there are, or why there are none; and what the text holds.
    """
    count = point = holds = hidden = 0
    while at < end:
        if data[at] < 0x80:
            # What is hidden before the stretch stands at its first row.
            plain = fold_ascii(data[at:end], table, point, rows[count:], sources[count:])
            rows[count] |= np.uint32(hidden)
            hidden = 0
            count += plain
            point += plain
            at += plain
            continue
        holds |= BEYOND_ASCII
        value, size = decode(data, at)
        row = np.int64(table[value])
        fate = row >> FATE_SHIFT & FATE_MASK
        if fate == UNKNOWN:
            return UNLEARNED, holds
        if row >> LETTER_SHIFT == COMPOSES:
            if not composed:
                return TO_COMPOSE, holds
            row &= (1 << LETTER_SHIFT) - 1
        if fate == GONE:
            about = row & POINT_MASK
            if about == SUSPECT or (about == JOINER and joins_latin(data, at)):
                hidden = _HIDES
                holds |= HIDING
        elif fate == MANY:
            begin = row & POINT_MASK
            many = np.int64(wide[begin]) if begin < known else 0
            if not many:
                return UNLEARNED, holds
            if count + many + end - at - size >= len(rows):
                return NO_ROOM, holds
            for step in range(begin + 1, begin + 1 + many):
                holds |= put(np.int64(wide[step]) | hidden, point, count, rows, sources)
                hidden = 0
                count += 1
        else:
            holds |= put(row & _KEPT | hidden, point, count, rows, sources)
            hidden = 0
            count += 1
        point += 1
        at += size
    return count, holds


@kernel
def joins_latin(data: Bytes, at: int) -> bool:
    """Whether what stands before byte `at` is a letter that needs no joiner."""
    # Up to U+052F, which UTF-8 writes in two bytes, the first at most 0xD4.
    return at > 0 and (data[at - 1] < 0x80 or (at > 1 and 0xC0 <= data[at - 2] <= 0xD4))


@kernel
def mixed(value: Any, salt: Any) -> Any:
    """The finaliser of SplitMix64, for 64-bit words; see `tokens.mix`."""
    x = value + salt
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@kernel
def hash_token(rows: Rows, first: Any, last: Any, powers: Hashes, salt: Any) -> Any:
    """Hash of the letters ``rows[first:last]``, see `hashing.hash_tokens`.

    `powers` holds PIECE of them or more; `salt` is what the key adds before mixing.
    """
    chain = np.uint64(0)
    while first < last:
        end = min(last, first + PIECE)
        value = chain
        for at in range(first, end):
            letter = np.uint64(rows[at] & np.uint32(POINT_MASK)) + np.uint64(1)
            value += letter * powers[at - first]
        chain = mixed(value ^ np.uint64(end - first), salt)
        first = end
    return chain


@kernel
def cut_tokens(
    rows: Rows, sources: Places, count: int, powers: Hashes, sums: Hashes,
    firsts: Places, lasts: Places,
) -> int:  # fmt: skip
    """Find the tokens; their half-open ranges of rows go into `firsts` and `lasts`.

    No branch depends on a letter: every second one would be guessed wrongly. So each row
    writes a border, which the next one overwrites where it is none. `sums` takes the sums of
    the letters times their powers, see `hash_tokens`; it, `rows` and the borders have room for
    one more than there are.
    """
    last: Any = 0
    was: Any = 0
    # Without a sign, as an index that may be negative takes more instructions.
    found = np.uint64(0)
    total = np.uint64(0)
    rows[count] = OTHER
    around = np.int64(rows[0]) >> KIND_SHIFT & KIND_MASK
    for at in range(count):
        around = (around << 4 | (np.int64(rows[at + 1]) >> KIND_SHIFT & KIND_MASK)) & 0xFFF
        tells = np.int64(_BORDERS[around])
        inside = tells & 1
        if tells & 2 and sources[at] != sources[at - 1]:
            was = 0
        firsts[found] = at
        found += np.uint64(inside & ~was)
        last = at + 1 if inside else last
        lasts[found] = last
        was = inside
        sums[at] = total
        letter = np.uint64(rows[at] & np.uint32(POINT_MASK)) + np.uint64(1)
        total += letter * powers[at & (PERIOD - 1)]
    sums[count] = total
    for token in range(np.int64(found)):
        lasts[token] = lasts[token + 1]
    return int(np.int64(found))


@kernel
def hash_tokens(
    rows: Rows, firsts: Places, lasts: Places, found: int, powers: Hashes,
    inverses: Hashes, salt: Any, sums: Hashes,
    hashes: Hashes,
) -> None:  # fmt: skip
    """Hash the tokens from the sums of their letters, see `hashing.hash_tokens`.

    The powers begin anew after `PERIOD` rows; a token that stands across such a border, or is
    longer than a piece, is hashed letter by letter.
    """
    for token in range(found):
        first, last = np.uint32(firsts[token]), np.uint32(lasts[token])
        size = last - first
        if size > PIECE or (first ^ last - np.uint32(1)) >= PERIOD:
            hashes[token] = hash_token(rows, firsts[token], lasts[token], powers, salt)
        else:
            value = (sums[last] - sums[first]) * inverses[first & np.uint32(PERIOD - 1)]
            hashes[token] = mixed(value ^ np.uint64(size), salt)


@kernel
def is_foreign(row: Any) -> bool:
    """Whether a row is of a Greek or Cyrillic letter."""
    return bool(0x370 <= np.int64(row) & POINT_MASK < 0x530)


@kernel
def is_latin(row: Any) -> bool:
    """Whether a row is of a Latin letter."""
    folded = np.int64(row) & POINT_MASK
    return bool(0x61 <= folded <= 0x7A or 0xC0 <= folded < 0x250)


@kernel
def undo_look_alikes(rows: Rows, count: int, firsts: Places, lasts: Places, found: int) -> bool:
    """Spell tokens that mix Latin with look-alike letters in Latin; says whether any was."""
    foreign = latin = 0
    for at in range(count):
        if is_foreign(rows[at]):
            foreign += 1
        elif is_latin(rows[at]):
            latin += 1
    looked = False
    for token in range(found):
        strange = ordinary = replaceable = 0
        for at in range(firsts[token], lasts[token]):
            if is_foreign(rows[at]):
                strange += 1
            elif is_latin(rows[at]):
                ordinary += 1
            if np.int64(rows[at]) >> LETTER_SHIFT:
                replaceable += 1
        # A word of look-alikes alone is a disguise only where nearly all else is Latin.
        if strange and replaceable == strange and (ordinary or latin > 20 * foreign):
            for at in range(firsts[token], lasts[token]):
                letter = np.int64(rows[at]) >> LETTER_SHIFT
                if letter:
                    rows[at] = np.int64(rows[at]) & ~POINT_MASK | (0x60 + letter)
            # One letter alone is as likely the name of a particle as a disguise.
            looked |= lasts[token] - firsts[token] > 1
    return looked


@kernel
def hides_inside(rows: Rows, firsts: Places, lasts: Places, found: int) -> bool:
    """Whether a suspect invisible character stands inside a token."""
    for token in range(found):
        for at in range(firsts[token] + 1, lasts[token]):
            if np.int64(rows[at]) & _HIDES:
                return True
    return False


@kernel
def scan_text(
    data: Bytes, begin: int, end: int, composed: bool, table: Rows, wide: Rows, known: int,
    powers: Hashes, inverses: Hashes, salt: Any, rows: Rows, sources: Places, sums: Hashes,
    firsts: Places, lasts: Places, hashes: Hashes,
) -> tuple[int, int, bool, int]:  # fmt: skip
    """Tokenise and hash one text.

    Returns:
        How many rows there are, or why there are none; how many tokens; whether the text is
        disguised; how many tokens touch the one before them.
    """
    count, holds = fold_bytes(data, begin, end, composed, table, wide, known, rows, sources)
    if count < 0:
        return count, 0, False, 0
    found = cut_tokens(rows, sources, count, powers, sums, firsts, lasts)
    disguised, touching = False, 0
    if holds & FOREIGN:
        disguised = undo_look_alikes(rows, count, firsts, lasts, found)
        for token in range(found):
            hashes[token] = hash_token(rows, firsts[token], lasts[token], powers, salt)
    else:
        hash_tokens(rows, firsts, lasts, found, powers, inverses, salt, sums, hashes)
    if holds & HIDING:
        disguised |= hides_inside(rows, firsts, lasts, found)
    if holds & BEYOND_ASCII:
        for token in range(1, found):
            touching += sources[firsts[token]] == sources[lasts[token - 1] - 1] + 1
    return count, found, disguised, touching


@kernel
def scan_texts(
    data: Bytes, ends: NDArray[np.int64], composed: NDArray[np.bool_], text: int,
    table: Rows, wide: Rows, known: int, powers: Hashes, inverses: Hashes, salt: Any, rows: Rows,
    sources: Places, sums: Hashes, firsts: Places, lasts: Places,
    hashes: Hashes, codes: NDArray[np.uint32], bounds: NDArray[np.int64],
    touching: NDArray[np.int64], disguised: NDArray[np.bool_],
) -> tuple[int, int]:  # fmt: skip
    """Tokenise texts one after the other, from number `text` on, until one cannot be.

    `data` holds the texts, `ends` where each ends in it, `composed` whether nothing in it
    composes any more; `table` to `hashes` are as `scan_text` takes them. What is found goes
    into `codes` (upper halves of the hashes), `bounds` (where each text ends in `codes`, behind
    its start), `touching` (tokens that touch the one before them) and `disguised`.

    Returns:
        The text that could not be read and why, or the number of texts and 0.
    """
    while text < len(ends):
        begin = ends[text - 1] if text else 0
        count, found, hidden, touch = scan_text(
            data, begin, ends[text], composed[text], table, wide, known, powers, inverses, salt,
            rows, sources, sums, firsts, lasts, hashes,
        )  # fmt: skip
        if count < 0:
            return text, count
        start = bounds[text]
        for token in range(found):
            codes[start + token] = hashes[token] >> np.uint64(32)
        bounds[text + 1] = start + found
        touching[text] = touch
        disguised[text] = hidden
        text += 1
    return text, 0
