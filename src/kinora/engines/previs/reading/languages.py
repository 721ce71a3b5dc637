"""Which languages a prompt is likely written in, by its letters and its little words. A guess, and cheap."""

from __future__ import annotations

import re

_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[à-öø-ÿœßñ¿¡]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = {
    language: frozenset(words.split())
    for language, words in {
        "es": "un una el los las con y por su del al se está hacia mientras sobre desde luego en",
        "fr": "un une le les des du avec et dans au aux sur qui son sa il elle puis sous",
        "de": "ein eine der die das und mit im auf einer einem einen dem den ist zum zur sein ihr",
    }.items()
}
_LOOKED_AT = 2000


def languages_of(prompt: str) -> tuple[str, ...]:
    """The likely languages, the likeliest first; English is always among them."""
    text = prompt[:_LOOKED_AT]
    if text.isascii() and len(text) < 12:
        return ("en",)
    if _KANA.search(text):
        return ("ja", "en")
    if _HAN.search(text):
        return ("zh", "en")
    words = {word.lower() for word in _WORD.findall(text)}
    accents = bool(_LATIN.search(text))
    found = {language: len(words & marks) for language, marks in _MARKS.items()}
    told = {language: count + (accents if count else 0) for language, count in found.items()}
    likely = max(told, key=lambda language: told[language])
    if told[likely] < 2:
        return ("en",)
    rivals = [language for language in told if told[language] == told[likely]]
    return (*rivals, "en")


def is_foreign(languages: tuple[str, ...]) -> bool:
    """Whether a prompt was taken for another language than English."""
    return languages != ("en",)
