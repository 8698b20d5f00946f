"""One text and everyone who carries it: what each kept, dropped and added."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reuse.align import Edit
from reuse.model.cluster import Cluster, Witness
from reuse.model.document import Document
from reuse.model.span import Span
from reuse.report import words
from reuse.report.escape import safe_url, shorten
from reuse.report.pairview import known_language
from reuse.report.worddiff import WordMark, diff_words, noun_of, words_of

MAX_CLUSTERS = 100
"""Clusters shown."""
MAX_WITNESSES = 50
"""Documents shown of one cluster."""
MAX_SHOWN = 12
"""Documents of a cluster of which the words are shown as they were changed."""
LONGEST = 8_000
"""Code points of a witness up to which that is done."""
_OPENING, _TITLE, _ADDRESS = 240, 110, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a changed text."""

    text: str
    kind: str
    """``kept``, ``dropped``, ``added`` or ``moved``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a document made of a text."""

    summary: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessView:
    """A document in a cluster."""

    document: Document
    name: str
    title: str
    link: str | None
    address: str
    when: str
    language: str | None
    original: bool
    change: Change | None
    """Beside the reference; None for that itself and where it is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterView:
    """One text and everyone who carries it."""

    number: int
    cluster: Cluster
    opening: str
    language: str | None
    reference: str
    """What the others are measured against, in a few words."""
    witnesses: tuple[WitnessView, ...]


def cluster_view(cluster: Cluster, number: int, by_id: Mapping[str, Document]) -> ClusterView:
    """Lay out a cluster; its documents are measured against the original or the first known."""
    shown = cluster.witnesses[:MAX_WITNESSES]
    reference = next((w for w in shown if w.document_id == cluster.original), shown[0])
    first = by_id[reference.document_id]
    what = "the original" if reference.document_id == cluster.original else "the first one known"
    return ClusterView(
        number=number,
        cluster=cluster,
        opening=shorten(reference.span.cut(first.text), _OPENING),
        language=known_language(first),
        reference=f"{what}, {words.document_name(first)}",
        witnesses=tuple(
            _witness(w, cluster, by_id, None if w is reference or at > MAX_SHOWN else reference)
            for at, w in enumerate(shown)
        ),
    )


def _witness(
    witness: Witness, cluster: Cluster, by_id: Mapping[str, Document], reference: Witness | None
) -> WitnessView:
    document = by_id[witness.document_id]
    change = None
    if reference is not None and len(witness.span) <= LONGEST and len(reference.span) <= LONGEST:
        change = _change(
            by_id[reference.document_id].text, reference.span, document.text, witness.span
        )
    return WitnessView(
        document=document,
        name=words.document_name(document),
        title=shorten(document.title or "", _TITLE),
        link=safe_url(document.url),
        address=shorten(document.url or "", _ADDRESS),
        when=words.when(document.stamp),
        language=known_language(document),
        original=witness.document_id == cluster.original,
        change=change,
    )


def _change(one_text: str, one: Span, other_text: str, other: Span) -> Change | None:
    """What the second text made of the first; None where there are no texts."""
    _, ours = words_of(one_text, one)
    _, theirs = words_of(other_text, other)
    if not ours or not theirs:
        return None
    diff = diff_words(one_text, one, other_text, other)
    before = _Words(
        text=one_text, end=one.end, spans=ours, looks=_looks(ours, diff.left, "dropped")
    )
    after = _Words(
        text=other_text, end=other.end, spans=theirs, looks=_looks(theirs, diff.right, "added")
    )
    lost, new = before.looks.count("dropped"), after.looks.count("added")
    kept = len(ours) - lost
    amount = words.count(len(ours), noun_of(ours))
    parts = [f"kept {kept:,} of {amount} ({words.percent(kept / len(ours))})"]
    parts += [
        f"{verb} {number:,}"
        for verb, number in (
            ("dropped", lost),
            ("added", new),
            ("moved", after.looks.count("moved")),
        )
        if number
    ]
    return Change(summary=", ".join(parts), stretches=tuple(_merged(before, after)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of a text, and of each what became of it; empty where it is the same."""

    text: str
    end: int
    """Where the passage ends."""
    spans: tuple[Span, ...]
    looks: list[str]

    def run(self, at: int) -> int:
        """One past the last word that looks as word `at` does."""
        end = at + 1
        while end < len(self.looks) and self.looks[end] == self.looks[at]:
            end += 1
        return end

    def cut(self, first: int, last: int) -> str:
        """Some words with what stands between them and behind them, up to the next word."""
        end = self.spans[last].start if last < len(self.spans) else self.end
        return self.text[self.spans[first].start : end]


def _looks(spans: tuple[Span, ...], marks: tuple[WordMark, ...], other: str) -> list[str]:
    out = [""] * len(spans)
    starts = [span.start for span in spans]
    for mark in marks:
        first, last = (bisect_left(starts, at) for at in (mark.span.start, mark.span.end))
        out[first:last] = ["moved" if mark.kind is Edit.MOVED else other] * (last - first)
    return out


def _merged(before: _Words, after: _Words) -> Iterator[Stretch]:
    """The second text, with what it dropped of the first put in where that stood."""
    at = to = 0
    while at < len(before.spans) or to < len(after.spans):
        if at < len(before.spans) and (before.looks[at] or to == len(after.spans)):
            end = before.run(at)
            if before.looks[at] != "moved":
                yield Stretch(text=before.cut(at, end).strip() + " ", kind="dropped")
            at = end
        elif after.looks[to] or at == len(before.spans):
            end = after.run(to)
            yield Stretch(text=after.cut(to, end), kind=after.looks[to] or "added")
            to = end
        else:
            # Words that nothing is said of are the same on both sides, in the same order.
            size = min(before.run(at) - at, after.run(to) - to)
            yield Stretch(text=after.cut(to, to + size), kind="kept")
            at, to = at + size, to + size
