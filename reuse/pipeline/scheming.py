"""Settings that fit the keys of an archive."""

from __future__ import annotations

from msgspec.structs import replace

from reuse.archive import Scheme
from reuse.config import Config, TextConfig
from reuse.errors import ConfigError


def with_key(config: Config, scheme: Scheme) -> Config:
    """The settings under the key that an archive was made with.

    Raises:
        ConfigError: they ask for a key of their own, and that is another one.
    """
    asked = config.text.hash_key
    if asked == scheme.hash_key:
        return config
    if asked != TextConfig().hash_key:
        raise ConfigError("text.hash_key: the archive was made under another key")
    return replace(config, text=replace(config.text, hash_key=scheme.hash_key))
