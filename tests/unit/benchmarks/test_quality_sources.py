"""Which article background is taken from."""

from __future__ import annotations

import random
from typing import Any

import pytest
from derivations.sources import Article, Sources, fit_article, is_like

NOUNS = (
    *("anchor", "bakery", "barrel", "bell", "boat", "bridge", "cellar", "chapel", "choir"),
    *("clock", "coal", "crane", "dock", "engine", "ferry", "garden", "gate", "hall"),
    *("herring", "hotel", "kitchen", "ladder", "lamp", "library", "market", "mill", "museum"),
    *("net", "oar", "office", "orchard", "pier", "pilot", "quay", "road", "roof"),
    *("school", "ship", "station", "street", "tower", "train", "tunnel", "wall", "winter"),
)
SENTENCE = "The {} and {} or {}, said {}, saw every {}, {}, {} and {} that the {} of Norvik had."
"""Eight of its words in a row hold three nouns at least, so that no two articles are alike."""


def row(number: int, *names: str) -> dict[str, Any]:
    """A record of six paragraphs that names some people in turn."""
    draw = random.Random(number)  # noqa: S311  no secret
    lines = []
    for at in range(6):
        nouns = draw.sample(NOUNS, 8)
        lines.append(SENTENCE.format(*nouns[:3], names[at % len(names)], *nouns[3:]))
    return {
        "id": f"row-{number}",
        "title": "",
        "outlet": "Harbour Post",
        "text": "\n\n".join(lines),
    }


def article(found: dict[str, Any]) -> Article:
    """A record as an article, which it must do for."""
    out = fit_article(found)
    assert out is not None
    return out


STORY = row(0, "Brakk", "Sundell")
STRANGERS = [row(at, "Lund", "Wick", "Holm") for at in range(100, 160)]
KIN = [row(1, "Brakk", "Lund"), row(2, "Sundell", "Wick")]


def taken(sources: Sources, story: dict[str, Any], *apart: Article) -> list[Article | None]:
    """What is taken beside a story under ten seeds."""
    found = article(story)
    draws = [random.Random(seed) for seed in range(10)]  # noqa: S311  no secret
    return [sources.kindred(draw, found, *apart) for draw in draws]


def test_an_article_that_names_the_same_people_is_taken() -> None:
    """Of many articles one that has a name of the story comes, whatever the seed."""
    rows = [*STRANGERS[:9], KIN[0], *STRANGERS[9:], KIN[1]]
    found = taken(Sources(rows=rows), STORY)
    assert {each.id for each in found if each} == {"row-1", "row-2"}
    assert None not in found


def test_the_story_itself_and_its_copies_are_no_kin() -> None:
    """What shares text with the story, or with another article of the case, is passed over."""
    copy = {**STORY, "id": "copy"}
    sources = Sources(rows=[copy, *STRANGERS, KIN[0]])
    assert {each.id for each in taken(sources, STORY) if each} == {"row-1"}
    apart = article(KIN[0])
    others = taken(sources, STORY, apart)
    assert all(each and not is_like(each, apart) for each in others)
    assert "row-1" not in {each.id for each in others if each}


def test_a_name_that_many_have_makes_no_kin() -> None:
    """Whom a twentieth of the corpus names tells nothing: any article may come."""
    many = [row(at, "Brakk") for at in range(200, 210)]
    found = taken(Sources(rows=[*STRANGERS, *many]), row(3, "Brakk"))
    assert len({each.id for each in found if each}) > 2
    assert {each.id for each in found if each} & {each["id"] for each in STRANGERS}


def test_few_articles_are_drawn_from_at_random() -> None:
    """Of a few articles any may come, since those of one event soon run out."""
    found = taken(Sources(rows=[*STRANGERS[:9], KIN[0]]), STORY)
    assert len({each.id for each in found if each}) > 2


def test_where_nobody_names_them_any_article_comes() -> None:
    """A story of people whom no other article names is given some other article."""
    found = taken(Sources(rows=STRANGERS), row(4, "Ostrander"))
    assert None not in found
    assert len({each.id for each in found if each}) > 1


def test_where_nothing_is_left_nothing_comes() -> None:
    """A corpus of the story alone has no background for it."""
    assert taken(Sources(rows=[STORY]), STORY) == [None] * 10


@pytest.mark.parametrize("names", [("Brakk", "Sundell"), ("Ostrander",)])
def test_the_same_seed_takes_the_same_article(names: tuple[str, ...]) -> None:
    """What comes follows the seed alone, not what was asked before."""
    rows = [*STRANGERS, *KIN]
    story = row(5, *names)
    fresh, used = Sources(rows=rows), Sources(rows=rows)
    taken(used, STORY)
    first = [each and each.id for each in taken(fresh, story)]
    assert first == [each and each.id for each in taken(used, story)]
    assert len(set(first)) > 1


def test_only_the_nearest_dozen_are_drawn_from() -> None:
    """Where many are kin, those that have fewest of the names never come."""
    people = [
        f"{begin}{end}" for begin in ("Bra", "Sun", "Mo", "Vi") for end in ("kk", "dell", "nd")
    ]
    story = row(6, *people[:6])
    near = [row(20 + at, people[at % 6], people[(at + 1) % 6]) for at in range(6)]
    far = [row(40 + at, people[at % 6]) for at in range(12)]
    rows = [*STRANGERS, *far, *near, *(row(300 + at, "Lund") for at in range(60))]
    sources, draws = Sources(rows=rows), [random.Random(seed) for seed in range(200)]  # noqa: S311
    found = {each.id for each in (sources.kindred(d, article(story)) for d in draws) if each}
    assert found == {each["id"] for each in (*near, *far[:6])}
