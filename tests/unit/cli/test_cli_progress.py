"""Progress on a terminal, and none elsewhere."""

from __future__ import annotations

import io
import sys
import time

import pytest

from reuse.cli.progress import StderrProgress, wanted


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _wait_for(stream: io.StringIO, text: str) -> bool:
    limit = time.monotonic() + 10
    while time.monotonic() < limit:
        if text in stream.getvalue():
            return True
        time.sleep(0.02)
    return False


def _replace_stderr(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """Put a terminal in place of stderr; no fixture, for pytest resets stderr after set-up."""
    stream = _Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_a_long_stage_is_shown_with_its_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the patience is over, name and steps of the stage appear."""
    terminal = _replace_stderr(monkeypatch)
    with StderrProgress(patience=0.0) as progress:
        progress.stage("align", 10)
        progress.advance(3)
        assert _wait_for(terminal, "align")
        assert _wait_for(terminal, "3/10")
        progress.stage("cluster", None)
        assert _wait_for(terminal, "cluster")


def test_a_short_stage_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that ends within the patience leaves nothing on the terminal."""
    terminal = _replace_stderr(monkeypatch)
    with StderrProgress(patience=60.0) as progress:
        progress.stage("align", 10)
        progress.advance(10)
        time.sleep(0.5)
    assert terminal.getvalue() == ""


def test_the_name_of_a_stage_is_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    """Square brackets in a stage's name are shown as they are."""
    terminal = _replace_stderr(monkeypatch)
    with StderrProgress(patience=0.0) as progress:
        progress.stage("read [red]x", None)
        assert _wait_for(terminal, "[red]")


def test_only_a_terminal_gets_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quiet runs, pipes and terminals that cannot redraw get none."""
    terminal = _replace_stderr(monkeypatch)
    assert terminal.isatty()
    assert wanted(quiet=False)
    assert not wanted(quiet=True)
    monkeypatch.setenv("TERM", "dumb")
    assert not wanted(quiet=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert not wanted(quiet=False)
