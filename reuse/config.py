"""Frozen settings, one class a stage, with range checks; no algorithms.

A file ``reusescan.toml``, or ``[tool.reusescan]`` in ``pyproject.toml``, holds the same
tables: ``[text]``, ``[read]``, ``[candidates]``, ``[align]``, ``[derive]``, ``[policy]``.
"""

from __future__ import annotations

import difflib
import tomllib
from datetime import date, datetime
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from reuse.errors import ConfigError
from reuse.model.alignment import Obfuscation
from reuse.model.gate import FindingClass

# What the library says of a wrong value, and what helps more.
_SAID = (
    ("Invalid RFC3339 encoded date", "Expected a date as 2024-03-01"),
    ("Expected `array`, got `str`", 'Expected a list, as ["..."], got a string'),
)

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Positive = Annotated[int, Meta(ge=1, le=2**31 - 1)]
Bytes = Annotated[int, Meta(ge=1, le=2**53)]


def _check_names(key: str, values: tuple[str, ...], known: type[StrEnum]) -> None:
    names = [each.value for each in known]
    for value in values:
        if value not in names:
            near = difflib.get_close_matches(value, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"expected one of {', '.join(names)}"
            raise ConfigError(f"{key}: {value!r} is not known; {hint}")


class ReadConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds on input that nobody has vouched for."""

    max_record_bytes: Positive = 16_000_000
    """A JSON line, HTML page, text file or feed entry beyond this is skipped."""
    max_file_bytes: Bytes = 64_000_000_000
    """Uncompressed bytes of one file."""
    max_ratio: Positive = 1_000
    """Uncompressed over compressed bytes, once past 64 MB; beyond is a bomb."""
    max_depth: Positive = 256
    """Nesting of HTML elements or JSON arrays."""


class TextConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How raw text becomes tokens and sentences."""

    hash_key: Annotated[int, Meta(ge=0, le=2**63 - 1)] = 0x5EED_0F_7E17
    """Key of every hash. Set your own where the text is hostile: under a known key,
    collisions can be made to order."""
    min_tokens: Positive = 8
    """A shorter document is skipped as too short."""
    max_sentence_tokens: Positive = 40
    """A sentence without an end is cut here."""


class CandidateConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How pairs worth a closer look are found."""

    shingle: Annotated[int, Meta(ge=1, le=100)] = 3
    """Tokens a shingle."""
    stride: Annotated[int, Meta(ge=1, le=10_000)] = 12
    """Tokens between window starts; a window is two strides long."""
    permutations: Annotated[int, Meta(ge=1, le=1_024)] = 96
    """MinHash permutations a window; bands and rows are chosen from them."""
    threshold: Annotated[float, Meta(gt=0.0, lt=1.0)] = 0.3
    """Resemblance of two windows at which the bands are to find them."""
    miss_weight: Share = 0.5
    """Weight of windows missed above the threshold against those proposed in vain below."""
    xdrop: Annotated[int, Meta(ge=1, le=1_000)] = 10
    """Score below the best at which the extension of a seed stops."""
    min_matches: Positive = 10
    """Matched tokens of the shortest run that is kept."""
    boilerplate: Annotated[int, Meta(ge=2)] = 3
    """Articles of one web site (of one outlet, without addresses) that make a run boilerplate."""
    stock: Annotated[int, Meta(ge=2)] = 6
    """Articles of any outlets that make a short phrase a stock phrase; in a large corpus, one
    in two thousand."""
    rare: Annotated[int, Meta(ge=2, le=10_000)] = 50
    """A shingle in more documents than this is not rare."""
    link_ahead: Positive = 3
    """Occurrences that each member of a bucket beyond `rare` is still linked to."""
    paraphrase: bool = True
    """Whether to look for pairs that share ideas but no shingle."""
    paraphrase_neighbours: Positive = 12
    """Documents nearest to each that are looked at as paraphrase candidates, at the most."""
    paraphrase_cosine: Share = 0.002
    """TF-IDF cosine over telling terms, times a factor from 1 for documents of one time down to
    a quarter for distant ones, below which two documents are no paraphrase candidates."""
    paraphrase_rare: Positive = 200
    """A word or word pair in more documents than this (or than one in fifty) is not telling."""
    paraphrase_words: Positive = 3
    """Words that two stretches must share."""
    paraphrase_weight: Share = 0.7
    """Weight that these words must have together, in nats, as a share of what that many words
    weigh that stand in one document only."""
    within_outlet: bool = False
    """Whether documents of one outlet are compared."""
    window_days: Annotated[float, Meta(gt=0.0)] | None = None
    """Documents published surely more than so many days apart are not compared: a bare date may
    stand for any hour of its day in any zone. One without a date meets all."""

    def __post_init__(self) -> None:
        if self.window_days is not None and not isfinite(self.window_days):
            raise ConfigError(f"window_days: {self.window_days} is no number of days")


class AlignConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How two documents are aligned."""

    min_words: Positive = 12
    """Matched tokens of the shortest run that is reported."""
    paraphrase_prior: Annotated[float, Meta(ge=-20.0, le=20.0)] = -2.0
    """Nats against reuse in a pair that a scan proposes for its rare words alone: among
    thousands of such pairs few are rewrites, most are two reports of one matter."""


class DeriveConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a relation is judged."""

    emit: Annotated[float, Meta(ge=0.5, le=1.0)] = 0.75
    """Probability below which no direction is named."""
    agencies: tuple[str, ...] = ()
    """Names of agencies beyond the built-in table."""
    off: tuple[str, ...] = ()
    """Names of cues that are switched off."""
    lag_hours: Annotated[float, Meta(ge=0.0, le=8_760.0)] = 0.0
    """Hours that a date may be later than publication, as an aggregator's is. An order of two
    documents that this may explain is no evidence."""
    sift: bool = True
    """Whether a scan or a query leaves out passages that are no more than chance brings, or facts
    that two accounts of one matter tell alike: any of a pair that it judges independent, short
    ones of a pair that is undetermined. Looked at from 500 articles on."""


class PolicyConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `check` lets pass. Outlets are compared by name, agencies by any of their names."""

    fail_on: tuple[str, ...] = (FindingClass.UNCREDITED.value,)
    """Classes of findings on which a check fails: `uncredited`, `credit_unknown`, `credited`,
    `self`, `common_source`, `undetermined`, `carried`."""
    min_words: Annotated[int, Meta(ge=1, le=1_000_000)] = 20
    """Reused words of an item below which a finding passes."""
    min_share: Share = 0.0
    """Share of an item's words below which a finding passes."""
    count: tuple[str, ...] = tuple(each.value for each in Obfuscation)
    """Kinds of passages that count: `verbatim`, `edited`, `paraphrase`, `summary`."""
    licensed: tuple[str, ...] = ()
    """Outlets whose text may be carried, credited or not."""
    licensed_with_credit: tuple[str, ...] = ()
    """Outlets whose text may be carried where it is credited."""
    own: tuple[str, ...] = ()
    """Names of one's own outlets: what one of them carries of another is `self`."""
    ignored_sections: tuple[str, ...] = ()
    """Sections whose items pass."""
    boilerplate: tuple[str, ...] = ()
    """Texts that do not count wherever they are shared, as a sign-up or a legal notice."""
    allow_marks: bool = True
    """Whether an item may allow itself by a mark in its metadata. Switch it off for feeds of
    others."""

    def __post_init__(self) -> None:
        _check_names("fail_on", self.fail_on, FindingClass)
        _check_names("count", self.count, Obfuscation)

    @property
    def failing(self) -> frozenset[FindingClass]:
        """`fail_on` as classes."""
        return frozenset(map(FindingClass, self.fail_on))

    @property
    def counted(self) -> frozenset[Obfuscation]:
        """`count` as kinds of passages."""
        return frozenset(map(Obfuscation, self.count))


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings of a scan."""

    read: ReadConfig = ReadConfig()
    text: TextConfig = TextConfig()
    candidates: CandidateConfig = CandidateConfig()
    align: AlignConfig = AlignConfig()
    derive: DeriveConfig = DeriveConfig()
    policy: PolicyConfig = PolicyConfig()
    since: date | None = None
    """Documents published before this day are left out; one without a date stays in."""
    until: date | None = None
    """Documents published after this day are left out; one without a date stays in."""
    threads: Annotated[int, Meta(ge=0)] = 0
    """Threads; 0 takes one a core. Results do not depend on it."""
    memory: Annotated[int, Meta(ge=0, le=2**53)] = 0
    """Bytes of memory: texts and large arrays beyond a share of it are kept in temporary files.
    0 takes half of what the machine has. Results do not depend on it."""

    def __post_init__(self) -> None:
        for name, day in (("since", self.since), ("until", self.until)):
            if isinstance(day, datetime) or not isinstance(day, date | None):
                raise ConfigError(f"{name}: expected a date without a time, got {day!r}")
        if self.since is not None and self.until is not None and self.since > self.until:
            raise ConfigError(f"since: {self.since} lies after until: {self.until}")

    def as_dict(self) -> dict[str, object]:
        """The settings that the result of a scan depends on, as plain values."""
        plain: dict[str, object] = msgspec.to_builtins(self)
        del plain["threads"], plain["memory"], plain["policy"]
        return plain


def from_mapping(values: dict[str, Any], origin: str = "config") -> Config:
    """Build a `Config` from nested plain values.

    Raises:
        ConfigError: an unknown key (the nearest known one is suggested) or a value out of
            range; the message names `origin` and the key path.
    """
    _check_keys(values, Config, origin, "")
    try:
        return msgspec.convert(values, Config)
    except msgspec.ValidationError as error:
        said = str(error)
        for library, ours in _SAID:
            said = said.replace(library, ours)
        raise ConfigError(f"{origin}: {said}") from None


def load(path: Path) -> Config:
    """Read ``reusescan.toml``, or ``[tool.reusescan]`` of a ``pyproject.toml``.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or holds a wrong key or value.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None
    if path.name == "pyproject.toml":
        tools = values.get("tool", {})
        values = tools.get("reusescan", {}) if isinstance(tools, dict) else {}
        if not isinstance(values, dict):
            raise ConfigError(f"{path}: tool.reusescan: expected a table, got {values!r}")
    return from_mapping(values, str(path))


def _names(kind: object) -> tuple[str, ...]:
    """Names of the keys of a table; none for another value."""
    return kind.__struct_fields__ if isinstance(kind, type) and issubclass(kind, Struct) else ()


def _check_keys(values: dict[str, Any], kind: type[Struct], origin: str, prefix: str) -> None:
    fields = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for key, value in values.items():
        if key not in fields:
            near = difflib.get_close_matches(key, fields, n=1)
            within = [name for name, inner in fields.items() if key in _names(inner)]
            meant = [*near, *(f"{name}.{key}" for name in within)]
            hint = f"; did you mean {prefix}{meant[0]}?" if meant else ""
            raise ConfigError(f"{origin}: unknown key {prefix}{key}{hint}")
        inner = fields[key]
        if isinstance(inner, type) and issubclass(inner, Struct):
            if not isinstance(value, dict):
                raise ConfigError(f"{origin}: {prefix}{key}: expected a table, got {value!r}")
            _check_keys(value, inner, origin, f"{prefix}{key}.")
