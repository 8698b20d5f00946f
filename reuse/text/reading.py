"""Tokens of many texts at once, with offsets and spelling, in compiled loops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.config import TextConfig
from reuse.text.composing import compose
from reuse.text.folding import POINT_MASK, TABLES, code_points
from reuse.text.onepass import scratch, tables, utf8
from reuse.text.scanning import (
    NO_ROOM,
    TO_COMPOSE,
    UNLEARNED,
    Bytes,
    Hashes,
    Places,
    Rows,
    decode,
    scan_text,
)
from reuse.text.tokens import FoldedTokens, fold_in_one_pass


class ReadTexts(NamedTuple):
    """D texts, one after the other; N tokens, M folded code points, C raw ones."""

    points: NDArray[np.uint32]
    """Shape (C,): raw code points."""
    point_bounds: NDArray[np.int64]
    """Shape (D + 1,): text d holds ``points[point_bounds[d]:point_bounds[d + 1]]``."""
    bounds: NDArray[np.int64]
    """Shape (D + 1,), likewise of its tokens."""
    hashes: NDArray[np.uint64]
    """Shape (N,)."""
    starts: NDArray[np.int32]
    """Shape (N,): as in `Tokens`, counted from the start of the text; so are `ends`."""
    ends: NDArray[np.int32]
    disguised: NDArray[np.bool_]
    """Shape (D,)."""
    rows: NDArray[np.uint32]
    """Shape (M,): rows of `folding.Tables`."""
    firsts: NDArray[np.int64]
    """Shape (N,): first row of each token."""
    lasts: NDArray[np.int64]
    """Shape (N,): one past its last row."""

    def spell(self, tokens: Sequence[int]) -> tuple[str, ...]:
        """Folded spelling of some tokens."""
        picked = np.asarray(tokens, np.int64)
        sizes = self.lasts[picked] - self.firsts[picked]
        edges = np.concatenate([[0], np.cumsum(sizes)])
        within = np.arange(edges[-1]) - np.repeat(edges[:-1], sizes)
        letters = self.rows[np.repeat(self.firsts[picked], sizes) + within] & np.uint32(POINT_MASK)
        text = letters.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        places = edges.tolist()
        return tuple(text[a:b] for a, b in pairwise(places))


@kernel
def decode_texts(
    data: Bytes, ends: NDArray[np.int64], points: Rows, bounds: NDArray[np.int64]
) -> None:
    """Code points of texts in UTF-8, and where each text ends among them."""
    at, count = 0, 0
    for text in range(len(ends)):
        while at < ends[text]:
            if data[at] < 0x80:
                points[count] = data[at]
                at += 1
            else:
                value, size = decode(data, at)
                points[count] = value
                at += size
            count += 1
        bounds[text + 1] = count


@kernel
def read_tokens(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    data: Bytes, text_ends: NDArray[np.int64], composed: NDArray[np.bool_], text: int,
    table: Rows, wide: Rows, known: int, powers: Hashes, inverses: Hashes, salt: Any,
    room: int, sources: Places, sums: Hashes, own_firsts: Places, own_lasts: Places,
    rows: Rows, row_bounds: NDArray[np.int64], bounds: NDArray[np.int64], hashes: Hashes,
    starts: Places, ends: Places, firsts: NDArray[np.int64], lasts: NDArray[np.int64],
    disguised: NDArray[np.bool_],
) -> tuple[int, int]:  # fmt: skip
    """Tokenise texts one after the other, from number `text` on, until one cannot be.

    `data` to `salt` are as `scan_texts` takes them, `sources` to `own_lasts` as `scan_text`
    does; a text may take `room` rows, and leaves one a byte and one more to the texts behind it,
    as `rows` must. `row_bounds` says where each text ends in `rows`, the rest goes out as in
    `ReadTexts`.

    Returns:
        The text that could not be read and why, or the number of texts and 0.
    """
    while text < len(text_ends):
        begin = text_ends[text - 1] if text else 0
        row, token = row_bounds[text], bounds[text]
        # Only characters that fold to several ask for room: a text that took too much would
        # leave the others to write past the end.
        last = len(rows) - (text_ends[len(text_ends) - 1] - text_ends[text])
        count, found, hidden, _ = scan_text(
            data, begin, text_ends[text], composed[text], table, wide, known, powers, inverses,
            salt, rows[row : min(row + room, last)], sources, sums, own_firsts, own_lasts,
            hashes[token:],
        )  # fmt: skip
        if count < 0:
            return text, count
        for at in range(found):
            first, last = own_firsts[at], own_lasts[at]
            starts[token + at] = sources[first]
            ends[token + at] = sources[last - 1] + 1
            firsts[token + at] = row + first
            lasts[token + at] = row + last
        row_bounds[text + 1] = row + count
        bounds[text + 1] = token + found
        disguised[text] = hidden
        text += 1
    return text, 0


def read_texts(texts: Sequence[str], config: TextConfig) -> ReadTexts:
    """Tokenise and hash raw texts: what `fold_tokens` gives for each."""
    encoded = [utf8(text) for text in texts]
    # Room behind the last byte, as the loop may look ahead within a character.
    data = np.frombuffer(b"".join([*encoded, b"\0"]), np.uint8)
    sizes = [*map(len, encoded)]
    text_ends = np.cumsum(sizes, dtype=np.int64)
    longest, count = max(sizes, default=0), len(texts)
    points, point_bounds = np.empty(len(data), np.uint32), np.zeros(count + 1, np.int64)
    decode_texts.native(data, text_ends, points, point_bounds)
    _, sources, sums, *own, _ = scratch(longest, longest)
    # Two tokens never stand in less than three bytes.
    most = len(data) // 2 + 2 * count + 2
    rows, row_bounds = np.empty(len(data) + longest + 2, np.uint32), np.zeros(count + 1, np.int64)
    bounds, hashes = np.zeros(count + 1, np.int64), np.empty(most, np.uint64)
    starts, ends = np.empty(most, np.int32), np.empty(most, np.int32)
    firsts, lasts = np.empty(most, np.int64), np.empty(most, np.int64)
    disguised, settled = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    at, read = 0, cast("Callable[..., tuple[int, int]]", read_tokens.native)
    while True:
        at, trouble = read(
            data, text_ends, settled, at, *tables(config.hash_key), longest + 1, sources, sums,
            *own, rows, row_bounds, bounds, hashes, starts, ends, firsts, lasts, disguised,
        )  # fmt: skip
        if trouble == UNLEARNED:
            TABLES.learn(code_points(texts[at]))
        elif trouble in (TO_COMPOSE, NO_ROOM):
            composed = compose(texts[at])
            if composed is None and trouble == TO_COMPOSE:
                settled[at] = True
                continue
            folded = fold_in_one_pass(texts[at], config, composed)
            rows = _put(folded, rows, row_bounds, at, len(data) - int(text_ends[at]) + longest + 2)
            where = slice(bounds[at], bounds[at] + len(folded.tokens))
            hashes[where], disguised[at] = folded.tokens.hashes, folded.tokens.disguised
            starts[where], ends[where] = folded.tokens.starts, folded.tokens.ends
            firsts[where] = folded.firsts + row_bounds[at]
            lasts[where] = folded.lasts + row_bounds[at]
            bounds[at + 1] = where.stop
            at += 1
        else:
            break
    last = bounds[-1]
    return ReadTexts(
        points[: point_bounds[-1]], point_bounds, bounds, hashes[:last], starts[:last],
        ends[:last], disguised, rows[: row_bounds[-1]], firsts[:last], lasts[:last],
    )  # fmt: skip


def _put(
    folded: FoldedTokens,
    rows: NDArray[np.uint32],
    row_bounds: NDArray[np.int64],
    at: int,
    room: int,
) -> NDArray[np.uint32]:
    """Put the rows of text `at` behind those before it; leaves `room` for the texts to come."""
    first, last = row_bounds[at], row_bounds[at] + len(folded.folded)
    if last + room > len(rows):
        rows = np.concatenate([rows, np.empty(last + room, np.uint32)])
    rows[first:last] = folded.folded
    row_bounds[at + 1] = last
    return rows
