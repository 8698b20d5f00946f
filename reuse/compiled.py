"""Loops written once in plain Python and compiled when there is enough work.

A compiler costs a second or two at its first call, so that small inputs run the plain form;
both forms are the same function, and give the same results.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from hashlib import blake2b
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar, cast

from numpy import generic

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
        # The cache looks at a function's own file only: its name tells what it is linked with.
        linked.__qualname__ = f"{function.__qualname__}_{self.digest}"
        linked.__module__ = function.__module__
        options: dict[str, Any] = {"nogil": True}
        try:
            compiled: Callable[P, R] = njit(cache=True, **options)(linked)
        except RuntimeError:
            # No folder to cache in: a read-only install without a home.
            compiled = njit(**options)(linked)
        return compiled

    @cached_property
    def digest(self) -> str:
        """Digest of the loop, of the constants it reads and of the kernels it calls."""
        function = cast("FunctionType", self._function)
        code = function.__code__
        known = [(name, function.__globals__.get(name)) for name in code.co_names]
        parts = [
            value.digest if isinstance(value, Kernel) else repr((name, value))
            for name, value in known
            if isinstance(value, (Kernel, int, float, generic))
        ]
        source = code.co_code + repr((code.co_consts, parts)).encode()
        return blake2b(source, digest_size=8).hexdigest()

    def form(self, work: int, *, enough: int) -> Callable[P, R]:
        """The compiled form when `work` steps are `enough` to pay for it, else the plain."""
        return self.native if work >= enough else self._function


def kernel(function: Callable[P, R]) -> Kernel[P, R]:
    """Mark a loop over numpy arrays as one that can be compiled."""
    return Kernel(function)
