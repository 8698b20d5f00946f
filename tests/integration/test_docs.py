"""What the documentation shows is what the program does.

Every ``console`` block of the README and of `docs/` is run, all blocks of a page in one folder
that holds a copy of the sample corpus. A line that begins with "> " goes on with the command;
the lines after it are the expected output, in which ``...`` stands for any number of lines.
Every ``python`` block is run; a ``text`` block right after it is its expected output. Blocks
marked ``sh`` are shown, not run.

After a change of the output on purpose, run this test with ``REUSESCAN_UPDATE_DOCS=1``: it
writes the new output into the pages, except into blocks with ``...``.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from reuse.cli.exits import Exit

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_FENCE = re.compile(
    r"^```(?P<kind>console|python)\n(?P<body>.*?)^```\n(?:\n```text\n(?P<output>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\[[^\]]*\]\((?!https?:)(?P<target>[^)#\s]*)(?:#[^)]*)?\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One command or program of a page, and what it is said to print."""

    program: tuple[str, ...]
    expected: str
    start: int
    """Where `expected` begins in the page; -1 when the page shows none."""


def _examples(page: str) -> Iterator[Example]:
    for fence in _FENCE.finditer(page):
        if fence["kind"] == "python":
            expected = fence["output"]
            yield Example(
                program=(sys.executable, "-c", fence["body"]),
                expected=expected or "",
                start=-1 if expected is None else fence.start("output"),
            )
            continue
        yield from _commands(fence["body"], fence.start("body"))


def _commands(body: str, offset: int) -> Iterator[Example]:
    """Split a console block; lines that begin with "> " go on with the command."""
    for match in re.finditer(
        r"^\$ (?P<command>.*\n(?:> .*\n)*)(?P<output>(?:(?!\$ ).*\n)*)", body, re.MULTILINE
    ):
        yield Example(
            program=("bash", "-c", match["command"].replace("\n> ", "\n").rstrip("\n")),
            expected=match["output"],
            start=offset + match.start("output"),
        )


def _matches(expected: str, shown: str) -> bool:
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*?".join(parts), shown) is not None


def _environment() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in {"COLUMNS", "NO_COLOR"}
    }
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def _rewritten(page: str, changes: list[tuple[Example, str]]) -> str:
    for example, shown in reversed(changes):
        if example.start >= 0 and not re.search(r"^\.\.\.$", example.expected, re.MULTILINE):
            page = page[: example.start] + shown + page[example.start + len(example.expected) :]
    return page


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_examples_print_what_the_page_shows(path: Path, tmp_path: Path) -> None:
    """Every example of the page runs, and prints exactly what stands under it."""
    page = path.read_text("utf-8")
    if "| jq" in page or "$ jq" in page:
        assert shutil.which("jq") or pytest.skip("the page's examples use jq, which is not here")
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    changes: list[tuple[Example, str]] = []
    for example in _examples(page):
        done = subprocess.run(
            example.program,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
            env=_environment(),
        )
        # Tables are padded to their width; pages are not.
        shown = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
        if example.start < 0:
            assert done.returncode == 0, shown
        elif not _matches(example.expected, shown):
            changes.append((example, shown))
    if os.environ.get("REUSESCAN_UPDATE_DOCS"):
        path.write_text(_rewritten(page, changes), encoding="utf-8")
    assert [(example.program[-1], shown) for example, shown in changes] == []


def test_a_wrong_output_is_noticed() -> None:
    """The comparison lets through what is equal or left out by dots, and nothing else."""
    assert _matches("one\n...\nthree\n", "one\ntwo\n2.5\nthree\n")
    assert not _matches("one\n...\nfour\n", "one\ntwo\nthree\n")
    assert not _matches("one\n", "one\ntwo\n")
    (first, second) = _commands("$ echo a\na\n$ echo b \\\n>   c\nb c\n", 0)
    assert (first.program[-1], first.expected) == ("echo a", "a\n")
    assert (second.program[-1], second.expected) == ("echo b \\\n  c", "b c\n")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    """No relative link of a page is dead."""
    targets = [match["target"] for match in _LINK.finditer(path.read_text("utf-8"))]
    assert [target for target in targets if target and not (path.parent / target).exists()] == []


def test_the_settings_page_is_the_settings() -> None:
    """`docs/reference/configuration.md` is what `docs/generate.py` makes of the code."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text("utf-8") == module.page()


def test_exit_codes_are_all_described() -> None:
    """The page of exit codes has a row for each code, and no other."""
    page = (ROOT / "docs" / "reference" / "exit-codes.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \|", page, re.MULTILINE)
    assert [int(row) for row in rows] == [int(code) for code in Exit]


def test_the_readme_is_short() -> None:
    """Under 200 lines, so that it is read."""
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < 200
