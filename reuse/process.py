"""Whether this process runs our command and nothing else."""

from __future__ import annotations

_OURS: list[bool] = []


def take_over() -> None:
    """Say that it does: nobody else's code is in it, that what we leave out could be missing to."""
    _OURS.append(True)


def is_ours() -> bool:
    """Whether that was said."""
    return bool(_OURS)
