"""Articles to derive from: which of a corpus will do, cut into paragraphs and sentences."""

from __future__ import annotations

import json
import lzma
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import md5
from itertools import pairwise
from pathlib import Path
from typing import Any

from derivations.draft import Draft, Paragraph, Sentence, plain_sentence
from reuse.config import TextConfig
from reuse.model.stamp import Stamp
from reuse.text import prepare

FEWEST_WORDS, MOST_WORDS = 250, 900
PARAGRAPHS, SENTENCES = 5, 15
"""An article needs so many paragraphs or so many sentences."""
_TRIES = 60
_SHINGLE = 8
"""Two articles of one case share no more than `_SHARED` runs of so many words."""
_SHARED = 3
_TEXT = TextConfig(max_sentence_tokens=10_000)
# Text of an agency has a source that nobody planted.
_AGENCY = re.compile(
    r"\b(?:Associated Press|Reuters|Agence France[- ]Presse|Bloomberg|"
    r"United Press International|AP|AFP|UPI)\b|\(CNN\)"
)
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w-]{2,}")
_RARE = 0.05
"""Share of the articles that may have a name by which kindred ones are found."""
_KINDRED = 12
_MANY = 50
"""Articles from which on kindred ones are looked for."""
_BREAK = re.compile(r"\s")
_SITE = re.compile(r"\s+[|\u2013\u2014-]\s+[^|\u2013\u2014-]*$")
_FIRST_DAY = datetime(2015, 1, 5, 8, tzinfo=UTC)


