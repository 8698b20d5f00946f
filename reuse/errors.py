"""Everything that `reuse` raises on purpose.

::

    ReuseError
    ├── DocumentError    a Document that cannot be one (empty id, lone surrogate)
    ├── ConfigError      a setting out of its range, or an unknown key
    ├── ReadError        a path or a whole file that cannot be read
    ├── RecordError      one record of a file; the rest of the file is still read
    ├── CapacityError    more text than one scan can hold
    ├── StoreError       a temporary file that cannot be written: the disk is full
    ├── ArchiveError     an archive that is locked, damaged, of another format or cannot be written
    ├── BaselineError    a baseline that is missing or is none
    ├── ReportError      an output that cannot be written
    └── InstallError     another distribution owns the package name `reuse`
"""

from __future__ import annotations


class ReuseError(Exception):
    """Root of the tree: catch this to catch all that the package raises on purpose."""


class DocumentError(ReuseError, ValueError):
    """A value that cannot be a `Document`; the message names the field."""


class ConfigError(ReuseError, ValueError):
    """A setting out of its range or an unknown key; the message names the key path."""


class ReadError(ReuseError):
    """A path that cannot be read at all; the message names it."""


class RecordError(ReuseError):
    """One record that cannot be read.

    Attributes:
        code: stable upper-case word, as in `reuse.model.skip.SkipCode`.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class CapacityError(ReuseError):
    """More text than one scan can hold; the message says how much that is."""


class StoreError(ReuseError):
    """A temporary file that cannot be written or read; the message names its folder."""


class ArchiveError(ReuseError):
    """An archive that is locked, damaged, of another format or key, or that cannot be written.

    The message names the file, what was seen and what was expected.
    """


class BaselineError(ReuseError):
    """A baseline that is missing or cannot be read; the message names it."""


class ReportError(ReuseError):
    """An output that cannot be written; the message names the path."""


class InstallError(ReuseError):
    """Another distribution owns the import name `reuse`."""
