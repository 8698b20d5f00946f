"""``reusescan scan`` as a process: outputs, streams and exit codes."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_support import COPY, OTHER, STORY, Command, record, write_lines

OUTPUTS = {"alignments.jsonl", "report.html", "result.json"}


def test_a_clean_corpus_exits_with_0(command: Command, clean: Path, tmp_path: Path) -> None:
    """Nothing found and nothing skipped is 0, with all three outputs and a quiet stderr."""
    run = command("scan", clean, "--out", tmp_path / "out", "--fail-on", "any")
    assert (run.code, run.err) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == OUTPUTS
    assert run.out


def test_a_copy_is_found_and_reported(command: Command, copied: Path, tmp_path: Path) -> None:
    """The copied pair is in the summary, in the JSON and in the list of passages."""
    run = command("scan", copied, "--out", tmp_path / "out")
    assert run.code == 0
    assert "bridge" in run.out
    assert "pickup" in run.out
    lines = (tmp_path / "out" / "alignments.jsonl").read_text("utf-8").splitlines()
    passages = [json.loads(line) for line in lines]
    assert {(each["left_id"], each["right_id"]) for each in passages} == {("bridge", "pickup")}
    longest = max(passages, key=lambda each: int(each["left_end"]) - int(each["left_start"]))
    cut = STORY[longest["left_start"] : longest["left_end"]]
    assert "Cars and buses may go on using the bridge at walking pace" in cut
    assert "Petra Lund told a crowded meeting in the fish hall" in cut


def test_findings_at_the_asked_level_exit_with_1(
    command: Command, copied: Path, tmp_path: Path
) -> None:
    """``--fail-on any`` turns a copied pair into exit code 1; the outputs are written."""
    run = command("scan", copied, "--out", tmp_path / "out", "--fail-on", "any")
    assert run.code == 1
    assert "1 finding at or above any" in run.err
    assert {path.name for path in (tmp_path / "out").iterdir()} == OUTPUTS


def test_a_skipped_record_exits_with_3(command: Command, tmp_path: Path) -> None:
    """One bad line is named with its number and code; the rest is scanned; the code is 3."""
    path = write_lines(
        tmp_path / "mixed.jsonl", [record("a", STORY), "not json \x1b[2J", record("b", OTHER)]
    )
    run = command("scan", path, "--out", tmp_path / "out")
    assert run.code == 3
    assert "mixed.jsonl:2: BAD_SYNTAX" in run.err
    assert "1 of 3 records skipped (BAD_SYNTAX 1)" in run.err
    assert "\x1b" not in run.out + run.err
    result = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
    assert len(result["documents"]) == 2
    assert len(result["skipped"]) == 1


def test_findings_come_before_incompleteness(command: Command, tmp_path: Path) -> None:
    """A red gate stays red when a record was skipped as well."""
    path = write_lines(
        tmp_path / "both.jsonl",
        [record("a", STORY, outlet="A"), "junk", record("b", COPY, outlet="B")],
    )
    run = command("scan", path, "--out", tmp_path / "out", "--fail-on", "any")
    assert run.code == 1
    assert "both.jsonl:2: BAD_SYNTAX" in run.err


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.jsonl", ""), ("bad.jsonl", "[1]\n{}\n"), ("short.jsonl", '{"id":"a","text":"x"}\n')],
)
def test_no_document_at_all_exits_with_2(
    command: Command, tmp_path: Path, name: str, content: str
) -> None:
    """A corpus without one readable document is an error, and leaves no outputs."""
    (tmp_path / name).write_text(content)
    run = command("scan", tmp_path / name, "--out", tmp_path / "out")
    assert run.code == 2
    assert "reusescan: error: no document could be read" in run.err
    assert run.out == ""
    assert not (tmp_path / "out").exists()


def test_a_folder_without_articles_is_named(command: Command, tmp_path: Path) -> None:
    """The error says which paths hold no file that can be read."""
    for name in ("bare", "pictures"):
        (tmp_path / name).mkdir()
    (tmp_path / "pictures" / "ferry.png").write_bytes(b"")
    run = command("scan", "../bare", "../pictures", "--out", "out")
    assert run.code == 2
    assert (
        "error: no document could be read: no file of a known kind that holds a record "
        "in ../bare, ../pictures; known are .txt, .md, "
    ) in run.err
    assert "skipped" not in run.err


def test_a_path_that_is_not_there_is_named(command: Command, tmp_path: Path, clean: Path) -> None:
    """A missing path is named on stderr and never passes as success."""
    run = command("scan", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert run.code == 2
    assert "nowhere" in run.err
    assert "Traceback" not in run.err
    beside = command("scan", clean, tmp_path / "nowhere", "--out", tmp_path / "out")
    assert beside.code in {2, 3}
    assert "nowhere" in beside.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("scan",),
        ("scan", "x"),
        ("scan", "x", "--out", "y", "--fail-on", "everything"),
        ("scan", "x", "--out", "y", "--threads", "-1"),
        ("scan", "x", "--out", "y", "--config", "missing.toml"),
        ("sacn",),
    ],
)
def test_wrong_usage_exits_with_2(command: Command, arguments: tuple[str, ...]) -> None:
    """Wrong usage is told on stderr, with nothing on stdout."""
    run = command(*arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err
    assert "Traceback" not in run.err


def test_an_unknown_level_is_told_in_plain_words(command: Command) -> None:
    """The message begins with what was given, not with the name of an exception."""
    run = command("scan", "x", "--out", "y", "--fail-on", "foo")
    assert run.code == 2
    assert "Invalid value for '--fail-on': 'foo' is not one of 'uncredited'," in run.err


def test_the_summary_ends_with_the_report(command: Command, clean: Path, tmp_path: Path) -> None:
    """The last line names the file, on one line however long, and cannot steer the terminal."""
    out = tmp_path / ("deep " * 20) / "o\x1bt"
    run = command("scan", clean, "--out", out)
    assert run.code == 0
    shown = str(out / "report.html").replace("\x1b", "⟨U+001B⟩")
    assert run.out.splitlines()[-1] == f"Report: {shown}"


def test_a_wrong_setting_exits_with_2(command: Command, clean: Path, tmp_path: Path) -> None:
    """An unknown key is named with its file and the nearest known key."""
    settings = tmp_path / "settings.toml"
    settings.write_text("[align]\nminwords = 20\n")
    run = command("scan", clean, "--out", tmp_path / "out", "--config", settings)
    assert run.code == 2
    assert "settings.toml: unknown key align.minwords; did you mean align.min_words?" in run.err


def test_an_output_folder_that_is_a_file_is_refused(
    command: Command, clean: Path, tmp_path: Path
) -> None:
    """The file stays as it was."""
    (tmp_path / "taken").write_text("mine")
    for out in (tmp_path / "taken", tmp_path / "taken" / "below"):
        run = command("scan", clean, "--out", out)
        assert run.code == 2
        assert "taken" in run.err
    assert (tmp_path / "taken").read_text() == "mine"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody may write to")
def test_an_output_folder_that_cannot_be_made_exits_with_4(command: Command, clean: Path) -> None:
    """An output that cannot be written is no fault of the input, whoever runs the command."""
    run = command("scan", clean, "--out", "/proc/reusescan")
    assert run.code == 4
    assert "/proc/reusescan" in run.err
    assert "Traceback" not in run.err


def test_quiet_prints_no_summary(command: Command, clean: Path, tmp_path: Path) -> None:
    """``--quiet`` leaves both streams empty when all is well."""
    run = command("scan", clean, "--out", tmp_path / "out", "--quiet")
    assert (run.code, run.out, run.err) == (0, "", "")


def test_documents_of_one_outlet_are_told_to_be_uncompared(
    command: Command, tmp_path: Path
) -> None:
    """Where nothing can be compared, stderr says why, names the outlet and cannot be steered."""
    path = write_lines(
        tmp_path / "one.jsonl",
        [record("a", STORY, outlet="Mast\x1b[2J"), record("b", COPY, outlet="Mast\x1b[2J")],
    )
    run = command("scan", path, "--out", tmp_path / "out")
    assert run.code == 0
    assert "all 2 documents are of one outlet (Mast" in run.err
    assert "nothing was compared. Use --within-outlet" in run.err
    assert "\x1b" not in run.err
    within = command("scan", path, "--out", tmp_path / "out", "--within-outlet")
    assert within.err == ""
    path = write_lines(tmp_path / "none.jsonl", [record("a", STORY), record("b", COPY)])
    assert command("scan", path, "--out", tmp_path / "out").err == ""


def test_an_earlier_report_is_no_article(command: Command, clean: Path, tmp_path: Path) -> None:
    """A second run into a folder below the scanned one reads what the first one read."""
    folder = tmp_path / "articles"
    folder.mkdir()
    clean.rename(folder / "clean.jsonl")
    first = command("scan", folder, "--out", folder / "report")
    again = command("scan", folder, "--out", folder / "report")
    assert (first.code, again.code) == (0, 0)
    assert again.out == first.out


def test_stdin_is_read_as_json_lines(command: Command, copied: Path, tmp_path: Path) -> None:
    """``-`` gives the same passages as the file."""
    command("scan", copied, "--out", tmp_path / "file")
    run = command("scan", "-", "--out", tmp_path / "stdin", stdin=copied.read_bytes())
    assert run.code == 0
    name = "alignments.jsonl"
    assert (tmp_path / "stdin" / name).read_bytes() == (tmp_path / "file" / name).read_bytes()


def test_hostile_fields_cannot_steer_the_terminal(command: Command, tmp_path: Path) -> None:
    """Control and bidirectional characters in any field never reach stdout or stderr."""
    evil = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202e::add-mask::"
    fields = {name: f"{name} {evil}" for name in ("title", "author", "url")}
    path = write_lines(
        tmp_path / "evil.jsonl",
        [
            record(f"a{evil}", STORY + evil, outlet=f"A{evil}", published=evil, **fields),
            record(f"b{evil}", COPY + evil, outlet=f"B{evil}", published=evil, **fields),
        ],
    )
    run = command("scan", path, "--out", tmp_path / "out", FORCE_COLOR="")
    assert run.code in {0, 3}
    for stream in (run.out, run.err):
        shown = stream.replace("\n", "")
        assert not [c for c in shown if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c == "\u202e"]


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_output_is_utf8_in_any_locale(
    command: Command, tmp_path: Path, environment: dict[str, str]
) -> None:
    """Names beyond ASCII are printed as UTF-8 even when the locale says ASCII."""
    path = write_lines(
        tmp_path / "names.jsonl",
        [record("břeh", STORY, outlet="Žurnál"), record("港", COPY, outlet="新報")],
    )
    run = command("scan", path, "--out", tmp_path / "out", **environment)
    assert run.code == 0, run.err
    assert "Žurnál" in run.out or "břeh" in run.out
    assert "新報" in run.out or "港" in run.out


def test_no_escape_codes_without_a_terminal(command: Command, copied: Path, tmp_path: Path) -> None:
    """A pipe gets plain text, with and without NO_COLOR."""
    plain = command("scan", copied, "--out", tmp_path / "out")
    bare = command("scan", copied, "--out", tmp_path / "out", NO_COLOR="1")
    assert "\x1b" not in plain.out + plain.err
    assert bare.out == plain.out


def test_a_closed_pipe_ends_quietly(copied: Path, tmp_path: Path) -> None:
    """When nobody reads stdout, the outputs are written and stderr stays empty."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "reuse", "scan", copied, "--out", tmp_path / "out"],
        stdout=writer,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {path.name for path in (tmp_path / "out").iterdir()} == OUTPUTS


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["scan", "--help"]])
def test_a_full_disk_behind_stdout_is_an_error(arguments: list[str]) -> None:
    """What cannot be printed makes the exit code 4, in one line and without traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reuse", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 4
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_stderr_changes_nothing(copied: Path, tmp_path: Path) -> None:
    """Where no line can be told, the outputs are written and the exit code stands."""
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(copied.read_bytes() + b"{\n")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reuse", "scan", broken, "--out", tmp_path / "out"],
            stdout=subprocess.DEVNULL,
            stderr=full,
            check=False,
        )
    assert done.returncode == 3
    assert {path.name for path in (tmp_path / "out").iterdir()} == OUTPUTS


def test_a_name_too_long_for_a_folder_is_refused_first(command: Command, copied: Path) -> None:
    """The message names the option; the code is that of wrong usage."""
    run = command("scan", copied, "--out", "x" * 300)
    assert run.code == 2
    assert "--out" in run.err
    assert "Traceback" not in run.err


def test_interrupting_exits_with_130(tmp_path: Path) -> None:
    """Ctrl-C while records still come in ends without traceback and without outputs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "reuse", "scan", "-", "--out", tmp_path / "out"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(record("a", STORY)).encode() + b"\n")
    process.stdin.flush()
    # Ready when the reader has been imported and waits for more; three seconds are ample time for
    # that, and an interrupt before it must end in the same way.
    time.sleep(3.0)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err
    assert not (tmp_path / "out").exists()


