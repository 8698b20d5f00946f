"""Where settings come from: the command line over a file over the defaults."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from reuse import config as settings
from reuse.config import Config

_OWN_FILE = "reusescan.toml"
_PROJECT_FILE = "pyproject.toml"


def find(asked: Path | None, folder: Path) -> Config:
    """Load the settings of a run.

    Args:
        asked: the file given with ``--config``, or None.
        folder: where to look otherwise: ``reusescan.toml`` first, then the table
            ``[tool.reusescan]`` of ``pyproject.toml``.

    Raises:
        ConfigError: the file cannot be read or holds a wrong key or value.
    """
    if asked is not None:
        return settings.load(asked)
    for name in (_OWN_FILE, _PROJECT_FILE):
        if (folder / name).is_file():
            return settings.load(folder / name)
    return Config()


def override(  # noqa: PLR0913  one parameter an option
    config: Config,
    *,
    threads: int | None = None,
    memory: int | None = None,
    within_outlet: bool = False,
    paraphrase: bool = True,
    since: date | None = None,
    until: date | None = None,
    window: float | None = None,
) -> Config:
    """Lay the options of the command line over `config`; an option not given changes nothing.

    Raises:
        ConfigError: the options contradict each other, or the file.
    """
    candidates = config.candidates
    if within_outlet:
        candidates = msgspec.structs.replace(candidates, within_outlet=True)
    if not paraphrase:
        candidates = msgspec.structs.replace(candidates, paraphrase=False)
    if window is not None:
        candidates = msgspec.structs.replace(candidates, window_days=window)
    given = {"threads": threads, "memory": memory, "since": since, "until": until}
    changed = {name: value for name, value in given.items() if value is not None}
    return msgspec.structs.replace(config, candidates=candidates, **changed)
