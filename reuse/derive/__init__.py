"""Who has it from whom: cues, evidence, relation, credit."""

from reuse.derive.facts import DocumentFacts, facts
from reuse.derive.judging import judge
from reuse.derive.matter import closeness, stands

__all__ = ["DocumentFacts", "closeness", "facts", "judge", "stands"]
