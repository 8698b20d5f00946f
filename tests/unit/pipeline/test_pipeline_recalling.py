"""Which archived documents are compared with a text: none that shares a sentence is missed."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from archive_forms import FORMS, searching
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse import Archive, Config, Document
from reuse.archive import Asked, Holdings, find_ranges, grams
from reuse.config import CandidateConfig
from reuse.pipeline import recalling
from reuse.pipeline.recalling import recall
from reuse.text import tokenise_many

_RARE = 4
CONFIG = Config(candidates=CandidateConfig(rare=_RARE))


def _texts(drawn: Random, count: int, words: int) -> list[list[str]]:
    """Texts of few words, so that most keys are common."""
    return [[f"w{drawn.randrange(words)}" for _ in range(60)] for _ in range(count)]


def _made(folder: Path, texts: list[list[str]]) -> None:
    documents = [Document(id=f"d{n}", text=" ".join(text)) for n, text in enumerate(texts)]
    Archive.create(folder).add(documents)


def _recalled(holdings: Holdings, text: list[str]) -> set[int]:
    tokens = tokenise_many([" ".join(text)], CONFIG.text)
    ranges = find_ranges(holdings, grams(tokens.codes, tokens.bounds)[0])
    asked = Asked(ranges=ranges, quiet=np.zeros(len(tokens.codes), np.bool_))
    found = recall(holdings, tokens.codes, tokens.bounds, CONFIG, asked)
    # More than this many passages of a block are a cap that is told.
    assert found.left_out == 0
    return {*found.documents.tolist()}


@pytest.mark.parametrize("form", ["arrays", "compiled"])
@given(st.integers(0, 10_000), st.integers(10, 16), st.integers(0, 48))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_no_shared_stretch_of_twelve_words_is_missed(
    form: str, seed: int, words: int, at: int
) -> None:
    """However common its phrases are; texts of fewer words are followed only so far."""
    drawn = Random(seed)  # noqa: S311  the same in every run
    texts = _texts(drawn, 40, words)
    asked = ["x1", "x2", *texts[7][at : at + 12], "x3", "x4", *(f"y{n}" for n in range(20))]
    with TemporaryDirectory() as folder:
        _made(Path(folder) / "a", texts)
        with Holdings(Path(folder) / "a") as holdings, searching(form):
            assert 7 in _recalled(holdings, asked)


@pytest.mark.parametrize("form", FORMS)
def test_a_key_that_is_all_there_is_of_a_sentence_counts(form: str, tmp_path: Path) -> None:
    """Common phrases that reach beyond the sentence, and one inside it that three texts hold."""
    words = [f"c{n}" for n in range(20)]
    # Every three words in a row stand in twenty texts or more but these, which stand in three.
    once = words[9:12]
    phrases = [words[n : n + 4] for n in range(17) if n not in {8, 9}]
    filler = _texts(Random(2), 20, 5_000)  # noqa: S311  the same in every run
    texts = [[*own, *phrase] for phrase in phrases for own in filler]
    texts += [[*filler[0][:30], *once], [*filler[1][:30], *once]]
    texts.append([*(f"t{n}" for n in range(30)), *words[4:16]])
    _made(tmp_path / "a", texts)
    with Holdings(tmp_path / "a") as holdings, searching(form):
        assert len(texts) - 1 in _recalled(holdings, words[2:18])


@pytest.mark.parametrize("form", FORMS)
def test_hits_that_stand_alone_by_chance_are_left_out(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three words in a row and nothing beside them are no run, and their windows are not read."""
    texts = _texts(Random(1), 40, 500)  # noqa: S311  the same in every run
    _made(tmp_path / "a", texts)
    asked = [word for n in range(20) for word in (*texts[n][30:33], f"x{n}", f"y{n}", f"z{n}")]
    seen: list[int] = []
    whole = recalling._verified

    def counted(*arguments: object) -> object:
        seen.append(len(arguments[4]))  # type: ignore[arg-type]
        return whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(recalling, "_verified", counted)
    with Holdings(tmp_path / "a") as holdings, searching(form):
        assert _recalled(holdings, asked) == set()
    assert sum(seen) == 0
