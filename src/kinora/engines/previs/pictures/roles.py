"""What a prompt wants each reference picture to be: an actor, the place, or the style. Reads words, never pixels.

A picture is told by @Image1; the words next to it decide. Knows nothing of what the picture can be used for.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.scene import Act

Role = Literal["actor", "place", "style"]

_MENTION = re.compile(
    r"[@<\[]\s*(?:image|img|picture|图片|圖片|图|画像|imagen|bild)\s*[ _#-]?(\d{1,2})\s*[>\]]?", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[.;!?。；！？\n]")
_PAUSE = re.compile(r"[,，、:：]")
_AND = frozenset({"and", "&", ",", "y", "und", "et", "和", "と", ", and", "with"})
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_ROLES: tuple[Role, ...] = ("place", "style", "actor")
_NEAR = 6  # words on either side that can speak of a picture


@dataclass(frozen=True, slots=True)
class _Words:
    """roles.toml: the words and the signs of each role, and what may stand between a role and its picture."""

    roles: dict[str, Role]
    signs: tuple[tuple[str, Role], ...]
    before: frozenset[str]
    after: frozenset[str]
    inside: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(resources.files(__package__).joinpath("roles.toml").read_text("utf-8"))
    return _Words(
        roles={word: role for role in _ROLES for word in data[role]["words"].split()},
        signs=tuple((sign, role) for role in _ROLES for sign in data[role]["signs"].split()),
        before=frozenset(data["links"]["before"].split()),
        after=frozenset(data["links"]["after"].split()),
        inside=frozenset(data["links"]["inside"].split()),
    )


@dataclass(frozen=True, slots=True)
class Mention:
    """What a prompt says of one picture. role: None when it leaves that open. acts: what it shall do.

    named: the species that the words next to it name ("the koala from @Image1"), or "". heard: the words that make it
    act, in lower case.
    """

    role: Role | None = None
    acts: tuple[Act, ...] = ()
    named: str = ""
    heard: frozenset[str] = frozenset()


def mentions(prompt: str) -> dict[int, Mention]:
    """What is said of each picture that the prompt mentions, by its number from 1."""
    text = unicodedata.normalize("NFC", prompt)
    found = list(_MENTION.finditer(text))
    told: dict[int, Mention] = {}
    shared: tuple[Act, ...] = ()  # "@Image1 and @Image2 dance": what the next one does
    for place in reversed(range(len(found))):
        match = found[place]
        start = found[place - 1].end() if place else 0
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        before = _CLAUSE_END.split(text[start : match.start()])[-1]
        after = _CLAUSE_END.split(text[match.end() : end])[0]
        acts = shared if after.strip().lower() in _AND else _acts(after)
        number = int(match.group(1))
        role = _role(_PAUSE.split(before)[-1], _PAUSE.split(after)[0])
        said = Mention(role, acts, _named(before, after), _heard(after))
        told[number] = _merged(told.get(number), said)
        shared = acts
    return told


def _merged(known: Mention | None, said: Mention) -> Mention:
    if known is None:
        return said
    return Mention(
        known.role or said.role, known.acts or said.acts, known.named or said.named, known.heard | said.heard
    )


def _role(before: str, after: str) -> Role | None:
    book = _words()
    words_before = [word.lower() for word in _WORD.findall(before)][-_NEAR:]
    words_after = [word.lower() for word in _WORD.findall(after)][:_NEAR]
    return (
        _linked(words_after, book.after)
        or _linked(words_before[::-1], book.before)
        or _unspaced(after[:8])
        or _unspaced(before[-8:])
        or ("place" if words_before and words_before[-1] in book.inside else None)
    )


def _linked(words: list[str], links: frozenset[str]) -> Role | None:
    """The role that the first words give, when nothing but linking words stands between."""
    roles = _words().roles
    for word in words:
        if word in roles:
            return roles[word]
        if word not in links:
            return None
    return None


def _unspaced(text: str) -> Role | None:
    """The role in a script that has no spaces between its words."""
    return next((role for sign, role in _words().signs if sign in text), None)


def _acts(after: str) -> tuple[Act, ...]:
    """What the clause behind a mention makes it do; empty when nothing."""
    if not after.strip():
        return ()
    actors = read_prompt(f"a koala {after}").first.actors
    return next((actor.acts for actor in actors if any(act.action != "idle" for act in actor.acts)), ())


def _heard(after: str) -> frozenset[str]:
    """The words of a clause that an actor would obey."""
    words = frozenset(word.lower() for word in _WORD.findall(after))
    return words - frozenset(read_prompt(f"a koala {after}").unmatched) if words else words


def role_words() -> frozenset[str]:
    """Every word that can say what a picture shall be."""
    return frozenset(_words().roles)


def _named(before: str, after: str) -> str:
    """The species that the picture is said to show: "the koala from @Image1", "@Image1, a koala"."""
    words = [word.lower() for word in _WORD.findall(before)]
    told = ""
    if words and words[-1] in ("from", "of", "in", "like", "is", "de", "von", "aus"):
        told = " ".join(words[-4:])
    elif after.lstrip()[:1] in (",", "(", "（", "，"):
        told = re.split(r"[,)），]", after.lstrip()[1:])[0]
    actors = read_prompt(told).first.actors if told else ()
    return next((one.species for one in reversed(actors) if one.species != "person"), "")
