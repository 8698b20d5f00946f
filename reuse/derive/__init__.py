"""Who has it from whom: cues, evidence, relation, credit."""

from reuse.derive.facts import DocumentFacts, facts
from reuse.derive.judging import judge

__all__ = ["DocumentFacts", "facts", "judge"]
