"""A text in the making whose every word knows where it comes from.

A draft is paragraphs of sentences, a sentence is runs of text, and a run names the stretch of
the parent that it repeats or rewords, or nothing. All changes of words go through
`Sentence.edit`, so the places stay exact after any chain of operators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

PARAGRAPH = "\n\n"
SPACE = " "
# Words dropped between two stretches before they count as two places of the parent.
_NEAR = 3


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Origin:
    """A stretch of a parent's text."""

    document: str
    start: int
    """First code point."""
    end: int
    """One past the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text of one origin."""

    text: str
    origin: Origin | None = None
    """None for words that come from no parent."""
    same: bool = False
    """Whether the text repeats its origin to the letter; else it cannot be cut."""
    right: str = ""
    """How a typo should have been spelled."""

    def part(self, start: int, end: int) -> Run:
        """Some code points of a run that can be cut."""
        if self.origin is None:
            return Run(text=self.text[start:end])
        first = self.origin.start
        origin = replace(self.origin, start=first + start, end=first + end)
        return Run(text=self.text[start:end], origin=origin, same=True)

    @property
    def whole(self) -> bool:
        """Whether the run has to stay in one piece."""
        return self.origin is not None and not self.same


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Runs, one after the other."""

    runs: tuple[Run, ...]
    furniture: bool = False
    """Bylines and credit lines: what is no part of the story."""

    @property
    def text(self) -> str:
        """The words."""
        return "".join(run.text for run in self.runs)

    @property
    def derived(self) -> bool:
        """Whether any of the words come from a parent."""
        return any(run.origin for run in self.runs)

    def edit(self, start: int, end: int, text: str, *, right: str = "") -> Sentence:
        """Put `text` in the place of code points; the new words keep the origin of the old.

        Words put in where none stood (`start` = `end`) have no origin. Runs that cannot be
        cut are replaced whole, with the part of them that was not meant kept in the new words.
        """
        before: list[Run] = []
        touched: list[Run] = []
        after: list[Run] = []
        head = tail = ""
        at = 0
        for run in self.runs:
            first, last = at, at + len(run.text)
            at = last
            if last <= start:
                before.append(run)
            elif first >= end:
                after.append(run)
            elif run.whole:
                head += run.text[: max(0, start - first)]
                tail += run.text[max(0, end - first) :]
                touched.append(run)
            else:
                low, high = max(0, start - first), min(len(run.text), end - first)
                if low:
                    before.append(run.part(0, low))
                if high > low:
                    touched.append(run.part(low, high))
                if high < len(run.text):
                    after.append(run.part(high, len(run.text)))
        words = head + text + tail
        origin = _hull([run.origin for run in touched if run.origin])
        middle = [Run(text=words, origin=origin, right=right)] if words else []
        return replace(self, runs=(*before, *middle, *after))

    def cut(self, at: int) -> tuple[Sentence, Sentence] | None:
        """Two sentences, or None where a run that has to stay whole is in the way."""
        left: list[Run] = []
        right: list[Run] = []
        first = 0
        for run in self.runs:
            last = first + len(run.text)
            if last <= at:
                left.append(run)
            elif first >= at:
                right.append(run)
            elif run.whole:
                return None
            else:
                left.append(run.part(0, at - first))
                right.append(run.part(at - first, len(run.text)))
            first = last
        if not left or not right:
            return None
        return replace(self, runs=tuple(left)), replace(self, runs=tuple(right))

    def joined(self, other: Sentence, between: str) -> Sentence:
        """This sentence, some words and the other one."""
        return replace(self, runs=(*self.runs, Run(text=between), *other.runs))


Paragraph = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Paragraphs of sentences."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The text as published."""
        return PARAGRAPH.join(SPACE.join(s.text for s in p) for p in self.paragraphs)

    @property
    def words(self) -> int:
        """Words of the text."""
        return len(self.text.split())

    @property
    def story(self) -> tuple[tuple[int, int], ...]:
        """Paragraph and place of each sentence of the story."""
        return tuple(
            (p, s)
            for p, paragraph in enumerate(self.paragraphs)
            for s, sentence in enumerate(paragraph)
            if not sentence.furniture
        )

    def sentence(self, place: tuple[int, int]) -> Sentence:
        """The sentence at a place."""
        return self.paragraphs[place[0]][place[1]]

    def mapped(self, change: Callable[[Sentence], Sentence]) -> Draft:
        """The draft with every sentence of the story changed."""
        return Draft(
            paragraphs=tuple(
                tuple(s if s.furniture else change(s) for s in p) for p in self.paragraphs
            )
        )

    def put(self, place: tuple[int, int], *sentences: Sentence, instead: int = 1) -> Draft:
        """The draft with sentences in the place of the next `instead` ones of a paragraph."""
        p, s = place
        old = self.paragraphs[p]
        return self.with_paragraphs(p, (*old[:s], *sentences, *old[s + instead :]), instead=1)

    def with_paragraphs(self, at: int, *new: Paragraph, instead: int = 0) -> Draft:
        """The draft with paragraphs put in before the one at `at`; empty ones are left out."""
        kept = (*self.paragraphs[:at], *new, *self.paragraphs[at + instead :])
        return Draft(paragraphs=tuple(p for p in kept if p))

    def only(self, kept: Callable[[tuple[int, int]], bool]) -> Draft:
        """The draft with the sentences of the story at some places, and all furniture."""
        paragraphs = (
            tuple(s for at, s in enumerate(paragraph) if s.furniture or kept((p, at)))
            for p, paragraph in enumerate(self.paragraphs)
        )
        return Draft(paragraphs=tuple(p for p in paragraphs if p))

    def placed(self) -> Iterator[tuple[int, Run]]:
        """Each run with the code point of the text that it begins at."""
        at = 0
        for p, paragraph in enumerate(self.paragraphs):
            at += len(PARAGRAPH) if p else 0
            for s, sentence in enumerate(paragraph):
                at += len(SPACE) if s else 0
                for run in sentence.runs:
                    yield at, run
                    at += len(run.text)

    def handed_on(self, document: str) -> Draft:
        """The draft as a child finds it: every word comes from this text, as `document`."""
        places = (start for start, _ in self.placed())

        def own(sentence: Sentence) -> Sentence:
            runs = [
                Run(
                    text=run.text,
                    origin=Origin(document=document, start=at, end=at + len(run.text)),
                    same=True,
                    right=run.right,
                )
                for run, at in zip(sentence.runs, places, strict=False)
            ]
            return replace(sentence, runs=_melted(runs))

        return Draft(paragraphs=tuple(tuple(own(s) for s in p) for p in self.paragraphs))


