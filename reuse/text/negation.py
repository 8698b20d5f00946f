"""Words that negate."""

from __future__ import annotations

_NEGATIONS = {
    "en": [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "without",
        "cannot",
        "hardly",
        "barely",
    ],
    "de": [
        "nicht",
        "kein",
        "keine",
        "keinen",
        "keinem",
        "keiner",
        "keines",
        "nie",
        "niemals",
        "niemand",
        "nichts",
        "ohne",
    ],
    "fr": ["ne", "pas", "jamais", "aucun", "aucune", "rien", "personne", "sans", "ni"],
    "es": ["no", "nunca", "jamás", "ningún", "ninguna", "ninguno", "nadie", "nada", "sin", "ni"],
    "it": ["non", "mai", "nessun", "nessuna", "nessuno", "niente", "nulla", "senza", "né"],
    "nl": ["niet", "geen", "nooit", "niemand", "niets", "zonder"],
    "pt": ["não", "nunca", "jamais", "nenhum", "nenhuma", "ninguém", "nada", "sem", "nem"],
    "ru": ["не", "нет", "ни", "никогда", "никто", "ничего", "без", "нельзя"],
    "ar": ["لا", "لم", "لن", "ليس", "ليست", "غير", "بدون"],
    "zh": ["不", "没", "沒", "未", "无", "無", "非", "否"],
    "ja": ["ぬ", "不", "無", "非", "未"],
}
_WORDS = {language: frozenset(words) for language, words in _NEGATIONS.items()}
_NONE: frozenset[str] = frozenset()


def is_negation(word: str, language: str) -> bool:
    """Whether a normalised word negates in `language`."""
    if word in _WORDS.get(language, _NONE):
        return True
    return language == "en" and word.endswith(("n't", "n\u2019t"))
