"""Authoring form of the sample corpus: documents with tagged passages.

A source file starts with ``# name: value`` lines, then holds documents, each opened by
``@ id``, followed by ``name: value`` lines, an empty line and the body, and pairs that need a
word of their own, opened by ``! left right`` and followed by ``name: value`` lines.

In a body ``[[key|text]]`` marks a passage, ``[[key~e|text]]`` the same passage edited (``~p``
paraphrased, ``~s`` summarised), and ``[[key]]`` repeats, to the letter, the text that the key
had where it was first written. Tags nest. The first letter of a key says what it is: ``q``
quoted speech, ``b`` boilerplate, ``d`` dateline, any other the outlet's own prose.
"""  # noqa: INP001 - a folder of data with its compiler, run by path

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_TAG = re.compile(r"\[\[([a-z][a-z0-9-]*)(?:~([eps]))?(\||\]\])|\]\]")
_LIST_FIELDS = ("from", "credits", "accept")
CHANGES = {None: 0, "e": 1, "p": 2, "s": 3}
"""How far a passage is from its first form, by the letter after the tilde."""


class SourceError(ValueError):
    """A source file that does not say what it must; the message names file and place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A tagged stretch of a document's text, half-open, in code points."""

    key: str
    change: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document with what its author declares about it."""

    id: str
    header: dict[str, str]
    text: str
    marks: dict[str, Mark]

    def names(self, name: str) -> tuple[str, ...]:
        """The comma-separated values of a header line, empty when it is missing."""
        return listed(self.header, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One source file."""

    slug: str
    header: dict[str, str]
    articles: tuple[Article, ...]
    overrides: dict[tuple[str, str], dict[str, str]]


@dataclass(slots=True, kw_only=True)
class _Body:
    """A text while it is put together."""

    place: str
    passages: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: dict[str, Mark] = field(default_factory=dict)

    def add(self, markup: str) -> None:
        """Append `markup`, with its tags resolved."""
        at = 0
        while (match := _TAG.search(markup, at)) is not None:
            self._emit(markup[at : match.start()])
            key, change, opener = match.groups()
            if key is None:
                raise SourceError(f"{self.place}: ]] without [[")
            start, at = self.length, match.end()
            if opener == "|":
                end = _closing(markup, at, f"{self.place}: {key}")
                self.passages.setdefault(key, markup[at:end])
                self.add(markup[at:end])
                at = end + 2
            elif key in self.passages:
                self.add(self.passages[key])
            else:
                raise SourceError(f"{self.place}: {key} is repeated before it is written")
            if key in self.marks:
                raise SourceError(f"{self.place}: {key} stands twice in one document")
            self.marks[key] = Mark(key=key, change=CHANGES[change], start=start, end=self.length)
        self._emit(markup[at:])

    def _emit(self, plain: str) -> None:
        self.pieces.append(plain)
        self.length += len(plain)


def _closing(markup: str, at: int, place: str) -> int:
    depth = 1
    for match in _TAG.finditer(markup, at):
        if match[1] is None:
            depth -= 1
        elif match[3] == "|":
            depth += 1
        if depth == 0:
            return match.start()
    raise SourceError(f"{place}: [[ without ]]")


def read_boilerplate(path: Path) -> dict[str, str]:
    """Read ``key: text`` lines."""
    return _header(path.read_text(encoding="utf-8").splitlines(), path.name)


def read_event(path: Path, boilerplate: dict[str, str]) -> Event:
    """Read one source file.

    Raises:
        SourceError: a line, a tag or a repeated id that makes no sense.
    """
    blocks = re.split(r"^(?=[@!] )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    passages = dict(boilerplate)
    articles: dict[str, Article] = {}
    overrides: dict[tuple[str, str], dict[str, str]] = {}
    for block in blocks[1:]:
        opening, _, rest = block.partition("\n")
        place = f"{path.name}: {opening}"
        if opening.startswith("!"):
            left, right = sorted(opening[2:].split())
            overrides[left, right] = _header(rest.strip().splitlines(), place)
            continue
        article = _article(opening[2:].strip(), rest, passages, place)
        if article.id in articles:
            raise SourceError(f"{place}: second document with this id")
        articles[article.id] = article
    head = _header([line.removeprefix("# ") for line in blocks[0].strip().splitlines()], path.name)
    return Event(
        slug=path.stem, header=head, articles=tuple(articles.values()), overrides=overrides
    )


def _article(name: str, block: str, passages: dict[str, str], place: str) -> Article:
    head, _, markup = block.partition("\n\n")
    body = _Body(place=place, passages=passages)
    body.add(markup.strip())
    return Article(
        id=name,
        header=_header(head.splitlines(), place),
        text="".join(body.pieces),
        marks=body.marks,
    )


def _header(lines: list[str], place: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(": ")
        if not colon or name in values:
            raise SourceError(f"{place}: expected one line 'name: value' a name, got {line!r}")
        values[name] = value.strip()
    return values


def listed(header: dict[str, str], name: str) -> tuple[str, ...]:
    """The comma-separated values of a list field, empty when it is missing."""
    if name not in _LIST_FIELDS:
        raise SourceError(f"{name}: not a list; expected one of {', '.join(_LIST_FIELDS)}")
    return tuple(value.strip() for value in header.get(name, "").split(",") if value.strip())
