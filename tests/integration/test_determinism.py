"""The same input gives the same bytes, whatever the circumstances."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from cli_support import Command

ARTICLES = Path(__file__).parents[2] / "corpora" / "articles"
OUTPUTS = ("alignments.jsonl", "report.html", "result.json")


@pytest.fixture(scope="module")
def records() -> list[str]:
    """The lines of the sample corpus."""
    return [
        line
        for path in sorted(ARTICLES.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]


def _scan(
    command: Command, lines: list[str], folder: Path, *options: str, **environment: str
) -> dict[str, bytes]:
    run = command(
        "scan", "-", "--out", folder, *options, stdin="\n".join(lines).encode(), **environment
    )
    assert run.code == 0, run.err
    # The summary ends with the path of the report, which is the caller's choice.
    said = run.out.replace(str(folder), "FOLDER").encode()
    return {name: (folder / name).read_bytes() for name in OUTPUTS} | {"out": said}


def test_threads_order_hash_seed_locale_and_memory_change_no_byte(
    command: Command, records: list[str], tmp_path: Path
) -> None:
    """All outputs are identical from shuffled input, other threads, seeds, locales and memory."""
    (tmp_path / "disk.toml").write_text("memory = 1_000\n")
    first = _scan(command, records, tmp_path / "first", "--threads", "1", PYTHONHASHSEED="0")
    assert json.loads(first["result.json"])["documents"]
    on_disk = ("--config", str(tmp_path / "disk.toml"))
    variants: tuple[tuple[int, tuple[str, ...], dict[str, str]], ...] = (
        (1, ("--threads", "2"), {"PYTHONHASHSEED": "1"}),
        (2, ("--threads", "1", *on_disk), {"PYTHONHASHSEED": "2", "LC_ALL": "C"}),
        (3, ("--threads", "16"), {"PYTHONHASHSEED": "random"}),
    )
    for seed, options, environment in variants:
        shuffled = random.Random(seed).sample(records, len(records))  # noqa: S311  no secret
        name = f"variant-{seed}"
        again = _scan(command, shuffled, tmp_path / name, *options, **environment)
        differing = [key for key in first if again[key] != first[key]]
        assert differing == [], name
