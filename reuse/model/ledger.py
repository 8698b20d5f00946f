"""Who carries whose text, counted by outlet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLag:
    """How much later the documents of a carrier appeared than what they were taken from.

    Hours from the stamp of the source to that of the carrier, below 0 where the carrier's is the
    earlier one. A derived document counts once, with the document of the source that it has most
    words from.
    """

    documents: int
    """Derived documents it rests on: those of which both stamps are known; 1 or more."""
    median: float
    lower: float
    """First quartile."""
    upper: float
    """Third quartile."""
    uncertainty: float
    """Hours by which any of the three may be off for what the stamps leave open: every stamp
    right within its own uncertainty, the true figures are no farther away. Above 0."""

    @property
    def is_told(self) -> bool:
        """Whether the stamps tell which of the two was typically first."""
        return abs(self.median) > self.uncertainty


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletFlow:
    """Text that one outlet carries from another."""

    carrier: str
    """The outlet that published the derived documents."""
    source: str
    """The outlet it comes from."""
    documents: int
    """Derived documents of `carrier`."""
    words: int
    """Words of reused passages in them, overlaps counted once."""
    share: float
    """Those words over all words of the derived documents, 0 to 1."""
    credited: int
    uncredited: int
    unknown: int
    """Derived pairs by credit; the three sum to the number of pairs."""
    lag: OutletLag | None = None
    """How much later the documents appeared; None where no pair of stamps is known."""

    @property
    def credited_share(self) -> float | None:
        """Credited pairs over those of which credit is known, 0 to 1; None where it never is."""
        known = self.credited + self.uncredited
        return self.credited / known if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLink:
    """Text that two outlets share without a direction: common source or undetermined."""

    first: str
    """The outlet whose name sorts first."""
    second: str
    common_source: int
    """Pairs of documents from a common source."""
    undetermined: int
    words: int
    """Words of reused passages, on the side where they are fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLedger:
    """The corpus seen by outlet."""

    documents: dict[str, int]
    """Scanned documents by outlet, sorted by name."""
    flows: tuple[OutletFlow, ...]
    """Most words first."""
    links: tuple[OutletLink, ...]
    """Most words first."""
