"""Cases: a tree of articles with what is to be found out about it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import md5

from derivations.draft import Draft
from derivations.making import Made, Plan, derive, headline
from derivations.marks import with_byline, with_dateline
from derivations.operators import Operator
from derivations.press import Voice, dateline, later, stamp, voices
from derivations.reports import alike
from derivations.scene import Scene
from derivations.sources import Article, Sources
from derivations.wording import typos


class Kind(StrEnum):
    """Shapes of a case."""

    CHAIN = "chain"
    BRANCHING = "branching"
    TWO_PARENTS = "two_parents"
    THREE_PARENTS = "three_parents"
    SIBLINGS = "siblings"
    INDEPENDENT = "independent"


class Dates(StrEnum):
    """What the stated dates of a case are worth."""

    RIGHT = "right"
    MISSING = "missing"
    WRONG = "wrong"
    NONE = "none"
    """Nobody states any."""


KINDS = {
    Kind.CHAIN: 0.28,
    Kind.BRANCHING: 0.2,
    Kind.TWO_PARENTS: 0.12,
    Kind.THREE_PARENTS: 0.06,
    Kind.SIBLINGS: 0.17,
    Kind.INDEPENDENT: 0.17,
}
"""How cases are shared out."""
_DEPTHS = (0.35, 0.3, 0.2, 0.15)
_DATES = {Dates.RIGHT: 0.6, Dates.MISSING: 0.2, Dates.WRONG: 0.2}
_MARKED = 0.7
_AGENCY = 0.3
_BYLINE = 0.6
_SLOPPY = 0.4
_MOST = 8
"""Outlets of the largest case."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """Articles and how they are related."""

    id: str
    kind: Kind
    marked: bool
    dates: Dates
    articles: tuple[Made, ...]
    """Parents before their children."""
    stated: dict[str, str]
    """The date that the record of an article gives, by id; none where it gives none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Settings:
    """What all cases have in common."""

    seed: int
    operators: tuple[Operator, ...]
    plain: bool = False
    """Whether records hold no more than the text, and the text no bylines or credits."""


@dataclass(slots=True, kw_only=True, eq=False)
class Desk:
    """What makes one case."""

    number: int
    settings: Settings
    sources: Sources
    rng: random.Random
    marked: bool
    used: list[Article] = field(default_factory=list)
    """Articles of the corpus that are in the case."""
    made: list[Made] = field(default_factory=list)
    outlets: list[Voice] = field(default_factory=list)
    children: int = 0

    def name(self) -> str:
        """A new id that tells nothing."""
        words = f"{self.settings.seed} {self.number} {len(self.made)}"
        return md5(words.encode(), usedforsecurity=False).hexdigest()[:16]

    def elsewhere(self) -> Draft | None:
        """A story of much the same people that is in the case only once."""
        found = self.kindred()
        return None if found is None else found.draft

    def kindred(self) -> Article | None:
        """An article of much the same people as the first of the case, used from now on."""
        found = self.sources.kindred(self.rng, self.used[0], *self.used[1:])
        if found is not None:
            self.used.append(found)
        return found

    def root(self, article: Article, *, draft: Draft | None = None, agency: bool = False) -> Made:
        """Add an article that comes from no other."""
        self.used.append(article)
        if not self.outlets:
            start = article.published
            self.outlets = voices(self.rng, _MOST, agency=agency, start=start)
        voice = replace(self.outlets.pop(0), published=article.published)
        text = draft or article.draft
        mendable = any(operator.name == "mending" for operator in self.settings.operators)
        if mendable and self.rng.random() < _SLOPPY:
            scene = Scene(rng=self.rng, voice=voice, parents=(), elsewhere=self.elsewhere)
            text = typos(text, scene)
        if self.marked and voice.sign:
            text = with_dateline(text, dateline(self.rng, voice.sign))
        elif self.marked and self.rng.random() < _BYLINE:
            outlet = voice.outlet if self.rng.random() < 0.3 else ""
            text = with_byline(text, voice.author, outlet)
        title = article.title or headline(text)
        self.made.append(Made(id=self.name(), voice=voice, draft=text, title=title))
        return self.made[-1]

    def child(self, *parents: Made) -> Made:
        """Add an article that is derived from others."""
        # The first children of the cases grow in turns, so that half of them do for sure.
        grows = self.number % 2 == 0 if not self.children else self.rng.random() < 0.5
        self.children += 1
        plan = Plan(
            rng=self.rng,
            operators=self.settings.operators,
            marked=self.marked,
            grows=grows,
            elsewhere=self.elsewhere,
        )
        instant = later(self.rng, max(parent.voice.published for parent in parents))
        voice = replace(self.outlets.pop(0), published=instant)
        self.made.append(derive(self.name(), voice, parents, plan))
        return self.made[-1]

    def beside(self) -> Article:
        """An article to be put together with the first of the case: kindred, if there are many."""
        found = self.kindred() if self.sources.has_many else None
        return found or self.fresh()

    def fresh(self) -> Article:
        """An article of the corpus that is like none in the case."""
        return self.sources.must(*self.used)


