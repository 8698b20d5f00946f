"""The command that compiles what is not compiled yet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reuse.cli.app import run
from reuse.pipeline import warming

CORPUS = Path(__file__).parents[3] / "corpora" / "articles"


@pytest.mark.parametrize("kept", [True, False])
def test_what_cannot_be_kept_is_told(
    *, kept: bool, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """An image that was warmed in vain is no success."""
    asked: list[bool] = []

    def warm_up(*, batches: bool) -> bool:
        asked.append(batches)
        return kept

    monkeypatch.setattr(warming, "warm_up", warm_up)
    code = run(["warm-up"])
    out, err = capfd.readouterr()
    assert asked == [True]
    if kept:
        assert (code, out, err) == (0, "compiled\n", "")
    else:
        assert (code, out) == (4, "")
        assert "NUMBA_CACHE_DIR" in err


def test_a_machine_that_was_warmed_keeps_what_was_made() -> None:
    """All loops of scans and queries are loaded from the disk, and found there afterwards."""
    assert warming.warm_up(batches=True)


_MISSED = """
import gc, json, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from reuse import Archive, Document, scan, warm_up
from reuse.compiled import Kernel, compiling

def loaded():
    loops = [each for each in gc.get_objects() if isinstance(each, Kernel)]
    made = [each for each in loops if "native" in vars(each)]
    return {(each.digest, str(kinds)) for each in made for kinds in each.native.signatures}

warm_up(batches=True)
before = loaded()
documents = []
for path in sorted(Path(sys.argv[1]).glob("*.jsonl")):
    for record in map(json.loads, path.read_text("utf-8").splitlines()):
        names = ("id", "text", "outlet", "published", "url")
        documents.append(Document(**{name: record.get(name) for name in names}))
with compiling(), TemporaryDirectory() as folder, Archive.create(Path(folder) / "a") as archive:
    scan(documents)
    archive.add(documents[::2])
    archive.query_all(documents)
assert len(before) > 30
print(sorted(loaded() - before))
"""


def test_a_scan_and_a_query_compile_nothing_after_it() -> None:
    """In a process that was warmed up every loop they may run has been called with their types."""
    done = subprocess.run(
        [sys.executable, "-c", _MISSED, str(CORPUS)], capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.stdout) == ("", "[]\n")
