"""A part of a family: its documents, and what each two of them share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reuse.derive.families import neighbours
from reuse.derive.kin import Kin, Stretch, united
from reuse.model.derivation import Arc, Link
from reuse.model.verdict import Credit

LIKELY = 0.5
"""Probability from which an arc is drawn; below, the two documents are linked instead."""
Pairs = Mapping[tuple[str, str], Kin]
"""Pairs of documents, the id that sorts first at the head."""


class Part:
    """Documents and their pairs; what is shared is put together once."""

    def __init__(self, documents: tuple[str, ...], pairs: Pairs, emit: float) -> None:
        """Take in a part.

        Args:
            documents: ids, sorted.
            pairs: the pairs of the part.
            emit: probability from which an arc is sure.
        """
        self.documents = documents
        self.pairs = pairs
        self.emit = emit
        self.place = {name: number for number, name in enumerate(documents, 1)}
        """Number of each document, from 1; 0 is the root."""
        self.near = neighbours(pairs)
        self._shared: dict[tuple[str, str], tuple[Stretch, ...]] = {}

    def kin(self, one: str, other: str) -> Kin:
        """The pair of two documents."""
        return self.pairs[min(one, other), max(one, other)]

    def shared(self, name: str, other: str) -> tuple[Stretch, ...]:
        """What a document shares with another, as it stands in the first."""
        key = name, other
        if key not in self._shared:
            self._shared[key] = self.kin(name, other).stretches(name)
        return self._shared[key]

    def shared_with(self, name: str, others: Iterable[str]) -> tuple[Stretch, ...]:
        """What a document shares with any of some others."""
        return united(stretch for other in others for stretch in self.shared(name, other))

    def arc(
        self, source: str, derived: str, probability: float, stretches: tuple[Stretch, ...] = ()
    ) -> Arc:
        """An arc that explains some stretches, or all that the two share."""
        kin = self.kin(source, derived)
        stretches = stretches or self.shared(derived, source)
        named = kin.names(source)
        return Arc(
            source=source,
            derived=derived,
            probability=probability,
            sure=probability >= self.emit,
            named=named,
            spans=tuple(span for span, _ in stretches),
            words=sum(count for _, count in stretches),
            credit=kin.comparison.verdict.credit if named else Credit.UNKNOWN,
        )

    def link(self, one: str, other: str, shares: tuple[float, float]) -> Link:
        """A link of two documents.

        Args:
            one: a document.
            other: the other one.
            shares: probability that the first is from the second, and the other way round.
        """
        forth, back = shares if one < other else shares[::-1]
        return Link(
            first=min(one, other),
            second=max(one, other),
            words=self.kin(one, other).comparison.reused_words,
            first_from_second=forth,
            second_from_first=back,
        )
