"""A check: items compared, the policy asked, the baseline heeded, the passed filed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from reuse.config import Config
from reuse.gate.baseline import hold_against
from reuse.gate.case import make_case
from reuse.gate.licences import with_licences
from reuse.gate.policy import Policy, Step, ask, make_policy
from reuse.gate.unmet import unmet_names
from reuse.gate.wording import content_key
from reuse.model.archived import Added
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.gate import CheckResult, Finding, FindingClass, KnownFinding, Outcome
from reuse.model.progress import Progress, Silent
from reuse.model.skip import Notice, Skip
from reuse.model.verdict import Relation
from reuse.pipeline.archiving import Archive
from reuse.pipeline.checking import Checked, Met, check_items

_GRAVITY = {kind: number for number, kind in enumerate(FindingClass)}
_OUTCOMES = {outcome: number for number, outcome in enumerate(Outcome)}


def check(
    records: Iterable[Document | Skip | Notice],
    archive: Archive | None = None,
    config: Config | None = None,
    *,
    baseline: Sequence[KnownFinding] = (),
    progress: Progress | None = None,
) -> CheckResult:
    """Check items against each other and an archive, under the policy of the settings.

    Args:
        records: the items, and what readers report on the way.
        archive: what is known already; None to check the items against each other only.
            `settings_for` says what it should be opened with.
        config: settings with the policy; the defaults when None.
        baseline: findings that are known.
        progress: told of every stage; silent when None.

    Returns:
        The result; the same for any order of the records.

    Raises:
        ArchiveError: what was read is damaged.
    """
    settings = settings_for(config or Config())
    checked = _checked(records, archive, settings, progress or Silent())
    policy = make_policy(settings)
    found = sorted(with_licences(_judged(checked, policy, settings)), key=_order)
    result = CheckResult(
        items=checked.items,
        findings=_numbered(found),
        gone=(),
        still=(),
        skipped=checked.skipped,
        notices=checked.notices,
        dropped=checked.dropped,
        outside_dates=checked.outside_dates,
        archived=None if archive is None else archive.stats().documents,
    )
    return with_baseline(result, baseline)


def with_baseline(
    result: CheckResult, baseline: Sequence[KnownFinding], name: str | None = None
) -> CheckResult:
    """The same check held against a baseline, whatever it was held against before.

    Args:
        result: a check.
        baseline: findings that are known.
        name: of the baseline, to show.
    """
    anew = [
        replace(each, outcome=Outcome.FAIL) if each.outcome is Outcome.KNOWN else each
        for each in result.findings
    ]
    matched = hold_against(sorted(anew, key=_order), baseline)
    return replace(
        result,
        findings=tuple(sorted(matched.findings, key=_order)),
        gone=matched.gone,
        still=matched.still,
        baseline=name,
    )


def settings_for(config: Config) -> Config:
    """The settings under which items are compared: one outlet with itself where `self` fails."""
    if FindingClass.SELF not in config.policy.failing or config.candidates.within_outlet:
        return config
    candidates = msgspec.structs.replace(config.candidates, within_outlet=True)
    return msgspec.structs.replace(config, candidates=candidates)


def file_passed(
    result: CheckResult, archive: Archive, *, duplicates: str = "replace"
) -> CheckResult:
    """Add the items without a finding that fails to the archive.

    Args:
        result: a check.
        archive: where to add them.
        duplicates: what becomes of another text under a known id: an item that was updated
            takes the place of its earlier version unless this says otherwise.

    Raises:
        ArchiveError: somebody else is writing, or it cannot be written.
    """
    failed = {finding.item.id for finding in result.failing}
    added: Added = archive.add(
        (item for item in result.items if item.id not in failed), duplicates=duplicates
    )
    return replace(result, added=added)


def explain(
    records: Iterable[Document | Skip | Notice],
    item: str,
    archive: Archive | None,
    config: Config,
    progress: Progress,
) -> tuple[Checked, tuple[tuple[Met, tuple[Step, ...]], ...]]:
    """Say of each pair of one item which rules were asked and which decided.

    Returns:
        What was checked, and the item's pairs in their order, also those that count at another
        item; no steps where a pair is no reuse.

    Raises:
        ArchiveError: what was read is damaged.
    """
    settings = settings_for(config)
    checked = _checked(records, archive, settings, progress)
    policy = make_policy(settings)
    pairs = []
    judged = _judged(checked, policy, settings)
    licensed = {
        _pair(after.comparison, archived=after.archived): after
        for before, after in zip(judged, with_licences(judged), strict=True)
        if before is not after
    }
    for met in checked.met:
        # Also where the other side is the one that counts.
        if item in {met.comparison.left.id, met.comparison.right.id if not met.archived else None}:
            case = make_case(met.comparison, policy.own, settings)
            steps = [] if case is None else [*ask(case, policy)]
            given = licensed.get(_pair(met.comparison, archived=met.archived))
            if given is not None:
                steps.append(Step(rule=given.rule, reason=given.reason, outcome=given.outcome))
            pairs.append((met, tuple(steps)))
    return checked, tuple(pairs)


def _checked(
    records: Iterable[Document | Skip | Notice],
    archive: Archive | None,
    settings: Config,
    progress: Progress,
) -> Checked:
    """What was checked, with the doubts about the policy's names."""
    checked = check_items(records, archive, settings, progress)
    others = (met.comparison.right for met in checked.met)
    doubts = unmet_names(checked.items, others, settings)
    return replace(checked, notices=(*checked.notices, *doubts))


def _judged(checked: Checked, policy: Policy, config: Config) -> list[Finding]:
    """What the policy says of each pair by itself, where there is a case."""
    return [each for each in (_judge(met, policy, config) for met in checked.met) if each]


def _pair(comparison: Comparison, *, archived: bool) -> tuple[frozenset[str], bool]:
    """A pair of a check, whichever side counts as the item."""
    return frozenset((comparison.left.id, comparison.right.id)), archived


def _judge(met: Met, policy: Policy, config: Config) -> Finding | None:
    """What the policy says of a pair; of two items without a direction, of the one that fails."""
    finding = _asked(met, policy, config)
    if finding is None or met.archived or finding.outcome is Outcome.FAIL:
        return finding
    if met.comparison.verdict.relation is Relation.LEFT_FROM_RIGHT:
        return finding
    other = _asked(replace(met, comparison=met.comparison.mirrored), policy, config)
    return other if other is not None and other.outcome is Outcome.FAIL else finding


def _asked(met: Met, policy: Policy, config: Config) -> Finding | None:
    case = make_case(met.comparison, policy.own, config)
    if case is None:
        return None
    *_, last = ask(case, policy)
    passages = case.passages or case.counted or met.comparison.reused
    return Finding(
        key=content_key(case.kind, met.comparison.left.text, passages),
        occurrence=0,
        kind=case.kind,
        comparison=met.comparison,
        archived=met.archived,
        passages=passages,
        words=case.words,
        share=case.share,
        rule=last.rule,
        reason=last.reason,
        outcome=last.outcome or Outcome.PASS,
    )


def _numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of one key numbered in their order."""
    seen: Counter[str] = Counter()
    out = []
    for finding in findings:
        out.append(replace(finding, occurrence=seen[finding.key]))
        seen[finding.key] += 1
    return tuple(out)


def _order(finding: Finding) -> tuple[int, int, int, str, str]:
    return (
        _OUTCOMES[finding.outcome],
        _GRAVITY[finding.kind],
        -finding.words,
        finding.item.id,
        finding.other.id,
    )
