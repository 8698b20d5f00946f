from __future__ import annotations

import numpy as np

from reuse.candidates import extension
from reuse.compiled import Kernel, kernel


def _double(value: int) -> int:
    """Twice the value."""
    return value * 2


def test_a_kernel_runs_as_written_and_keeps_its_words() -> None:
    """Calling a kernel runs the function; its docstring is the function's."""
    wrapped = kernel(_double)
    assert wrapped(4) == 8
    assert wrapped.__doc__ == "Twice the value."


def test_the_form_follows_the_work() -> None:
    """Little work takes the plain form, enough of it the compiled one."""
    wrapped: Kernel[[int], int] = kernel(_double)
    assert wrapped.form(9, enough=10) is _double
    assert "native" not in vars(wrapped)
    compiled = wrapped.form(10, enough=10)
    assert compiled is wrapped.native
    assert compiled is not _double
    assert compiled(21) == 42


def test_kernels_that_call_kernels_compile_them_too() -> None:
    """The compiled caller gives what the plain one gives."""
    hashes = np.array([1, 2, 3, 9, 1, 2, 3, 8], np.uint32)
    bounds = np.array([0, 4, 8])
    seeds = np.array([[0, 1, 0, 4, 1]])
    plain, native = np.zeros((1, 8), np.int64), np.zeros((1, 8), np.int64)
    assert extension.extend_seeds(hashes, bounds, seeds, 3, 5, True, plain) == 1
    assert extension.extend_seeds.native(hashes, bounds, seeds, 3, 5, True, native) == 1
    assert plain.tolist() == native.tolist() == [[0, 1, 0, 3, 4, 7, 3, 1]]


def test_a_place_without_cache_still_compiles() -> None:
    """A function that cannot be cached, having no file, is compiled all the same."""
    scope: dict[str, object] = {}
    exec(compile("def triple(x):\n    return x * 3\n", "<nowhere>", "exec"), scope)  # noqa: S102
    made: Kernel[[int], int] = Kernel(scope["triple"])  # type: ignore[arg-type]
    assert made.native(5) == 15
