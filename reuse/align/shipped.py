"""The models that come with the package."""

from __future__ import annotations

from functools import cache
from importlib import resources

from reuse.align import borders, evidence, fragments, lone, summaries
from reuse.align.model import Models, parse

FEATURES = {
    "seeds": evidence.FEATURES,
    "glances": evidence.GLANCE_FEATURES,
    "borders": borders.FEATURES,
    "fragments": fragments.FEATURES,
    "lone": lone.FEATURES,
    "summary_sentences": summaries.SENTENCE_FEATURES,
    "summaries": summaries.FEATURES,
}
"""By name of a model: the evidence that it judges, in order."""


@cache
def shipped_models() -> Models:
    """The models of ``data/``, one file each."""
    folder = resources.files("reuse.align") / "data"
    files = {name: (folder / f"{name}.json").read_text(encoding="utf-8") for name in FEATURES}
    return Models(**{name: parse(text, FEATURES[name]) for name, text in files.items()})
