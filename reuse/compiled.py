"""Loops written once in plain Python and compiled when there is enough work.

Loading the compiler and what it made earlier takes about a second, and compiling a loop that no
process on this machine has run before two minutes, so that small inputs run the plain form.
Much small work is as good as one large piece of it: plain work is counted, and once a process
has done as much of it as loading costs, it loads. That is at most twice the cost of knowing the
work beforehand (the rent-or-buy rule of Karlin, Manasse, Rudolph and Sleator 1988). Both forms
are the same function and give the same results.
"""

from __future__ import annotations

import dis
import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from hashlib import blake2b
from math import inf
from pathlib import Path
from threading import RLock
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any, Generic, ParamSpec, TypeVar, cast

from numpy import generic, ndarray, ufunc

from reuse import process
from reuse.code_cache import file_name, keep

_LIBRARIES = "numpy", "math"
# What the compiler is asked for.
_OPTIONS = {"nogil": True}
# Plain work is counted in shares of what is enough for the compiled form of its loop at once.
# From a half on, over all loops, it was about what loading the compiler costs; loading one more
# loop costs a tenth of that, and compiling one from nothing some hundreds of times as much.
_LOAD, _ONE_MORE, _COMPILE = 0.5, 0.05, 40.0

_LOAD_GLOBAL = dis.opmap["LOAD_GLOBAL"]

P = ParamSpec("P")
R = TypeVar("R")


class Account:
    """The plain work of a process."""

    __slots__ = ("asked", "eager", "of", "spent")

    def __init__(self) -> None:
        self.spent = 0.0
        """Over all loops, in shares of what is enough for each one's compiled form."""
        self.of: dict[Any, float] = {}
        """The same by loop; infinite for one that runs compiled from now on."""
        self.asked: dict[Any, float] = {}
        """What each loop had done when it was last found not to be compiled."""
        self.eager = False
        """Whether everything that runs now is to be compiled."""


_ACCOUNT = Account()
# The compiler and each loop are made once, whichever thread comes first.
_LOCK = RLock()


@contextmanager
def compiling() -> Iterator[None]:
    """Inside, every loop that runs is loaded or compiled, and stays so for this process."""
    before, _ACCOUNT.eager = _ACCOUNT.eager, True
    try:
        yield
    finally:
        _ACCOUNT.eager = before


class Kernel(Generic[P, R]):
    """A numerical loop with a plain and a compiled form.

    Calling the kernel runs the plain form; a kernel that calls other kernels is compiled
    with the compiled forms of those.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        self._function = function
        self.__doc__ = function.__doc__
        self._kept = False
        self.at_hand = False
        """Whether somebody found that a call of the compiled form waits for nothing."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the function as written."""
        return self._function(*args, **kwargs)

    @cached_property
    def native(self) -> Callable[P, R]:
        """The function compiled for this machine, free of the interpreter lock."""
        with _LOCK:
            # Another thread may have made it meanwhile.
            made: Callable[P, R] | None = vars(self).get("native")
            return made or self._made(self._linked_name, from_python=True)

    @cached_property
    def called(self) -> Callable[P, R]:
        """The same for compiled functions, which call it."""
        return self._made(f"{self._linked_name}_called", from_python=False)

    @property
    def _linked_name(self) -> str:
        # It tells the cache all that the compiled form depends on.
        return f"{cast('FunctionType', self._function).__qualname__}_{self.digest}"

    def _made(self, name: str, *, from_python: bool) -> Callable[P, R]:
        function = cast("FunctionType", self._function)
        scope = _Scope(_read_by(function))
        linked = FunctionType(function.__code__, scope, function.__name__)
        linked.__qualname__, linked.__module__ = name, function.__module__
        compiled: Callable[P, R] = _compiler()(**_OPTIONS)(linked)
        keep(compiled, linked, from_python=from_python)
        return compiled

    @cached_property
    def digest(self) -> str:
        """Digest of the loop, of the constants it reads and of the kernels it calls.

        Raises:
            TypeError: the loop reads something whose content cannot be told.
        """
        function = cast("FunctionType", self._function)
        code = function.__code__
        parts = [f"{name}={_content(value)}" for name, value in _read_by(function).items()]
        arguments = code.co_argcount, code.co_varnames[: code.co_argcount], code.co_exceptiontable
        rest = code.co_consts, code.co_names, arguments, parts, _OPTIONS
        source = code.co_code + repr(rest).encode()
        return blake2b(source, digest_size=8).hexdigest()

    @property
    def is_kept(self) -> bool:
        """Whether an earlier process left the compiled form on this machine."""
        if not self._kept and self._folder is not None:
            own = Path(cast("FunctionType", self._function).__code__.co_filename)
            name = file_name(f"{own.stem}.{self._linked_name}")
            self._kept = (self._folder / f"{name}.nbi").exists()
        return self._kept

    @property
    def _folder(self) -> Path | None:
        """Where the compiler keeps the compiled form; None where it cannot."""
        path = getattr(self.native, "stats").cache_path  # noqa: B009
        return Path(path) if path else None

    def remember(self, work: int) -> int:
        """Count plain work that an end of this process will not forget, and say how much it is.

        So that many processes which each do too little for compiling come to it together. Where
        nothing can be kept, it is what was passed.
        """
        if self._folder is None:
            return work
        file = self._folder / f"{self._linked_name}.plain"
        try:
            work += max(0, _number(file))
            # A reader meets the old number or the new; of two writers at once one is forgotten.
            aside = file.with_suffix(f".{os.getpid()}")
            aside.write_text(str(work), encoding="ascii")
            aside.replace(file)
        except OSError:
            pass
        return work

    def form(self, work: int, *, enough: int) -> Callable[P, R]:
        """The compiled form where it pays, else the plain.

        It pays when `work` steps are `enough` for it, and when the plain steps so far were: all
        loops' for loading what is compiled already, this one's for compiling it.
        """
        account = _ACCOUNT
        if work >= enough or account.eager:
            account.of[self] = inf
            return self.native
        share = work / enough
        account.spent += share
        own = account.of[self] = account.of.get(self, 0.0) + share
        if own >= _COMPILE:
            return self.native
        # Asked again when twice as much was done: another process may compile it meanwhile.
        if account.spent >= _LOAD and own >= max(_ONE_MORE, 2 * account.asked.get(self, 0.0)):
            if self.is_kept:
                account.of[self] = inf
                return self.native
            account.asked[self] = own
        return self._function


