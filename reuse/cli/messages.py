"""Lines about records that were left out or taken with a doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from reuse.cli import streams
from reuse.model.skip import Notice, Skip
from reuse.report.escape import escape_terminal

_SHOWN = 20


class LeftOut(Protocol):
    """A result that knows what was left out of it."""

    @property
    def read(self) -> int:
        """Records read."""
        ...

    @property
    def skipped(self) -> Sequence[Skip]:
        """Records left out for a fault."""
        ...

    @property
    def notices(self) -> Sequence[Notice]:
        """Doubts about records."""
        ...


def tell_skipped(skipped: Iterable[Skip]) -> None:
    """Say on stderr which records were left out, and why."""
    for line in lines(skipped):
        streams.say(line)


def tell(result: LeftOut, *, quiet: bool) -> None:
    """Say on stderr what was left out, and with what doubts the rest was taken."""
    tell_skipped(result.skipped)
    if not quiet:
        for line in lines(result.notices):
            streams.say(line)
    if result.skipped:
        streams.say(
            f"reusescan: {len(result.skipped):,} of {result.read:,} records skipped "
            f"({tally(result.skipped)})"
        )


def lines(entries: Iterable[Skip | Notice]) -> Iterator[str]:
    """Yield ``file:record: CODE reason`` lines, escaped for a terminal.

    The first twenty of each code are shown in full, the rest as a count; the order is that of
    `entries`, and the counts follow in the order in which their codes came.
    """
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.code] += 1
        if seen[entry.code] <= _SHOWN:
            yield escape_terminal(f"{entry.origin}: {entry.code} {entry.reason}")
    for code, count in seen.items():
        if count > _SHOWN:
            yield f"... {count - _SHOWN:,} more {code}"


def tally(entries: Iterable[Skip | Notice]) -> str:
    """Counts by code, the most frequent first: ``BAD_SYNTAX 3, TOO_SHORT 1``."""
    counts = Counter(str(entry.code) for entry in entries)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{code} {count:,}" for code, count in ranked)
