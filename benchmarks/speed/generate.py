"""Write articles that never were, some of which carry the text of others, and say which.

    python benchmarks/speed/generate.py --articles N --out FILE [--seed S] [--truth FILE]

Articles of about 3 KB, written as a stream: memory does not grow with N, and the first n
articles are the same for every N that has them in whole batches of a thousand. Words come
back as often as in news (`wording.py`); outlets have furniture of their own; events are told
by one to six outlets, which share names, numbers and now and then a quotation, but no prose;
one article in twenty carries text of an earlier one of another outlet and another event:

    whole     the whole text
    light     the whole text; one word in twenty dropped, replaced or swapped with the next
    copy      two paragraphs
    sentence  one sentence of 20 words or more
    edited    two paragraphs; a tenth of the words dropped, a tenth replaced, one in twenty
              swapped with the next

The truth is one such pair a line: `level`, `left_id`, `left_start`, `left_end`, and the same
of the right side, which is the borrower; offsets count code points of `text`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np
from wording import Wording, name

BATCH = 1_000
OUTLETS = 500
REUSE = 0.05
RATES = {"light": (0.02, 0.02, 0.01), "edited": (0.1, 0.1, 0.05)}
"""Shares of the words that are dropped, replaced and swapped."""
LEVELS = {"whole": 0.08, "light": 0.08, "copy": 0.28, "sentence": 0.28, "edited": 0.28}
"""How reuse is shared out."""
_FURNISHED = 0.3
_QUOTING = 0.4
_ENTITIES = 10
# Of the words in no set phrase, those that name something of the event.
_NAMING = 0.6
_FIRST_DAY = datetime(2025, 1, 6, tzinfo=UTC)
_SENTENCES = re.compile(r"(?<=\.) ")
_KINDS = ("Courier", "Post", "Herald", "Gazette", "Standard", "Ledger", "Journal", "Times")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes, and what stands under its articles."""

    name: str
    site: str
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What several outlets write about."""

    entities: tuple[str, ...]
    """Names and numbers, the most used first."""
    quotes: tuple[str, ...]
    instant: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an article carries of another."""

    level: str
    donor: Article
    start: int
    """Code points of the donor's text."""
    end: int
    first: int
    """Paragraphs of the borrower that hold it."""
    last: int