class _Scope(dict[str, Any]):
    """Globals of a function that is compiled; the kernels among them come compiled as well.

    Only once the compiler asks: what it finds in its cache holds what it calls, and to make those
    ready, some two hundred, takes a tenth of a second.
    """

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        return value.called if isinstance(value, Kernel) else value


@cache
def _compiler() -> Callable[..., Any]:
    """What compiles, without its linear algebra where nobody else may want that.

    That is SciPy's, and takes as long to load as all the rest; no loop here multiplies matrices.
    """
    from numba import njit  # noqa: PLC0415  half a second that small inputs never pay
    from numba.np import linalg  # noqa: PLC0415  the same

    found = getattr(linalg, "ensure_blas", None)
    if found is not None and process.is_ours():
        linalg.ensure_blas = _has_none
        try:
            importlib.import_module("numba.np.arraymath")
        finally:
            linalg.ensure_blas = found
    return njit


def _has_none() -> None:
    raise ImportError


def _number(file: Path) -> int:
    """What a file says; 0 where there is none, or it says something else."""
    try:
        return int(file.read_text(encoding="ascii")) if file.exists() else 0
    except ValueError:
        return 0


def kernel(function: Callable[P, R]) -> Kernel[P, R]:
    """Mark a loop over numpy arrays as one that can be compiled."""
    return Kernel(function)


def _read_by(function: FunctionType) -> dict[str, Any]:
    """Globals that a function reads, by name; names of attributes and builtins are not among them.

    In the order of the code.
    """
    scope = function.__globals__
    return {name: scope[name] for name in loaded_names(function.__code__) if name in scope}


@cache
def loaded_names(code: CodeType) -> tuple[str, ...]:
    """Names of the globals that code loads, once each.

    The same that `dis.get_instructions` tells, in a tenth of its time: there are some 200 loops.
    """
    steps, high = code.co_code, 0
    names: dict[str, None] = {}
    for at in range(0, len(steps), 2):
        operand = steps[at + 1] | high
        if steps[at] == _LOAD_GLOBAL:
            # The lowest bit says whether a call follows.
            names[code.co_names[operand >> 1]] = None
        high = operand << 8 if steps[at] == dis.EXTENDED_ARG else 0
    return tuple(names)


def _content(value: object) -> str:  # noqa: PLR0911  one a type
    """What compiled code takes from a global, the same in every process.

    Raises:
        TypeError: not known for this type.
    """
    if isinstance(value, Kernel):
        return value.digest
    if isinstance(value, (bool, int, float, str, generic)):
        return repr(value)
    if isinstance(value, tuple):
        inner = ", ".join(map(_content, value))
        return f"{type(value).__qualname__}({inner})"
    if isinstance(value, ndarray):
        content = blake2b(value.tobytes(), digest_size=16).hexdigest()
        return f"array({value.dtype.str}, {value.shape}, {content})"
    if isinstance(value, type) and issubclass(value, tuple) and hasattr(value, "_fields"):
        return f"{value.__module__}.{value.__qualname__}{value._fields}"
    if isinstance(value, type) and issubclass(value, generic):
        return value.__qualname__
    if isinstance(value, ModuleType) and value.__name__ in _LIBRARIES:
        return value.__name__
    if isinstance(value, (BuiltinFunctionType, ufunc)):
        return f"{getattr(value, '__module__', None)}.{value.__name__}"
    raise TypeError(
        f"a kernel reads a {type(value).__qualname__}, whose changes the cache of compiled code "
        "would miss; expected a number, string, tuple, array, named tuple class or kernel"
    )
