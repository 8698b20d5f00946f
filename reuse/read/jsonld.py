"""What a page says about its article in JSON-LD (schema.org NewsArticle and kin)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.read.json_values import json_value
from reuse.read.marking import sections

_KINDS = frozenset(
    ("blogposting", "liveblogposting", "report", "socialmediaposting", "discussionforumposting")
)
_WRAPPER = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?:(?://\s*)?\]\]>|-->)\s*$")
_LIMIT = 1_000_000
_MOST_NODES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What is known of a page's article besides its text."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    section: str | None = None
    reusescan_allow: str | None = None

    def or_else(self, other: PageFacts) -> PageFacts:
        """These facts, completed from `other` where one is missing."""
        return PageFacts(
            title=self.title or other.title,
            author=self.author or other.author,
            published=self.published or other.published,
            outlet=self.outlet or other.outlet,
            url=self.url or other.url,
            language=self.language or other.language,
            section=self.section or other.section,
            reusescan_allow=self.reusescan_allow or other.reusescan_allow,
        )


def article_facts(scripts: Iterable[str], canonical: str | None, config: ReadConfig) -> PageFacts:
    """Facts from the scripts of type ``application/ld+json``.

    Of several articles (teasers carry theirs too) the one whose address is `canonical` counts,
    else the first. Broken JSON gives no facts: it is not the article.
    """
    nodes = [node for script in scripts for node in _nodes(_value(script, config))]
    by_id = {
        node["@id"]: node
        for node in reversed(nodes)
        if isinstance(node.get("@id"), str) and "name" in node
    }
    articles = [_facts(node, by_id) for node in nodes if _is_article(node)]
    for facts in articles:
        if canonical and facts.url == canonical:
            return facts
    return articles[0] if articles else PageFacts()


def _value(script: str, config: ReadConfig) -> object:
    if len(script) > _LIMIT:
        return None
    bare = _WRAPPER.sub("", script)
    try:
        return json_value(bare.encode("utf-8", "replace"), config)
    except RecordError:
        # Pages often hold raw line breaks inside strings, which only the lenient reader takes.
        try:
            value: object = json.loads(bare, strict=False)
        except (ValueError, RecursionError):
            return None
        return value


def _nodes(value: object) -> Iterator[Mapping[str, object]]:
    """All objects, outermost first, in document order, bounded."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(v for v in reversed(item.values()) if isinstance(v, dict | list))
        elif isinstance(item, list):
            waiting.extend(v for v in reversed(item) if isinstance(v, dict | list))


def _is_article(node: Mapping[str, object]) -> bool:
    kinds = node.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kind, str):
            name = re.split(r"[/#:]", kind)[-1].lower()
            if name.endswith("article") or name in _KINDS:
                return True
    return False


def _facts(node: Mapping[str, object], by_id: Mapping[object, Mapping[str, object]]) -> PageFacts:
    authors = dict.fromkeys(_names(node.get("author") or node.get("creator"), by_id))
    outlets = _names(node.get("publisher") or node.get("sourceOrganization"), by_id)
    return PageFacts(
        title=_string(node.get("headline")) or _string(node.get("name")),
        author=", ".join(authors) or None,
        published=_string(node.get("datePublished")) or _string(node.get("dateCreated")),
        outlet=outlets[0] if outlets else None,
        url=_address(node.get("url")) or _address(node.get("mainEntityOfPage")),
        language=_string(node.get("inLanguage")),
        section=_sections(node.get("articleSection")),
    )


def _names(value: object, by_id: Mapping[object, Mapping[str, object]]) -> list[str]:
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            known = item if "name" in item else by_id.get(item.get("@id"), item)
            name = known.get("name")
            names.extend(_string(one) or "" for one in (name if isinstance(name, list) else [name]))
        else:
            names.append(_string(item) or "")
    return [name for name in names if name]


def _sections(value: object) -> str | None:
    return sections(_string(one) for one in (value if isinstance(value, list) else [value]))


def _address(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    text = _string(value)
    return text if text and text.startswith(("http://", "https://")) else None


def _string(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    clean = html.unescape(value).encode("utf-8", "replace").decode("utf-8")
    return " ".join(clean.split()) or None
