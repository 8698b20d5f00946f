"""The same input gives the same bytes, whatever the circumstances."""

from __future__ import annotations

import importlib
import json
import pkgutil
import random
from pathlib import Path
from typing import Any

import pytest
from cli_support import Command
from invented import edited, story, words

import reuse
from reuse import pipeline
from reuse.candidates import crowds
from reuse.compiled import Kernel
from reuse.config import from_mapping
from reuse.model.document import Document
from reuse.model.result import ScanResult
from reuse.pipeline import comparing, passages
from reuse.pipeline.parts import Parts

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


@pytest.fixture
def as_large(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Everything that only large scans use is used at once; how often some of it was."""
    used = dict.fromkeys(("parts", "crowds", "ranges"), 0)

    def native(self: Kernel[..., Any], _work: int, *, enough: int) -> Any:
        assert enough >= 0
        return self.native

    monkeypatch.setattr(Kernel, "form", native)
    for found in pkgutil.walk_packages(reuse.__path__, "reuse."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            for name in ("ENOUGH", "_ENOUGH", "_MANY"):
                if isinstance(vars(module).get(name), int):
                    monkeypatch.setattr(module, name, 1)
    monkeypatch.setattr(comparing, "_AT_ONCE", 32)
    monkeypatch.setattr(passages, "_RANGE", 8_000)
    monkeypatch.setattr(passages, "_WINDOWS", 60_000)
    monkeypatch.setattr(crowds, "MOST_PARTNERS", 10)

    def counted(owner: Any, name: str, key: str, amount: Any) -> None:
        plain = getattr(owner, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            result = plain(*args, **kwargs)
            used[key] = max(used[key], amount(result, used[key]))
            return result

        monkeypatch.setattr(owner, name, call)

    counted(Parts, "gather", "parts", lambda _, before: before + 1)
    counted(passages, "_ranges", "ranges", lambda made, _: len(made))
    counted(crowds, "_ordered", "crowds", lambda made, _: int((made.crowd >= 0).sum()))
    return used


def _news() -> list[Document]:
    """Some hundred articles: much edited agency stories, passages, copies, pages twice, others."""
    names = words(2_000, 40)
    out: list[Document] = []

    def add(text: str, **fields: Any) -> None:
        at = len(out)
        day = f"2025-03-{1 + at * 7 % 28:02}"
        fields = {"outlet": f"Outlet {at % 23}", "published": day} | fields
        out.append(Document(id=f"n{at:03}", text=text, language="en", **fields))

    wires = [story(160, seed, names) for seed in range(3)]
    for at in range(90):
        add(edited(wires[at % 3], 0.06, at))
    passage = story(70, 9, names)
    for at in range(20):
        add(f"{story(90, 100 + at, names)}\n{passage}\n{story(40, 200 + at, names)}")
    for at in range(12):
        add(story(120, 300 + at // 3, names), url=f"https://news.example/{at // 2}")
    for at in range(180):
        add(story(110, 400 + at, names))
    return out


def test_the_code_of_large_scans_gives_one_result(as_large: dict[str, int]) -> None:
    """Order of the input and threads change nothing in compiled loops, parts, ranges, crowds."""
    documents = _news()
    shuffled = random.Random(4).sample(documents, len(documents))  # noqa: S311  no secret
    found = []
    for given, threads in ((documents, 1), (shuffled, 2), (documents, 2), (shuffled, 1)):
        for key in as_large:
            as_large[key] = 0
        result = pipeline.scan(given, from_mapping({"threads": threads}))
        assert as_large["parts"] > 3
        assert as_large["ranges"] > 3
        assert as_large["crowds"] > 100
        assert len(result.comparisons) > 200
        found.append(_without_threads(result))
    assert found[1:] == found[:1] * 3


def test_small_and_large_scans_run_different_code_to_one_result(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain loops and pairs one by one give what compiled loops and parts of pairs give."""
    # One of the three agency stories, and of the rest a third as well.
    documents = _news()[::3]
    monkeypatch.setattr(crowds, "MOST_PARTNERS", 10)
    monkeypatch.setattr(Kernel, "form", lambda self, _work, **_: self)
    small = pipeline.scan(documents, from_mapping({"threads": 1}))
    used = request.getfixturevalue("as_large")
    large = pipeline.scan(documents, from_mapping({"threads": 2}))
    assert min(used.values()) > 1
    assert len(small.comparisons) > 50
    assert _without_threads(small) == _without_threads(large)


def _without_threads(result: ScanResult) -> tuple[object, ...]:
    return (
        result.comparisons,
        result.clusters,
        result.outlets,
        result.dropped,
        result.same_page,
        {**result.settings, "threads": None},
    )
