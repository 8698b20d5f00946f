from __future__ import annotations

import dis
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from numba.core import caching

import reuse
from reuse import code_cache, compiled
from reuse.align import whole
from reuse.candidates import extension
from reuse.compiled import Account, Kernel, compiling, kernel, loaded_names
from reuse.text import scanning
from reuse.text.lexicon import enter_words


def _double(value: int) -> int:
    """Twice the value."""
    return value * 2


def _double_of_next(value: int) -> int:
    """Twice the next value."""
    return (value + 1) * 2


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Account:
    """A process that has done nothing yet."""
    fresh = Account()
    monkeypatch.setattr(compiled, "_ACCOUNT", fresh)
    return fresh


def test_a_kernel_runs_as_written_and_keeps_its_words() -> None:
    """Calling a kernel runs the function; its docstring is the function's."""
    wrapped = kernel(_double)
    assert wrapped(4) == 8
    assert wrapped.__doc__ == "Twice the value."


@pytest.mark.usefixtures("account")
def test_the_form_follows_the_work() -> None:
    """Little work takes the plain form, enough of it the compiled one."""
    wrapped: Kernel[[int], int] = kernel(_double)
    assert wrapped.form(4, enough=10) is _double
    assert "native" not in vars(wrapped)
    native = wrapped.form(10, enough=10)
    assert native is wrapped.native
    assert native is not _double
    assert native(21) == 42


@pytest.mark.usefixtures("account")
def test_one_small_piece_of_work_loads_nothing() -> None:
    """What a single comparison does is far from what loading the compiler costs."""
    wrapped: Kernel[[int], int] = kernel(_double)
    assert wrapped.form(6, enough=100) is _double
    assert "native" not in vars(wrapped)


