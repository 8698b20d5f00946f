"""The words of one passage, with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass

from reuse.model.prepared import CONTENT, NEGATION, NUMBER, PreparedText
from reuse.model.span import Span

_ENDS = ".!?;\n\u3002\uff01\uff1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageWords:
    """One passage, word by word."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    content: tuple[bool, ...]
    negates: tuple[bool, ...]
    spans: tuple[Span, ...]
    raw: str
    english: bool

    def window(self, words: range, reach: int) -> list[int]:
        """Words near some words, in the same sentence as far as its marks tell."""
        first, last = words.start, words.stop
        while first > 0 and words.start - first < reach and not self.ends(first - 1):
            first -= 1
        while last < len(self.words) and last - words.stop < reach and not self.ends(last - 1):
            last += 1
        return [at for at in range(first, last) if at not in words]

    def ends(self, at: int) -> bool:
        """Whether a sentence or clause ends between a word and the next."""
        if at + 1 >= len(self.words):
            return True
        between = self.raw[self.spans[at].end : self.spans[at + 1].start]
        return any(mark in between for mark in _ENDS) and between != "."

    def span(self, words: range) -> Span:
        """Where some words stand in the text; there is at least one."""
        return Span(self.spans[words.start].start, self.spans[words.stop - 1].end)


def passage_words(text: PreparedText, where: slice) -> PassageWords:
    """The words of a token range of a text."""
    strings, traits = text.vocabulary.strings, text.traits[where].tolist()
    bounds = zip(text.tokens.starts[where].tolist(), text.tokens.ends[where].tolist(), strict=True)
    return PassageWords(
        words=tuple(strings[n] for n in text.word_numbers[where].tolist()),
        stems=tuple(strings[n] for n in text.stem_numbers[where].tolist()),
        content=tuple(bool(t & CONTENT) and not t & NUMBER for t in traits),
        negates=tuple(bool(t & NEGATION) for t in traits),
        spans=tuple(Span(start, end) for start, end in bounds),
        raw=text.raw,
        english=text.language == "en",
    )
