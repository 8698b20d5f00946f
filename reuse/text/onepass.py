"""One text through the compiled loops of `scanning`, and what they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.text.composing import compose
from reuse.text.folding import TABLES, code_points
from reuse.text.hashing import powers, salt
from reuse.text.scanning import NO_ROOM, PERIOD, TO_COMPOSE, UNLEARNED, scan_text

# One character of three bytes folds to at most eighteen code points.
MOST_ROWS_A_BYTE = 6
Composed = tuple[str, NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scanned:
    """A text of m folded code points and n tokens."""

    composed: Composed | None
    """What `compose` gave."""
    rows: NDArray[np.uint32]
    """Rows of `folding.Tables`, look-alikes undone, shape (m,)."""
    sources: NDArray[np.int32]
    """Character of the composed text that each row comes from, shape (m,)."""
    firsts: NDArray[np.int32]
    """First row of each token, shape (n,)."""
    lasts: NDArray[np.int32]
    """One past its last row, shape (n,)."""
    hashes: NDArray[np.uint64]
    """Shape (n,)."""
    disguised: bool


def utf8(text: str) -> bytes:
    """A text as the loops read it; surrogates that stand alone are letters like others."""
    return text.encode("utf-8", "surrogatepass")


def scratch(size: int, rows: int) -> tuple[NDArray[Any], ...]:
    """The arrays `rows` to `hashes` of `scan_text` for a text of `size` bytes."""
    # Two tokens never stand in less than three bytes.
    tokens = size // 2 + 2
    return (
        np.empty(rows + 1, np.uint32),
        np.empty(rows, np.int32),
        np.empty(rows + 1, np.uint64),
        np.empty(tokens, np.int32),
        np.empty(tokens, np.int32),
        np.empty(tokens, np.uint64),
    )


def tables(key: int) -> tuple[Any, ...]:
    """The arguments `table` to `salt` of `scan_text`."""
    # `known` is read before any row is: a row learned later is taken for unknown.
    known = TABLES.known
    return TABLES.rows, TABLES.wide, known, *powers(key, PERIOD), salt(key)


def scan(text: str, key: int, composed: Composed | None = None) -> Scanned:
    """Tokenise and hash a text; `composed` is what `compose` gave where it is known."""
    settled, room = composed is not None, 1
    while True:
        written = text if composed is None else composed[0]
        data = np.frombuffer(utf8(written) + b"\0", np.uint8)[:-1]
        spare = scratch(len(data), len(data) * room)
        count, found, disguised, _ = scan_text.native(
            data, 0, len(data), settled, *tables(key), *spare
        )
        if count == UNLEARNED:
            TABLES.learn(code_points(written))
        elif count == TO_COMPOSE:
            composed, settled = compose(text), True
        elif count == NO_ROOM:
            room = MOST_ROWS_A_BYTE
        else:
            break
    rows, sources, _, firsts, lasts, hashes = spare
    return Scanned(
        composed=composed,
        rows=rows[:count],
        sources=sources[:count],
        firsts=firsts[:found],
        lasts=lasts[:found],
        hashes=hashes[:found].copy(),
        disguised=disguised,
    )
