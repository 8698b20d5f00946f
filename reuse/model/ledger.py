"""Who carries whose text, counted by outlet."""

from __future__ import annotations

from dataclasses import dataclass


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
