"""Truth for every pair of documents of one event, from the declarations of its sources."""  # noqa: INP001 - a folder of data with its compiler, run by path

from __future__ import annotations

import re
from itertools import combinations
from typing import Literal, TypedDict

from markup import Article, Event, Mark, SourceError, listed

Role = Literal["reuse", "quotation", "boilerplate"]
_OBFUSCATIONS = ("verbatim", "edited", "paraphrase", "summary")
_RELATIONS = (
    "left_from_right",
    "right_from_left",
    "common_source",
    "independent",
    "undetermined",
)
_AGENCY = re.compile(r"\b(?:press|news) agency\b", re.IGNORECASE)


class Passage(TypedDict):
    """A stretch of one document that says a stretch of the other."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int
    role: Role
    obfuscation: str


class _PairHead(TypedDict):
    left: str
    right: str
    event: str
    relation: str
    accept: list[str]
    credit: str
    why: str
    passages: list[Passage]


class Pair(_PairHead, total=False):
    """What is true of two documents."""

    same_outlet: bool


class Family:
    """Who took text from whom in one event, as the sources declare it."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._articles = {article.id: article for article in event.articles}
        for article in event.articles:
            for source in article.names("from"):
                if source not in self._articles:
                    raise SourceError(f"{event.slug}: {article.id}: no document {source}")

    def pairs(self) -> list[Pair]:
        """Truth for every pair, in the order of the ids."""
        known = {tuple(sorted(pair)) for pair in combinations(self._articles, 2)}
        for override in self._event.overrides:
            if override not in known:
                raise SourceError(f"{self._event.slug}: no pair {override}")
        return [
            self._pair(self._articles[left], self._articles[right])
            for left, right in combinations(sorted(self._articles), 2)
        ]

    def _ancestors(self, name: str) -> dict[str, None]:
        """Documents and absent wires that `name` has text from, itself first, nearest first."""
        found = {name: None}
        queue = [name]
        while queue:
            article = self._articles[queue.pop(0)]
            wire = article.header.get("wire")
            if wire is not None:
                found[wire] = None
            for source in article.names("from"):
                if source not in found:
                    found[source] = None
                    queue.append(source)
        return found

    def _pair(self, left: Article, right: Article) -> Pair:
        passages = shared_passages(left, right)
        reused = any(passage["role"] == "reuse" for passage in passages)
        common = [a for a in self._ancestors(left.id) if a in self._ancestors(right.id)]
        self._check_sources(left, right, reused=reused, related=bool(common))
        same_outlet = left.header["outlet"] == right.header["outlet"]
        relation = "independent"
        if reused and right.id in common:
            relation = "left_from_right"
        elif reused and left.id in common:
            relation = "right_from_left"
        elif reused:
            relation = "common_source"
        pair = Pair(
            left=left.id,
            right=right.id,
            event=self._event.slug,
            relation=relation,
            accept=self._accept(left, right, relation, common),
            credit="unknown" if same_outlet else _credit(left, right, relation),
            why=self._why(left, right, relation, passages, common),
            passages=passages,
        )
        if same_outlet:
            pair["same_outlet"] = True
        return self._overridden(pair)

    def _check_sources(self, left: Article, right: Article, *, reused: bool, related: bool) -> None:
        place = f"{self._event.slug}: {left.id}, {right.id}"
        if reused and not related:
            raise SourceError(f"{place}: share prose, yet neither declares a source for it")
        direct = right.id in left.names("from") or left.id in right.names("from")
        if direct and not reused:
            raise SourceError(f"{place}: one declares the other its source, yet they share nothing")

    def _overridden(self, pair: Pair) -> Pair:
        override = self._event.overrides.get((pair["left"], pair["right"]), {})
        if "relation" in override:
            pair["relation"] = override["relation"]
        if "accept" in override:
            pair["accept"] = list(listed(override, "accept"))
        if "why" in override:
            pair["why"] = override["why"]
        for relation in (pair["relation"], *pair["accept"]):
            if relation not in _RELATIONS:
                raise SourceError(f"{pair['left']}, {pair['right']}: no relation {relation!r}")
        return pair

    def _accept(self, left: Article, right: Article, relation: str, common: list[str]) -> list[str]:
        """Relations that an editor with these two documents alone could defend as well."""
        if relation in ("left_from_right", "right_from_left"):
            derived, source = (left, right) if relation == "left_from_right" else (right, left)
            shown = source.id in derived.names("credits") or _AGENCY.search(source.header["outlet"])
            same = left.header["outlet"] == right.header["outlet"]
            return [] if shown or same else ["undetermined"]
        if relation != "common_source":
            return []
        accept = []
        outlets = {self._articles[a].header["outlet"] for a in common if a in self._articles}
        # An outlet that repeats its own earlier story: what the other carries is its text.
        if left.header["outlet"] in outlets:
            accept.append("right_from_left")
        if right.header["outlet"] in outlets:
            accept.append("left_from_right")
        both = set(left.names("credits")) & set(right.names("credits")) & set(common)
        return accept if both else [*accept, "undetermined"]

    def _why(
        self,
        left: Article,
        right: Article,
        relation: str,
        passages: list[Passage],
        common: list[str],
    ) -> str:
        if relation in ("left_from_right", "right_from_left"):
            derived, source = (left, right) if relation == "left_from_right" else (right, left)
            if source.id in derived.names("from"):
                return f"{derived.id} {derived.header['how']}."
            middle = next(m for m in derived.names("from") if source.id in self._ancestors(m))
            return f"{derived.id} has it from {middle}, which has it from {source.id}."
        if relation == "common_source":
            absent = "" if common[0] in self._articles else ", which is not in the collection"
            return f"Both carry text of {common[0]}{absent}; neither took it from the other."
        kinds = {passage["role"] for passage in passages}
        shared = [f"{k}s" for k in ("quotation",) if k in kinds]
        shared += [k for k in ("boilerplate",) if k in kinds]
        only = f"; they share {' and '.join(shared)} only" if shared else "; they share no sentence"
        if common:
            return f"Prose of both goes back to {common[0]}, but to different parts of it{only}."
        return f"Both were written apart{only}."


