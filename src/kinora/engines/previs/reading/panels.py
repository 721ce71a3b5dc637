"""From what was understood to what is shown: the actors, things and lines of a panel, in shares of its time."""

from __future__ import annotations

from dataclasses import dataclass, field

from kinora.engines.previs.lexicon.book import Lexicon
from kinora.engines.previs.reading.beats import Beat
from kinora.engines.previs.reading.casting import Cast, Fewer, Player, is_plural, looks_before
from kinora.engines.previs.reading.dialogue import MOST_LINES, Quote
from kinora.engines.previs.reading.play import Deed, Play, Thing
from kinora.engines.previs.scene import Act, Actor, Line, Prop

_MOST_PROPS = 6
_MOST_OF_ONE = 9
_PLAIN_PLURAL = 3
_MOST_ACTS = 6
_LATEST_LINE = 0.8


@dataclass(slots=True)
class Staging:
    """Puts one panel's players on stage. beats: those of the panel, with their numbers."""

    play: Play
    cast: Cast
    book: Lexicon
    panel: int
    beats: list[tuple[int, Beat]]
    fewer: list[Fewer] = field(default_factory=list)

    def share(self, moment: float) -> float:
        """A share of the clip as a share of the panel."""
        begin, end = self.beats[0][1].begin, self.beats[-1][1].finish
        return round(min(max((moment - begin) / max(end - begin, 1e-6), 0.0), 1.0), 4)

    def actors(self) -> tuple[Actor, ...]:
        on_stage = self.cast.stage.get(self.panel, [])
        return tuple(self._actor(player, on_stage) for player in on_stage)

    def _actor(self, place: int, on_stage: list[int]) -> Actor:
        player = self.cast.players[place]
        named = [number for number, _ in self.beats if number in player.beats]
        first = min(named, default=self.beats[0][0])
        enters = self.share(dict(self.beats)[first].begin)
        acts = self._acts(place, on_stage, first)
        return Actor(
            player.species,
            acts,
            coat=player.coat,
            size=player.size,
            holds=player.holds,
            enters=enters,
            holds_colour=self._held_colour(player),
        )

    def _held_colour(self, player: Player) -> str:
        things = (thing for thing in self.play.things if thing.part.start == player.held_at)
        return next((self._prop(thing).colour for thing in things), "")

    def _acts(self, place: int, on_stage: list[int], first: int) -> tuple[Act, ...]:
        acts: list[Act] = []
        own = [deed for deed in self.play.deeds if deed.player == place and deed.panel == self.panel]
        for number, beat in self.beats:
            for begin, deed in self._timed([deed for deed in own if deed.beat == number], place, number, beat):
                partner = on_stage.index(deed.partner) if deed.partner in on_stage else None
                acts.append(Act(self._fit(deed.action, place), begin, partner, deed.prop))
        if not acts:
            return (self._carried(place, on_stage),)
        if acts[0].begin > 0 and first == self.beats[0][0]:
            acts.insert(0, Act())
        acts[0] = Act(acts[0].action, 0.0, acts[0].partner, acts[0].prop)
        return tuple(_told(acts))[:_MOST_ACTS]

    def _carried(self, place: int, on_stage: list[int]) -> Act:
        """Somebody of whom nothing new is told goes on; a driverless vehicle drives only when told so."""
        before = [deed for deed in self.play.deeds if deed.player == place and deed.panel < self.panel]
        if not before:
            return Act()
        last = before[-1]
        partner = on_stage.index(last.partner) if last.partner in on_stage else None
        return Act(self._fit(last.action, place), 0.0, partner, last.prop)

    def _timed(self, deeds: list[Deed], place: int, number: int, beat: Beat) -> list[tuple[float, Deed]]:
        """Deeds of one sentence share its time; who was there before the sentence waits for it."""
        telling = [deed for deed in deeds if deed.action != "idle"] or deeds
        deeds = _once(telling)
        if not deeds:
            return []
        sentences = self.play.sentences.get(number, 1)
        span = beat.finish - beat.begin
        found: list[tuple[float, Deed]] = []
        for sentence in sorted({deed.sentence for deed in deeds}):
            mine = [deed for deed in deeds if deed.sentence == sentence]
            low = sentence / sentences
            for k, deed in enumerate(mine):
                moment = low + k / (len(mine) * sentences)
                found.append((self.share(beat.begin + span * moment), deed))
        starts = self.cast.players[place].beats.get(number, -1)
        begun = min(deed.place for deed in deeds)
        if starts < 0 or self._comes_with(begun, starts):
            found[0] = (self.share(beat.begin), found[0][1])
        return found

    def _comes_with(self, verb: int, named: int) -> bool:
        """Whether the first deed stands in the sentence that named its doer."""
        low, high = sorted((verb, named))
        return not any(self.play.text.ends_sentence(place) for place in range(low + 1, high + 1))

    def _fit(self, action: str, place: int) -> str:
        """Vehicles drive, fly or sail where creatures would walk or run."""
        species, table = self.cast.players[place].species, self.book.table
        kind = next((kind for kind, rows in table["vehicles"].items() if species in rows), "")
        if kind and action in table["moving"][kind]:
            return {"land": "drive", "air": "fly", "water": "sail"}[kind]
        return action

    def props(self, around: set[str]) -> tuple[Prop, ...]:
        """The things on stage, each once, held and used ones too: they have a colour and a size.

        around: place, time and weather, which show some things anyway.
        """
        found: dict[str, Prop] = {}
        anyway = frozenset[str]().union(*(self.book.shown.get(key, frozenset()) for key in around))
        for thing in self.play.things:
            if thing.panel == self.panel:
                prop = self._prop(thing)
                plain = not prop.colour and prop.count in (1, _PLAIN_PLURAL)
                if thing.use != "stands" or not (plain and thing.part.word in anyway):
                    kept = found.get(prop.name)
                    found[prop.name] = prop if kept is None or (prop.colour and not kept.colour) else kept
        return tuple(found.values())[:_MOST_PROPS]

    def _prop(self, thing: Thing) -> Prop:
        hit = thing.part.hit
        assert hit is not None
        looks = looks_before(self.play.text, self.cast.hits_at, hit, self.book)
        self.cast.used.update(looks.used)
        several = looks.count if looks.count is not None else 1
        if looks.count is None and is_plural(self.play.text.phrase(hit.start, hit.end), self.book):
            several = _PLAIN_PLURAL
        if several > _MOST_OF_ONE:
            self.fewer.append(Fewer(looks.counted, hit.end, _MOST_OF_ONE))
        colour = self.book.colours.get(looks.coat, "")
        return Prop(hit.value, colour, looks.size, min(several, _MOST_OF_ONE))

    def _starts(self, quotes: list[Quote], beat: Beat) -> list[float]:
        """When each line begins, as shares of its beat: with the sentence that it stands in, never at the very end."""
        text, length = self.play.text, max(1, beat.end - beat.start)
        sentences = (
            next((k for k in range(quote.place, beat.start, -1) if text.ends_sentence(k)), beat.start)
            for quote in quotes
        )
        return _apart([round(_LATEST_LINE * (start - beat.start) / length, 4) for start in sentences])

    def lines(self, quotes: list[Quote]) -> tuple[Line, ...]:
        on_stage = self.cast.stage.get(self.panel, [])
        found = []
        for _, beat in self.beats:
            here = [quote for quote in quotes if beat.start <= quote.place < beat.end]
            span = beat.finish - beat.begin
            starts = [*self._starts(here, beat), 1.0]
            for k, quote in enumerate(here):
                begin = self.share(beat.begin + span * starts[k])
                end = self.share(beat.begin + span * starts[k + 1])
                speaker = on_stage.index(quote.speaker) if quote.speaker in on_stage else None
                found.append(Line(quote.text, begin, end, speaker))
        return tuple(found[:MOST_LINES])


def _apart(starts: list[float]) -> list[float]:
    """Shares in order, those that are the same spread until the next."""
    found: list[float] = []
    for place, start in enumerate(starts):
        first, count = starts.index(start), starts.count(start)
        later = next((other for other in starts if other > start), 1.0)
        found.append(start + (later - start) * (place - first) / count)
    return found


def _once(deeds: list[Deed]) -> list[Deed]:
    """The same deed told twice in a row is one."""
    kept: list[Deed] = []
    for deed in sorted(deeds, key=lambda deed: deed.place):
        last = kept[-1] if kept else None
        if last is not None and last.action == deed.action and last.sentence == deed.sentence:
            last.partner = last.partner if last.partner is not None else deed.partner
            last.prop = last.prop or deed.prop
        else:
            kept.append(deed)
    return kept


def _told(acts: list[Act]) -> list[Act]:
    kept = acts[:1]
    for act in acts[1:]:
        last = kept[-1]
        if act.begin <= last.begin or (act.action, act.partner, act.prop) == (last.action, last.partner, last.prop):
            continue
        kept.append(act)
    return kept
