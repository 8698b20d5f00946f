"""ninjs, the IPTC's news object in JSON, versions 1 to 3; and what is a plain record instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode
from reuse.read.marking import allowed, sections
from reuse.read.markup import visible_text
from reuse.read.records import Item, byline, check_size, items, passed_over, skip
from reuse.read.shown import kind_of, seen

_SAYS_SO = frozenset(
    ("bodies", "headlines", "headline", "firstcreated", "versioncreated", "pubstatus", "standard",
     "$standard", "renditions", "associations")
)  # fmt: skip
_NO_TEXT = frozenset(("audio", "video", "picture", "graphic", "animation", "planning", "event"))
_CANCELLED = frozenset(("canceled", "cancelled", "withheld"))
_SHORT = frozenset(("summary", "teaser", "abstract", "caption", "description", "excerpt"))


class _Body(NamedTuple):
    name: str
    """Field or role."""
    kind: str
    """Media type in lower case; empty where none is given."""
    language: str
    value: str

    @property
    def is_markup(self) -> bool:
        return self.kind.endswith(("html", "xml")) or (not self.kind and "html" in self.name)


def record_items(
    fields: Mapping[str, object], origin: str, config: ReadConfig, line: int | None = None
) -> Iterator[Item]:
    """The document of a JSON object that is a record of our own or a ninjs object.

    As `reuse.read.records.items`; a picture, say, comes as a notice.
    """
    if not is_ninjs(fields):
        yield from items(fields, origin, line)
        return
    news = {name.lower(): value for name, value in fields.items()}
    try:
        bodies = _bodies(news)
        reason = None if bodies else _no_article(news)
        if reason:
            yield passed_over(origin, reason)
            return
        record = _fields(news, bodies, config)
    except RecordError as error:
        yield skip(origin, error)
        return
    yield from items(record, origin, line)


def is_ninjs(value: Mapping[str, object]) -> bool:
    """Whether an object has a ``uri`` and what else makes a ninjs object, and is no record."""
    if "text" in value or not isinstance(value.get("uri"), str):
        return False
    names = {name.lower() for name in value}
    return bool(names & _SAYS_SO) or any(name.startswith("body_") for name in names)


def _no_article(news: Mapping[str, object]) -> str | None:
    """Why an object without a body need hold none."""
    kind = _word(news.get("type"))
    if kind in _NO_TEXT:
        return f"type {seen(kind)}, which has no body"
    if kind == "composite":
        return "a composite of other items, without a body of its own"
    status = _word(news.get("pubstatus"))
    return f"pubstatus {seen(status)}, without a body" if status in _CANCELLED else None


def _fields(
    news: Mapping[str, object], bodies: list[_Body], config: ReadConfig
) -> dict[str, object]:
    identity = news["uri"]
    sources = _names(news.get("infosources")) or _names(news.get("infosource"))
    holder = _string(news, "copyrightholder")
    outlet = holder or next(iter(sources), None)
    by = _string(news, "byline") or _string(news, "by")
    subjects = [*_listed(news.get("subjects")), *_listed(news.get("subject"))]
    names = [each.get(key) for each in subjects for key in ("name", "literal", "code", "uri")]
    keywords = [*_words(news.get("keywords")), *_words(news.get("keyword"))]
    is_address = isinstance(identity, str) and identity.startswith(("http://", "https://"))
    return {
        "id": identity,
        "text": _text(news, bodies, config),
        "outlet": outlet,
        "published": _string(news, "firstcreated") or _string(news, "versioncreated"),
        "title": _headline(news),
        "author": byline(by, sources, outlet),
        "url": identity if is_address else None,
        "language": _string(news, "language"),
        "section": sections([*names, *_words(news.get("genres"))]),
        "reusescan_allow": news.get("reusescan_allow") or allowed([*keywords, *names]),
    }


def _text(news: Mapping[str, object], bodies: list[_Body], config: ReadConfig) -> str:
    for body in bodies:
        check_size(body.value, config)
        text = visible_text(body.value) if body.is_markup else body.value
        if text.strip():
            return text
    there = next(iter(_hrefs(news.get("renditions"))), None)
    where = f"; its content is elsewhere: {seen(there)}" if there else ""
    raise RecordError(SkipCode.NO_CONTENT, f"a ninjs object without a body{where}")


def _bodies(news: Mapping[str, object]) -> list[_Body]:
    """Bodies, the best first: full before short, plain before markup; else the description."""
    found = _held(news, "body_", "bodies")
    if not found and _word(news.get("type")) not in _NO_TEXT:
        found = _held(news, "description_", "descriptions")
    language = _word(news.get("language"))
    return sorted(
        found,
        key=lambda body: (
            bool(body.language) and body.language != language,
            body.name in _SHORT,
            body.name not in {"main", "text"},
            body.is_markup,
        ),
    )


def _held(news: Mapping[str, object], prefix: str, plural: str) -> list[_Body]:
    bodies = []
    for name in sorted(name for name in news if name.startswith(prefix)):
        value = news[name]
        if value is not None and not isinstance(value, str):
            reason = f"{name}: expected a string, got {kind_of(value)}"
            raise RecordError(SkipCode.BAD_FIELD, reason)
        bodies.append(_Body(name.removeprefix(prefix), "", "", value or ""))
    listed = news.get(plural)
    if listed is not None and not isinstance(listed, list):
        reason = f"{plural}: expected an array, got {kind_of(listed)}"
        raise RecordError(SkipCode.BAD_FIELD, reason)
    for each in _listed(listed):
        kind = _word(each.get("contenttype") or each.get("contentType")).split(";")[0].strip()
        value = _string(each, "value") or ""
        bodies.append(_Body(_word(each.get("role")), kind, _word(each.get("language")), value))
    return [body for body in bodies if body.value.strip() and _is_text(body)]


def _is_text(body: _Body) -> bool:
    return not body.kind or body.is_markup or body.kind.startswith("text/")


def _headline(news: Mapping[str, object]) -> str | None:
    if (single := _string(news, "headline")) is not None:
        return single
    listed = _listed(news.get("headlines"))
    main = [each for each in listed if _word(each.get("role")) == "main"]
    return next((text for each in (*main, *listed) if (text := _string(each, "value"))), None) or (
        _string(news, "title")
    )


def _names(value: object) -> list[str]:
    return [name for each in _listed(value) if (name := _string(each, "name"))]


def _hrefs(value: object) -> list[str]:
    renditions = list(value.values()) if isinstance(value, dict) else value
    return [href for each in _listed(renditions) if (href := _string(each, "href"))]


def _listed(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _words(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _string(holder: Mapping[str, object], name: str) -> str | None:
    value = holder.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _word(value: object) -> str:
    return value.strip().lower() if isinstance(value, str) else ""