def _credit(left: Article, right: Article, relation: str) -> str:
    if relation == "left_from_right":
        return "credited" if right.id in left.names("credits") else "uncredited"
    if relation == "right_from_left":
        return "credited" if left.id in right.names("credits") else "uncredited"
    return "unknown"


def shared_passages(left: Article, right: Article) -> list[Passage]:
    """Maximal passages that two documents share, by left start, then right start.

    A dateline counts only together with the text after it, and a passage inside a larger
    one on both sides does not count again. Neighbours that nothing but space parts on both
    sides are one passage when they were changed alike; speech carried along inside copied
    prose belongs to the copy.
    """
    found = [
        _passage(left, right, left.marks[key], right.marks[key])
        for key in left.marks
        if key in right.marks
    ]
    outer = [p for p in found if not any(_inside(p, other) for other in found if other is not p)]
    outer.sort(key=lambda p: (p["left_start"], p["right_start"]))
    merged: list[Passage] = []
    for passage in outer:
        if merged and _adjoin(merged[-1], passage, left.text, right.text):
            last = merged[-1]
            last["left_end"], last["right_end"] = passage["left_end"], passage["right_end"]
            if passage["role"] == "reuse":
                last["role"] = "reuse"
        else:
            merged.append(passage)
    datelines = {m.end for key, m in left.marks.items() if key.startswith("d")}
    return [p for p in merged if p["left_end"] not in datelines]


def _passage(left: Article, right: Article, ours: Mark, theirs: Mark) -> Passage:
    change = max(ours.change, theirs.change)
    if words(left.text[ours.start : ours.end]) == words(right.text[theirs.start : theirs.end]):
        change = 0
    elif change == 0:
        raise SourceError(f"{left.id}, {right.id}: {ours.key} differs, yet no side says how")
    role: Role = "reuse"
    if ours.key.startswith("q"):
        role = "quotation"
    elif ours.key.startswith("b-"):
        role = "boilerplate"
    return Passage(
        left_start=ours.start,
        left_end=ours.end,
        right_start=theirs.start,
        right_end=theirs.end,
        role=role,
        obfuscation=_OBFUSCATIONS[change],
    )


def words(text: str) -> list[str]:
    """Words of `text`, without case and punctuation."""
    return re.findall(r"\w+", text.casefold())


def _inside(inner: Passage, outer: Passage) -> bool:
    return (
        outer["left_start"] <= inner["left_start"]
        and inner["left_end"] <= outer["left_end"]
        and outer["right_start"] <= inner["right_start"]
        and inner["right_end"] <= outer["right_end"]
    )


def _adjoin(first: Passage, second: Passage, left: str, right: str) -> bool:
    alike = first["obfuscation"] == second["obfuscation"]
    if not alike or (first["role"] == "boilerplate") != (second["role"] == "boilerplate"):
        return False
    if second["right_start"] < first["right_end"]:
        return False
    between = (
        left[first["left_end"] : second["left_start"]]
        + right[first["right_end"] : second["right_start"]]
    )
    return not between.strip()
