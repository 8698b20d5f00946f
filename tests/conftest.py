"""What holds for every test."""

from __future__ import annotations

from math import inf

import pytest

from reuse import compiled


@pytest.fixture(autouse=True)
def settled_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which form of a loop runs follows its work alone, whatever tests ran before.

    Tests set constants and loops of a module for a moment, which what is compiled never sees.
    """
    account = compiled.Account()
    account.spent = -inf
    monkeypatch.setattr(compiled, "_ACCOUNT", account)