Pair = tuple[int, int, int, int]
"""First and last code point of a stretch of the parent, and of the same in the child."""


def derived_spans(child: Draft, document: str, parent: str) -> tuple[Pair, ...]:
    """Stretches of a parent's text and what they became in the child, in the parent's order.

    Stretches that follow each other in both texts, with the same signs between, are one.

    Args:
        child: the finished draft.
        document: the parent's id.
        parent: its text.
    """
    text = child.text
    found: list[Pair] = []
    for at, run in child.placed():
        if run.origin is None or run.origin.document != document:
            continue
        start, end = run.origin.start, run.origin.end
        if found:
            a, b, c, d = found[-1]
            if b <= start and start - b == at - d and parent[b:start] == text[d:at]:
                found[-1] = (a, end, c, at + len(run.text))
                continue
        found.append((start, end, at, at + len(run.text)))
    trimmed = (_trimmed(pair, parent, text) for pair in found)
    return tuple(sorted(pair for pair in trimmed if _tells(pair, parent, text)))


def _trimmed(pair: Pair, parent: str, child: str) -> Pair:
    """A pair without the spaces around its words."""
    a, b, c, d = pair
    one, other = parent[a:b], child[c:d]
    return (
        a + len(one) - len(one.lstrip()),
        b - len(one) + len(one.rstrip()),
        c + len(other) - len(other.lstrip()),
        d - len(other) + len(other.rstrip()),
    )


def _tells(pair: Pair, parent: str, child: str) -> bool:
    a, b, c, d = pair
    return any(map(str.isalnum, parent[a:b])) and any(map(str.isalnum, child[c:d]))


def _hull(origins: list[Origin]) -> Origin | None:
    """The stretch from the first to the last where they are neighbours, else the longest."""
    if not origins:
        return None
    for one, other in pairwise(origins):
        if one.document != other.document or not 0 <= other.start - one.end <= _NEAR:
            return max(origins, key=lambda o: o.end - o.start)
    return replace(origins[0], end=origins[-1].end)


def _melted(runs: list[Run]) -> tuple[Run, ...]:
    """Runs that follow each other as one, but for typos."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        if last and last.origin and run.origin and not (last.right or run.right):
            origin = replace(last.origin, end=run.origin.end)
            out[-1] = replace(last, text=last.text + run.text, origin=origin)
        else:
            out.append(run)
    return tuple(out)


def plain_sentence(text: str, *, furniture: bool = False) -> Sentence:
    """A sentence of words that come from nowhere."""
    return Sentence(runs=(Run(text=text),), furniture=furniture)
