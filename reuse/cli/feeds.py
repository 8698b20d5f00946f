"""What `check` and `policy explain` read, and under which settings."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reuse.cli import settings
from reuse.cli.values import NO_CLASS
from reuse.config import Config
from reuse.errors import ConfigError
from reuse.model.document import Document
from reuse.model.skip import Notice, Skip

if TYPE_CHECKING:
    from reuse.pipeline.archiving import Archive


def settings_of(
    config: Path | None,
    fail_on: Sequence[str] | None,
    *,
    since: date | None = None,
    until: date | None = None,
    window: float | None = None,
) -> Config:
    """The settings of a check, with the options of the command line laid over them.

    Raises:
        ConfigError: the file holds a wrong key or value, or the options contradict each other.
    """
    from reuse.gate.check import settings_for  # noqa: PLC0415  imports numpy

    chosen = settings.override(
        settings.find(config, Path.cwd()), since=since, until=until, window=window
    )
    if fail_on:
        if NO_CLASS in fail_on and len(fail_on) > 1:
            raise ConfigError("--fail-on none stands alone")
        asked = tuple(name for name in fail_on if name != NO_CLASS)
        policy = msgspec.structs.replace(chosen.policy, fail_on=asked)
        chosen = msgspec.structs.replace(chosen, policy=policy)
    return settings_for(chosen)


def read(
    feeds: Sequence[str], config: Config, outlet: str | None, exclude: Path | None
) -> Iterator[Document | Skip | Notice]:
    """Items of feeds; those without an outlet get the one that is given.

    Marks that allow an item count in files only, not in what is fetched from an address.

    Raises:
        ReadError: a feed cannot be read at all.
    """
    from reuse.read import read_feeds  # noqa: PLC0415  not for --help

    stdin = sys.stdin.buffer if "-" in feeds else None
    for entry in read_feeds(feeds, config.read, stdin=stdin, exclude=exclude):
        if not isinstance(entry, Document):
            yield entry
            continue
        named = outlet if outlet and entry.outlet is None else entry.outlet
        # What somebody else serves may not allow itself.
        fetched = (entry.origin or "").startswith(("http://", "https://"))
        yield replace(entry, outlet=named, allow=None if fetched else entry.allow)


def opened(folder: Path | None, config: Config) -> Archive | None:
    """The archive in a folder; None for no folder.

    Raises:
        ArchiveError: there is none, or it is damaged.
    """
    if folder is None:
        return None
    from reuse.pipeline.archiving import Archive  # noqa: PLC0415  imports numpy

    return Archive.open(folder, config)
