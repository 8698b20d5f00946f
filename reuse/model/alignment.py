"""Aligned passages: a stretch of one document that repeats a stretch of another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reuse.model.span import Span


class Role(StrEnum):
    """What an aligned passage counts as."""

    REUSE = "reuse"
    QUOTATION = "quotation"
    BOILERPLATE = "boilerplate"


class Obfuscation(StrEnum):
    """How the passage was changed."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    PARAPHRASE = "paraphrase"
    SUMMARY = "summary"


class Channel(StrEnum):
    """What proposed the pair of passages."""

    COPY = "copy"
    MINHASH = "minhash"
    JOIN = "join"
    PARAPHRASE = "paraphrase"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A maximal pair of passages. Sorted by left, then right."""

    left: Span
    right: Span
    role: Role
    obfuscation: Obfuscation
    score: float
    """How surely the two passages say one text, 0 to 1."""
    channel: Channel
    kept: float
    """Share of the longer side's words that stand, in order, on the other side, 0 to 1."""
    left_words: int
    """Words of the left passage; 1.6 letters of an unspaced script count as one."""
    right_words: int
