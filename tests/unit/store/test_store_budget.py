"""How much memory there is to fill."""

from __future__ import annotations

from pathlib import Path

import pytest

from reuse.store import budget, memory_budget


def test_what_is_asked_for_is_taken() -> None:
    """A budget that was given holds, whatever the machine has."""
    assert memory_budget(5) == 5


def test_half_of_a_container_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's limit counts where it is lower than what the machine has."""
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(budget, "_LIMITS", (limit, tmp_path / "none"))
    monkeypatch.setattr(budget, "_machine", lambda: 1_000)
    assert memory_budget(0) == 500
    for text, half in (("600\n", 300), ("max\n", 500), ("9223372036854771712\n", 500)):
        limit.write_text(text)
        assert memory_budget(0) == half


def test_the_machine_tells_what_it_has() -> None:
    """Half of the memory of a machine that runs tests is more than nothing."""
    assert memory_budget(0) > 10**7
