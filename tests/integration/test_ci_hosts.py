"""The action, the hooks and the GitLab job, as far as they run without their hosts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cli_support import COPY, OTHER, STORY, record, write_lines

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "check-a-feed.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a feed, and articles to build an archive from."""
    wire = record("bridge", STORY, outlet="Northern Wire", published="2026-03-03T20:10:00Z")
    write_lines(tmp_path / "older.jsonl", [wire])
    later = {"outlet": "Harrow Courier", "published": "2026-03-05T06:00:00Z"}
    write_lines(tmp_path / "feed one.jsonl", [record("pickup", COPY, **later)])
    write_lines(tmp_path / "fresh.jsonl", [record("heron", OTHER, outlet="Teller Post")])
    return tmp_path


def _yaml(text: str) -> Any:
    return msgspec.yaml.decode(text.encode())


def _bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=os.environ | {"PATH": path} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def _action(folder: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run the action's check with some inputs; the other value is what it puts out."""
    action = _yaml((ROOT / "action.yml").read_text("utf-8"))
    given = {name: row.get("default", "") for name, row in action["inputs"].items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    (step,) = (step for step in action["runs"]["steps"] if step.get("id") == "check")
    variables = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    assert "${{" not in step["run"]
    output = folder / "output"
    output.write_text("")
    summary = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    return _bash(step["run"], folder, **variables, **summary), output.read_text("utf-8")


def test_the_action_checks_a_feed(folder: Path) -> None:
    """It builds the archive where there is none, annotates, sums up, and fails by policy."""
    asked = {"feeds": "\n  feed one.jsonl\n", "archive": "news", "archive_from": "older.jsonl"}
    run, put = _action(folder, **asked, sarif="reuse.sarif")
    assert (run.returncode, put) == (0, "exit-code=0\n"), run.stderr
    assert (folder / "news").is_dir()
    assert json.loads((folder / "reuse.sarif").read_text("utf-8"))["version"] == "2.1.0"
    run, put = _action(folder, **asked, fail_on="credited\nuncredited", add="true")
    assert (run.returncode, put) == (1, "exit-code=1\n"), run.stderr
    assert "::error" in run.stdout
    assert "pickup" in (folder / "summary.md").read_text("utf-8")
    run, put = _action(folder, feeds="fresh.jsonl", archive="news", add="true")
    assert (run.returncode, put) == (0, "exit-code=0\n"), run.stderr


def test_inputs_of_the_action_are_no_commands(folder: Path) -> None:
    """Neither a feed's name nor any other input is run or taken for an option."""
    nasty = "$(touch pwned) `touch pwned`; touch pwned --update-baseline"
    for name in ("feeds", "archive", "baseline", "config", "outlet", "sarif", "fail_on"):
        inputs = {"feeds": "fresh.jsonl", name: nasty}
        run, put = _action(folder, **inputs)
        assert run.returncode in {0, 1, 2, 4}
        assert put == f"exit-code={run.returncode}\n"
    run, _ = _action(folder, feeds="--help")
    assert run.returncode == 2
    assert not (folder / "pwned").exists()


def test_the_action_has_a_text_for_every_input() -> None:
    """Every input is described and used; every one that is used is there."""
    text = (ROOT / "action.yml").read_text("utf-8")
    action = _yaml(text)
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    assert used == set(action["inputs"])
    assert all(row["description"] for row in action["inputs"].values())
    for step in action["runs"]["steps"]:
        assert ("run" in step) is not ("uses" in step)
        if "run" in step:
            assert _bash(f"bash -n <<'END'\n{step['run']}\nEND", ROOT).returncode == 0


def test_the_action_checks_with_the_loops_that_it_kept(folder: Path) -> None:
    """What compiles and what checks look in one folder, for one kind of processor, if asked to."""
    told = 'echo "$1 ${NUMBA_CACHE_DIR-} ${NUMBA_CPU_NAME-}" >>called\n'
    (folder / "reusescan").write_text(f"#!/bin/sh\n{told}")
    (folder / "reusescan").chmod(0o755)
    here = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "RUNNER_TEMP": "/runner"}
    steps = _yaml((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    (compiles,) = (step["run"] for step in steps if step["name"] == "Compile loops")
    (checks,) = (step["run"] for step in steps if step["name"] == "Check")
    assert _bash(compiles, folder, **here).returncode == 0
    output = {"GITHUB_OUTPUT": str(folder / "output")}
    given = here | output | {name: "" for step in steps for name in step.get("env", {})}
    for asked in ("true", "false"):
        run = _bash(checks, folder, **given | {"FEEDS": "fresh.jsonl", "COMPILED": asked})
        assert run.returncode == 0, run.stderr
    kept = "/runner/reusescan-loops generic"
    assert (folder / "called").read_text() == f"warm-up {kept}\ncheck {kept}\ncheck  \n"
    used = [step["with"] for step in steps if "uses" in step]
    assert used[0] == used[1]
    assert used[0]["path"] == "${{ runner.temp }}/reusescan-loops"


def test_loops_are_kept_for_one_release_and_one_python(folder: Path) -> None:
    """The key of what is kept tells the Python, and the sources with all they need."""
    steps = _yaml((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    (installs,) = (step["run"] for step in steps if step.get("id") == "install")
    names = installs[installs.index("# What compiled loops depend on") :]
    (folder / "reuse" / "some").mkdir(parents=True)
    keys = []
    for change in ("requirements.lock", "reuse/a.py", "reuse/some/b.py"):
        (folder / change).write_text(change)
        output = folder / "output"
        output.write_text("")
        given = {"SOURCE": str(folder), "PYTHON": sys.executable, "GITHUB_OUTPUT": str(output)}
        assert _bash(f"set -euo pipefail\n{names}", folder, **given).returncode == 0
        keys.append(output.read_text("utf-8"))
    version = "{}.{}".format(*sys.version_info)
    assert all(re.fullmatch(rf"loops={version}-[0-9a-f]{{64}}\n", key) for key in keys)
    assert len({*keys}) == 3


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_hosts_are_told_paths_from_the_root_of_the_repository(folder: Path, variable: str) -> None:
    """Whether the check runs in a folder of it, and however a file is named; others stay."""
    inner = folder / "content"
    inner.mkdir()
    away = folder.parent / f"{folder.name}-away.jsonl"
    for name in ("older.jsonl", "feed one.jsonl"):
        (folder / name).rename(inner / name)
    away.write_text('{"id": "x"}\n')
    feeds = f"older.jsonl '{inner / 'feed one.jsonl'}' ../content/fresh.jsonl {away}"
    (inner / "fresh.jsonl").write_text('{"id": "y"}\n')
    writes = "--write sarif=r.sarif --write gitlab=r.json --write json=plain.json"
    command = f"reusescan check {feeds} --fail-on credited --format github {writes}"
    run = _bash(command, inner, **{variable: str(folder), "GITHUB_STEP_SUMMARY": ""})
    assert run.returncode == 1, run.stderr
    sarif = json.loads((inner / "r.sarif").read_text("utf-8"))["runs"][0]
    places = [each["locations"][0]["physicalLocation"] for each in sarif["results"]]
    related = [each["relatedLocations"][0]["physicalLocation"] for each in sarif["results"]]
    told = [each["artifactLocation"]["uri"] for each in (*places, *related)]
    assert told == ["content/feed%20one.jsonl", "content/older.jsonl"]
    assert "file=content/feed one.jsonl,line=1" in run.stdout
    assert "file=content/fresh.jsonl,line=1" in run.stdout
    assert f"file={away},line=1" in run.stdout
    paths = [each["location"]["path"] for each in json.loads((inner / "r.json").read_text())]
    assert paths == ["content/feed one.jsonl", "content/fresh.jsonl", str(away)]
    plain = json.loads((inner / "plain.json").read_text("utf-8"))
    assert [each["origin"] for each in plain["skipped"]] == [
        "../content/fresh.jsonl:1",
        f"{away}:1",
    ]


@pytest.mark.parametrize("number", [0, 1])
def test_the_hooks_fail_on_what_is_committed(folder: Path, number: int) -> None:
    """A copy beside its source fails the commit; items that have nothing in common pass."""
    hook = _yaml((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[number]
    hook |= {"language": "system", "args": ["--fail-on", "credited"]}
    if not hook.get("pass_filenames", True):
        hook["args"].append("feeds")
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (folder / ".pre-commit-config.yaml").write_text(json.dumps(config))
    (folder / "feeds").mkdir()
    (folder / "fresh.jsonl").rename(folder / "feeds" / "fresh.jsonl")
    (folder / "older.jsonl").rename(folder / "feeds" / "older.jsonl")
    later = folder / "feed one.jsonl"
    copied = later.read_bytes()
    later.unlink()
    git = "git init -q . && git add -A && pre-commit run --all-files"
    home = {"PRE_COMMIT_HOME": str(folder / ".git" / "cache"), "HOME": str(folder)}
    run = _bash(git, folder, **home)
    assert run.returncode == 0, run.stdout + run.stderr
    (folder / "feeds" / later.name).write_bytes(copied)
    run = _bash(git, folder, **home)
    assert run.returncode == 1
    assert "with credit: pickup | bridge" in run.stdout


def test_the_gitlab_job_leaves_its_reports(folder: Path) -> None:
    """The job in the documentation runs, and what it names as reports is there."""
    (snippet,) = re.findall(
        r"^```yaml\n(# \.gitlab-ci\.yml\n.*?)^```\n",
        PAGE.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    job = _yaml(snippet)["reuse"]
    write_lines(folder / "feed.jsonl", (folder / "feed one.jsonl").read_text("utf-8").splitlines())
    assert _bash("reusescan archive build news older.jsonl", folder).returncode == 0
    script = "\n".join(line for line in job["script"] if "pip install" not in line)
    run = _bash(f"set -e\n{script}", folder)
    assert run.returncode == 0, run.stderr
    reports = job["artifacts"]["reports"]
    assert isinstance(json.loads((folder / reports["codequality"]).read_text("utf-8")), list)
    assert (folder / reports["junit"]).read_bytes().startswith(b"<?xml")


def test_the_gitlab_job_runs_no_loops_of_the_repository(folder: Path) -> None:
    """What is kept of compiled loops is where the job looks for it, and never what is committed."""
    (snippet,) = re.findall(
        r"^```yaml\n(# in the job of .*?)^```\n", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    job = _yaml(snippet)
    kept = job["cache"]["paths"][0]
    assert job["variables"]["NUMBA_CACHE_DIR"] == f"$CI_PROJECT_DIR/{kept}"
    assert job["script"][1].startswith("reusescan warm-up")
    (guard,) = job["before_script"]
    git = "git -c user.name=x -c user.email=x@example.org"
    assert _bash(f"git init -q . && {guard}", folder).returncode == 0
    planted = f"mkdir {kept} && touch {kept}/a.nbi && git add -f {kept} && {git} commit -qm x"
    assert _bash(f"{planted} && {guard}", folder).returncode == 1
