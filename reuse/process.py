"""Whether this process runs our command and nothing else."""

from __future__ import annotations

import gc

_OURS: list[bool] = []
# New objects, and rounds over the young and the middle-aged, between two searches for cyclic
# garbage: what is imported and read stays, and every search looks at all of it in vain.
_RARELY = 100_000, 50, 100


def take_over() -> None:
    """Say that it does: nobody else's code is in it, that what we leave out could be missing to.

    Cyclic garbage is searched for less often from now on, which for others is theirs to decide.
    """
    _OURS.append(True)
    gc.set_threshold(*_RARELY)


def is_ours() -> bool:
    """Whether that was said."""
    return bool(_OURS)
