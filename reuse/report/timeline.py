"""Clusters along time: how fast a text went from one outlet to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log1p

from reuse.model.cluster import Cluster
from reuse.model.document import Document
from reuse.report import words
from reuse.report.escape import shorten
from reuse.report.overview import Tick
from reuse.report.pairview import known_language

MAX_LINES = 20
"""Clusters on the timeline."""
_TITLE = 70
_HOUR = 3_600.0
_SCALE = (
    (1.0, "1 h"),
    (6.0, "6 h"),
    (24.0, "1 day"),
    (72.0, "3 days"),
    (168.0, "1 week"),
    (720.0, "1 month"),
    (8_760.0, "1 year"),
    (87_600.0, "10 years"),
)
"""Hours since the first one that the scale names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A document on the timeline."""

    share: float
    """Place along it, 0 to 1, by the logarithm of the time since the first one."""
    name: str
    when: str
    original: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """A cluster along time."""

    number: int
    """Of the cluster on the page."""
    title: str
    language: str | None
    day: str
    """On which the first one appeared."""
    dots: tuple[Dot, ...]
    undated: int
    """Documents of which the date is unknown."""

    @property
    def summary(self) -> str:
        """The same in words."""
        said = f"{words.count(len(self.dots), 'document')}, first {self.dots[0].when}"
        return f"{said}, {self.undated:,} without a date" if self.undated else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Clusters with dates, on one scale."""

    lines: tuple[TimeLine, ...]
    ticks: tuple[Tick, ...]
    left_out: int
    """Clusters with dates that are not shown."""


def timeline(clusters: tuple[Cluster, ...], by_id: Mapping[str, Document]) -> Timeline:
    """Lay out the clusters of which a date is known, those with most documents, by time."""
    dated = [
        (instants, number, cluster)
        for number, cluster in enumerate(clusters, 1)
        if (instants := _instants(cluster, by_id))
    ]
    chosen = sorted(dated[:MAX_LINES], key=lambda entry: (min(entry[0]), entry[1]))
    if not chosen:
        return Timeline(lines=(), ticks=(), left_out=0)
    longest = max(max(instants) - min(instants) for instants, _, _ in chosen) / _HOUR
    last = next((hours for hours, _ in _SCALE if hours >= longest), longest)
    lines = tuple(_line(number, c, by_id, min(at), last) for at, number, c in chosen)
    ticks = [
        Tick(label=label, share=_place(hours, last)) for hours, label in _SCALE if hours <= last
    ]
    return Timeline(
        lines=lines,
        ticks=(Tick(label="first", share=0.0), *ticks),
        left_out=len(dated) - len(chosen),
    )


def _place(hours: float, last: float) -> float:
    return log1p(max(0.0, hours)) / log1p(max(1.0, last))


def _instants(cluster: Cluster, by_id: Mapping[str, Document]) -> list[float]:
    stamps = (by_id[w.document_id].stamp for w in cluster.witnesses if w.document_id in by_id)
    return [stamp.instant for stamp in stamps if stamp is not None]


def _line(
    number: int, cluster: Cluster, by_id: Mapping[str, Document], first: float, last: float
) -> TimeLine:
    dots = []
    shown = [by_id[w.document_id] for w in cluster.witnesses if w.document_id in by_id]
    for document in shown:
        stamp = document.stamp
        if stamp is not None:
            dots.append(
                Dot(
                    share=_place((stamp.instant - first) / _HOUR, last),
                    name=words.document_name(document),
                    when=words.when(stamp),
                    original=document.id == cluster.original,
                )
            )
    head = next((d for d in shown if d.title), shown[0])
    return TimeLine(
        number=number,
        title=shorten(head.title or f"Cluster {number}", _TITLE),
        language=known_language(head) if head.title else None,
        day=words.day(first),
        dots=tuple(dots),
        undated=len(shown) - len(dots),
    )
