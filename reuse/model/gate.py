"""What a check of articles against a policy found and decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from reuse.model.alignment import Alignment
from reuse.model.archived import Added
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.result import Dropped
from reuse.model.skip import Notice, Skip, SkipCode


class FindingClass(StrEnum):
    """What an item has to do with another article, the gravest first."""

    UNCREDITED = "uncredited"
    """The item takes from the other and does not name it."""
    CREDIT_UNKNOWN = "credit_unknown"
    """The item takes from the other; whether it names it cannot be told."""
    CREDITED = "credited"
    """The item takes from the other and names it."""
    SELF = "self"
    """The other is of the item's own outlet, or of one's own."""
    COMMON_SOURCE = "common_source"
    """Both take from the same third text."""
    UNDETERMINED = "undetermined"
    """They share text; who had it first cannot be told."""
    CARRIED = "carried"
    """The other takes from the item."""


class Rule(StrEnum):
    """Which rule of the policy decided, in the order in which they are asked."""

    ALLOW_MARK = "allow_mark"
    """The item bears a mark that allows it."""
    IGNORED_SECTION = "ignored_sections"
    LICENSED = "licensed"
    """Text of that outlet may be carried, credited or not."""
    LICENSED_WITH_CREDIT = "licensed_with_credit"
    """Text of that outlet may be carried, and it is credited."""
    COUNTED = "count"
    """No passage is of a kind that counts."""
    BOILERPLATE = "boilerplate"
    """What they share is text that the policy lists."""
    MIN_WORDS = "min_words"
    """Fewer words than the policy asks about."""
    MIN_SHARE = "min_share"
    """A smaller share of the item than the policy asks about."""
    FAIL_ON = "fail_on"
    """The last rule: whether the class is one on which the policy fails."""


class Outcome(StrEnum):
    """What follows from a finding."""

    FAIL = "fail"
    """Against policy, and new."""
    KNOWN = "known"
    """Against policy, and in the baseline."""
    PASS = "pass"  # noqa: S105  no password
    """Not against policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An item and another article that share text, and what the policy says of them."""

    key: str
    """Hash of class and shared words, 32 hex digits: the same wherever the words stand."""
    occurrence: int
    """Number, from 0, among the findings of one key."""
    kind: FindingClass
    comparison: Comparison
    """The item is the left side."""
    archived: bool
    """Whether the other article is in the archive; else it is in what was checked."""
    passages: tuple[Alignment, ...]
    """Those that count under the policy; all that are reuse where none does."""
    words: int
    """Words of the item in those passages."""
    share: float
    """Share of the item's words, 0 to 1."""
    rule: Rule
    """The rule that decided."""
    reason: str
    """One sentence for the reader: how the rule came to it."""
    outcome: Outcome

    @property
    def item(self) -> Document:
        """The article that was checked."""
        return self.comparison.left

    @property
    def other(self) -> Document:
        """The article that it shares text with."""
        return self.comparison.right

    @property
    def fingerprint(self) -> str:
        """Key and occurrence: one finding of a check."""
        return f"{self.key}:{self.occurrence}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class KnownFinding:
    """A finding that a baseline holds."""

    key: str
    kind: FindingClass
    item: str
    """Id of the item when it was recorded."""
    other: str
    """Id of the other article then."""
    words: int
    excerpt: str
    """The beginning of the shared words."""
    reason: str = ""
    """Why it may stay, as somebody wrote who looked at it."""
    audited: bool = False
    """Whether somebody looked at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check found."""

    items: tuple[Document, ...]
    """Articles checked, by id."""
    findings: tuple[Finding, ...]
    """Those that fail first, then the known ones, then the rest; gravest and longest first."""
    gone: tuple[KnownFinding, ...]
    """Known findings of the baseline that were not found again, among them those of articles
    that were not checked this time."""
    still: tuple[KnownFinding, ...]
    """Known findings of the baseline that were found again."""
    skipped: tuple[Skip, ...]
    notices: tuple[Notice, ...]
    dropped: tuple[Dropped, ...]
    outside_dates: int
    """Articles published before ``since`` or after ``until``: left out on purpose."""
    archived: int | None
    """Documents of the archive; None when there was none to ask."""
    baseline: str | None = None
    """The baseline that was used, as given; None for none."""
    added: Added | None = None
    """What became of the items that passed, where they were to be added to the archive."""

    @property
    def read(self) -> int:
        """Records read: checked plus left out."""
        return len(self.items) + self.outside_dates + len(self.skipped)

    @property
    def skipped_by_code(self) -> dict[SkipCode, int]:
        """Number of records left out by code, in alphabetical order."""
        counts = Counter(skip.code for skip in self.skipped)
        counts[SkipCode.OUTSIDE_DATES] += self.outside_dates
        return {code: counts[code] for code in sorted(counts) if counts[code]}

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The findings on which the check fails."""
        return tuple(each for each in self.findings if each.outcome is Outcome.FAIL)

    @property
    def complete(self) -> bool:
        """False when a record was skipped for a fault, a cap was hit or an item was not added."""
        return not self.skipped and not self.dropped and (self.added is None or self.added.complete)
