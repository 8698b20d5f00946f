"""Where the settings of a run come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from reuse.cli import settings
from reuse.config import Config
from reuse.errors import ConfigError


def test_without_any_file_the_defaults_hold(tmp_path: Path) -> None:
    """An empty folder means default settings."""
    assert settings.find(None, tmp_path) == Config()


def test_own_file_comes_before_the_project_file(tmp_path: Path) -> None:
    """``reusescan.toml`` wins over ``pyproject.toml``."""
    (tmp_path / "pyproject.toml").write_text("[tool.reusescan.align]\nmin_words = 30\n")
    assert settings.find(None, tmp_path).align.min_words == 30
    (tmp_path / "reusescan.toml").write_text("[align]\nmin_words = 40\n")
    assert settings.find(None, tmp_path).align.min_words == 40


def test_the_file_asked_for_comes_before_both(tmp_path: Path) -> None:
    """``--config`` wins over what lies about."""
    (tmp_path / "reusescan.toml").write_text("[align]\nmin_words = 40\n")
    (tmp_path / "mine.toml").write_text("[align]\nmin_words = 50\n")
    assert settings.find(tmp_path / "mine.toml", tmp_path).align.min_words == 50


def test_a_project_file_without_our_table_means_the_defaults(tmp_path: Path) -> None:
    """Any project's ``pyproject.toml`` may lie in the folder."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\n')
    assert settings.find(None, tmp_path) == Config()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[align]\nmin_word = 3\n", "did you mean align.min_words?"),
        ("[align]\nmin_words = 0\n", "min_words"),
        ("align = 3\n", "expected a table"),
        ("align = [\n", "mine.toml"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(tmp_path: Path, text: str, message: str) -> None:
    """The message names file and key, and suggests the nearest known key."""
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"mine\.toml") as caught:
        settings.find(path, tmp_path)
    assert message in str(caught.value)


def test_our_table_must_be_a_table(tmp_path: Path) -> None:
    """``tool.reusescan = 3`` is refused by name."""
    (tmp_path / "pyproject.toml").write_text("[tool]\nreusescan = 3\n")
    with pytest.raises(ConfigError, match=r"tool\.reusescan: expected a table"):
        settings.find(None, tmp_path)


def test_options_lie_over_the_file() -> None:
    """Options given change their setting; options not given change nothing."""
    plain = Config()
    assert settings.override(plain) == plain
    changed = settings.override(plain, threads=3, within_outlet=True, paraphrase=False)
    assert changed.threads == 3
    assert changed.candidates.within_outlet
    assert not changed.candidates.paraphrase
    assert changed.align == plain.align
