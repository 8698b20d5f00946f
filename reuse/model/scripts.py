"""Scripts written without spaces, where a letter is a token of its own."""

from __future__ import annotations

import re

Ranges = tuple[tuple[int, int], ...]
"""First and last code point of each stretch of a script."""

HAN_RANGES: Ranges = (
    (0x3005, 0x3007),  # ideographic iteration mark, closing mark, zero
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
KATAKANA_RANGES: Ranges = ((0x30A0, 0x30FF), (0x31F0, 0x31FF))
EAST_ASIAN_RANGES: Ranges = (
    *HAN_RANGES,
    *KATAKANA_RANGES,
    (0x3040, 0x309F),  # Hiragana
    (0x3100, 0x312F),  # Bopomofo
)
UNSPACED_RANGES: Ranges = (
    *EAST_ASIAN_RANGES,
    (0x0E00, 0x0FFF),  # Thai, Lao, Tibetan
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
)
"""Every script written without spaces; all others are parts of it."""

LETTERS_A_WORD = 1.6
"""Letters of such a script that make a word. Chinese news runs to about 1.6 characters a word,
Japanese to a little more."""


def _inside_brackets(ranges: Ranges) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in sorted(ranges))


HAN, KATAKANA, EAST_ASIAN, UNSPACED = map(
    _inside_brackets, (HAN_RANGES, KATAKANA_RANGES, EAST_ASIAN_RANGES, UNSPACED_RANGES)
)
"""The same as the inside of a character class of a pattern: ``f"[{HAN}]"``."""

_UNSPACED_CHAR = re.compile(f"[{UNSPACED}]")


def is_unspaced(char: str) -> bool:
    """Whether a character belongs to a script written without spaces."""
    return _UNSPACED_CHAR.match(char) is not None
