"""From pairs to families of documents and their parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf

from reuse.derive.families import Neighbours, families, neighbours, parts
from reuse.derive.kin import Kin, shared_share, shared_wording
from reuse.derive.part import Part
from reuse.derive.wording import Wording
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.verdict import Relation

Closeness = Callable[[Comparison], float]

JOINING = 1 / 3
"""Share of the text of which more is reused, from which two documents are of one family though no
direction is named. In a scan of 300 generated derivations together all pairs with reuse joined
half of the documents in one family, by paragraphs that several of them hold."""
MOST_DRAWN = 500
"""Documents of the largest part that a tree is drawn of, some seconds where each shares text with
each. Beyond, nothing is said of who has it from whom but what the pairs say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What all families are drawn by."""

    emit: float
    late: float = 0.0
    """Seconds that dates may be late."""
    closeness: Closeness = shared_wording
    """How close two documents are, where no wording says it."""
    wording: Wording | None = None
    """How the words of documents agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Documents that pairs join, directly or through others."""

    documents: tuple[str, ...]
    """Ids, sorted."""
    parts: tuple[Part, ...]
    """Those that are small enough to be drawn."""
    joints: frozenset[str]
    """Documents that join two parts."""

    @property
    def is_whole(self) -> bool:
        """Whether all documents are in a part."""
        return len({name for part in self.parts for name in part.documents}) == len(self.documents)


def gathered(
    comparisons: Iterable[Comparison], pages: Mapping[str, str], rules: Rules
) -> Iterator[Family]:
    """The families, in the order of ids.

    Args:
        comparisons: all pairs with their verdicts.
        pages: for documents that are further records of a page, the id that stands for it.
        rules: what they are drawn by.
    """
    reusing = [comparison for comparison in comparisons if comparison.is_reuse]
    shown = _versions(reusing, pages)
    pairs: dict[tuple[str, str], Comparison] = {}
    for comparison in reusing:
        first, second = sorted((comparison.left.id, comparison.right.id))
        if first in shown and second in shown:
            pairs[first, second] = comparison
    joining = neighbours(ids for ids, comparison in pairs.items() if _joins(comparison))
    of = {name: number for number, family in enumerate(families(joining)) for name in family}
    near = neighbours((a, b) for a, b in pairs if a in of and b in of and of[a] == of[b])
    for family in families(joining):
        members = parts(family[0], near)
        times = Counter(name for part in members for name in part)
        yield Family(
            documents=family,
            parts=tuple(
                Part(part, _inside(part, near, pairs, rules), rules.emit)
                for part in members
                if len(part) <= MOST_DRAWN
            ),
            joints=frozenset(name for name, count in times.items() if count > 1),
        )


def _joins(comparison: Comparison) -> bool:
    """Whether a pair makes one family of two: one carries much of the other, or who is known."""
    verdict = comparison.verdict.relation
    return verdict in {Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT} or (
        shared_share(comparison) >= JOINING
    )


def _versions(comparisons: list[Comparison], pages: Mapping[str, str]) -> set[str]:
    """Documents that take part: all, but of one page the earliest alone."""
    chosen: dict[str, Document] = {}
    for comparison in comparisons:
        for document in (comparison.left, comparison.right):
            page = pages.get(document.id, document.id)
            chosen[page] = min(chosen.get(page, document), document, key=_age)
    return {document.id for document in chosen.values()}


def _age(document: Document) -> tuple[float, str]:
    stamp = document.stamp
    return (inf if stamp is None else stamp.instant), document.id


def _inside(
    part: tuple[str, ...],
    near: Neighbours,
    pairs: Mapping[tuple[str, str], Comparison],
    rules: Rules,
) -> dict[tuple[str, str], Kin]:
    """The pairs of a part; how close two documents are matters only beside a third."""
    members = set(part)
    out = {}
    for one in part:
        for other in near[one]:
            if one < other and other in members:
                comparison, close = pairs[one, other], 0.0
                if len(part) > 2 and rules.wording is not None:
                    close = rules.wording.closeness(one, other)
                elif len(part) > 2:
                    close = rules.closeness(comparison)
                out[one, other] = Kin(comparison=comparison, closeness=close, late=rules.late)
    return out
