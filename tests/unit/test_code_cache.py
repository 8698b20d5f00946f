"""What is kept of compiled loops that only Python calls."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from llvmlite import binding

from reuse import code_cache

# A module of a kernel that Python calls, and of one that both Python and the first one call.
_MODULE = """
from reuse.compiled import kernel

@kernel
def squared(value):
    return value * value

@kernel
def sum_of_squares(values):
    total = 0
    for value in values:
        total += squared(value)
    return total
"""
_ASKED = """
import numpy as np
import loops_of_test as loops
values = np.arange(4)
print(loops.squared.native(5), loops.sum_of_squares.native(values))
for loop in loops.squared, loops.sum_of_squares:
    print(sum(loop.native.stats.cache_hits.values()))
"""


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compiled is kept beside its source."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)


def _ask(folder: Path, program: str = _ASKED) -> list[int]:
    """What a new process says."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=folder
    )
    return [int(number) for number in done.stdout.split()]


def test_what_is_kept_runs_in_the_next_process_and_in_loops_that_call_it(tmp_path: Path) -> None:
    """A loop read from the disk gives what it gave; one compiled later runs the code it calls."""
    (tmp_path / "loops_of_test.py").write_text(_MODULE)
    # First the one that is called, so that the other is compiled when it is kept already.
    first = "import loops_of_test as loops\nprint(loops.squared.native(5))"
    assert _ask(tmp_path, first) == [25]
    assert _ask(tmp_path) == [25, 14, 1, 0]
    assert _ask(tmp_path) == [25, 14, 1, 1]


def test_what_is_kept_for_calls_holds_no_intermediate_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A loop that Python calls is kept without what only the compiler would read."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "loops_of_test.py").write_text(_MODULE)
    _ask(tmp_path)
    steps: dict[bool, int] = {True: 0, False: 0}
    for path in (tmp_path / "__pycache__").glob("*.nbc"):
        (_, kind, (_, bitcode)), *_ = pickle.loads(path.read_bytes())  # noqa: S301  our own file
        assert kind == "object"
        for function in binding.parse_bitcode(bitcode).functions:
            for block in function.blocks:
                steps["_called." in path.name] += len([*block.instructions])
    # A stop and an end for each of three names of two loops.
    assert steps[False] == 2 * 3 * 2
    assert steps[True] > 10


def test_what_is_kept_outlives_another_time_and_place_of_the_source(tmp_path: Path) -> None:
    """A loop whose file is written again, with other lines before it, is not compiled again."""
    source = tmp_path / "loops_of_test.py"
    source.write_text(_MODULE)
    _ask(tmp_path)
    source.write_text("# A remark.\n\n\n" + _MODULE)
    os.utime(source, (1, 1))
    assert _ask(tmp_path) == [25, 14, 1, 1]
    source.write_text(_MODULE.replace("value * value", "value * value * value"))
    assert _ask(tmp_path) == [125, 36, 0, 0]


def test_what_was_compiled_for_another_processor_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another kind of processor a loop is known not to be compiled, and is compiled for it."""
    (tmp_path / "loops_of_test.py").write_text(_MODULE)
    kept = "import loops_of_test as loops\nprint(int(loops.squared.is_kept))"
    assert _ask(tmp_path, kept) == [0]
    _ask(tmp_path)
    assert _ask(tmp_path, kept) == [1]
    monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    assert _ask(tmp_path, kept) == [0]
    assert _ask(tmp_path) == [25, 14, 0, 0]
    assert _ask(tmp_path) == [25, 14, 1, 1]


def test_what_another_release_keeps_is_left_as_it_is() -> None:
    """A form that is not known is kept whole."""
    nobody = SimpleNamespace()
    for other in ((("name", "bitcode", b"code"), 1), ("name", 2), (("name", "object", b"x"), 3)):
        assert code_cache._lean(other, nobody) is other


@pytest.mark.parametrize("damage", ["truncated", "flipped", "gone", "no index", "bad index"])
def test_what_is_damaged_is_made_anew(tmp_path: Path, damage: str) -> None:
    """Nothing raises and nothing damaged runs: the loop is compiled, and is kept again."""
    (tmp_path / "loops_of_test.py").write_text(_MODULE)
    _ask(tmp_path)
    for path in (tmp_path / "__pycache__").glob("*.nbc" if "index" not in damage else "*.nbi"):
        data = path.read_bytes()
        middle = len(data) // 2
        changed = {
            "truncated": data[:middle],
            "flipped": data[:middle] + bytes([data[middle] ^ 16]) + data[middle + 1 :],
            "bad index": b"",
        }
        if damage in changed:
            path.write_bytes(changed[damage])
        else:
            path.unlink()
    assert _ask(tmp_path) == [25, 14, 0, 0]
    assert _ask(tmp_path) == [25, 14, 1, 1]


def test_where_only_what_is_kept_may_run_nothing_is_compiled(tmp_path: Path) -> None:
    """A thread that loads says that something is not there; what others run is compiled."""
    (tmp_path / "loops_of_test.py").write_text(_MODULE)
    asked = """
import loops_of_test as loops
from reuse.code_cache import NotKeptError, only_kept
try:
    with only_kept():
        loops.squared.native(5)
    print(1)
except NotKeptError:
    print(0)
"""
    assert _ask(tmp_path, asked) == [0]
    assert not [*tmp_path.rglob("*.nbc")]
    assert _ask(tmp_path, f"{asked}print(loops.squared.native(5))") == [0, 25]
    assert _ask(tmp_path, asked) == [1]


def test_systems_without_flags_of_their_interpreter_have_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Windows knows no flags that the names of files would tell."""
    monkeypatch.delattr("sys.abiflags", raising=False)
    assert code_cache.file_name("module.<locals>.loop").startswith("module.locals.loop.")
