"""Who carries whose text, which sentences, and who had it first.

    from reuse import Document, compare, scan

Names are resolved on first use, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reuse.version import __version__

if TYPE_CHECKING:
    from reuse.config import Config
    from reuse.errors import ReuseError
    from reuse.gate.check import check
    from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
    from reuse.model.cluster import Cluster, Witness
    from reuse.model.comparison import Comparison
    from reuse.model.derivation import Arc, Derivation, Link, Origin
    from reuse.model.document import Document
    from reuse.model.gate import CheckResult, Finding, FindingClass, Outcome
    from reuse.model.ledger import OutletFlow, OutletLag, OutletLedger, OutletLink
    from reuse.model.result import ScanResult
    from reuse.model.skip import Notice, Skip
    from reuse.model.span import Span
    from reuse.model.verdict import Credit, Cue, Relation, Verdict
    from reuse.pipeline.archiving import Archive
    from reuse.pipeline.compare import compare
    from reuse.pipeline.scan import scan
    from reuse.pipeline.warming import warm_up

__distribution__ = "reusescan"
"""Which distribution this package is; `reuse.install` tells another `reuse` by it."""

_HOMES = {
    "Alignment": "reuse.model.alignment",
    "Arc": "reuse.model.derivation",
    "Archive": "reuse.pipeline.archiving",
    "Channel": "reuse.model.alignment",
    "CheckResult": "reuse.model.gate",
    "Cluster": "reuse.model.cluster",
    "Comparison": "reuse.model.comparison",
    "Config": "reuse.config",
    "Credit": "reuse.model.verdict",
    "Cue": "reuse.model.verdict",
    "Derivation": "reuse.model.derivation",
    "Document": "reuse.model.document",
    "Finding": "reuse.model.gate",
    "FindingClass": "reuse.model.gate",
    "Link": "reuse.model.derivation",
    "Notice": "reuse.model.skip",
    "Obfuscation": "reuse.model.alignment",
    "Origin": "reuse.model.derivation",
    "Outcome": "reuse.model.gate",
    "OutletFlow": "reuse.model.ledger",
    "OutletLag": "reuse.model.ledger",
    "OutletLedger": "reuse.model.ledger",
    "OutletLink": "reuse.model.ledger",
    "Relation": "reuse.model.verdict",
    "ReuseError": "reuse.errors",
    "Role": "reuse.model.alignment",
    "ScanResult": "reuse.model.result",
    "Skip": "reuse.model.skip",
    "Span": "reuse.model.span",
    "Verdict": "reuse.model.verdict",
    "Witness": "reuse.model.cluster",
    "check": "reuse.gate.check",
    "compare": "reuse.pipeline",
    "scan": "reuse.pipeline",
    "warm_up": "reuse.pipeline.warming",
}

__all__ = [
    "Alignment",
    "Arc",
    "Archive",
    "Channel",
    "CheckResult",
    "Cluster",
    "Comparison",
    "Config",
    "Credit",
    "Cue",
    "Derivation",
    "Document",
    "Finding",
    "FindingClass",
    "Link",
    "Notice",
    "Obfuscation",
    "Origin",
    "Outcome",
    "OutletFlow",
    "OutletLag",
    "OutletLedger",
    "OutletLink",
    "Relation",
    "ReuseError",
    "Role",
    "ScanResult",
    "Skip",
    "Span",
    "Verdict",
    "Witness",
    "__version__",
    "check",
    "compare",
    "scan",
    "warm_up",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  only when a name is asked for

    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
