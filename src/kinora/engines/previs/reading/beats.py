"""Where a text turns to the next thing: timestamps, shot numbers, "then", cuts, sentences in another place.

Knows where beats lie in the text and in time, and which of them begin a new panel; not what happens in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kinora.engines.previs.lexicon.book import Lexicon
from kinora.engines.previs.reading.hits import Hit
from kinora.engines.previs.reading.words import Text

MOST_BEATS = 4
_SPLITTING = ("framing", "place", "time")


@dataclass(frozen=True, slots=True)
class Beat:
    """Words start to end, shown from begin to finish (shares of the clip).

    transition: how it comes in when an explicit cut was asked for, else "". panel: which one it belongs to.
    """

    start: int
    end: int
    begin: float = 0.0
    finish: float = 1.0
    transition: str = ""
    panel: int = 0


@dataclass(frozen=True, slots=True)
class _Turn:
    """A place of the text where a beat begins."""

    place: int
    transition: str = ""
    stamp: tuple[float, float] | None = None


def split_beats(text: Text, hits: list[Hit], book: Lexicon, seconds: float) -> tuple[list[Beat], int]:
    """The beats of a text, at least one, and where its last sentences begin that speak of all of them."""
    tail = _tail(text, hits, book)
    turns = _told(_turns(text, hits, book, tail), text, hits, tail)
    beats = [
        Beat(turn.place, after.place, transition=turn.transition)
        for turn, after in zip(turns, [*turns[1:], _Turn(tail)], strict=True)
    ]
    beats = _timed(beats, turns, seconds)
    return _panelled(beats, hits, book), tail


def _turns(text: Text, hits: list[Hit], book: Lexicon, tail: int) -> list[_Turn]:
    found: dict[int, _Turn] = {0: _Turn(0)}
    for place, stamp in text.stamps.items():
        found[place] = _Turn(place, stamp=stamp)
    for place in text.shots:
        found[place] = _Turn(place, "cut")
    for hit in hits:
        if hit.start >= tail or hit.denied:
            continue
        if hit.kind == "transition" and hit.start not in found:
            found[hit.start] = _Turn(hit.start, hit.value)
        elif hit.kind == "beat" and hit.start not in found and text.word(hit.end) != "to":
            found[hit.start] = _Turn(hit.start)
    for place in _moves_on(text, hits, book, tail):
        found.setdefault(place, _Turn(place))
    return _merged(sorted(found.values(), key=lambda turn: turn.place))


def _merged(turns: list[_Turn]) -> list[_Turn]:
    """Marks that stand together ("[3-5s] Cut to", "and then suddenly") are one."""
    kept: list[_Turn] = []
    for turn in turns:
        last = kept[-1] if kept else None
        if last is not None and turn.place - last.place <= 2 and (last.stamp or last.transition or not turn.stamp):
            stamp, transition = last.stamp or turn.stamp, turn.transition or last.transition
            kept[-1] = replace(last, stamp=stamp, transition=transition if len(kept) > 1 else "")
        else:
            kept.append(turn)
    return kept


def _told(turns: list[_Turn], text: Text, hits: list[Hit], tail: int) -> list[_Turn]:
    """Only turns that something is told of; what comes before the first mark belongs to the first beat."""
    marked = [turn for turn in turns if turn.stamp or turn.place in text.shots]
    if marked and turns[0].place == 0 and turns[0] is not marked[0]:
        between = [turn for turn in turns if turn.place < marked[0].place]
        turns = [replace(marked[0], place=0, transition=""), *turns[len(between) + 1 :]]
    shown = {"species", "action", "prop", "place", "camera", "framing", "effect", "weather", "time", "implied.place"}
    starts = sorted({hit.start for hit in hits if hit.kind in shown})
    pronouns = sorted(set(text.quotes))
    kept: list[_Turn] = []
    for place, turn in enumerate(turns):
        end = turns[place + 1].place if place + 1 < len(turns) else tail
        full = any(turn.place <= start < end for start in (*starts, *pronouns))
        if full or (turn.stamp is not None and end - turn.place > 1):
            kept.append(turn if kept else replace(turn, place=0, transition=""))
    return kept[:MOST_BEATS] or [_Turn(0)]


def _sentences(text: Text) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(text.words)):
        if text.ends_sentence(place):
            yield start, place
            start = place
    if text.words:
        yield start, len(text.words)


def _tail(text: Text, hits: list[Hit], book: Lexicon) -> int:
    """Where the closing sentences begin in which nobody does anything: "Golden hour, film grain, slow zoom in."."""
    acting = {hit.start for hit in hits if hit.kind in ("species", "action", "transition", "beat") and not hit.denied}
    pronouns = book.little["he"] | book.little["she"] | book.little["it"] | book.little["they"]
    tail = len(text.words)
    for start, end in reversed(list(_sentences(text))):
        words = range(start, end)
        named = any(place in acting or text.words[place] in pronouns for place in words)
        if start == 0 or named or any(text.words[place][0] == "\x01" for place in words):
            break
        if not any(start <= hit.start < end and hit.kind not in ("prop", "place") for hit in hits):
            break
        tail = start
    return tail


def _moves_on(text: Text, hits: list[Hit], book: Lexicon, tail: int) -> Iterator[int]:
    """Sentences in which somebody is in another place than before."""
    little = book.little
    where = little["in"] | little["prep"] | little["to"]
    before: set[str] = set()
    for start, end in _sentences(text):
        if start >= tail:
            return
        here: set[str] = set()
        for hit in hits:
            if hit.kind == "place" and start <= hit.start < end and not hit.denied:
                near = text.words[max(start, hit.start - 3) : hit.start]
                here.update({hit.value} if where & set(near) else ())
        named = any(hit.kind == "species" and start <= hit.start < end for hit in hits)
        named = named or any(
            text.words[place] in little["he"] | little["she"] | little["they"] for place in range(start, end)
        )
        if before and here and named and not any(_stays(one, other, book) for one in here for other in before):
            yield start
        before = here or before


def _stays(one: str, other: str, book: Lexicon) -> bool:
    """Whether one need not leave a place to be in the other."""
    table = book.table["stays"]
    return one == other or other in table.get(one, ()) or one in table.get(other, ()) or "sky" in (one, other)


def related(one: str, other: str, book: Lexicon) -> bool:
    """Whether one place shows the other too."""
    table = book.table["yields"]
    return one == other or other in table.get(one, ()) or one in table.get(other, ()) or "sky" in (one, other)


def _timed(beats: list[Beat], turns: list[_Turn], seconds: float) -> list[Beat]:
    """Shares by timestamps, held to the clip; where there are none, all are as long."""
    stamps = [turn.stamp for turn in turns]
    count = len(beats)
    if not any(stamps):
        return [replace(beat, begin=k / count, finish=(k + 1) / count) for k, beat in enumerate(beats)]
    begins = [stamp[0] if stamp else -1.0 for stamp in stamps]
    begins[0] = 0.0
    last = max(max(stamp) for stamp in stamps if stamp)
    length = last if max(begins) >= seconds else seconds
    if max(begins) >= length:
        length = max(begins) * count / max(count - 1, 1)
    for k in range(1, count):
        if begins[k] <= begins[k - 1]:
            later = next((begin for begin in begins[k + 1 :] if begin > begins[k - 1]), max(length, begins[k - 1]))
            begins[k] = (begins[k - 1] + later) / 2
    shares = [min(begin / max(length, 0.1), 1.0) for begin in begins]
    ends = [*shares[1:], 1.0]
    return [replace(beat, begin=begin, finish=end) for beat, begin, end in zip(beats, shares, ends, strict=True)]


def _panelled(beats: list[Beat], hits: list[Hit], book: Lexicon) -> list[Beat]:
    """A cut that was asked for, another place, time or framing begins a new panel."""
    found: list[Beat] = []
    held: dict[str, str] = {}
    panel = -1
    for beat in beats:
        here: dict[str, str] = {}
        for hit in hits:
            if beat.start <= hit.start < beat.end and hit.kind in _SPLITTING and not hit.denied:
                here.setdefault(hit.kind, hit.value)
        if panel < 0 or beat.transition or _differs(held, here, book):
            panel += 1
            if panel:
                beat = replace(beat, transition=beat.transition or "cut")
            held = {kind: value for kind, value in held.items() if kind != "framing"}
        held |= here
        found.append(replace(beat, panel=panel))
    return found


def _differs(held: dict[str, str], here: dict[str, str], book: Lexicon) -> bool:
    if here.get("framing", held.get("framing")) != held.get("framing"):
        return True
    if "time" in here and here["time"] != held.get("time", here["time"]):
        return True
    return "place" in here and "place" in held and not _stays(here["place"], held["place"], book)