def _limit_file_size() -> None:
    """Let the process write no file beyond four kilobytes, as if the disk were full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))


@pytest.mark.parametrize("before", [True, False])
def test_a_full_disk_leaves_the_old_state(copied: Path, tmp_path: Path, before: bool) -> None:  # noqa: FBT001  a parameter of the test
    """When the outputs do not fit, what stood there stays and nothing half-written is left."""
    out = tmp_path / "out"
    if before:
        out.mkdir()
        for name in OUTPUTS:
            (out / name).write_text("old")
    done = subprocess.run(
        [sys.executable, "-m", "reuse", "scan", copied, "--out", out],
        capture_output=True,
        text=True,
        check=False,
        # Bytecode and compiled kernels would hit the limit first.
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=_limit_file_size,
    )
    assert done.returncode == 4, done.stderr
    assert "reusescan: error:" in done.stderr
    assert "Traceback" not in done.stderr
    left = {path.name: path.read_text() for path in out.iterdir()} if out.exists() else {}
    assert left == (dict.fromkeys(sorted(OUTPUTS), "old") if before else {})


def test_a_read_only_folder_exits_with_4(command: Command, clean: Path, tmp_path: Path) -> None:
    """No right to write is told at once, and the folder stays as it was."""
    if os.geteuid() == 0:
        # Root may write everywhere but where the kernel makes the files.
        out = Path("/proc/self/task")
    else:
        out = tmp_path / "task"
        out.mkdir(mode=0o500)
    run = command("scan", clean, "--out", out)
    assert run.code == 4
    assert "task" in run.err
    assert not [path for path in out.iterdir() if path.suffix]
