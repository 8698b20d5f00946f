"""Who has it from whom: cues, evidence, relation, credit."""

from reuse.derive.expectation import expectation
from reuse.derive.facts import DocumentFacts, facts
from reuse.derive.judging import judge

__all__ = ["DocumentFacts", "expectation", "facts", "judge"]
