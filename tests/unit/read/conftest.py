"""Fixtures for tests of reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reuse.config import ReadConfig
from reuse.model.document import Document
from reuse.model.skip import Notice, Skip
from reuse.read import read_paths
from reuse.read.records import Item

Read = Callable[..., "Outcome"]


class Outcome:
    """What reading gave, by kind."""

    def __init__(self, items: list[Item], folder: str) -> None:
        self.documents = [i for i in items if isinstance(i, Document)]
        self.skips = [i for i in items if isinstance(i, Skip)]
        self.notices = [i for i in items if isinstance(i, Notice)]
        self.folder = folder

    @property
    def texts(self) -> list[str]:
        """Texts of the documents, in order."""
        return [d.text for d in self.documents]

    @property
    def ids(self) -> list[str]:
        """Ids of the documents, in order."""
        return [d.id for d in self.documents]

    @property
    def skipped(self) -> list[tuple[str, str]]:
        """Record (or file and record) and code of each skip, in order."""
        return [(s.origin.removeprefix(self.folder), s.code.value) for s in self.skips]

    @property
    def noted(self) -> list[tuple[str, str]]:
        """Record and code of each notice, in order."""
        return [(n.origin.removeprefix(self.folder), n.code.value) for n in self.notices]


@pytest.fixture
def outcome() -> type[Outcome]:
    """What sorts items that a test has read itself."""
    return Outcome


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a file under a name, read it, and sort what comes."""

    def run(name: str, data: bytes | str, config: ReadConfig | None = None) -> Outcome:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return Outcome(list(read_paths([path], config or ReadConfig())), f"{path.as_posix()}:")

    return run


@pytest.fixture
def read_folder() -> Read:
    """Read paths and sort what comes; origins are given relative to the first."""

    def run(*paths: Path, config: ReadConfig | None = None) -> Outcome:
        return Outcome(list(read_paths(paths, config or ReadConfig())), f"{paths[0].as_posix()}/")

    return run
