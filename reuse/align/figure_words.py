"""Words that figures are made of, and those that make a figure something else."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {
    1e2: "hundred 百",
    1e3: "thousand k tausend mille mil 千 тысяч тысячи тысяча ألف",
    1e4: "万 萬",
    1e6: "million millions m mn millionen millón millones миллион миллиона миллионов млн مليون",
    1e8: "億 亿",
    1e9: "billion billions bn milliard milliards milliarde milliarden миллиард миллиарда "
    "миллиардов млрд مليار",
    1e12: "trillion trillions tn billionen",
}
_MONTHS = (
    "january jan januar janvier enero января",
    "february feb februar février febrero февраля",
    "march mar märz mars marzo марта",
    "april apr avril abril апреля",
    "may mai mayo мая",
    "june jun juni juin junio июня",
    "july jul juli juillet julio июля",
    "august aug août agosto августа",
    "september sep sept septembre septiembre сентября",
    "october oct oktober octobre octubre октября",
    "november nov novembre noviembre ноября",
    "december dec dezember décembre diciembre декабря",
)
# Words before a figure that make it a bound or a rough one.
_HEDGES = {
    (
        0.5,
        1.0,
    ): "nearly almost neared nearing approaching under below less fewer most maximum close "
    "up knapp fast unter weniger höchstens près moins presque casi menos менее почти",
    (1.0, 2.0): "over above more least minimum exceeding upwards plus surpassed topped passed "
    "über mehr mindestens plus más более свыше 超",
    (0.8, 1.25): "about around roughly approximately some estimated circa ca odd etwa rund "
    "environ unos около 約 约 近",
}
_JOINING = "to and or bis und oder à et ou y o"
_NAMES = (
    "copyright no number nos room route highway interstate chapter section title article page "
    "apollo flight unit channel psalm figure table game week day round district ward amendment "
    "act bill resolution phase version episode season volume"
)
_CLOCK = "am pm a.m p.m a p o'clock et est edt gmt uhr heures h"
_UNITS = {
    "percent": "%", "per": "%", "pct": "%", "prozent": "%", "pour": "%", "percentage": "%",
    "dollars": "$", "dollar": "$", "pounds": "£", "euros": "€", "euro": "€", "yen": "¥",
}  # fmt: skip

ONES: tuple[str, ...] = tuple(_ONES.split())
"""English numbers below twenty, each at its own place."""
TENS: tuple[str, ...] = tuple(_TENS.split())
"""English tens, from twenty."""
SCALES = {word: scale for scale, words in _SCALES.items() for word in words.split()}
"""Words and signs that multiply the number before them."""
ENGLISH_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
"""Those that spelt English numbers are built with."""
MONTHS = {name: at for at, names in enumerate(_MONTHS, 1) for name in names.split()}
"""Names of months, from 1."""
HEDGES = {word: bounds for bounds, words in _HEDGES.items() for word in words.split()}
"""Between how many times and how many times a figure the truth may be behind such a word:
generously, for a doubt is no contradiction."""
ROUGH = 0.8, 1.25
"""The same of "20 or so"."""
JOINING = frozenset(_JOINING.split())
"""Words between two numbers of which each says less than one."""
NAMES = frozenset(_NAMES.split())
"""Words before a number that make it a name of something."""
CLOCK = frozenset(_CLOCK.split())
"""Words behind a number that make it a time of day."""
UNITS = _UNITS
"""What a word behind a number counts."""
BEGIN = frozenset((*ONES, *TENS, *MONTHS))
"""Words without a digit that a figure may begin with."""
