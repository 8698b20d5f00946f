"""What a report shows, and on how many pages."""

from __future__ import annotations

from dataclasses import dataclass

from reuse.model.result import ScanResult

MAX_CASES = 1_000
"""Cases that a page holds when nothing else is asked."""
PART = 500
"""Cases on each page of a split report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a report shows of a result, and on how many pages."""

    max_cases: int | None = None
    """Cases in the report, from the most telling one on; the page says how many there are. None
    for `MAX_CASES`, or for all of them where the report is split."""
    statements: tuple[str, ...] = ()
    """What was left out on request, a sentence each."""
    split: bool = False
    """Whether the cases stand on pages of their own, `PART` on each."""

    def held(self, result: ScanResult) -> int:
        """Number of cases in the report."""
        all_of_them = len(result.comparisons)
        if self.max_cases is None:
            return all_of_them if self.split else min(all_of_them, MAX_CASES)
        return min(all_of_them, self.max_cases)
