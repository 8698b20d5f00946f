from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from reuse.config import Config, from_mapping, load
from reuse.errors import ConfigError


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"thread": 2}, r"unknown key thread; did you mean threads\?"),
        ({"candidates": {"strid": 3}}, r"did you mean candidates\.stride\?"),
        ({"text": {"zzzzzz": 3}}, r"unknown key text\.zzzzzz$"),
        ({"align": 3}, r"align: expected a table, got 3"),
        ({"threads": -1}, r"threads"),
        ({"threads": "two"}, r"threads"),
        ({"candidates": {"threshold": 0.0}}, r"candidates\.threshold"),
        ({"candidates": {"threshold": 1.0}}, r"candidates\.threshold"),
        ({"candidates": {"threshold": float("nan")}}, r"candidates\.threshold"),
        ({"candidates": {"window_days": float("inf")}}, r"window_days: inf is no number of days"),
        ({"candidates": {"window_days": float("nan")}}, r"candidates\.window_days"),
        ({"since": datetime(2024, 3, 1, 5)}, r"since"),  # noqa: DTZ001  what is refused
        ({"candidates": {"rare": 1}}, r"candidates\.rare"),
        ({"candidates": {"paraphrase": 1}}, r"candidates\.paraphrase"),
        ({"derive": {"emit": 0.4}}, r"derive\.emit"),
        ({"derive": {"agencies": [1]}}, r"derive\.agencies"),
        ({"text": {"hash_key": -1}}, r"text\.hash_key"),
        ({"text": {"hash_key": 2**63}}, r"text\.hash_key"),
        ({"read": {"max_depth": 0}}, r"read\.max_depth"),
    ],
)
def test_wrong_settings_are_refused(values: dict[str, Any], message: str) -> None:
    """An unknown key or a value out of range names the place, and what was meant."""
    with pytest.raises(ConfigError, match=message) as caught:
        from_mapping(values, "here.toml")
    assert str(caught.value).startswith("here.toml: ")


@pytest.mark.parametrize("name", ["since", "until"])
def test_a_bound_is_a_day_without_a_time(name: str) -> None:
    """A time, or a text, is refused where a day is meant, since days are compared as written."""
    for wrong in (datetime(2024, 3, 1, tzinfo=UTC), "2024-03-01"):
        given: dict[str, Any] = {name: wrong}
        with pytest.raises(ConfigError, match=f"^{name}: expected a date without a time"):
            Config(**given)
    assert getattr(Config(**{name: date(2024, 3, 1)}), name) == date(2024, 3, 1)  # type: ignore[arg-type]


def test_settings_are_read_from_a_file(tmp_path: Path) -> None:
    """A settings file changes what it names and leaves the rest."""
    path = tmp_path / "reusescan.toml"
    path.write_text('threads = 2\n[candidates]\nstride = 9\n[derive]\nagencies = ["Norda"]\n')
    config = load(path)
    assert (config.threads, config.candidates.stride) == (2, 9)
    assert config.derive.agencies == ("Norda",)
    assert config.text == Config().text


@pytest.mark.parametrize("content", ["", "[tool.other]\nx = 1\n", "tool = 3\n"])
def test_a_project_file_without_the_table_gives_defaults(tmp_path: Path, content: str) -> None:
    """A `pyproject.toml` that says nothing changes nothing."""
    path = tmp_path / "pyproject.toml"
    path.write_text(content)
    assert load(path) == Config()


def test_a_project_file_holds_a_table(tmp_path: Path) -> None:
    """The table of a `pyproject.toml` is read, and is checked as a table."""
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.reusescan.text]\nmin_tokens = 3\n")
    assert load(path).text.min_tokens == 3
    path.write_text("[tool]\nreusescan = 3\n")
    with pytest.raises(ConfigError, match=r"tool\.reusescan: expected a table"):
        load(path)


@pytest.mark.parametrize("content", [b"x = ", b"\xff\xfe", None])
def test_unreadable_files_are_refused(tmp_path: Path, content: bytes | None) -> None:
    """What is no TOML, no UTF-8 or not there is refused by name."""
    path = tmp_path / "reusescan.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"reusescan\.toml: "):
        load(path)


def test_plain_values_leave_out_threads_and_read_back() -> None:
    """The settings as plain values hold no threads and make the same settings again."""
    config = from_mapping({"threads": 7, "align": {"min_words": 20}})
    plain = config.as_dict()
    assert "threads" not in plain
    again = from_mapping(plain)
    assert again.as_dict() == plain
    assert (again.threads, again.align.min_words) == (0, 20)
