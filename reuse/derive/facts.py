"""What one document says about itself; computed once a document, used in all its pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reuse.config import DeriveConfig
from reuse.derive.agencies import AgencyTable, agency_of, agency_table, is_agency_form, named_in
from reuse.derive.covering import GRAM
from reuse.derive.credit import Frame, Mention, find_credits
from reuse.derive.marks import WireMark, wire_marks
from reuse.derive.names import Names, brand_of, names_of
from reuse.grouping import distinct
from reuse.model.document import Document
from reuse.model.prepared import PreparedText
from reuse.model.scripts import LETTERS_A_WORD, UNSPACED, is_unspaced
from reuse.model.stamp import Stamp

_UNSPACED = re.compile(f"[{UNSPACED}]")
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
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93,
     0xA0761D6478BD642F], dtype=np.uint64
)  # fmt: skip
_AUTHOR_SPLIT = re.compile(r",|;|&|\band\b|\bund\b|、|\uff0c|\n")
_AUTHOR_WORD = re.compile(r"[^\W\d_][\w.'\u2019-]{0,30}")


@dataclass(frozen=True, kw_only=True, eq=False)
class DocumentFacts:
    """One document as the cues see it.

    Most pairs share a quotation or furniture, no more: what they need is collected at once, the
    rest when a cue first asks for it.
    """

    document: Document
    text: PreparedText
    config: DeriveConfig
    weights: NDArray[np.float64]
    """Words that each token is worth, shape (n,)."""
    masked: NDArray[np.bool_]
    """Whether each token stands in a quotation, an embedded post or furniture, shape (n,)."""
    furniture: NDArray[np.bool_]
    """Whether each token stands in a sign-up, contact or copyright line, shape (n,)."""
    distinct: NDArray[np.uint64]
    """Hashes of the runs of five tokens, in order, each once; shape (g,)."""
    ranks: NDArray[np.int32]
    """Which of them begins at each token, shape (n - 4,)."""
    spoilt: NDArray[np.bool_]
    """Whether a token of the run is masked in one place or more, shape (g,)."""
    content: NDArray[np.bool_]
    """Whether each token is a content word, shape (n,)."""

    @property
    def label(self) -> str:
        """How to speak of the document: its outlet, or its id where that is unknown."""
        return self.names.shown or f"document {self.document.id[:40]}"

    @property
    def names(self) -> Names:
        """What the outlet is called."""
        return names_of(self.document.outlet)

    @property
    def stamp(self) -> Stamp | None:
        """When the document was published."""
        return self.document.stamp

    @cached_property
    def agency(self) -> str | None:
        """Key of the news agency that the outlet is; None for other and unknown outlets."""
        return agency_of(self.names, agency_table(self.config))

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """Distinct names of the outlet, those of its agency included, longest first."""
        return _own_names(self.names, self.agency, agency_table(self.config))

    @cached_property
    def marks(self) -> tuple[WireMark, ...]:
        """Marks of agencies in the text and the metadata."""
        return wire_marks(self.document, self.names, self.agency, agency_table(self.config))

    @cached_property
    def credits(self) -> tuple[tuple[str, bool, Mention], ...]:
        """Credits to known media other than itself: brand, whether an agency, mention."""
        return _third_credits(self.text, self.names, self.marks, agency_table(self.config))

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Names of persons in the byline, folded, first author first."""
        return authors_of(self.document.author)


def facts(document: Document, text: PreparedText, config: DeriveConfig) -> DocumentFacts:
    """Collect what one document says about itself."""
    furniture = _furniture(text)
    masked = _masked(text) | furniture
    grams, plain = _grams(text, masked)
    runs = distinct(grams)
    ranks = np.searchsorted(runs, grams).astype(np.int32)
    spoilt = np.zeros(len(runs), np.bool_)
    spoilt[ranks[~plain]] = True
    return DocumentFacts(
        document=document,
        text=text,
        config=config,
        weights=_weights(text),
        masked=masked,
        furniture=furniture,
        distinct=runs,
        ranks=ranks,
        spoilt=spoilt,
        content=text.content,
    )


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
    text: PreparedText, names: Names, marks: tuple[WireMark, ...], table: AgencyTable
) -> tuple[tuple[str, bool, Mention], ...]:
    """Credits to agencies and known media; the outlet's own name is no third party."""
    own = {*names.distinct, *names.common}
    present = tuple(n for n in named_in(text, table) if n not in own)
    inside = [mark.span for mark in marks if mark.span is not None]
    found = []
    raw = text.raw
    for mention in find_credits(raw, present):
        framed = mention.frame is Frame.CREDIT and mention.span.cut(raw) != mention.name
        if framed and not any(span.meet(mention.span) for span in inside):
            key = table.by_alias.get(mention.name)
            found.append((key or brand_of(mention.name), key is not None, mention))
    return tuple(found)


def _weights(text: PreparedText) -> NDArray[np.float64]:
    weights = np.ones(len(text.tokens))
    if not text.raw.isascii() and _UNSPACED.search(text.raw):
        single = [is_unspaced(word[0]) for word in text.words]
        weights[single] = 1 / LETTERS_A_WORD
    return weights


def _masked(text: PreparedText) -> NDArray[np.bool_]:
    """Quotations, and paragraphs that embed a post with the paragraph before its signature."""
    masked = text.quoted.copy()
    if "@" not in text.raw and "pic.twitter" not in text.raw:
        return masked
    before = None
    for first, last in text.paragraphs.tolist():
        cut = text.span(first, last)
        line = text.raw[max(0, cut.start - 2) : cut.end + 1]
        if _TWEET.search(line[:2_000]) and last - first <= 90:
            masked[first:last] = True
            if before is not None and last - first <= 14:
                masked[before[0] : before[1]] = True
        before = (first, last)
    return masked


def _furniture(text: PreparedText) -> NDArray[np.bool_]:
    """Short paragraphs that ask the reader for something or state rights."""
    furniture = np.zeros(len(text.tokens), np.bool_)
    folded = text.raw.casefold()
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


def _grams(
    text: PreparedText, masked: NDArray[np.bool_]
) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    hashes = text.tokens.hashes
    count = len(hashes) - GRAM + 1
    if count <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.bool_)
    grams = np.zeros(count, np.uint64)
    bad = np.zeros(count, np.int8)
    for i in range(GRAM):
        part = hashes[i : i + count]
        grams ^= (part ^ (part >> np.uint64(29))) * _MULTIPLIERS[i]
        bad += masked[i : i + count]
    return grams, bad == 0
