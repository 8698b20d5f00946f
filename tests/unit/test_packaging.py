"""The package as it is installed: start-up, name clash, locks, metadata."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import reuse
from reuse.errors import InstallError
from reuse.install import check, rival

ROOT = Path(__file__).parents[2]
HEAVY = (
    "datasketch", "jinja2", "llvmlite", "lxml", "numba", "numpy", "pyarrow",
    "rapidfuzz", "rich", "scipy", "sentencex", "sklearn", "trafilatura", "zstandard",
)  # fmt: skip


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return project


def _python(code: str, *arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": path} if path else None
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=ROOT,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("scan", "--help"),
        ("compare", "--help"),
        ("archive", "--help"),
        ("archive", "query", "--help"),
        ("check", "--help"),
        ("policy", "explain", "--help"),
        ("baseline", "audit", "--help"),
        ("warm-up", "--help"),
    ],
)
def test_answers_about_itself_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    """Version and help come without any of the libraries that are slow to import."""
    code = (
        "import sys\n"
        "from reuse.cli.app import run\n"
        "status = run(sys.argv[1:])\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(f'heavy: {loaded}' if loaded else status)\n"
    )
    done = _python(code, *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_importing_the_package_loads_nothing_heavy() -> None:
    """``import reuse`` costs next to nothing; its names are resolved on first use."""
    code = (
        "import sys, reuse\n"
        f"sys.exit(str([name for name in {HEAVY!r} if name in sys.modules] or ''))\n"
    )
    done = _python(code)
    assert done.stderr.strip() == ""


def test_the_public_names_exist() -> None:
    """Everything in ``__all__`` can be had, and nothing else by accident."""
    assert {name for name in reuse.__all__ if getattr(reuse, name, None) is None} == set()
    with pytest.raises(AttributeError, match="no attribute 'similarity'"):
        getattr(reuse, "similarity")  # noqa: B009  mypy knows that it is not there


@pytest.mark.parametrize(
    "name", ["reuse-5.0.2.dist-info", "reuse-1.1.egg-info", "reuse.egg-info", "Reuse-6.0.dist-info"]
)
def test_another_owner_of_the_name_is_refused(name: str, tmp_path: Path) -> None:
    """The command says who else owns the package and how to install apart, and exits with 2."""
    (tmp_path / name).mkdir()
    done = _python("from reuse.install import main; main()", "--version", path=str(tmp_path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("reusescan: error: another distribution owns")
    assert name in done.stderr
    assert "pipx install reusescan" in done.stderr


@pytest.mark.parametrize("name", ["reusescan-0.1.0.dist-info", "reuse_kit-1.0.dist-info", "reuse"])
def test_a_name_alike_is_not_taken_for_another_owner(name: str, tmp_path: Path) -> None:
    """Our own metadata and other names that begin alike are no reason to refuse."""
    (tmp_path / name).mkdir()
    assert rival([str(tmp_path), str(tmp_path / "missing"), ""]) is None


def test_an_overwritten_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the package's first file is no longer ours, the mark in it is gone."""
    monkeypatch.delattr(reuse, "__distribution__")
    with pytest.raises(InstallError, match="another distribution owns"):
        check([])


def test_the_command_points_at_the_check() -> None:
    """The entry point is the module that the other distribution does not have."""
    assert _project()["project"]["scripts"] == {"reusescan": "reuse.install:main"}
    done = subprocess.run(
        [sys.executable, "-m", "reuse", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"reusescan {reuse.__version__}\n"


def test_installed_version_is_the_version_in_the_code() -> None:
    """Metadata and code agree."""
    assert importlib.metadata.version("reusescan") == reuse.__version__


def test_the_package_is_typed() -> None:
    """Type checkers of users are told that the annotations count."""
    assert (Path(reuse.__file__).parent / "py.typed").is_file()


def _locked(name: str) -> dict[str, list[str]]:
    pins: dict[str, list[str]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8")):
        match = re.match(r"([A-Za-z0-9._-]+)==(\S+)", entry)
        if match is not None:
            assert "--hash=sha256:" in entry, match[1]
            pins.setdefault(match[1], []).append(match[2])
    return pins


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_every_dependency_and_no_address(name: str) -> None:
    """Each direct dependency is pinned with hashes; no registry is named."""
    project = _project()["project"]
    extras = project["optional-dependencies"]
    wanted = project["dependencies"] + extras["parquet"] + extras["build"]
    if "dev" in name:
        wanted = wanted + extras["dev"]
    names = {re.split(r"[<>=!~\[ ;]", line)[0].lower() for line in wanted}
    assert names - set(_locked(name)) == set()
    assert "://" not in (ROOT / name).read_text("utf-8")
    assert "--index-url" not in (ROOT / name).read_text("utf-8")


def test_users_get_the_versions_that_were_tested() -> None:
    """The lock for users is a subset of the lock for development."""
    tested = _locked("requirements-dev.lock")
    assert {
        name: pins for name, pins in _locked("requirements.lock").items() if tested[name] != pins
    } == {}


def test_workflow_and_metadata_name_the_same_pythons() -> None:
    """What the metadata promises is what continuous integration runs."""
    classifiers = _project()["project"]["classifiers"]
    promised = {c.rsplit(" ", 1)[1] for c in classifiers if re.search(r":: 3\.\d+$", c)}
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    matrix = re.search(r"python: \[(.*)\]", workflow)
    assert matrix is not None
    assert {item.strip(' "') for item in matrix[1].split(",")} == promised
