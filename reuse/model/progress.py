"""How long work tells the outside how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a caller passes to be told; every stage calls `stage` once, then `advance`."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins; `total` steps, or None when that is not known."""

    def advance(self, steps: int = 1) -> None:
        """`steps` more steps of the current stage are done."""


class Silent:
    """Progress that nobody watches."""

    def stage(self, name: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, steps: int = 1) -> None:
        """Say nothing."""
