"""A pair with reuse as an edge of a derivation graph: direction in nats, closeness, spans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log

from reuse.model.comparison import Comparison
from reuse.model.span import Span
from reuse.model.verdict import Relation, Verdict

UNDIRECTED = 0.15
"""Share of "cannot tell" that counts for a common source, the rest for the two directions alike.
On generated derivations 0.33, as if nothing were known, joined a sixth fewer true neighbours."""
BESIDE = 0.05
"""Share of an arc's probability that counts for it without a place in the tree, in which a document
has one source: otherwise that source would rather seem to be derived from it."""
_LEAST = 1e-4
"""Least probability that is reckoned with: no verdict is surer."""

Stretch = tuple[Span, int]
"""A span of a document and its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Two documents that share reused text."""

    comparison: Comparison
    closeness: float
    """How much of their wording the two have in common, in words or runs of words; compared
    with that of other pairs only."""
    late: float = 0.0
    """Seconds that dates may be late."""

    @property
    def ids(self) -> tuple[str, str]:
        """Ids of the left and the right document."""
        return self.comparison.left.id, self.comparison.right.id

    def beside(self, name: str) -> str:
        """Id of the other document."""
        left, right = self.ids
        return right if name == left else left

    def nats(self, source: str, *, arc: float | None = None) -> float:
        """Log-odds that the other document is from `source`, against no such arc in the tree.

        Args:
            source: id of one of the two.
            arc: log-odds that there is an arc at all, where the verdict is not to say so.
        """
        left, right, neither = _odds(self.comparison.verdict)
        if arc is not None:
            both = left + right
            left, right, neither = left / both, right / both, exp(-arc)
        this, opposite = (left, right) if source == self.comparison.right.id else (right, left)
        return log(this / (neither + BESIDE * max(0.0, opposite - this)))

    def probability(self, source: str) -> float:
        """Probability that the other document is from `source`, "cannot tell" shared out."""
        left, right, _ = _odds(self.comparison.verdict)
        return left if source == self.comparison.right.id else right

    @property
    def arc(self) -> float:
        """Log-odds that one of the two is from the other, whichever it is."""
        left, right, neither = _odds(self.comparison.verdict)
        return log((left + right) / neither)

    @property
    def lean(self) -> float:
        """Nats between the two directions."""
        left, right, _ = _odds(self.comparison.verdict)
        # A difference, so that exchanging the two changes nothing.
        return abs(log(left) - log(right))

    def is_later(self, source: str) -> bool:
        """Whether the stamps say that `source` came surely after the other document."""
        documents = self.comparison.left, self.comparison.right
        one, other = documents if source == documents[0].id else documents[::-1]
        if one.stamp is None or other.stamp is None:
            return False
        doubt = one.stamp.uncertainty + other.stamp.uncertainty + self.late
        return one.stamp.instant - other.stamp.instant > doubt

    def names(self, source: str) -> bool:
        """Whether the verdict says by itself that the other document is from `source`."""
        says = self.comparison.verdict.relation
        if source == self.comparison.right.id:
            return says is Relation.LEFT_FROM_RIGHT
        return says is Relation.RIGHT_FROM_LEFT

    @property
    def common(self) -> float:
        """Probability of a common source, given that neither document is from the other."""
        chances = self.comparison.verdict.probabilities
        apart = chances[Relation.INDEPENDENT]
        shared = chances[Relation.COMMON_SOURCE] + UNDIRECTED * chances[Relation.UNDETERMINED]
        return max(shared, _LEAST) / (max(shared, _LEAST) + apart)

    def stretches(self, name: str) -> tuple[Stretch, ...]:
        """Reused passages as they stand in one of the two, in order, disjoint."""
        is_left = name == self.comparison.left.id
        return united(
            (a.left, a.left_words) if is_left else (a.right, a.right_words)
            for a in self.comparison.reused
        )


def shared_wording(comparison: Comparison) -> float:
    """Words that the passages of a pair have in common, in order: a closeness."""
    return sum(a.kept * max(a.left_words, a.right_words) for a in comparison.reused)


def shared_share(comparison: Comparison) -> float:
    """Share of a text that reused passages cover, of the document of which it is more, 0 to 1."""
    return max(
        sum(len(span) for span, _ in united((span, 1) for span in spans)) / max(1, len(text))
        for text, spans in (
            (comparison.left.text, [a.left for a in comparison.reused]),
            (comparison.right.text, [a.right for a in comparison.reused]),
        )
    )


def united(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches of one document, those that overlap made one; words in proportion."""
    out: list[Stretch] = []
    for span, count in sorted(stretches, key=lambda s: (s[0].start, -s[0].end, -s[1])):
        if out and span.start <= out[-1][0].end:
            last, before = out[-1]
            fresh = max(0, span.end - last.end)
            more = round(count * fresh / max(1, len(span)))
            out[-1] = Span(last.start, max(last.end, span.end)), before + more
        else:
            out.append((span, count))
    return tuple(out)


def beyond(stretches: Iterable[Stretch], known: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What some stretches cover and others do not; both in order, disjoint."""
    out: list[Stretch] = []
    covered = [span for span, _ in known]
    for span, count in stretches:
        at = span.start
        for other in covered:
            if other.end <= at or other.start >= span.end:
                continue
            if other.start > at:
                out.append(_piece(span, count, at, other.start))
            at = other.end
        if at < span.end:
            out.append(_piece(span, count, at, span.end))
    return tuple(piece for piece in out if piece[1])


def words_of(stretches: Iterable[Stretch]) -> int:
    """Words in all of some stretches."""
    return sum(count for _, count in stretches)


def _piece(span: Span, count: int, start: int, end: int) -> Stretch:
    return Span(start, end), round(count * (end - start) / len(span))


def _odds(verdict: Verdict) -> tuple[float, float, float]:
    """Left from right, right from left, neither: "cannot tell" shared out among them."""
    chances = verdict.probabilities
    unsaid = chances[Relation.UNDETERMINED]
    direction = unsaid * (1.0 - UNDIRECTED) / 2
    left = chances[Relation.LEFT_FROM_RIGHT] + direction
    right = chances[Relation.RIGHT_FROM_LEFT] + direction
    neither = chances[Relation.COMMON_SOURCE] + chances[Relation.INDEPENDENT] + unsaid * UNDIRECTED
    return max(left, _LEAST), max(right, _LEAST), max(neither, _LEAST)
