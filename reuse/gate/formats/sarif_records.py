"""The part of SARIF 2.1.0 that is written here, under the names of the standard.

Fields are named as Python has it; the file has them in camel case.
"""

from __future__ import annotations

from msgspec import Struct, field


class _Part(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """What is absent is left out."""


class Message(_Part, frozen=True, kw_only=True):
    """Plain text, in the standard's own escapes."""

    text: str


class Artifact(_Part, frozen=True, kw_only=True):
    """A file, relative to a base, or an address."""

    uri: str
    uri_base_id: str | None = None


class RegionRecord(_Part, frozen=True, kw_only=True):
    """A stretch of a file."""

    start_line: int
    start_column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


class PhysicalLocation(_Part, frozen=True, kw_only=True):
    """A stretch of an artifact."""

    artifact_location: Artifact
    region: RegionRecord | None = None


class LogicalLocation(_Part, frozen=True, kw_only=True):
    """An item by its id."""

    fully_qualified_name: str
    kind: str


class Location(_Part, frozen=True, kw_only=True):
    """Where something is."""

    id: int | None = None
    message: Message | None = None
    physical_location: PhysicalLocation | None = None
    logical_locations: tuple[LogicalLocation, ...] = ()


class Suppression(_Part, frozen=True, kw_only=True):
    """Why a result need not be looked at."""

    kind: str
    status: str
    justification: str


class Result(_Part, frozen=True, kw_only=True):
    """A finding."""

    rule_id: str
    rule_index: int
    level: str
    message: Message
    locations: tuple[Location, ...]
    related_locations: tuple[Location, ...]
    partial_fingerprints: dict[str, str]
    baseline_state: str | None = None
    suppressions: tuple[Suppression, ...] = ()
    rank: float
    properties: dict[str, object]


class NotificationName(_Part, frozen=True, kw_only=True):
    """A kind of notification."""

    id: str


class Notification(_Part, frozen=True, kw_only=True):
    """What kept the check from being complete."""

    level: str
    message: Message
    descriptor: NotificationName
    locations: tuple[Location, ...] = ()


class Invocation(_Part, frozen=True, kw_only=True):
    """How the run went."""

    execution_successful: bool
    exit_code: int
    tool_execution_notifications: tuple[Notification, ...] = ()


class Configuration(_Part, frozen=True, kw_only=True):
    """How grave a rule is."""

    level: str


class RuleDescriptor(_Part, frozen=True, kw_only=True):
    """A class of findings."""

    id: str
    name: str
    short_description: Message
    full_description: Message
    help: Message
    default_configuration: Configuration
    properties: dict[str, object]


class Driver(_Part, frozen=True, kw_only=True):
    """The program."""

    name: str
    version: str
    semantic_version: str
    rules: tuple[RuleDescriptor, ...]


class Tool(_Part, frozen=True, kw_only=True):
    """The program, in its envelope."""

    driver: Driver


class Run(_Part, frozen=True, kw_only=True):
    """One check."""

    tool: Tool
    invocations: tuple[Invocation, ...]
    results: tuple[Result, ...]
    column_kind: str
    properties: dict[str, object]


class Log(Struct, frozen=True, kw_only=True):
    """The whole file."""

    schema: str = field(
        default="https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
        "sarif-schema-2.1.0.json",
        name="$schema",
    )
    version: str = "2.1.0"
    runs: tuple[Run, ...]
