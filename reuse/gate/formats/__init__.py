"""The result of a check for people and for machines, a module a format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from reuse.model.gate import CheckResult

NAMES = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")
"""All formats; each is a module here with a function ``render``."""


def render(result: CheckResult, name: str) -> bytes:
    """The result of a check in a format, as UTF-8.

    Args:
        result: the check.
        name: one of `NAMES`.
    """
    # One format is wanted, and some take long to import.
    function: Callable[[CheckResult], bytes] = import_module(f"{__name__}.{name}").render
    return function(result)
