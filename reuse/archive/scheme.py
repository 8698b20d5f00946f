"""What the keys of an archive are made of."""

from __future__ import annotations

from msgspec import Struct

from reuse.archive.layout import GRAM, HASHES, SEGMENTER, STRIDE
from reuse.errors import ArchiveError


class Scheme(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fixed when an archive is made; what reads or adds must make keys in the same way."""

    hash_key: int
    """Key of the token hashes."""
    hashes: str = HASHES
    """Name of the token hash."""
    gram: int = GRAM
    """Tokens of a key."""
    segmenter: str = SEGMENTER
    """Name and version of what cuts passages."""
    stride: int = STRIDE
    """Tokens of a passage."""

    def check(self, folder: object) -> None:
        """Refuse what this version of the program would not make.

        Raises:
            ArchiveError: a part differs; the message names it.
        """
        own = Scheme(hash_key=self.hash_key)
        for name in self.__struct_fields__:
            seen, expected = getattr(self, name), getattr(own, name)
            if seen != expected:
                raise ArchiveError(
                    f"{folder}: keys made with {name} {seen!r}, expected {expected!r}: build the "
                    "archive anew with this version"
                )
