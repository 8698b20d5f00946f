"""Tokens the slow, obvious way: one character after the other, numbers of any size."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reuse.text import folding
from reuse.text.folding import DIGIT, INNER, MARK, UNSPACED, UNSPACED_MARK, WORD

_WORD = 2**64 - 1


@dataclass(slots=True)
class Letter:
    """A folded character."""

    char: str
    kind: int
    source: int
    written: str
    suspect: bool
    """Whether something hidden stands before it."""


@dataclass(frozen=True, slots=True)
class SlowToken:
    """A word with its place and hash."""

    word: str
    start: int
    end: int
    hash: int


def slow_tokens(text: str, key: int) -> tuple[list[SlowToken], bool]:
    """Tokens of a text in which nothing composes, and whether it is disguised."""
    letters = _letters(text)
    words: list[list[Letter]] = []
    for at, letter in enumerate(letters):
        if not _inside(letters, at):
            continue
        before = letters[at - 1] if at and _inside(letters, at - 1) else None
        if before is None or _apart(before, letter):
            words.append([])
        words[-1].append(letter)
    hidden = any(letter.suspect for word in words for letter in word[1:])
    looked = _undo_look_alikes(letters, words)
    tokens = [
        SlowToken(
            word="".join(letter.char for letter in word),
            start=word[0].source,
            end=word[-1].source + 1,
            hash=slow_hash("".join(letter.char for letter in word), key),
        )
        for word in words
    ]
    return tokens, hidden or looked


def _letters(text: str) -> list[Letter]:
    out: list[Letter] = []
    suspect = False
    for at, char in enumerate(text):
        folded = folding._fold(ord(char))
        harmless = char in "\u00ad\u0640\u0670" or "\ufe00" <= char <= "\ufe0f"
        harmless |= "\u064b" <= char <= "\u0652"
        if char in "\u200c\u200d":
            harmless = at == 0 or text[at - 1] >= "\u0530"
        suspect |= not folded and not harmless
        for place, point in enumerate(folded):
            kind = folding._kind(point)
            if kind == MARK:
                after = out and out[-1].kind in (UNSPACED, UNSPACED_MARK)
                kind = UNSPACED_MARK if after else WORD
            elif 0 < place < len(folded) - 1 and not WORD <= kind <= MARK:
                kind = INNER
            out.append(Letter(chr(point), kind, at, char, suspect))
            suspect = False
    return out


def _inside(letters: list[Letter], at: int) -> bool:
    if WORD <= letters[at].kind <= INNER:
        return True
    neighbours = {letters[place].kind for place in (at - 1, at + 1) if 0 <= place < len(letters)}
    wanted = {folding.APOSTROPHE: WORD, folding.POINT: DIGIT}.get(letters[at].kind)
    return 0 < at < len(letters) - 1 and neighbours == {wanted}


def _apart(before: Letter, letter: Letter) -> bool:
    """Whether two letters of tokens that stand side by side are of two tokens."""
    if letter.kind == UNSPACED_MARK or before.source == letter.source:
        return False
    return letter.kind == UNSPACED or before.kind in (UNSPACED, UNSPACED_MARK)


def _undo_look_alikes(letters: list[Letter], words: list[list[Letter]]) -> bool:
    strange = [letter for letter in letters if "\u0370" <= letter.char < "\u0530"]
    latin = [letter for letter in letters if _is_latin(letter.char)]
    mostly_latin, looked = len(latin) > 20 * len(strange), False
    for word in words:
        foreign = [letter for letter in word if "\u0370" <= letter.char < "\u0530"]
        plain = [_plain(letter) for letter in foreign]
        ordinary = any(_is_latin(letter.char) for letter in word)
        if foreign and all(plain) and (ordinary or mostly_latin):
            looked |= len(word) > 1
            for letter, char in zip(foreign, plain, strict=True):
                letter.char = char
    return looked


def _plain(letter: Letter) -> str:
    known = folding._LOOK_ALIKES.get(ord(letter.written), 0)
    return chr(0x60 + known) if known and "\u0370" <= letter.written < "\u0530" else ""


def _is_latin(char: str) -> bool:
    return "a" <= char <= "z" or "\u00c0" <= char < "\u0250"


def slow_mix(value: int, key: int) -> int:
    """SplitMix64's finaliser."""
    x = (value + (key + 1) * 0x9E3779B97F4A7C15) & _WORD
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & _WORD
    x = (x ^ x >> 27) * 0x94D049BB133111EB & _WORD
    return x ^ x >> 31


def slow_hash(word: str, key: int) -> int:
    """A polynomial over each 64 letters, mixed, and added to that over the next."""
    base = slow_mix(key, 1) | 1
    chain = 0
    for first in range(0, len(word), 64):
        piece = word[first : first + 64]
        value = sum((ord(char) + 1) * base**place for place, char in enumerate(piece)) + chain
        chain = slow_mix((value & _WORD) ^ len(piece), key)
    return chain


def settled(text: str) -> str:
    """The text composed, so that nothing in it composes any more."""
    half_width = re.compile("[\uff66-\uff9d][\uff9e\uff9f]+")
    text = half_width.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return unicodedata.normalize("NFC", text)