def test_much_small_work_loads_what_is_kept(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the pieces add up, a loop that is compiled on this machine is loaded, and stays so."""
    monkeypatch.setattr(Kernel, "is_kept", True)
    wrapped: Kernel[[int], int] = kernel(_double)
    forms = [wrapped.form(6, enough=100) for _ in range(12)]
    first = forms.index(wrapped.native)
    assert 3 <= first <= 10
    assert all(form is _double for form in forms[:first])
    assert all(form is wrapped.native for form in forms[first:])
    assert wrapped.native(21) == _double(21)
    assert account.spent < 1


def test_work_of_other_loops_counts_for_loading(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A loop of a process that worked enough is loaded as soon as it is used more than a little."""
    monkeypatch.setattr(Kernel, "is_kept", True)
    account.spent = 5.0
    wrapped: Kernel[[int], int] = kernel(_double)
    assert wrapped.form(1, enough=100) is _double
    assert wrapped.form(10, enough=100) is wrapped.native


@pytest.mark.usefixtures("account")
def test_a_loop_that_was_never_compiled_waits_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiling from nothing costs many times as much, and so many pieces come first."""
    asked = []
    monkeypatch.setattr(Kernel, "is_kept", property(lambda _: asked.append(1)))
    wrapped: Kernel[[int], int] = kernel(_double)
    forms = [wrapped.form(50, enough=100) for _ in range(100)]
    first = forms.index(wrapped.native)
    assert 70 <= first <= 90
    assert len(asked) < 10


@pytest.mark.usefixtures("account")
def test_warming_up_compiles_what_runs_inside() -> None:
    """Inside, the least work takes the compiled form; behind it only what ran there does."""
    one, other = kernel(_double), kernel(_double)
    with compiling():
        assert one.form(0, enough=100) is one.native
    assert one.form(0, enough=100) is one.native
    assert other.form(0, enough=100) is _double


def test_a_kept_loop_is_told_from_one_that_is_not() -> None:
    """A loop is kept exactly when its compiled form is in the folder of the cache."""
    enter_words.native(np.zeros(1, np.uint64), np.zeros(1, np.uint64), np.zeros((2, 2), np.uint64))
    assert enter_words.is_kept
    assert not kernel(lambda value: value * 1_234_567).is_kept


def test_kernels_that_call_kernels_compile_them_too() -> None:
    """The compiled caller gives what the plain one gives."""
    hashes = np.array([1, 2, 3, 9, 1, 2, 3, 8], np.uint32)
    bounds = np.array([0, 4, 8])
    seeds = np.array([[0, 1, 0, 4, 1]])
    plain, native = np.zeros((1, 8), np.int64), np.zeros((1, 8), np.int64)
    assert extension.extend_seeds(hashes, bounds, seeds, 3, 5, True, plain) == (1, 0)
    assert extension.extend_seeds.native(hashes, bounds, seeds, 3, 5, True, native) == (1, 0)
    assert plain.tolist() == native.tolist() == [[0, 1, 0, 3, 4, 7, 3, 1]]


def test_a_place_without_cache_still_compiles() -> None:
    """A function that cannot be cached, having no file, is compiled all the same."""
    scope: dict[str, object] = {}
    exec(compile("def triple(x):\n    return x * 3\n", "<nowhere>", "exec"), scope)  # noqa: S102
    made: Kernel[[int], int] = Kernel(scope["triple"])  # type: ignore[arg-type]
    assert made.native(5) == 15


class _Row(NamedTuple):
    first: int
    second: int


class _Other(NamedTuple):
    first: int
    third: int


def _digest(constant: Any, source: str = "return x + len(CONSTANT)") -> str:
    scope: dict[str, Any] = {"CONSTANT": constant, "np": np}
    exec(compile(f"def read(x):\n    {source}\n", "<nowhere>", "exec"), scope)  # noqa: S102
    return Kernel(scope["read"]).digest


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (1, 2),
        (1, 1.0),
        (1, np.uint32(1)),
        ("one", "two"),
        ((0.72, 0.55), (0.72, 0.56)),
        (("a", ("b", 1)), ("a", ("b", 2))),
        (np.zeros(3000, np.uint8), np.eye(1, 3000, 1500, np.uint8)[0]),
        (np.zeros(4, np.uint8), np.zeros(4, np.int8)),
        (np.zeros(4, np.uint8), np.zeros((2, 2), np.uint8)),
        (_Row, _Other),
        (_Row(1, 2), (1, 2)),
        (np.uint32, np.uint64),
        (np.exp, np.log),
    ],
)
def test_the_digest_follows_every_constant(before: object, after: object) -> None:
    """Another value, type or shape of a global that a kernel reads makes another digest."""
    assert _digest(before) == _digest(before)
    assert _digest(before) != _digest(after)


def test_the_digest_follows_the_loop() -> None:
    """Loops that differ in an attribute only, or in a kernel they call, differ in digest."""
    least, most = "return np.minimum(x, 1)", "return np.maximum(x, 1)"
    assert _digest(1, least) != _digest(1, most)
    one, other = kernel(_double), kernel(lambda value: value * 3)
    assert _digest(one, "return CONSTANT(x)") != _digest(other, "return CONSTANT(x)")


@pytest.mark.parametrize("value", [{"a": 1}, [1], pytest, (1, {2})])
def test_a_kernel_reads_nothing_whose_content_is_unknown(value: object) -> None:
    """A global of another type is refused rather than left out of the digest."""
    with pytest.raises(TypeError, match="a kernel reads a"):
        _digest(value)


def test_constants_of_this_package_are_in_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of a tuple or an array in another module reaches the kernels that read it."""
    reader = whole.find_passages._function
    cutter = scanning.cut_tokens._function
    before = Kernel(reader).digest, Kernel(cutter).digest
    monkeypatch.setitem(reader.__globals__, "DENSE", (0.5, 0.5))
    monkeypatch.setitem(cutter.__globals__, "_BORDERS", np.ones(4096, np.uint8))
    assert Kernel(reader).digest != before[0]
    assert Kernel(cutter).digest != before[1]


def test_names_of_arguments_are_in_digests() -> None:
    """A loop that is called with names is another one where these change places."""
    made = []
    for names in ("a, b", "b, a"):
        scope: dict[str, Any] = {}
        exec(f"def f({names}):\n    return {names[0]} - {names[-1]}\n", scope)  # noqa: S102
        made.append(Kernel(scope["f"]).digest)
    assert made[0] != made[1]


def test_every_kernel_of_the_package_has_a_digest() -> None:
    """No kernel reads what the digest cannot take in."""
    found = 0
    for module in pkgutil.walk_packages(reuse.__path__, "reuse."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, Kernel):
                    found += len(value.digest) == 16
    assert found > 50


@pytest.mark.parametrize("module", [whole, scanning, extension])
def test_names_that_a_loop_loads_are_those_that_the_disassembler_tells(module: object) -> None:
    """The quick reading of a loop's globals misses none and adds none."""
    loops = [each for each in vars(module).values() if isinstance(each, Kernel)]
    assert loops
    for each in loops:
        code = each._function.__code__
        steps = dis.get_instructions(code)
        told = [step.argval for step in steps if step.opname == "LOAD_GLOBAL"]
        assert loaded_names(code) == tuple(dict.fromkeys(told))


_LOADED = """
import sys
from reuse import process
if {ours}:
    process.take_over()
from reuse.candidates.extension import exact_run
import numba, numpy as np
exact_run.native
from numba.np import linalg
print("scipy.linalg" in sys.modules, linalg.ensure_blas.__name__)
numba.njit(lambda n: n + 1)(1)
if not {ours}:
    print(numba.njit(lambda a: np.dot(a, a))(np.ones(3)))
"""


@pytest.mark.parametrize("ours", [True, False])
def test_only_the_command_loads_the_compiler_without_matrices(*, ours: bool) -> None:
    """A process that holds others' code multiplies matrices in their loops as ever."""
    program = _LOADED.format(ours=ours)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    told = "False ensure_blas\n"
    assert done.stdout == (told if ours else told + "3.0\n")


def test_plain_work_of_many_processes_adds_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one process did is known to the next one, for each form of a loop by itself."""
    monkeypatch.setattr(Kernel, "_folder", tmp_path)
    one, other = kernel(_double), kernel(_double_of_next)
    assert one.remember(40) == 40
    assert kernel(_double).remember(2) == 42
    assert other.remember(7) == 7
    assert {each.suffix for each in tmp_path.iterdir()} == {".plain"}


def test_where_nothing_can_be_kept_only_this_work_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a folder for compiled loops no file is written anywhere, and none is looked for."""

    def refusing(_: object) -> None:
        raise RuntimeError

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(code_cache, "_caches", lambda: (refusing, refusing, caching.NullCache))
    loop = kernel(_double)
    assert [loop.remember(3), loop.remember(3)] == [3, 3]
    assert not loop.is_kept
    assert [*tmp_path.iterdir()] == []
    monkeypatch.setattr(Kernel, "_folder", tmp_path / "none")
    assert [loop.remember(3), loop.remember(3)] == [3, 3]


@pytest.mark.parametrize("damaged", ["", "no number", "-900"])
def test_a_damaged_count_begins_anew(
    damaged: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the file holds, work adds up from then on."""
    monkeypatch.setattr(Kernel, "_folder", tmp_path)
    loop = kernel(_double)
    assert loop.remember(3) == 3
    (file,) = tmp_path.iterdir()
    file.write_text(damaged)
    assert [loop.remember(4), loop.remember(4)] == [4, 8]