@dataclass(slots=True, kw_only=True)
class Article:
    """An article in the making."""

    id: str
    outlet: Outlet
    event: int
    published: datetime
    paragraphs: list[str]
    title: str = ""
    footer: str = ""
    taken: Taken | None = None

    @property
    def text(self) -> str:
        """The text as published."""
        return "\n".join([*self.paragraphs, self.footer] if self.footer else self.paragraphs)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of paragraphs `first` to `last`, both inside."""
        start = sum(len(p) + 1 for p in self.paragraphs[:first])
        return start, start + sum(len(p) + 1 for p in self.paragraphs[first : last + 1]) - 1


class Press:
    """Everything that articles are made of."""

    def __init__(self, seed: int) -> None:
        """Found the outlets."""
        self.seed = seed
        self.wording = Wording(seed)
        self.outlets = self._outlets()
        weights = 1 / np.arange(3, OUTLETS + 3)
        self.readership = np.cumsum(weights) / weights.sum()

    def articles(self, batch: int) -> list[Article]:
        """A batch of articles; the same whatever was made before."""
        draw = np.random.default_rng((self.seed, 1, batch))
        rng = random.Random(f"{self.seed} {batch}")  # noqa: S311  no secret
        events, which = self._events(batch, draw, rng)
        paragraphs, sizes = self._paragraphs(events, which, draw)
        outlets = np.searchsorted(self.readership, draw.random(BATCH)).tolist()
        out: list[Article] = []
        at = 0
        for number, (event, size, outlet) in enumerate(zip(which, sizes, outlets, strict=True)):
            article = Article(
                id=f"{(batch * BATCH + number + 1) * 0x9E3779B97F4A7C15 % 2**64:016x}",
                outlet=self.outlets[outlet],
                event=event,
                published=events[event].instant + timedelta(minutes=rng.randrange(36 * 60)),
                paragraphs=paragraphs[at : at + size],
            )
            at += size
            self._finish(article, events[event], out, rng)
            out.append(article)
        return out

    def _finish(
        self, article: Article, event: Event, earlier: list[Article], rng: random.Random
    ) -> None:
        """Give an article its quotation, what it takes from another, its title and footer."""
        if event.quotes and rng.random() < _QUOTING:
            quote = f"“{rng.choice(event.quotes)},” said {event.entities[0]}."
            article.paragraphs.insert(rng.randrange(1, len(article.paragraphs)), quote)
        if rng.random() < REUSE:
            donor = rng.choice(earlier) if earlier else article
            if donor.outlet is not article.outlet and donor.event != article.event:
                level = rng.choices(list(LEVELS), list(LEVELS.values()))[0]
                take(article, donor, level, self._words(rng), rng)
        article.title = " ".join(article.paragraphs[0].split(" ", 9)[:9]).rstrip(",.")
        if rng.random() < _FURNISHED:
            article.footer = rng.choice(article.outlet.furniture)

    def _events(
        self, batch: int, draw: np.random.Generator, rng: random.Random
    ) -> tuple[list[Event], list[int]]:
        """The events of a batch, and which of them each article is about."""
        told = 1 + np.minimum(draw.geometric(0.55, BATCH) - 1, 5)
        which = np.repeat(np.arange(BATCH), told)[:BATCH].tolist()
        rng.shuffle(which)
        day = _FIRST_DAY + timedelta(hours=batch * 6)
        numbers = draw.integers(0, 2**40, (BATCH, _ENTITIES)).tolist()
        quoted = self._sentences(draw, BATCH // 4, 18)
        events = []
        for number, row in enumerate(numbers):
            shared = quoted[number // 2 : number // 2 + 2] if number % 4 == 0 else ()
            entities = [f"{name(n)} {name(n + 1)}" for n in row[:5]]
            entities += [name(n) for n in row[:3]] + [str(n % 5_000) for n in row[8:]]
            instant = day + timedelta(minutes=rng.randrange(6 * 60))
            events.append(Event(entities=tuple(entities), quotes=tuple(shared), instant=instant))
        return events, which

    def _paragraphs(
        self, events: list[Event], which: list[int], draw: np.random.Generator
    ) -> tuple[list[str], list[int]]:
        """Paragraphs of all articles of a batch, and how many each has."""
        sizes = np.clip(draw.lognormal(2.3, 0.4, BATCH), 5, 40).astype(np.int64)
        sentences = draw.integers(1, 4, int(sizes.sum()))
        lengths = np.clip(draw.lognormal(2.95, 0.4, int(sentences.sum())), 5, 60).astype(np.int64)
        ends = np.cumsum(lengths)
        ranks, alone = self.wording.ranks(int(ends[-1]), draw)
        words = self.wording.words(ranks)
        of_sentence = np.repeat(np.repeat(np.arange(BATCH), sizes), sentences)
        # Put names and numbers of the event where words stand in no set phrase.
        places = np.flatnonzero(alone & (draw.random(len(words)) < _NAMING))
        of = np.array(which)[np.repeat(of_sentence, lengths)[places]]
        picks = (_ENTITIES * draw.random(len(places)) ** 2).astype(np.int64)
        for at, event, pick in zip(places.tolist(), of.tolist(), picks.tolist(), strict=True):
            words[at] = events[event].entities[pick]
        for at in np.flatnonzero(draw.random(len(words)) < 0.04).tolist():
            words[at] += ","
        for start, end in zip((ends - lengths).tolist(), ends.tolist(), strict=True):
            words[end - 1] = words[end - 1].rstrip(",") + "."
            word = words[start]
            words[start] = word[0].upper() + word[1:]
        cuts = ends[np.cumsum(sentences) - 1].tolist()
        return [
            " ".join(words[a:b]) for a, b in zip([0, *cuts], cuts, strict=False)
        ], sizes.tolist()

    def _sentences(self, draw: np.random.Generator, count: int, length: int) -> list[str]:
        """Sentences of one length, without their stop."""
        words = self.wording.words(self.wording.ranks(count * length, draw)[0])
        rows = (words[at : at + length] for at in range(0, len(words), length))
        return [" ".join(row).capitalize() for row in rows]

    def _words(self, rng: random.Random) -> list[str]:
        """Words to put in the place of others."""
        draw = np.random.default_rng(rng.getrandbits(64))
        return self.wording.words(self.wording.ranks(400, draw)[0])

    def _outlets(self) -> tuple[Outlet, ...]:
        draw = np.random.default_rng((self.seed, 0))
        lines = [f"{line}." for line in self._sentences(draw, OUTLETS * 3, 16)]
        found = []
        for number, base in enumerate(draw.integers(0, 2**40, OUTLETS).tolist()):
            title = f"{name(base)} {_KINDS[number % len(_KINDS)]}"
            found.append(
                Outlet(
                    name=f"{title} {number}",
                    site=f"{title.replace(' ', '').lower()}{number}.example",
                    furniture=tuple(lines[number * 3 : number * 3 + 3]),
                )
            )
        return tuple(found)


def take(
    article: Article, donor: Article, level: str, words: list[str], rng: random.Random
) -> None:
    """Put text of `donor` into `article`; nothing where the donor has none that fits."""
    whole = level in {"whole", "light"}
    first = 0 if whole else rng.randrange(len(donor.paragraphs) - 1)
    last = len(donor.paragraphs) - 1 if whole else first + 1
    start, end = donor.span(first, last)
    passage = donor.paragraphs[first : last + 1]
    if level == "sentence":
        # The lookbehind keeps each stop; the last sentence of edited text may have lost its own.
        long = [s for s in _SENTENCES.split(passage[0]) if len(s.split()) >= 20]
        if not long:
            return
        passage = [rng.choice(long)]
        start += donor.paragraphs[first].index(passage[0])
        end = start + len(passage[0])
    if level in RATES:
        passage = [rewritten(paragraph, RATES[level], words, rng) for paragraph in passage]
    at = 0 if whole else rng.randrange(1, len(article.paragraphs))
    article.paragraphs[at : len(article.paragraphs) if whole else at] = passage
    article.published = max(article.published, donor.published + timedelta(minutes=30))
    article.taken = Taken(
        level=level, donor=donor, start=start, end=end, first=at, last=at + len(passage) - 1
    )


def rewritten(
    paragraph: str, rates: tuple[float, float, float], words: list[str], rng: random.Random
) -> str:
    """Drop, replace and swap words at the three rates."""
    drop, replace, swap = rates
    out = []
    for word in paragraph.split(" "):
        roll = rng.random()
        if roll >= drop:
            out.append(rng.choice(words) if roll < drop + replace else word)
    for at in range(len(out) - 1):
        if rng.random() < swap:
            out[at], out[at + 1] = out[at + 1], out[at]
    return " ".join(out) or paragraph


def record(article: Article) -> dict[str, str]:
    """An article as it is written."""
    day = article.published.strftime("%Y/%m/%d")
    return {
        "id": article.id,
        "outlet": article.outlet.name,
        "published": article.published.isoformat(),
        "title": article.title,
        "url": f"https://www.{article.outlet.site}/{day}/{article.id}",
        "text": article.text,
    }


def truth(article: Article, taken: Taken) -> dict[str, str | int]:
    """A pair of the truth."""
    start, end = article.span(taken.first, taken.last)
    return {
        "level": taken.level,
        "left_id": taken.donor.id,
        "left_start": taken.start,
        "left_end": taken.end,
        "right_id": article.id,
        "right_start": start,
        "right_end": end,
    }


def stream(articles: int, seed: int) -> Iterator[Article]:
    """So many articles, in the order in which they are written."""
    press = Press(seed)
    for batch in range(-(-articles // BATCH)):
        yield from press.articles(batch)[: articles - batch * BATCH]


def main() -> int:
    """Write the articles and what is known of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--truth", type=Path, help="file for the known reuse")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    encode = msgspec.json.Encoder().encode
    known = args.truth.open("wb") if args.truth else nullcontext()
    with args.out.open("wb", 1 << 20) as out, known as answers:
        for article in stream(args.articles, args.seed):
            out.write(encode(record(article)) + b"\n")
            if answers and article.taken:
                answers.write(encode(truth(article, article.taken)) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
