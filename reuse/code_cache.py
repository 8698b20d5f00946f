"""Compiled code on disk: named by what it is, and without what only the compiler would read.

The compiler's own cache takes a function for another one when its file has another time or it
stands in another line, so that an install, or a move to another machine of the kind, compiles
all anew. Here the name of a function holds a digest of its code and of all it reads, and that
of a file one of the compiler and the processor.

With the machine code the compiler keeps its intermediate code, for functions that call it and
are compiled later. Reading that is most of the time that loading takes: a quarter of a second for
the loops of a query. What is only called from Python goes without.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from typing import Any

# Stands for a function in what is read; the machine code has the one that runs.
_FUNCTION = 'define void @"{}"() {{\n  call void @llvm.trap()\n  unreachable\n}}\n'
_TRAP = "declare void @llvm.trap()\n"


def keep(compiled: Any, function: Callable[..., Any], *, for_calls: bool) -> None:
    """Let a function's compiled form be kept on disk.

    Args:
        compiled: what the compiler made of it.
        function: the function, whose name holds a digest of its code.
        for_calls: only Python calls it. Nothing that is compiled may, then.

    Raises:
        RuntimeError: there is no folder to keep it in.
    """
    made = _caches()[for_calls](function)
    # The compiler offers no other way to choose what is kept, and has had this one for years.
    compiled._cache = made  # noqa: SLF001


def file_name(name: str) -> str:
    """Name, without its ending, of the files with the compiled form of a function.

    Args:
        name: those of its file, without ending, and of the function, with a dot between.
    """
    python = f"py{sys.version_info[0]}{sys.version_info[1]}{sys.abiflags}"
    # As the compiler does: some systems allow neither in names.
    return f"{name.replace('<', '').replace('>', '')}.{_machine()}.{python}"


@cache
def _machine() -> str:
    """Digest of what compiled code depends on but for the code."""
    import numba  # noqa: PLC0415  half a second that small inputs never pay
    from llvmlite import binding  # noqa: PLC0415  the same

    chosen: Any = numba.config  # its names come from the environment
    processor = chosen.CPU_NAME, chosen.CPU_FEATURES
    if processor[0] is None:
        processor = binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten()
    return blake2b(repr((numba.__version__, processor)).encode(), digest_size=4).hexdigest()


@cache
def _caches() -> tuple[Any, Any]:
    """Caches of what compiled code calls, and of what Python calls."""
    from numba.core import caching  # noqa: PLC0415  half a second that small inputs never pay

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
            self._cache_file._source_stamp = None  # noqa: SLF001  no other way

    class MachineCache(WholeCache):
        _impl_class = Machine

    return WholeCache, MachineCache


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
