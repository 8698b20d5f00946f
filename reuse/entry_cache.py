"""Compiled code kept on disk for calls from Python alone.

The compiler keeps with the machine code of a function its intermediate code, for functions that
call it and are compiled later. Reading that is most of the time that loading takes: a quarter of
a second for the loops of a query. What is only called from Python goes without.
"""

from __future__ import annotations

from functools import cache
from typing import Any

# Stands for a function in what is read; the machine code has the one that runs.
_FUNCTION = 'define void @"{}"() {{\n  call void @llvm.trap()\n  unreachable\n}}\n'
_TRAP = "declare void @llvm.trap()\n"


def keep_for_calls(compiled: Any, function: Any) -> None:
    """Let a function's compiled form be kept without its intermediate code.

    Nothing that is compiled may call it.

    Args:
        compiled: what the compiler made of it, with a cache.
        function: the function.
    """
    try:
        # The compiler offers no other way to choose what is kept, and has had this one for years.
        compiled._cache = _cache_class()(function)  # noqa: SLF001
    except (AttributeError, ImportError):
        # Another release may have another one: all is kept then.
        return


@cache
def _cache_class() -> Any:
    from numba.core import caching  # noqa: PLC0415  half a second that small inputs never pay

    class Machine(caching.CompileResultCacheImpl):
        def reduce(self, cres: Any) -> Any:
            whole: Any = super().reduce(cres)  # type: ignore[no-untyped-call]
            return _lean(whole, cres.fndesc)

    class MachineCache(caching.FunctionCache):
        _impl_class = Machine

    return MachineCache


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