def cases(
    count: int, sources: Sources, settings: Settings, events: Sequence[list[Article]] = ()
) -> Iterator[Case]:
    """So many cases.

    Args:
        count: how many.
        sources: articles to derive from.
        settings: seed, operators, plain texts or not.
        events: independent reports of one event each, used before any are made up.
    """
    told = list(events)
    for number in range(count):
        rng = random.Random(f"{settings.seed} {number}")  # noqa: S311  no secret
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        desk = Desk(
            number=number,
            settings=settings,
            sources=sources,
            rng=rng,
            marked=not settings.plain and rng.random() < _MARKED,
        )
        _fill(desk, kind, told)
        dates = Dates.NONE
        if not settings.plain:
            dates = rng.choices(list(_DATES), list(_DATES.values()))[0]
        dates, stated = _dated(desk.made, dates, rng)
        yield Case(
            id=f"c{number:05}",
            kind=kind,
            marked=desk.marked,
            dates=dates,
            articles=tuple(desk.made),
            stated=stated,
        )


def _fill(desk: Desk, kind: Kind, told: list[list[Article]]) -> None:
    """Make the articles of a case."""
    rng = desk.rng
    agency = desk.marked and rng.random() < _AGENCY
    if kind is Kind.INDEPENDENT:
        _independent(desk, told)
    elif kind is Kind.CHAIN:
        last = desk.root(desk.fresh(), agency=agency)
        for _ in range(rng.choices(range(1, len(_DEPTHS) + 1), _DEPTHS)[0]):
            last = desk.child(last)
    elif kind is Kind.BRANCHING:
        root = desk.root(desk.fresh(), agency=agency)
        children = [desk.child(root) for _ in range(rng.randint(2, 3))]
        if rng.random() < 0.5:
            desk.child(rng.choice(children))
    elif kind is Kind.SIBLINGS:
        root = desk.root(desk.fresh(), agency=agency)
        root = desk.made[0] = replace(root, withheld=True)
        for _ in range(rng.randint(2, 3)):
            desk.child(root)
    else:
        count = 2 if kind is Kind.TWO_PARENTS else 3
        roots = [desk.root(desk.fresh(), agency=agency)]
        day = roots[0].voice.published
        roots += [desk.root(_on(desk.beside(), day)) for _ in range(count - 1)]
        desk.child(*roots)


def _independent(desk: Desk, told: list[list[Article]]) -> None:
    """Reports of one event where there are some, else two stories made alike."""
    if told:
        for article in told.pop(0):
            desk.root(article)
        return
    one = desk.fresh()
    desk.used.append(one)
    other = desk.fresh()
    desk.used.append(other)
    third = desk.sources.any(desk.rng, one, other)
    drafts = alike(one.draft, other.draft, third, desk.rng)
    for article, draft in zip((one, _on(other, one.published)), drafts, strict=True):
        desk.root(article, draft=draft)


def _on(article: Article, instant: datetime) -> Article:
    """An article as if published soon after another."""
    return replace(article, published=instant + timedelta(hours=1))


def _dated(made: list[Made], dates: Dates, rng: random.Random) -> tuple[Dates, dict[str, str]]:
    """What is known of the dates in the end, and what the records state."""
    if dates is Dates.NONE:
        return dates, {}
    instants = {each.id: each.voice.published for each in made}
    if dates is Dates.MISSING:
        rest = [name for name in instants if rng.random() < 0.3]
        # One at least is missing.
        instants = {name: instants[name] for name in rest[: len(instants) - 1]}
    children = [each for each in made if each.parents]
    if dates is Dates.WRONG and not children:
        dates = Dates.RIGHT
    elif dates is Dates.WRONG:
        child = rng.choice(children)
        first = min(parent.voice.published for parent in child.parents)
        instants[child.id] = first - timedelta(minutes=rng.randint(20, 24 * 60))
    return dates, {name: stamp(rng, instant) for name, instant in instants.items()}
