"""A prompt as words: pictographs spelt out, scripts without spaces cut at what the lexicon knows.

Quotations, timestamps, shot numbers and references are taken out here. Knows no meanings.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from kinora.engines.previs.lexicon.book import Lexicon, fold, is_unspaced

LONGEST_PROMPT = 8000
MARK = "\x01"
"""What stands in place of a quotation, a timestamp, a shot number or a reference."""
_TIME = r"\d{1,3}(?::\d{2})?(?:\.\d+)?"
_UNIT = r"(?:seconds?|secs?|s|秒)"
_TO = r"(?:-|–|—|~|to|至|到|bis)"
_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|一|二|三|四|五)"
_TOKEN = re.compile(
    rf"""
    (?P<reference>@(?:image|video|audio)[ ]?\d+)
  | (?P<stamp>[\[(【]\s*{_TIME}\s*{_UNIT}?\s*{_TO}\s*{_TIME}\s*{_UNIT}?\s*[\])】]\s*:?
      | {_TIME}\s*{_UNIT}?\s*{_TO}\s*{_TIME}\s*{_UNIT}(?!\w)\s*:?
      | \d{{1,2}}:\d{{2}}\s*{_TO}\s*\d{{1,2}}:\d{{2}}\s*:?
      | \[\s*{_TIME}\s*{_UNIT}?\s*\]\s*:?)
  | (?P<shot>[\[(【]?(?<!\w)(?:
      (?:shot|scene|part|beat|clip|act|plano|escena|toma|plan|scène|szene|einstellung)\s*\#?{_NUMBER}\s*(?:[:.\])】]|[-–—]\s)
      | (?:镜头|場面|场景|シーン|カット|ショット)\s*{_NUMBER}\s*[:、,.\])】]?
      | 第{_NUMBER}(?:幕|个镜头|镜|场|段|カット|シーン)\s*[:、,.\])】]?))
  | (?P<number>(?:(?<=\n)|(?<=^)|(?<=[.;!?。]\s))[ ]*[1-9][.)][ ]+(?=\S))
  | (?P<quote>"[^"\n]{{1,400}}"|“[^”]{{1,400}}”|«[^»]{{1,400}}»|『[^』]{{1,400}}』
      |「[^」]{{1,400}}」|„[^“”"]{{1,400}}[“”"]
      |(?<!\w)'(?:[^'\n]|'(?=\w)){{2,400}}'(?!\w))
  | (?P<word>[^\W_]+(?:['’&][^\W_]+)*)
  | (?P<point>[.,;:!?\n。、()\[\]—–])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SCRIPT = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]+|[^\u2e80-\u9fff\uf900-\ufaff]+")
_ELISION = re.compile(r"(?:l|d|j|qu|n|s|c|m|t)'(?=\w{2})")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_SENTENCE = frozenset(".;!?。\n")


@dataclass(slots=True)
class Text:
    """words: folded, in order. breaks: the punctuation before each word, and one more for what follows the last.

    quotes, stamps and shots: by the places of their marks. A stamp is (begin, end) in seconds, end 0 when not told.
    denied: places of words that a negation takes back. owners: of those with a genitive ('the dog's ball').
    """

    words: list[str] = field(default_factory=list)
    breaks: list[str] = field(default_factory=lambda: [""])
    quotes: dict[int, str] = field(default_factory=dict)
    stamps: dict[int, tuple[float, float]] = field(default_factory=dict)
    shots: set[int] = field(default_factory=set)
    denied: set[int] = field(default_factory=set)
    owners: set[int] = field(default_factory=set)

    def ends_sentence(self, place: int) -> bool:
        """Whether a sentence ends before this word."""
        return not _SENTENCE.isdisjoint(self.breaks[place])

    def word(self, place: int) -> str:
        """The word there, or "" beside the text."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def put(self, word: str) -> None:
        self.words.append(word)
        self.breaks.append("")

    def phrase(self, start: int, end: int) -> str:
        return " ".join(self.words[start:end])


def split_text(prompt: str, book: Lexicon) -> Text:
    """The words of a prompt and what stands between them."""
    spelt = prompt[:LONGEST_PROMPT].replace(MARK, " ")
    for glyph, word in book.glyphs:
        if glyph in spelt:
            spelt = spelt.replace(glyph, f" {word} ")
    plain = spelt.translate(_NARROW)  # as long as before, so that quotations are taken from the prompt as it stands
    text = Text()
    lists = _is_list(plain)
    for found in _TOKEN.finditer(plain):
        _take(text, found, book, spelt, lists=lists)
    return text


def _is_list(plain: str) -> bool:
    """Whether "1." and "2." both begin a line or a sentence: "1." alone is no list."""
    numbers = {found.group().strip()[0] for found in _TOKEN.finditer(plain) if found.lastgroup == "number"}
    return {"1", "2"} <= numbers


def _take(text: Text, found: re.Match[str], book: Lexicon, spelt: str, *, lists: bool) -> None:
    matched = found.group()
    match found.lastgroup:
        case "reference":
            text.put(f"{MARK}reference")
        case "stamp":
            text.stamps[len(text.words)] = _seconds(matched)
            text.put(f"{MARK}stamp")
        case "shot":
            _shot(text)
        case "number" if lists:
            _shot(text)
        case "quote":
            quoted = spelt[found.start() + 1 : found.end() - 1].strip()
            _quote(text, quoted, spelt[found.end() : found.end() + 40], book)
        case "word":
            _word(text, matched, book)
        case "point":
            text.breaks[-1] += matched


def _shot(text: Text) -> None:
    text.shots.add(len(text.words))
    text.put(f"{MARK}shot")


def _seconds(stamp: str) -> tuple[float, float]:
    times = [sum(float(part) * 60**power for power, part in enumerate(reversed(found.split(":")))) for found in
             re.findall(_TIME, stamp)]  # fmt: skip
    return (times[0], times[1]) if len(times) > 1 else (times[0], 0.0)


def _quote(text: Text, quoted: str, after: str, book: Lexicon) -> None:
    """What somebody says or a sign shows; a single word in quotes for emphasis is read like any other."""
    told = book.speech | book.little["sign"]
    sentence = next((k for k in range(len(text.words), 0, -1) if text.ends_sentence(k)), 0)
    near = [*text.words[sentence:][-4:], *fold(re.split(r"[.!?]", after)[0]).split()[:3]]
    said = any(word.strip(".,") in told for word in near) or text.breaks[-1].endswith((":", ","))
    if said or any(mark in quoted for mark in ".!?,。！？、…") or len(quoted.split()) > 2:
        text.quotes[len(text.words)] = quoted
        text.put(f"{MARK}quote")
        return
    for found in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", quoted):
        _word(text, found.group(), book)


def _word(text: Text, token: str, book: Lexicon) -> None:
    if token.isascii():
        _spaced(text, token.lower(), book)
        return
    for run in _SCRIPT.findall(fold(unicodedata.normalize("NFKC", token))):
        if is_unspaced(run):
            _unspaced(text, run, book)
        else:
            _spaced(text, run, book)


def _spaced(text: Text, word: str, book: Lexicon) -> None:
    if "'" in word:
        elided = _ELISION.match(word)
        if elided:
            text.put(elided.group()[:-1])
            word = word[elided.end() :]
        if word.endswith("'s"):
            text.owners.add(len(text.words))
            word = word.removesuffix("'s")
    if word:
        text.put(book.known(word))


def _unspaced(text: Text, run: str, book: Lexicon) -> None:
    """Cut at the longest phrases that are known; what lies between them stays in one piece."""
    place = begin = 0
    while place < len(run):
        length = next(
            (
                length
                for length in range(min(book.run_reach.get(run[place], 0), len(run) - place), 0, -1)
                if run[place : place + length] in book.runs
            ),
            0,
        )
        if length:
            if begin < place:
                text.put(run[begin:place])
            text.put(run[place : place + length])
            begin = place + length
        place += length or 1
    if begin < len(run):
        text.put(run[begin:])
