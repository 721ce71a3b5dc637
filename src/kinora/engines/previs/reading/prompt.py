"""From a prompt to a Storyboard, by a lexicon. Knows words, not drawing; never fails, whatever it is given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kinora.engines.previs.lexicon.book import Lexicon, lexicon
from kinora.engines.previs.reading.acts import read_beat
from kinora.engines.previs.reading.beats import Beat, split_beats
from kinora.engines.previs.reading.casting import Cast, Fewer
from kinora.engines.previs.reading.dialogue import MOST_LINES, Quote, quotes_of
from kinora.engines.previs.reading.direction import (
    first,
    global_moves,
    hour_of,
    mood_of,
    moves_of,
    pace_of,
    paced_places,
    place_implied,
    place_named,
    style_of,
)
from kinora.engines.previs.reading.hits import Hit, find_hits, values
from kinora.engines.previs.reading.languages import is_foreign, languages_of
from kinora.engines.previs.reading.panels import Staging
from kinora.engines.previs.reading.parts import Parts
from kinora.engines.previs.reading.play import Deed, Play
from kinora.engines.previs.reading.remainder import Account
from kinora.engines.previs.reading.words import Text, split_text
from kinora.engines.previs.scene import Actor, Move, Panel, Scene, Storyboard, acting

_MOST_EFFECTS = 4
_LONELY = ("surf", "dance", "ski", "skate")
_VIEWED = 4
_OF = frozenset({"of", "reveals", "reveal", "revealing", "de", "von", "d"})
_STILL = (Move("static"),)
_FOREIGN = 0.5
"""When more of the words have no effect, the prompt may be in another language than it looked."""


def read_prompt(prompt: str, *, camera_fixed: bool = False, seconds: float = 5.0) -> Storyboard:
    """The storyboard that a prompt asks for. camera_fixed overrides every camera move of the text.

    seconds: the clip's length, by which timestamps become shares.
    """
    languages = languages_of(prompt)
    board = _read(prompt, lexicon(*languages), camera_fixed, seconds)
    if len(board.unmatched) <= _FOREIGN * board.words or is_foreign(languages):
        return board
    again = _read(prompt, lexicon(), camera_fixed, seconds)
    return again if len(again.unmatched) < len(board.unmatched) else board


def _read(prompt: str, book: Lexicon, camera_fixed: bool, seconds: float) -> Storyboard:
    text = split_text(prompt, book)
    reader = _Reader(text, find_hits(text, book), book, camera_fixed)
    return reader.board(seconds)


@dataclass(slots=True)
class _Reader:
    """One prompt on its way to a storyboard. fewer: what was drawn in a smaller number than named."""

    text: Text
    hits: list[Hit]
    book: Lexicon
    camera_fixed: bool
    fewer: list[Fewer] = field(default_factory=list)

    def board(self, seconds: float) -> Storyboard:
        beats, tail = split_beats(self.text, self.hits, self.book, seconds)
        play = self._play(beats, tail)
        quotes = quotes_of(self.text, self.hits, self.book, play.cast)[:MOST_LINES]
        self._speakers_talk(play, quotes, beats)
        panels = self._panels(play, quotes, beats, tail)
        account = Account(
            scenes=tuple(panel.scene for panel in panels),
            text=self.text,
            hits=self.hits,
            play=play,
            fewer=[*play.cast.fewer, *self.fewer],
            spoken={quote.place for quote in quotes},
            paced=paced_places(self.hits, self.text, self.book),
            book=self.book,
        )
        return Storyboard(
            panels=panels, unmatched=account.unmatched(), substituted=account.substituted(), words=account.words()
        )

    def _play(self, beats: list[Beat], tail: int) -> Play:
        hits_at: dict[int, list[Hit]] = {}
        for hit in self.hits:
            if not hit.denied:
                hits_at.setdefault(hit.start, []).append(hit)
        cast = Cast(self.text, hits_at, self.book)
        play = Play(self.text, self.book, cast)
        parts = Parts(self.text, self.hits, self.book)
        for number, beat in enumerate(beats):
            end = len(self.text.words) if number == len(beats) - 1 else beat.end
            cast.panel_end = max(other.end for other in beats if other.panel == beat.panel)
            read_beat(play, parts.between(beat.start, end), beat.panel, number)
            last = number + 1 == len(beats) or beats[number + 1].panel != beat.panel
            if last and not cast.stage.get(beat.panel) and self._carries(beats, beat.panel, play):
                cast.show(cast.meant("they", beat.panel), beat.panel, number, beat.start)
        return play

    def _carries(self, beats: list[Beat], panel: int, play: Play) -> bool:
        """Nobody is named: those of the panel before stay, unless the picture is of a thing alone."""
        if not panel:
            return False
        things = any(thing.panel == panel for thing in play.things) or self._views(beats, panel)
        return not things or any(deed.panel == panel for deed in play.deeds)

    def _views(self, beats: list[Beat], panel: int) -> bool:
        """As in "A wide shot of a castle": the place itself is the picture."""
        own = [beat for beat in beats if beat.panel == panel]
        for hit in self.hits:
            if hit.kind == "place" and own[0].start <= hit.start < own[-1].end and not hit.denied:
                near = self.text.words[max(own[0].start, hit.start - _VIEWED) : hit.start]
                if not _OF.isdisjoint(near):
                    return True
        return False

    def _speakers_talk(self, play: Play, quotes: list[Quote], beats: list[Beat]) -> None:
        for quote in quotes:
            number = next((k for k, beat in enumerate(beats) if beat.start <= quote.place < beat.end), 0)
            panel = beats[number].panel
            if quote.speaker is None:
                continue
            play.cast.show([quote.speaker], panel, number, quote.place)
            if not any(deed.player == quote.speaker and deed.beat == number for deed in play.deeds):
                play.deeds.append(Deed(quote.speaker, "talk", panel, number, 0, quote.place))

    def _panels(self, play: Play, quotes: list[Quote], beats: list[Beat], tail: int) -> tuple[Panel, ...]:
        closing = [hit for hit in self.hits if hit.start >= tail and not hit.denied]
        panels: list[Panel] = []
        for number in range(beats[-1].panel + 1):
            own = [(k, beat) for k, beat in enumerate(beats) if beat.panel == number]
            staging = Staging(play, play.cast, self.book, number, own)
            before = panels[-1].scene if panels else None
            scene = self._scene(staging, quotes, closing, before)
            self.fewer.extend(staging.fewer)
            begin, end = own[0][1].begin, own[-1][1].finish
            if end > begin:
                transition = own[0][1].transition or "cut"
                panels.append(Panel(scene=scene, begin=begin, end=end, transition=transition if panels else "cut"))
        return tuple(panels)

    def _scene(self, staging: Staging, quotes: list[Quote], closing: list[Hit], before: Scene | None) -> Scene:
        start, end = staging.beats[0][1].start, staging.beats[-1][1].end
        own = [hit for hit in self.hits if start <= hit.start < end and not hit.denied]
        actors = staging.actors() or self._lonely(staging)
        told = [hit for hit in own if hit.start not in staging.play.lost]
        place, named = self._place(told, closing, actors, before)
        style = self._style([*own, *closing])
        scene = Scene(
            place=place,
            time=hour_of([*own, *closing], before.time if before else "", self.book),
            weather=first([*own, *closing], "weather", before.weather if before else "clear", weak="clear"),
            style=style,
            mood=mood_of([*own, *closing], before.mood if before else ""),
            framing=first([*own, *closing], "framing", ""),
            pace=self._pace(own, closing),
            camera=self._camera(staging, own, closing),
            actors=actors,
            props=staging.props({place, *(hit.value for hit in own if hit.kind in ("time", "weather"))}),
            effects=tuple(dict.fromkeys(values([*own, *closing], "effect")))[:_MOST_EFFECTS],
            lines=staging.lines(quotes),
        )
        if before is None or before.place != place or named:
            return scene
        known = set(scene.prop_names)
        kept = tuple(prop for prop in before.props if prop.name not in known)
        return replace(scene, props=(*scene.props, *kept), effects=scene.effects or before.effects)

    def _place(
        self, own: list[Hit], closing: list[Hit], actors: tuple[Actor, ...], before: Scene | None
    ) -> tuple[str, bool]:
        """The place, and whether these words themselves name it."""
        acts = {act.action for actor in actors for act in actor.acts}
        named = place_named(own, self.book, acts=acts)
        if named:
            return named, True
        named = place_named(closing, self.book, acts=acts)
        if named and before is None:
            return named, False
        if before is not None:
            return before.place, False
        species = [actor.species for actor in actors]
        return place_implied([*own, *closing], self.book, species=species, acts=acts) or "meadow", False

    def _style(self, hits: list[Hit]) -> str:
        """A panel's own look, else one that holds for the clip."""
        own = style_of(hits)
        everywhere = style_of([hit for hit in self.hits if not hit.denied])
        return everywhere or "none" if own in ("", "cinematic") else own

    def _pace(self, own: list[Hit], closing: list[Hit]) -> float:
        return pace_of([*own, *closing])

    def _camera(self, staging: Staging, own: list[Hit], closing: list[Hit]) -> tuple[Move, ...]:
        if self.camera_fixed:
            return _STILL
        moves = moves_of([beat for _, beat in staging.beats], own, self.text, self.book)
        if any(move.name == "static" and move.begin == 0.0 and move.end == 1.0 for move in moves):
            moves = _STILL
        names = {move.name for move in moves}
        return (*moves, *(move for move in global_moves(closing, self.text, self.book) if move.name not in names))

    def _lonely(self, staging: Staging) -> tuple[Actor, ...]:
        """Somebody has to surf or dance when nobody is named."""
        alone = staging.play.alone
        if staging.panel == 0 and alone and alone[0] in _LONELY:
            staging.play.acted.update(hit.start for hit in self.hits if hit.kind == "action" and hit.value == alone[0])
            return (acting("person", alone[0]),)
        return ()
