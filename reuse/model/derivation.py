"""Who has text from whom in a family of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reuse.model.span import Span
from reuse.model.verdict import Credit


class Origin(StrEnum):
    """What is known of where the text of a derivation begins."""

    DOCUMENT = "document"
    """One document is the probable original."""
    SEVERAL = "several"
    """More than one: an article was put together, or a part of the originals is not here."""
    UNSEEN = "unseen"
    """The original is not in the corpus."""
    UNKNOWN = "unknown"
    """Cannot tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """One document has text from a source."""

    source: str
    """Id of a document, or the name of an unseen source."""
    derived: str
    """Id of the document that has it."""
    probability: float
    """Over all ways to explain the documents together, 0.5 to 1."""
    sure: bool
    """Whether that reaches `derive.emit` and a verdict bears it out: that on the two documents, or
    one on documents that the arc stands between. Else nobody is to be called a copier."""
    named: bool
    """Whether the verdict on the two documents says so by itself; of an unseen source, whether
    one on two documents that have it says common source."""
    spans: tuple[Span, ...]
    """Stretches of the derived document that the source explains, in order, disjoint."""
    words: int
    """Words in them."""
    credit: Credit
    """Whether the derived document names this source, where the verdict says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two documents next to each other of which nobody can say who has it from whom."""

    first: str
    """The id that sorts first."""
    second: str
    words: int
    """Words of reused passages, on the side where they are fewer."""
    first_from_second: float
    """Probability, 0 to 1."""
    second_from_first: float
    """Probability, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How the documents of a family have come about; its arcs make no cycle."""

    id: str
    """Stable: from the ids of its documents."""
    documents: tuple[str, ...]
    """Ids, sorted; two or more."""
    clusters: tuple[str, ...]
    """Ids of the clusters whose text they carry, in the order of the scan."""
    unseen: tuple[str, ...]
    """Names of sources that must have been and are not in the corpus; no document has such an
    id."""
    arcs: tuple[Arc, ...]
    """By derived document, the one that explains most words first."""
    links: tuple[Link, ...]
    """By first, then second document."""
    roots: Mapping[str, float]
    """Of each document the probability that it has its text from no other one here; documents of
    which there are too many to draw are left out."""
    origin: Origin
    originals: tuple[str, ...]
    """Ids of the probable originals, sorted; one when `origin` is `DOCUMENT`."""

    @property
    def original(self) -> str | None:
        """Id of the one probable original, or None."""
        return self.originals[0] if self.origin is Origin.DOCUMENT else None

    @property
    def statement(self) -> str:
        """Where the text begins, in one sentence; ids stand in it as they were given."""
        if self.origin is Origin.UNSEEN:
            return "The original is not in the corpus."
        if self.origin is Origin.UNKNOWN:
            return "Cannot tell which document is the original."
        if self.origin is Origin.DOCUMENT:
            return f"The original is probably {self.originals[0]}."
        lost = "; another source is not in the corpus" if self.unseen else ""
        return f"Probably originals: {', '.join(self.originals)}{lost}."


def ancestors(arcs: Iterable[Arc], name: str) -> frozenset[str]:
    """Everything that a document has text from, directly or through others."""
    above: dict[str, list[str]] = {}
    for arc in arcs:
        above.setdefault(arc.derived, []).append(arc.source)
    found: set[str] = set()
    todo = [name]
    while todo:
        for source in above.get(todo.pop(), ()):
            if source not in found:
                found.add(source)
                todo.append(source)
    return frozenset(found)
