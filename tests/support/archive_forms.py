"""The ways in which an archive is searched: whole arrays, and loops as written and compiled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from reuse import archive
from reuse.archive.loops import LOOPS

FORMS = ("arrays", "written", "compiled")


@contextmanager
def searching(form: str) -> Iterator[None]:
    """Archives are searched in one of the forms meanwhile."""
    if form == "compiled":
        archive.load()
    with pytest.MonkeyPatch.context() as patch, np.errstate(over="ignore"):
        for loop in LOOPS:
            patch.setattr(loop, "at_hand", form != "arrays")
            if form == "written":
                patch.setitem(vars(loop), "native", loop)
        yield
