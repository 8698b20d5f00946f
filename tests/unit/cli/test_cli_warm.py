"""The command that compiles what is not compiled yet."""

from __future__ import annotations

import pytest

from reuse.cli.app import run
from reuse.pipeline import warming


@pytest.mark.parametrize("kept", [True, False])
def test_what_cannot_be_kept_is_told(
    *, kept: bool, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """An image that was warmed in vain is no success."""
    asked: list[bool] = []

    def warm_up(*, batches: bool) -> bool:
        asked.append(batches)
        return kept

    monkeypatch.setattr(warming, "warm_up", warm_up)
    code = run(["warm-up"])
    out, err = capfd.readouterr()
    assert asked == [True]
    if kept:
        assert (code, out, err) == (0, "compiled\n", "")
    else:
        assert (code, out) == (4, "")
        assert "NUMBA_CACHE_DIR" in err


def test_a_machine_that_was_warmed_keeps_what_was_made() -> None:
    """All loops of scans and queries are loaded from the disk, and found there afterwards."""
    assert warming.warm_up(batches=True)
