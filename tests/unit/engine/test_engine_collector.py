from __future__ import annotations

import gc

import pytest

from reuse.engine import collector_paused


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_afterwards_as_it_was(*, on: bool) -> None:
    """It is off meanwhile, and back where it was however the work ends."""
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with pytest.raises(ZeroDivisionError), collector_paused():
            1 // gc.isenabled()
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()