class CorpusError(Exception):
    """A corpus that has too little to derive from."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Article:
    """An article of the corpus."""

    id: str
    title: str
    published: datetime
    outlet: str
    draft: Draft
    text: str
    shingles: frozenset[tuple[str, ...]]
    """Runs of words, to tell whether it is the same story as another."""


@dataclass(slots=True, kw_only=True, eq=False)
class Sources:
    """The articles of a corpus in an order of their own, each given out once before any twice."""

    rows: Sequence[dict[str, Any]]
    """Records of fit length, in random order."""
    _next: int = field(default=0, init=False)
    _named: dict[str, list[int]] = field(default_factory=dict, init=False)
    """Rows by the names in them, for names that few have."""

    @property
    def has_many(self) -> bool:
        """Whether there are enough to look for kindred ones."""
        return len(self.rows) >= _MANY

    def take(self, *apart: Article) -> Article | None:
        """The next article that is no copy of some others; None when there is none."""
        for _ in range(min(_TRIES, len(self.rows))):
            row = self.rows[self._next % len(self.rows)]
            self._next += 1
            found = fit_article(row)
            if found and not any(is_like(found, other) for other in apart):
                return found
        return None

    def must(self, *apart: Article) -> Article:
        """The next such article.

        Raises:
            CorpusError: there is none.
        """
        found = self.take(*apart)
        if found is None:
            raise CorpusError(
                f"{len(self.rows)} articles of {FEWEST_WORDS} to {MOST_WORDS} words in the corpus, "
                f"expected more: none is left that differs from the others of its case"
            )
        return found

    def kindred(self, rng: random.Random, story: Article, *apart: Article) -> Article | None:
        """One of the articles that name the most of whom a story names; any where none does.

        Background comes from what was written of the same people before, and so does what is put
        together from several articles. Of few articles kindred ones are mostly of one event, so
        that soon none is left that shares no text with the others.
        """
        if not self.has_many:
            return self.any(rng, story, *apart)
        weights: defaultdict[int, float] = defaultdict(float)
        for name in sorted(_names(story.text)):
            rows = self._rows_by_name().get(name, ())
            for row in rows:
                weights[row] += 1 / len(rows)
        near = sorted(weights, key=lambda row: (-weights[row], row))[:_KINDRED]
        rng.shuffle(near)
        for row in near:
            found = fit_article(self.rows[row])
            if found and not any(is_like(found, other) for other in (story, *apart)):
                return found
        return self.any(rng, story, *apart)

    def _rows_by_name(self) -> dict[str, list[int]]:
        if not self._named:
            found: dict[str, list[int]] = {}
            for number, row in enumerate(self.rows):
                for name in _names(row["text"]):
                    found.setdefault(name, []).append(number)
            most = max(2, int(_RARE * len(self.rows)))
            self._named = {name: rows for name, rows in found.items() if len(rows) <= most}
        return self._named

    def any(self, rng: random.Random, *apart: Article) -> Article | None:
        """Some article that is no copy of some others, for a paragraph or a quotation."""
        for _ in range(_TRIES):
            found = fit_article(rng.choice(self.rows))
            if found and not any(is_like(found, other) for other in apart):
                return found
        return None


def read_sources(path: Path, seed: int, half: str = "") -> Sources:
    """The articles of a corpus that may do, shuffled.

    Args:
        path: JSON Lines, packed by xz or not.
        seed: of the order.
        half: "a" or "b" for one half of the articles by id, "" for all.

    Raises:
        CorpusError: there is none.
    """
    rows = [row for row in records(path) if in_half(str(row["id"]), half) and _is_fit(row["text"])]
    if not rows:
        raise CorpusError(
            f"{path}: no article of {FEWEST_WORDS} to {MOST_WORDS} words, expected some"
        )
    random.Random(f"{seed} order").shuffle(rows)  # noqa: S311  no secret
    return Sources(rows=rows)


def read_events(path: Path, seed: int, half: str = "") -> list[list[Article]]:
    """Articles of one event each, shuffled; the order inside an event stays."""
    events: dict[str, list[Article]] = {}
    for row in records(path):
        if in_half(str(row["event"]), half):
            events.setdefault(row["event"], []).append(_article(row))
    out = [told for told in events.values() if len(told) > 1]
    random.Random(f"{seed} events").shuffle(out)  # noqa: S311  no secret
    return out


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSON Lines file, packed or not."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def in_half(name: str, half: str) -> bool:
    """Whether an id belongs to a half of all ids, "a" or "b"; all belong to ""."""
    return not half or half == "ab"[md5(name.encode(), usedforsecurity=False).digest()[0] & 1]


def is_like(one: Article, other: Article) -> bool:
    """Whether two articles share text."""
    return len(one.shingles & other.shingles) > _SHARED


def segmented(text: str) -> Draft:
    """A text cut into paragraphs and sentences; its spaces become single ones."""
    prepared = prepare(text, "en", _TEXT)
    starts, ends = prepared.tokens.starts.tolist(), prepared.tokens.ends.tolist()
    edges = [0]
    for first, _ in prepared.sentences.tolist()[1:]:
        # What stands between two sentences belongs to the first up to the space.
        space = _BREAK.search(text, ends[first - 1], starts[first])
        edges.append(space.start() if space else starts[first])
    edges.append(len(text))
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    for start, end in pairwise(edges):
        stretch = text[start:end]
        if "\n" in stretch[: len(stretch) - len(stretch.lstrip())] and sentences:
            paragraphs.append(tuple(sentences))
            sentences = []
        if words := " ".join(stretch.split()):
            sentences.append(plain_sentence(words))
    if sentences:
        paragraphs.append(tuple(sentences))
    return Draft(paragraphs=tuple(paragraphs))


def fit_article(row: dict[str, Any]) -> Article | None:
    """A record as an article, or None when it is not English or of too few parts."""
    if not _is_english(row["text"]):
        return None
    article = _article(row)
    if len(article.draft.paragraphs) < PARAGRAPHS and len(article.draft.story) < SENTENCES:
        return None
    return article


def _is_fit(text: str) -> bool:
    return FEWEST_WORDS <= len(text.split()) <= MOST_WORDS and not _AGENCY.search(text)


def _article(row: dict[str, Any]) -> Article:
    return Article(
        id=str(row["id"]),
        title=_SITE.sub("", (row.get("title") or "").strip()),
        published=_instant(str(row["id"]), row.get("published")),
        outlet=row.get("outlet") or "",
        draft=_segmented(row["text"]),
        text=row["text"],
        shingles=_shingles(row["text"]),
    )


@lru_cache(maxsize=100_000)
def _is_english(text: str) -> bool:
    return prepare(text, None, _TEXT).language == "en"


def _names(text: str) -> set[str]:
    """Words with a capital that do not begin a sentence."""
    return set(_NAME.findall(text))


@lru_cache(maxsize=256)
def _segmented(text: str) -> Draft:
    return segmented(text)


@lru_cache(maxsize=256)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return frozenset(zip(*(words[at:] for at in range(_SHINGLE)), strict=False))


def _instant(name: str, published: str | None) -> datetime:
    """When an article came out; where that is unknown, a day of its own."""
    stamp = Stamp.parse(published)
    drawn = random.Random(name)  # noqa: S311  no secret
    base = _FIRST_DAY.timestamp() + drawn.randrange(5 * 365) * 86_400
    day = base if stamp is None else stamp.instant
    return datetime.fromtimestamp(day // 86_400 * 86_400 + drawn.randrange(86_400), UTC)
