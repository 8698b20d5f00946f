"""Exit codes and the guard that chooses them."""

from __future__ import annotations

import pytest

from reuse import errors
from reuse.cli.exits import EPILOG, Exit, of_error
from reuse.cli.guard import DEBUG_VARIABLE, guarded


def _raise(error: BaseException) -> Exit:
    raise error


@pytest.mark.parametrize("code", list(Exit))
def test_help_names_every_exit_code(code: Exit) -> None:
    """Every code that the program can exit with stands in the help text."""
    assert str(int(code)) in EPILOG.replace(";", " ").replace(":", " ").split()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.DocumentError("id: empty"), Exit.USAGE),
        (errors.ConfigError("unknown key"), Exit.USAGE),
        (errors.ReadError("no such file"), Exit.USAGE),
        (errors.RecordError("BAD_SYNTAX", "no object"), Exit.USAGE),
        (errors.InstallError("another owner"), Exit.USAGE),
        (errors.ReportError("disk full"), Exit.INTERNAL),
        (errors.ArchiveError("damaged"), Exit.INTERNAL),
    ],
)
def test_each_error_has_its_code(error: errors.ReuseError, code: Exit) -> None:
    """Faults of the input exit with 2, faults of the output with 4."""
    assert of_error(error) is code
    assert guarded(lambda: _raise(error), debug=False) is code


def test_an_error_is_one_escaped_line(capsys: pytest.CaptureFixture[str]) -> None:
    """What an error says reaches stderr as one line without terminal commands."""
    guarded(lambda: _raise(errors.ReadError("evil\x1b[2J\nname.txt")), debug=False)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("reusescan: error: evil")
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_a_fault_of_the_program_shows_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    """A fault of the program is one line that says how to see more, and code 4."""
    assert guarded(lambda: _raise(IndexError("seven")), debug=False) is Exit.INTERNAL
    err = capsys.readouterr().err
    assert err == "reusescan: internal error: IndexError: seven (--debug shows where)\n"


@pytest.mark.parametrize("way", ["option", "variable"])
def test_debug_shows_the_traceback(
    way: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The option and the environment variable both add the traceback."""
    if way == "variable":
        monkeypatch.setenv(DEBUG_VARIABLE, "1")
    guarded(lambda: _raise(IndexError("seven")), debug=way == "option")
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_an_interrupt_exits_with_130() -> None:
    """Ctrl-C is neither success nor a fault."""
    assert guarded(lambda: _raise(KeyboardInterrupt()), debug=False) == 130


def test_what_the_body_returns_is_the_code() -> None:
    """The guard adds nothing to a command that ends by itself."""
    assert guarded(lambda: Exit.INCOMPLETE, debug=False) is Exit.INCOMPLETE
