"""What one document says about itself; computed once a document, used in all its pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from reuse.config import DeriveConfig
from reuse.derive.agencies import AgencyTable, agency_of, agency_table, is_agency_form, named_in
from reuse.derive.credit import Frame, Mention, find_credits
from reuse.derive.marks import MarkKind, WireMark, wire_marks
from reuse.derive.names import Names, begins_in, brand_of, likely, names_of, present
from reuse.derive.runs import Side
from reuse.model.document import Document
from reuse.model.prepared import PreparedText
from reuse.model.scripts import LETTERS_A_WORD, UNSPACED, UNSPACED_RANGES, is_unspaced
from reuse.model.stamp import Stamp

_UNSPACED = re.compile(f"[{UNSPACED}]")
# First bytes of those letters in UTF-8.
_UNSPACED_LEADS = sorted(
    {
        bytes([lead])
        for first, last in UNSPACED_RANGES
        for lead in range(chr(first).encode()[0], chr(last).encode()[0] + 1)
    }
)
_TWEET = re.compile(r"pic\.twitter\.com|\(@\w{1,20}\)|^\s{0,3}RT @")
_FURNITURE = (
    *("\u00a9", "copyright ", "all rights reserved", "newsletter", "sign up ", "subscribe"),
    *("click here", "terms of use", "terms of service", "alle rechte vorbehalten", "abonnieren"),
    *(
        "nachdruck",
        "schreiben sie uns",
        "schreiben sie der redaktion",
        "無断転載",
        "お寄せください",
    ),
    *("お問い合わせ", "著作権", "版权所有", "未经授权", "droits réservés", "derechos reservados"),
)
_MAIL = re.compile(r"[\w.-]{1,40}@[\w-]{1,40}\.\w{2,10}")
_FURNITURE_WORDS = 60
_LINK_LENGTH = 20
_KNOWN_AUTHORS = 3
_AUTHOR_SPLIT = re.compile(r",|;|&|\band\b|\bund\b|、|\uff0c|\n")
_AUTHOR_WORD = re.compile(r"[^\W\d_][\w.'\u2019-]{0,30}")


@dataclass(frozen=True, kw_only=True, eq=False)
class DocumentFacts:
    """One document as the cues see it.

    Most pairs share a quotation or furniture, no more: everything is collected when it is first
    asked for.
    """

    document: Document
    text: PreparedText
    config: DeriveConfig
    _mentions: dict[tuple[tuple[str, ...], ...], tuple[Mention, ...]] = field(
        default_factory=dict, init=False, repr=False
    )

    @cached_property
    def label(self) -> str:
        """How to speak of the document: its outlet, or its id where that is unknown."""
        return self.names.shown or f"document {self.document.id[:40]}"

    @cached_property
    def stamp(self) -> Stamp | None:
        """When the document was published."""
        return self.document.stamp

    @cached_property
    def address(self) -> str | None:
        """What tells the document's page from others."""
        return self.document.address

    @cached_property
    def link(self) -> str:
        """The document's address as a text may give it; empty where it is not telling."""
        bare = (self.document.url or "").split("://", 1)[-1].removeprefix("www.").rstrip("/")
        return bare if len(bare) >= _LINK_LENGTH and "/" in bare else ""

    @cached_property
    def _outlet(self) -> _Outlet:
        return _outlet(self.document.outlet, self.config)

    @cached_property
    def names(self) -> Names:
        """What the outlet is called."""
        return self._outlet.names

    @cached_property
    def agency(self) -> str | None:
        """Key of the news agency that the outlet is; None for other and unknown outlets."""
        return self._outlet.agency

    @property
    def own_names(self) -> tuple[str, ...]:
        """Distinct names of the outlet, those of its agency included, longest first."""
        return self._outlet.own_names

    @cached_property
    def has_paths(self) -> bool:
        """Whether an address with a path may stand in the text."""
        return "/" in self.text.raw

    @cached_property
    def folded(self) -> str:
        """The text without its capitals."""
        return self.text.raw.casefold()

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Words that each token is worth, shape (n,)."""
        return _weights(self.text)

    @cached_property
    def loose_side(self) -> Side:
        """The text with its quotations masked."""
        text = self.text
        return Side(
            hashes=text.tokens.hashes,
            starts=text.tokens.starts,
            traits=text.traits,
            weights=self.weights,
            masked=text.quoted,
            furniture=np.zeros(len(text.tokens), np.bool_),
            sentences=text.sentences,
        )

    @cached_property
    def side(self) -> Side:
        """The text with quotations, embedded posts and furniture masked.

        The same as `loose_side` where there are none but quotations.
        """
        furniture = _furniture(self.text, self.folded)
        masked = _posts(self.text) | furniture | self.text.quoted
        if not furniture.any() and np.array_equal(masked, self.text.quoted):
            return self.loose_side
        return self.loose_side._replace(masked=masked, furniture=furniture)

    @cached_property
    def begins(self) -> str:
        """Begins of the words of the text that have a capital."""
        return begins_in(self.text.raw)

    @cached_property
    def present(self) -> tuple[str, ...]:
        """Names of known agencies and media that may stand in the text, longest first."""
        return present(self.text.raw, agency_table(self.config).names, self.begins)

    @cached_property
    def marks(self) -> tuple[WireMark, ...]:
        """Marks of agencies in the text and the metadata."""
        table = agency_table(self.config)
        return wire_marks(self.document, self.names, self.agency, table, self.present)

    @cached_property
    def credits(self) -> tuple[tuple[str, bool, Mention], ...]:
        """Credits to known media other than itself: brand, whether an agency, mention."""
        table = agency_table(self.config)
        return _third_credits(self.text, self.names, self.marks, table, self.present)

    def mentions_of(self, other: DocumentFacts) -> tuple[Mention, ...]:
        """Where the text names another's outlet; searched once for all documents of an outlet."""
        names = other.own_names, other.names.common
        found = self._mentions.get(names)
        if found is None:
            some = likely(self.begins, names[0]), likely(self.begins, names[1])
            found = find_credits(self.text.raw, *some) if any(some) else ()
            self._mentions[names] = found
        return found

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Names of persons in the byline, folded, first author first."""
        return authors_of(self.document.author)

    @cached_property
    def is_marked(self) -> bool:
        """Whether a mark says that the text is an agency's."""
        return any(mark.kind.full for mark in self.marks)

    @cached_property
    def telling_authors(self) -> tuple[str, ...]:
        """First authors by whose names another text may credit this one.

        None beside an agency's byline; and who is named in the own text is part of the story.
        """
        if not self.authors or any(mark.kind is MarkKind.BYLINE for mark in self.marks):
            return ()
        first = self.authors[:_KNOWN_AUTHORS]
        return tuple(author for author in first if self.folded.count(author) <= 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outlet:
    """What is known of an outlet."""

    names: Names
    agency: str | None
    own_names: tuple[str, ...]


def facts(document: Document, text: PreparedText, config: DeriveConfig) -> DocumentFacts:
    """What one document says about itself; collected when it is asked for."""
    return DocumentFacts(document=document, text=text, config=config)


# A scan has few outlets and many documents of each.
@lru_cache(maxsize=4_096)
def _outlet(outlet: str | None, config: DeriveConfig) -> _Outlet:
    names, table = names_of(outlet), agency_table(config)
    agency = agency_of(names, table)
    return _Outlet(names=names, agency=agency, own_names=_own_names(names, agency, table))


def authors_of(author: str | None) -> tuple[str, ...]:
    """Persons in a byline, folded; single words and agencies' names left out."""
    people = []
    for part in _AUTHOR_SPLIT.split((author or "")[:400]):
        if is_agency_form(part):
            continue
        words = _AUTHOR_WORD.findall(part.removeprefix("By ").strip())
        unspaced = len(words) == 1 and is_unspaced(words[0][0]) and len(words[0]) >= 3
        if unspaced or 2 <= len(words) <= 4:
            people.append(" ".join(words).casefold())
    return tuple(dict.fromkeys(people))


def _own_names(names: Names, agency: str | None, table: AgencyTable) -> tuple[str, ...]:
    aliases = () if agency is None else (a for a in table.aliases if table.by_alias[a] == agency)
    forms = {*names.distinct, *aliases}
    if agency is not None and agency not in table.shown and len(agency) >= 3:
        forms.add(agency.upper())
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _third_credits(
    text: PreparedText,
    names: Names,
    marks: tuple[WireMark, ...],
    table: AgencyTable,
    present: tuple[str, ...],
) -> tuple[tuple[str, bool, Mention], ...]:
    """Credits to agencies and known media; the outlet's own name is no third party."""
    own = {*names.distinct, *names.common}
    known = tuple(n for n in named_in(text, table, present) if n not in own)
    inside = [mark.span for mark in marks if mark.span is not None]
    found = []
    raw = text.raw
    for mention in find_credits(raw, known):
        framed = mention.frame is Frame.CREDIT and mention.span.cut(raw) != mention.name
        if framed and not any(span.meet(mention.span) for span in inside):
            key = table.by_alias.get(mention.name)
            found.append((key or brand_of(mention.name), key is not None, mention))
    return tuple(found)


def _weights(text: PreparedText) -> NDArray[np.float64]:
    weights = np.ones(len(text.tokens))
    if _may_be_unspaced(text.raw) and _UNSPACED.search(text.raw):
        words, places = np.unique(text.word_numbers, return_inverse=True)
        strings = text.vocabulary.strings
        single = np.array([is_unspaced(strings[word][0]) for word in words.tolist()], np.bool_)
        weights[single[places]] = 1 / LETTERS_A_WORD
    return weights


def _may_be_unspaced(raw: str) -> bool:
    """Whether a text may hold a letter of a script without spaces, at a tenth of the cost."""
    if raw.isascii():
        return False
    encoded = raw.encode("utf-8", "surrogatepass")
    return any(lead in encoded for lead in _UNSPACED_LEADS)


def _posts(text: PreparedText) -> NDArray[np.bool_]:
    """Paragraphs that embed a post, with the paragraph before its signature."""
    masked = np.zeros(len(text.tokens), np.bool_)
    if "@" not in text.raw and "pic.twitter" not in text.raw:
        return masked
    before = None
    for first, last in text.paragraphs.tolist():
        cut = text.span(first, last)
        line = text.raw[max(0, cut.start - 2) : cut.end + 1]
        if last - first <= 90 and _TWEET.search(line[:2_000]):
            masked[first:last] = True
            if before is not None and last - first <= 14:
                masked[before[0] : before[1]] = True
        before = (first, last)
    return masked


def _furniture(text: PreparedText, folded: str) -> NDArray[np.bool_]:
    """Short paragraphs that ask the reader for something or state rights."""
    furniture = np.zeros(len(text.tokens), np.bool_)
    present = [words for words in _FURNITURE if words in folded]
    mail = "@" in text.raw
    if not present and not mail:
        return furniture
    for first, last in text.paragraphs.tolist():
        if last - first > 2 * _FURNITURE_WORDS:
            continue
        span = text.span(first, last)
        line = text.raw[max(0, span.start - 2) : span.end].casefold()
        if len(line) > 12 * _FURNITURE_WORDS:
            continue
        if any(words in line for words in present) or ("@" in line and _MAIL.search(line)):
            furniture[first:last] = True
    return furniture
