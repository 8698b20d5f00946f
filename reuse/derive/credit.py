"""Words that credit an outlet: "told X", "first reported by X", "laut X", "Xによると"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reuse.derive.names import mentions
from reuse.model.span import Span

_BEHIND, _AHEAD = 70, 70

_GENRE = (
    r"(?:op-ed|editorial|piece|column|article|essay|report|story|poll|survey|study|analysis"
    r"|investigation|scoop|exclusive|interview|letter|blog post|excerpt|post|commentary)"
)
_VERB = (
    r"(?:reported|published|obtained|broken|revealed|released|conducted|disclosed|posted|wrote"
    r"|written|writing|writes|noted|quoted|cited|confirmed|provided|given|leaked|reviewed|seen"
    r"|said|appeared|appearing|surfaced|carried|explained|spoke|admitted|acknowledged)"
)
_BEFORE = re.compile(
    r"(?:\b(?:"
    r"told|tells|telling|informed|citing|cites|cited|quoting|via|h/t|per|reports|courtesy of"
    rf"|{_VERB} (?:by|in|to|for|with|on|at)"
    r"|(?:speaking|spoke|speaks|talking|talked|statement|e-?mail|comments?|remarks)"
    r" (?:to|with|on|in)"
    r"|interview(?:ed)? (?:with|by|on|in|to)"
    rf"|{_GENRE} (?:in|by|from|for|at|with|on)"
    r"|according to|reporting by"
    rf"|according to (?:an?|the)(?: \w{{2,12}})? {_GENRE} (?:by|in|from|on)"
    r"|laut|gegenüber|berichtete?n?|meldete?n?|zitiert|sagten?|unter Berufung auf"
    r"|(?:Angaben|Informationen|Bericht|Bericht(?:en|s)?|Meldung|Interview|Gespräch)"
    r"|selon|d['\u2019]après|déclaré (?:à|au)|rapporte|según|dijo a|informó|secondo"
    r")\s{1,3}(?:(?:the|The|a|an|new|der|dem|des|die|das|den|von|mit|le|la|el|il|exclusive)\s{1,2}){0,2}"
    r"|(?:据|據|根据|根據|援引|引述|转载自|轉載自|来源[:\uff1a]|來源[:\uff1a]|出典[:\uff1a]|告诉|告訴|接受)"
    r")[\"\u201c\u201e\u300a\u300c\u300e*_]?$",
    re.IGNORECASE,
)
_CLOSER = r"[\"\u201d\u201c\u300b\u300d\u300f*_]?"
_AFTER = re.compile(
    rf"{_CLOSER}(?:['\u2019]s?)?\s{{1,3}}(?:(?:is|was|has|had|first|also|originally|exclusively|previously"
    r"|later|which|that|who|on|in|\w{2,9}day|earlier|today|this|week|morning)\s){0,3}(?:reported"
    r"|reports|reporting|learned|revealed|reveals|obtained|broke|wrote|writes|noted|notes|quoted"
    rf"|cited|published|confirmed|breaking|{_GENRE})\b"
    rf"|{_CLOSER}['\u2019]s?\s{{1,3}}(?:[A-Z][\w.'\u2019-]{{0,20}}\s){{1,3}}(?:reported|reports|wrote|writes"
    r"|notes|explains|points|has)\b"
    rf"|{_CLOSER}[^.\n!?]{{0,40}}?\b(?:berichtete?|meldete?|schreibt|schrieb|zufolge|erfuhr|berichteten?)\b"
    rf"|{_CLOSER}(?:によると|によれば|が報じ|が伝え|は報じ|は伝え|の取材|の報道|に語っ|に対し|报道|報道|报导|報導"
    r"|消息|透露|获悉|記者|记者|的报道|的報道|訊|讯)"
)
_SHOW = re.compile(
    rf"{_CLOSER}(?:['\u2019]s?)?\s{{1,3}}(?:[a-z]{{3,12}}\s)?(?:Sunday|Tonight|anchor|host|co-host|correspondent"
    r"|contributor|analyst|commentator|president|CEO|executive|reporter|personality|debate"
    r"|town hall|headquarters|studio|crew|chyron|logo|journalist|columnist|editor|publisher"
    r"|owner|photo|image|staff|employee|viewer|reader|chief|app|newsletter|show|program)",
)
_PICTURE = re.compile(
    r"(?:photo|image|getty|pool|handout|file|picture|foto|reuters|\bAP|\bEPA|\bAFP)"
    r"[^\n.]{0,25}$",
    re.IGNORECASE,
)
"""Ends of a picture's credit, before "via X" or "/X"."""
_COLON = re.compile(rf"{_CLOSER}(?:['\u2019]s?)?[^.\n]{{0,60}}:\s{{0,4}}(?:\n|$)")


_OPENED = re.compile(r"[(\uff08\[]\s?(?:[Vv]ia:?\s|h/t:?\s)?(?:[Tt]he\s)?$")


class Frame(StrEnum):
    """How firmly a mention credits."""

    CREDIT = "credit"
    """The words round the name say that something comes from it."""
    BARE = "bare"
    """The name stands there, no more."""
    VOID = "void"
    """The name is part of a job, a programme or a product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An outlet's name in a text."""

    name: str
    frame: Frame
    span: Span
    """The name with the words that make it a credit."""


def find_credits(
    raw: str, distinct: tuple[str, ...], common: tuple[str, ...] = ()
) -> tuple[Mention, ...]:
    """Mentions of an outlet; names that are plain words count inside a credit only."""
    found = [_classify(raw, span) for span in mentions(raw, distinct)]
    found.extend(
        mention
        for mention in (_classify(raw, span) for span in mentions(raw, common))
        if mention.frame is Frame.CREDIT
    )
    return tuple(sorted(found, key=lambda m: m.span))


def _classify(raw: str, span: Span) -> Mention:
    """What the words before and after a name make of it."""
    name = span.cut(raw)
    ahead = raw[span.end : span.end + _AHEAD]
    first = max(0, span.start - _BEHIND)
    behind = raw[first : span.start]
    pictured = behind.rstrip().endswith(("via", "/")) and _PICTURE.search(behind)
    if pictured or _SHOW.match(ahead):
        return Mention(name=name, frame=Frame.VOID, span=span)
    before = _BEFORE.search(behind)
    if before is not None:
        return Mention(name=name, frame=Frame.CREDIT, span=Span(first + before.start(), span.end))
    after = _AFTER.match(ahead) or _COLON.match(ahead)
    if after is not None:
        end = span.end + len(after[0].rstrip())
        return Mention(name=name, frame=Frame.CREDIT, span=Span(span.start, end))
    if _bracketed(behind, ahead):
        return Mention(name=name, frame=Frame.CREDIT, span=span)
    return Mention(name=name, frame=Frame.BARE, span=span)


def _bracketed(behind: str, ahead: str) -> bool:
    """Whether the name stands alone in brackets: "(The Hill)"."""
    return bool(_OPENED.search(behind)) and ahead[:1] in {")", "\uff09", "]"}
