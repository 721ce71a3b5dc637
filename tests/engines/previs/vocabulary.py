"""The page of everything that previs has words for, made from its lexicon's own tables."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "vocabulary.md"
LANGUAGES = {"en": "English", "zh": "中文", "ja": "日本語", "de": "Deutsch", "es": "Español", "fr": "Français"}
KINDS = {
    "species": "Actors",
    "action": "Actions",
    "prop": "Things",
    "place": "Places",
    "time": "Times of day",
    "weather": "Weather",
    "effect": "In the air",
    "style": "Styles",
    "mood": "Moods",
    "camera": "Camera moves",
    "framing": "Framings",
    "pace": "Pace",
    "transition": "Transitions",
    "colour": "Colours",
    "size": "Sizes",
}
_MOST_ENGLISH = 5
HEAD = """# What previs knows

One row is one thing that [previs](previs.md) can draw or do, with some of its words; plurals, forms of verbs and many
more synonyms are understood too. `python tools/vocabulary.py` writes this page from `engines/previs/lexicon/*.toml`.
"""


def page() -> str:
    """The whole page."""
    words = _words()
    parts = [HEAD]
    for kind, title in KINDS.items():
        rows = words[kind]
        parts.append(f"\n## {title}: {len(rows)}\n\n| | {' | '.join(LANGUAGES.values())} |\n|{'---|' * 7}")
        for key, by_language in rows.items():
            english = ", ".join(by_language["en"][:_MOST_ENGLISH])
            others = (by_language[code][0] for code in LANGUAGES if code != "en")
            parts.append(f"| `{key}` | {english} | {' | '.join(others)} |")
    return "\n".join(parts) + "\n"


def _words() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Kind, key, language: the words."""
    found: dict[str, dict[str, dict[str, list[str]]]] = {kind: {} for kind in KINDS}
    folder = files("kinora.engines.previs.lexicon")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        table = tomllib.loads(file.read_text("utf-8"))
        code = table.get("language", {}).get("code", "en")
        for kind in KINDS.keys() & table.keys():
            for key, phrases in table[kind].items():
                listed = phrases.split() if isinstance(phrases, str) else phrases
                found[kind].setdefault(key, {}).setdefault(code, []).extend(listed)
    return {kind: {key: rows[key] for key in sorted(rows)} for kind, rows in found.items()}
