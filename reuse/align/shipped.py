"""The models that come with the package."""

from __future__ import annotations

from functools import cache
from importlib import resources

from reuse.align import borders, evidence, fragments, lone, summaries
from reuse.align.model import Model, Models, parse

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
    return Models(**{name: shipped_model(name) for name in FEATURES})


def shipped_model(name: str) -> Model:
    """One of them."""
    file = resources.files("reuse.align") / "data" / f"{name}.json"
    return parse(file.read_text(encoding="utf-8"), FEATURES[name])
