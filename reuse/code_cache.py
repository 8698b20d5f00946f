"""Compiled code on disk: named by what it is, and without what only the compiler would read.

The compiler's own cache takes a function for another one when its file has another time or it
stands in another line, so that each install compiles all anew. Here the name of a function
holds a digest of its code and of all it reads, and that of a file one of the compiler and the
processor. What is damaged counts as not there.

With the machine code the compiler keeps its intermediate code, for functions that call it and
are compiled later. Reading that is most of the time that loading takes: a quarter of a second for
the loops of a query. What only Python calls goes without.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import local
from typing import Any

import numpy as np

# Stands for a function in what is read; the machine code has the one that runs.
_FUNCTION = 'define void @"{}"() {{\n  call void @llvm.trap()\n  unreachable\n}}\n'
_TRAP = "declare void @llvm.trap()\n"
_DIGEST = 16
_THREAD = local()


class NotKeptError(Exception):
    """A compiled form that was to be loaded, never made, is not there."""


@contextmanager
def only_kept() -> Iterator[None]:
    """Inside, on this thread, nothing is compiled: what is not on disk raises `NotKeptError`."""
    _THREAD.loads = True
    try:
        yield
    finally:
        _THREAD.loads = False


def keep(compiled: Any, function: Callable[..., Any], *, from_python: bool) -> None:
    """Let a function's compiled form be kept on disk, if there is a folder for it.

    In a read-only install without a home there is none.

    Args:
        compiled: what the compiler made of it.
        function: the function, whose name holds a digest of its code.
        from_python: only Python calls it. Nothing that is compiled may, then.
    """
    called, entry, none = _caches()
    try:
        made = (entry if from_python else called)(function)
    except RuntimeError:
        made = none()
    # The compiler offers no other way to choose what is kept, and has had this one for years.
    compiled._cache = made  # noqa: SLF001


def file_name(name: str) -> str:
    """Name, without its ending, of the files with the compiled form of a function.

    Args:
        name: those of its file, without ending, and of the function, with a dot between.
    """
    flags = getattr(sys, "abiflags", "")  # Windows has none
    python = f"py{sys.version_info[0]}{sys.version_info[1]}{flags}"
    # As the compiler does: some systems allow neither in names.
    return f"{name.replace('<', '').replace('>', '')}.{_machine()}.{python}"


@cache
def _machine() -> str:
    """Digest of what compiled code depends on but for the code."""
    import llvmlite  # noqa: PLC0415  half a second that small inputs never pay
    import numba  # noqa: PLC0415  the same
    from numba.core import codegen  # noqa: PLC0415  the same

    chosen: Any = numba.config  # its names come from the environment
    host: Any = codegen
    name, features = chosen.CPU_NAME, chosen.CPU_FEATURES
    parts = (
        (numba.__version__, llvmlite.__version__, np.__version__),
        (llvmlite.binding.get_process_triple(), name or llvmlite.binding.get_host_cpu_name()),
        host.get_host_cpu_features() if features is None else features,
        (str(chosen.OPT), chosen.BOUNDSCHECK),
    )
    return blake2b(repr(parts).encode(), digest_size=4).hexdigest()


@cache
def _caches() -> tuple[Any, Any, Any]:
    """Caches of what compiled code calls and of what Python calls, and one that holds nothing."""
    from numba.core import caching  # noqa: PLC0415  half a second that small inputs never pay

    class Files(caching.IndexDataCacheFile):
        """Files with a digest at their end."""

        def _dump(self, obj: Any) -> bytes:
            data: bytes = super()._dump(obj)  # type: ignore[no-untyped-call]
            return data + _digest(data)

        def _load_data(self, name: str) -> Any:
            written = Path(self._data_path(name)).read_bytes()  # type: ignore[no-untyped-call]
            data = written[:-_DIGEST]
            if _digest(data) != written[-_DIGEST:]:
                raise pickle.UnpicklingError
            return pickle.loads(data)  # noqa: S301  as the compiler does

    class Whole(caching.CompileResultCacheImpl):
        def get_filename_base(self, fullname: str, abiflags: str) -> str:  # noqa: ARG002
            return file_name(fullname)

    class Machine(Whole):
        def reduce(self, cres: Any) -> Any:
            whole: Any = super().reduce(cres)  # type: ignore[no-untyped-call]
            return _lean(whole, cres.fndesc)

    class WholeCache(caching.FunctionCache):
        _impl_class = Whole

        def __init__(self, py_func: Callable[..., Any]) -> None:
            super().__init__(py_func)  # type: ignore[no-untyped-call]
            # Whatever the time of the source: the name tells what it is.
            base = self._impl.filename_base
            self._cache_file = Files(self._cache_path, base, None)  # type: ignore[no-untyped-call]

        def load_overload(self, sig: Any, target_context: Any) -> Any:
            found: Any = None
            try:
                found = super().load_overload(sig, target_context)  # type: ignore[no-untyped-call]
            except Exception:  # noqa: BLE001  damaged files raise anything: they are made anew
                with suppress(OSError):
                    Path(self._cache_file._index_path).unlink()  # noqa: SLF001  as above
            return _unless_only_kept(found)

    class MachineCache(WholeCache):
        _impl_class = Machine

    class NoCache(caching.NullCache):
        def load_overload(self, sig: Any, target_context: Any) -> Any:  # noqa: ARG002
            return _unless_only_kept(None)

    return WholeCache, MachineCache, NoCache


def _unless_only_kept(found: Any) -> Any:
    """What was found; nothing where it may be made.

    Raises:
        NotKeptError: nothing was found, and nothing may be made.
    """
    if found is None and getattr(_THREAD, "loads", False):
        raise NotKeptError
    return found


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


def _lean(reduced: Any, description: Any) -> Any:
    """What the compiler would keep, with the names of what is called in place of their code."""
    match reduced:
        case ((str() as name, "object", (bytes() as machine, bytes())), *rest):
            return ((name, "object", (machine, _names(description))), *rest)
        case _:
            # Another release keeps it in another form: it is as good, only slower.
            return reduced


def _names(description: Any) -> bytes:
    from llvmlite import binding  # noqa: PLC0415  comes with the compiler

    called = (
        description.llvm_func_name,
        description.llvm_cpython_wrapper_name,
        description.llvm_cfunc_wrapper_name,
    )
    module = binding.parse_assembly(_TRAP + "".join(map(_FUNCTION.format, called)))
    bitcode: bytes = module.as_bitcode()
    return bitcode
