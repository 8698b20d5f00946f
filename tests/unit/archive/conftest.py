from __future__ import annotations

from collections.abc import Iterator

import pytest
from archive_forms import FORMS, searching


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> Iterator[str]:
    """The way in which archives are searched."""
    with searching(request.param):
        yield request.param
