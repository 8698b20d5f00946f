"""How much memory a scan may fill before it turns to the disk."""

from __future__ import annotations

import os
from pathlib import Path

# Where Linux says what a container may have; versions 2 and 1.
_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
# Taken for the memory of a machine that does not tell.
_UNKNOWN = 8 * 2**30


def memory_budget(asked: int) -> int:
    """Bytes of memory to stay within: `asked`, or half of what the machine has when it is 0."""
    return asked or _memory() // 2


def _memory() -> int:
    """Bytes of memory of the machine, or of the container when that is less."""
    return min([_machine(), *filter(None, map(_limit, _LIMITS))])


def _machine() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return _UNKNOWN


def _limit(file: Path) -> int:
    """The limit that a file of the system holds; 0 when there is none."""
    try:
        text = file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return 0
    return int(text) if text.isdecimal() else 0
