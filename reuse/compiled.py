"""Loops written once in plain Python and compiled when there is enough work.

A compiler costs a second or two at its first call, so that small inputs run the plain form;
both forms are the same function, and give the same results.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


class Kernel(Generic[P, R]):
    """A numerical loop with a plain and a compiled form.

    Calling the kernel runs the plain form; a kernel that calls other kernels is compiled
    with the compiled forms of those.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the function as written."""
        return self._function(*args, **kwargs)

    @cached_property
    def native(self) -> Callable[P, R]:
        """The function compiled for this machine, free of the interpreter lock."""
        from numba import njit  # noqa: PLC0415  half a second that small inputs never pay

        function = cast("FunctionType", self._function)
        scope = {
            name: value.native if isinstance(value, Kernel) else value
            for name, value in function.__globals__.items()
            if name in function.__code__.co_names
        }
        linked = FunctionType(function.__code__, scope, function.__name__)
        linked.__qualname__, linked.__module__ = function.__qualname__, function.__module__
        options: dict[str, Any] = {"nogil": True}
        try:
            compiled: Callable[P, R] = njit(cache=True, **options)(linked)
        except RuntimeError:
            # No folder to cache in: a read-only install without a home.
            compiled = njit(**options)(linked)
        return compiled

    def form(self, work: int, *, enough: int) -> Callable[P, R]:
        """The compiled form when `work` steps are `enough` to pay for it, else the plain."""
        return self.native if work >= enough else self._function


def kernel(function: Callable[P, R]) -> Kernel[P, R]:
    """Mark a loop over numpy arrays as one that can be compiled."""
    return Kernel(function)
