"""A finding in words: the same in all formats, each of which escapes them by its own rules."""

from __future__ import annotations

from collections.abc import Iterator

from reuse.gate.places import parted
from reuse.gate.policy import CLASS_WORDS
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.gate import CheckResult, Finding, Outcome
from reuse.model.verdict import Relation
from reuse.report import words
from reuse.report.quoting import excerpt

_CUES = 3


def headline(finding: Finding) -> str:
    """Class, item, other article and how much they share, on one line; not escaped."""
    place = "archive" if finding.archived else "same feed"
    size = f"{words.count(finding.words, 'word')}, {words.percent(finding.share)} of the item"
    kind = CLASS_WORDS[finding.kind]
    return f"{kind}: {finding.item.id} | {finding.other.id} ({place}), {size}"


def sentences(finding: Finding) -> Iterator[str]:
    """What the verdict is and whether the source is credited; not escaped."""
    pair = finding.comparison
    yield words.filled(words.verdict_form(pair), pair)
    form = words.credit_form(pair)
    if form is not None:
        yield words.filled(form, pair)


def quoted(finding: Finding) -> str:
    """The beginning of what is shared, in quotes; not escaped."""
    return f"“{excerpt(finding.item.text, finding.passages)}”"


def evidence(pair: Comparison) -> tuple[str, ...]:
    """The strongest evidence for the relation that was found, a sentence each; not escaped.

    Where none was, the strongest for any, with what it speaks for.
    """
    relation, cues = pair.verdict.relation, pair.verdict.cues
    if relation is not Relation.UNDETERMINED:
        return tuple(cue.explanation for cue in cues if cue.favours is relation)[:_CUES]
    told = ((cue.explanation, words.cue_form(cue.favours)) for cue in cues[:_CUES])
    return tuple(f"{said} (speaks for {words.filled(aim, pair)})" for said, aim in told)


def place(document: Document) -> str:
    """Where an item stands: line or number in its file; not escaped."""
    origin = document.origin or ""
    file, number = parted(origin)
    if not number:
        return origin
    return f"{file}, number {number} in it" if document.line is None else f"{file}:{document.line}"


def told(finding: Finding) -> tuple[str, ...]:
    """All of it, line by line; not escaped."""
    return (headline(finding), *sentences(finding), quoted(finding), *evidence(finding.comparison))


def counted(result: CheckResult) -> str:
    """How many findings there are of each outcome."""
    outcomes = [finding.outcome for finding in result.findings]
    if not outcomes:
        return "No item shares text with another article."
    parts = [
        f"{outcomes.count(Outcome.FAIL):,} against policy",
        f"{outcomes.count(Outcome.KNOWN):,} known",
        f"{outcomes.count(Outcome.PASS):,} within policy",
    ]
    return f"{words.count(len(outcomes), 'finding')}: {', '.join(parts)}."


def checked(result: CheckResult) -> str:
    """How many items were checked, against how many articles."""
    against = "" if result.archived is None else f" against {result.archived:,} archived"
    return f"{words.count(len(result.items), 'item')} checked{against}."


def missing(result: CheckResult) -> Iterator[str]:
    """What makes a check incomplete, a line for each reason; not escaped."""
    skipped = len(result.skipped) + (len(result.added.skipped) if result.added else 0)
    if skipped:
        yield f"{words.count(skipped, 'record')} skipped."
    for dropped in result.dropped:
        yield f"{dropped.reason} ({dropped.count:,} not followed, {dropped.what})."
