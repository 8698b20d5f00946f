"""Who has it from whom: cues, evidence, relation, credit."""

from reuse.derive.chance import best_score, pairs_of_places, surprise
from reuse.derive.facts import DocumentFacts, facts
from reuse.derive.judging import judge
from reuse.derive.matter import Evidence, closeness, is_in_doubt, stands

__all__ = [
    "DocumentFacts",
    "Evidence",
    "best_score",
    "closeness",
    "facts",
    "is_in_doubt",
    "judge",
    "pairs_of_places",
    "stands",
    "surprise",
]
