"""Which known word a form of it is: "gently" of "gentle", "futuristischen" of "futuristisch", "Küchentisch" of "Tisch".

Knows endings, not meanings; a guess counts only when it leads to a word that the lexicon has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

_SHORTEST = 4
_SHORTEST_STEM = 3
_SHORTEST_HEAD = 4
_ENDINGS = {
    "en": (
        ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
        ("ily", "y"), ("bly", "ble"), ("lly", "ll"), ("ly", ""), ("ally", ""), ("iness", "y"), ("ness", ""),
        ("ier", "y"), ("iest", "y"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ish", ""), ("y", ""),
        ("like", ""), ("ful", ""), ("ing", "ed"), ("ed", "ing"), ("d", ""), ("isation", "ization"), ("our", "or"),
    ),
    "es": (
        ("s", ""), ("es", ""), ("a", "o"), ("as", "o"), ("os", "o"), ("mente", ""), ("amente", "o"), ("ando", "a"),
        ("iendo", "e"), ("an", "a"), ("en", "e"), ("ar", "a"), ("er", "e"), ("ir", "e"), ("ado", "ar"), ("ada", "ar"),
        ("ados", "ar"), ("adas", "ar"), ("a", "ar"), ("an", "ar"), ("ando", "ar"), ("e", "er"), ("e", "ir"),
        ("en", "ir"), ("iendo", "ir"), ("iendo", "er"), ("ito", "o"), ("ita", "a"), ("itos", "o"), ("itas", "a"),
        ("isimo", "o"), ("isima", "o"), ("se", ""), ("ada", "ado"), ("adas", "ado"), ("ados", "ado"), ("ida", "ido"),
        ("a", "or"), ("a", ""), ("as", ""), ("ando", "o"), ("aron", "a"), ("o", "a"),
    ),
    "fr": (
        ("s", ""), ("x", ""), ("e", ""), ("es", ""), ("ment", ""), ("ement", ""), ("ent", "e"), ("ant", "e"),
        ("ants", "e"), ("ante", "ant"), ("antes", "ant"), ("er", "e"), ("ee", "e"), ("ees", "e"), ("es", "e"),
        ("ve", "f"), ("ves", "f"), ("euse", "eux"), ("euses", "eux"), ("aux", "al"), ("ale", "al"), ("ales", "al"),
        ("ere", "er"), ("eres", "er"), ("enne", "en"), ("nne", "n"), ("lle", "l"), ("tte", "t"), ("e", "er"),
        ("ent", "er"), ("ant", "er"), ("issent", "it"), ("ir", "it"), ("ent", ""), ("rice", "eur"), ("te", "t"),
    ),
    "de": (
        ("e", ""), ("en", ""), ("er", ""), ("es", ""), ("em", ""), ("n", ""), ("s", ""), ("t", "en"), ("et", "en"),
        ("st", "en"), ("te", "en"), ("ten", "en"), ("e", "en"), ("ende", "end"), ("enden", "end"), ("endes", "end"),
        ("ender", "end"), ("end", "en"), ("ende", "en"), ("enden", "en"), ("endes", "en"), ("ender", "en"),
        ("ste", ""), ("sten", ""), ("ere", ""), ("eren", ""), ("innen", ""), ("in", ""), ("in", "e"), ("chen", ""),
        ("en", "t"), ("n", "t"), ("es", "e"), ("er", "e"), ("en", "e"), ("t", ""), ("le", "el"), ("len", "el"),
    ),
}  # fmt: skip
_DOUBLED = ("ing", "ed", "er", "est", "y")


def known_form(word: str, languages: tuple[str, ...], knows: Callable[[str], bool]) -> str:
    """The known word behind an unknown one, or the word itself."""
    if len(word) < _SHORTEST or not word.isascii() or not word.isalpha():
        return word
    for language in languages:
        for form in _forms(word, language):
            if knows(form):
                return form
    return word


def _forms(word: str, language: str) -> Iterator[str]:
    for ending, instead in _ENDINGS.get(language, ()):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            yield stem + instead
            if language == "en" and ending in _DOUBLED and stem[-1] == stem[-2]:
                yield stem[:-1]
    if language == "de":
        yield from _heads(word)


def _heads(word: str) -> Iterator[str]:
    """The last part of a German compound, the longest first, as it stands or without its ending."""
    for cut in range(_SHORTEST_STEM, len(word) - _SHORTEST_HEAD + 1):
        yield word[cut:]
        if len(word) - cut > _SHORTEST_HEAD and word.endswith(("n", "s")):
            yield word[cut:-1]
