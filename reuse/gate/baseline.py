"""Findings that are known: a file to commit, by content with multiplicity."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from reuse.errors import BaselineError
from reuse.model.gate import CheckResult, Finding, FindingClass, KnownFinding, Outcome
from reuse.report.atomic import write_all
from reuse.report.quoting import excerpt

MOST_BYTES = 256_000_000
"""A baseline file beyond this is refused."""


class _Known(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One finding in the file; the order of the fields is part of the format."""

    key: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    kind: FindingClass = msgspec.field(name="class")
    item: str
    other: str
    words: Annotated[int, Meta(ge=0)]
    excerpt: str
    reason: str = ""
    audited: bool = False


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal["reusescan-baseline"]
    version: Literal[1]
    findings: tuple[_Known, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How a baseline differs from an earlier one."""

    added: tuple[KnownFinding, ...]
    removed: tuple[KnownFinding, ...]
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Findings held against a baseline."""

    findings: tuple[Finding, ...]
    """In the order they came; those against policy that are known have the outcome `KNOWN`."""
    gone: tuple[KnownFinding, ...]
    """What the baseline holds and was not found, sorted."""
    still: tuple[KnownFinding, ...]
    """What it holds and was found, sorted."""


def load(path: Path) -> tuple[KnownFinding, ...]:
    """Read a baseline.

    Raises:
        BaselineError: there is none, or the file is no baseline; the message names the place.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BaselineError(f"{path}: more than {MOST_BYTES:,} bytes; expected a baseline")
        data = path.read_bytes()
    except FileNotFoundError:
        raise BaselineError(
            f"{path}: there is no such baseline; --update-baseline makes one"
        ) from None
    except OSError as error:
        raise BaselineError(f"{path}: {error.strerror}") from None
    try:
        file = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BaselineError(f"{path}: {error}; expected a baseline of version 1") from None
    return tuple(sorted(KnownFinding(**msgspec.structs.asdict(each)) for each in file.findings))


def save(known: Iterable[KnownFinding], path: Path) -> None:
    """Write a baseline, sorted, one finding a few lines, as a whole or not at all.

    Raises:
        ReportError: it cannot be written; what was there stays.
    """
    rows = tuple(_Known(**asdict(each)) for each in sorted(known))
    file = _File(format="reusescan-baseline", version=1, findings=rows)
    write_all({path: (msgspec.json.format(msgspec.json.encode(file), indent=1), b"\n")})


def hold_against(findings: Sequence[Finding], known: Sequence[KnownFinding]) -> Matched:
    """Tell known findings from new ones.

    A key that the baseline holds n times covers n findings: first those of the same two
    articles, then any others, so that moved text is known and a second copy is new.
    """
    same: dict[tuple[str, str, str], deque[KnownFinding]] = defaultdict(deque)
    for each in sorted(known):
        same[each.key, each.item, each.other].append(each)
    asked = [(n, each) for n, each in enumerate(findings) if each.outcome is Outcome.FAIL]
    covered: dict[int, KnownFinding] = {}
    for number, finding in asked:
        left = same.get((finding.key, finding.item.id, finding.other.id))
        if left:
            covered[number] = left.popleft()
    rest: dict[str, deque[KnownFinding]] = defaultdict(deque)
    for (key, _, _), left in same.items():
        rest[key].extend(left)
    for number, finding in asked:
        if number not in covered and rest.get(finding.key):
            covered[number] = rest[finding.key].popleft()
    return Matched(
        findings=tuple(
            replace(finding, outcome=Outcome.KNOWN) if number in covered else finding
            for number, finding in enumerate(findings)
        ),
        gone=tuple(sorted(each for left in rest.values() for each in left)),
        still=tuple(sorted(covered.values())),
    )


def updated(result: CheckResult, failing: Collection[FindingClass]) -> tuple[KnownFinding, ...]:
    """The baseline that knows all findings against policy.

    Args:
        result: a check that was held against the earlier baseline.
        failing: the classes on which it failed.

    What somebody wrote of a finding that is still there is kept. What is gone is dropped, but for
    what this check did not ask about: all, where records were not read or left out by date; a
    class on which it does not fail; an article that was neither among the items nor, for want of
    an archive, anywhere else.
    """
    whole = result.complete and not result.outside_dates
    items = {item.id for item in result.items}
    asked = result.archived is not None
    kept = (
        each
        for each in result.gone
        if not whole or each.kind not in failing or not (asked or each.other in items)
    )
    return tuple(sorted((*result.still, *kept, *map(known, result.failing))))


def changes(before: Sequence[KnownFinding], after: Sequence[KnownFinding]) -> Changes:
    """What is in one of two baselines and not in the other, with multiplicity."""
    had, has = Counter(before), Counter(after)
    added, removed = (has - had).elements(), (had - has).elements()
    kept = (had & has).total()
    return Changes(added=tuple(sorted(added)), removed=tuple(sorted(removed)), kept=kept)


def known(finding: Finding) -> KnownFinding:
    """A finding as a baseline holds it."""
    return KnownFinding(
        key=finding.key,
        kind=finding.kind,
        item=finding.item.id,
        other=finding.other.id,
        words=finding.words,
        excerpt=excerpt(finding.item.text, finding.passages),
    )
