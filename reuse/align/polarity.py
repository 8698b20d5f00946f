"""Words of opposite sense, which turn a statement round."""

from __future__ import annotations

# Pairs that news swaps when it reports the opposite; English stems of the Snowball stemmer.
_ANTONYMS = (
    "rise fall", "rose fell", "gain lose", "gain lost", "win lose", "won lost", "increas decreas",
    "increas declin", "up down", "support oppos", "accept reject", "approv reject", "open close",
    "begin end", "alli enemi", "confirm deni", "higher lower", "more less", "before after",
    "arriv depart", "buy sell", "bought sold", "guilti innoc", "regain retain", "advanc retreat",
    "legal illeg", "pass fail", "hire fire", "ally opponent", "majority minority", "enter leave",
)  # fmt: skip


def antonym_pairs() -> tuple[tuple[str, str], ...]:
    """Pairs of stems with opposite sense, each once."""
    return tuple((first, second) for first, second in (pair.split() for pair in _ANTONYMS))
