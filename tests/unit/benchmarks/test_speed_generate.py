"""Generated articles: the same from a seed, with reuse where the truth says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

TOOL = Path(__file__).parents[3] / "benchmarks" / "speed" / "generate.py"


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _make(folder: Path, articles: int, seed: int = 1) -> tuple[Path, Path]:
    out, truth = folder / f"{articles}-{seed}.jsonl", folder / f"{articles}-{seed}.truth.jsonl"
    made = [*map(str, ("--articles", articles, "--seed", seed, "--out", out, "--truth", truth))]
    subprocess.run([sys.executable, TOOL, *made], check=True)
    return out, truth


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two batches of articles and their truth."""
    return _make(tmp_path_factory.mktemp("made"), 2_000)


def test_same_seed_same_bytes(made: tuple[Path, Path], tmp_path: Path) -> None:
    """A seed gives the same bytes again, another seed others, a smaller number the start."""
    again, truth = _make(tmp_path, 2_000)
    assert (again.read_bytes(), truth.read_bytes()) == tuple(path.read_bytes() for path in made)
    few, _ = _make(tmp_path, 1_000)
    assert made[0].read_bytes().startswith(few.read_bytes())
    other, _ = _make(tmp_path, 1_000, seed=2)
    assert other.read_bytes() != few.read_bytes()


def test_articles_are_of_the_size_of_news(made: tuple[Path, Path]) -> None:
    """Ids are unique, and an article takes about 3 KB."""
    records = _records(made[0])
    assert len({record["id"] for record in records}) == len(records) == 2_000
    assert 2_500 < made[0].stat().st_size / len(records) < 3_500
    assert len({record["outlet"] for record in records}) > 200


def test_truth_names_the_words(made: tuple[Path, Path]) -> None:
    """Both spans of a copy hold the same words, those of an edit most of them."""
    texts = {record["id"]: record for record in _records(made[0])}
    truth = _records(made[1])
    levels = Counter(pair["level"] for pair in truth)
    assert set(levels) == {"whole", "light", "copy", "sentence", "edited"}
    assert 0.03 < len(truth) / len(texts) < 0.05
    for pair in truth:
        left, right = texts[pair["left_id"]], texts[pair["right_id"]]
        assert left["outlet"] != right["outlet"]
        assert left["published"] < right["published"]
        one = left["text"][pair["left_start"] : pair["left_end"]]
        other = right["text"][pair["right_start"] : pair["right_end"]]
        if pair["level"] in {"light", "edited"}:
            words, changed = (Counter(re.findall(r"\w+", text)) for text in (one, other))
            assert (words & changed).total() > 0.7 * words.total()
        else:
            assert one == other


def test_truth_is_all_there_is(made: tuple[Path, Path]) -> None:
    """Sentences of 20 words or more that two articles share are quoted, furniture or reuse."""
    known = {frozenset((pair["left_id"], pair["right_id"])) for pair in _records(made[1])}
    borrowed = {name for pair in known for name in pair}
    carriers: dict[str, set[str]] = {}
    for record in _records(made[0]):
        for sentence in re.split(r"[.\n“”]", record["text"]):
            if len(sentence.split()) >= 20:
                carriers.setdefault(sentence.strip(), set()).add(record["id"])
    shared = [ids for ids in carriers.values() if len(ids) > 1]
    assert len(shared) > 100
    assert all(ids <= borrowed for ids in shared)
