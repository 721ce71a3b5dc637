"""Who does what, with whom and with which thing: one pass over the parts of a beat, subject before verb before object.

Knows grammar, not drawing. What it can't tell it leaves out; the remainder reports it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kinora.engines.previs.reading.parts import Part
from kinora.engines.previs.reading.play import Deed, Play, Thing


def read_beat(play: Play, parts: list[Part], panel: int, beat: int) -> None:
    """Take one beat into the play."""
    clause = _Clause(play, panel, beat)
    for place, part in enumerate(parts):
        clause.take(part, parts[place + 1 : place + 4], parts[place - 1] if place else None)
    clause.close_sentence()
    play.sentences[beat] = max(1, clause.sentence)


@dataclass(slots=True)
class _Clause:
    """The sentence that is being read.

    group: the players last named, earlier: those before them. role: what they are in the clause, "subject" or "object".
    verb: the deeds still open for an object. pending: a little word that the next noun belongs to.
    """

    play: Play
    panel: int
    beat: int
    sentence: int = 0
    subject: list[int] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    earlier: list[int] = field(default_factory=list)
    role: str = ""
    verb: list[Deed] = field(default_factory=list)
    pending: str = ""
    joined: bool = False
    comma: bool = False
    fresh: bool = True
    by_thing: Part | None = None
    orphans: list[Part] = field(default_factory=list)
    passive: Part | None = None
    holding: str = ""
    carried: Thing | None = None
    before_verb: list[int] = field(default_factory=list)
    stirred: bool = False
    closed: bool = False

    def take(self, part: Part, after: list[Part], before: Part | None) -> None:
        match part.kind:
            case "actor":
                self._actor(part, after)
            case "verb":
                self._verb(part, after, before)
            case "prop":
                self._prop(part)
            case "thing" | "word":
                self._thing(part)
            case "clothes" | "fur":
                self._clothes(part)
            case "stop":
                self.close_sentence()
            case "comma":
                self._comma(after)
            case "generic":
                self._players(self.play.cast.meant("it", self.panel), part)
            case "other":
                self._other(part)
            case "quote" | "stamp" | "shot":
                self.verb, self.pending = [], ""
            case "reference":
                self.by_thing = part if self.fresh and not self.pending else self.by_thing
                self.pending = ""
            case _:
                self._little(part, before)

    def close_sentence(self) -> None:
        if self.orphans:
            self._orphaned()
        if self.stirred:
            self.sentence += 1
        self.stirred = False
        self.group, self.role, self.verb, self.pending = [], "", [], ""
        self.earlier = []
        self.joined = self.comma = self.closed = False
        self.fresh, self.by_thing, self.passive = True, None, None
        self.holding, self.carried, self.before_verb = "", None, []

    def _orphaned(self) -> None:
        """Verbs before anybody is named, and nobody came: those who are on stage do them."""
        doers = self.subject or self.play.cast.meant("they", self.panel)
        if not doers:
            self.play.alone.extend(part.hit.value for part in self.orphans if part.hit is not None)
        self.play.cast.show(doers, self.panel, self.beat, self.orphans[0].start)
        for part in self.orphans:
            self._deeds(part, list(doers))
        self.orphans = []

    def _comma(self, after: list[Part]) -> None:
        self.comma, self.fresh = True, True
        self.by_thing, self.holding = None, ""
        self.pending = ""
        if not (after and after[0].kind in ("and", "comma")):
            self.verb = []
        if self.orphans and not (after and after[0].kind == "actor"):
            self._orphaned()

    def _little(self, part: Part, before: Part | None) -> None:
        if part.kind.startswith("pronoun"):
            meant = self.play.cast.meant(part.kind.removeprefix("pronoun "), self.panel)
            one = self.play.text.words[max(0, part.start - 2) : part.start] == ["one", "of"]
            self._players(meant[:1] if one else meant, part)
        elif part.kind == "and":
            self.joined, self.fresh = True, False
        elif part.kind == "clause":
            self.fresh, self.verb, self.by_thing, self.joined = True, [], None, False
            self.pending, self.comma = "", True
        elif part.kind == "holding":
            self._hold(part, before)
        elif part.kind == "relative":
            self.pending = "relative"
        elif part.kind == "object_mark" and self.group and before is not None and before.kind == "actor":
            self.before_verb, self.group, self.role = self.group, self.earlier or list(self.subject), "subject"
        elif part.kind in ("with", "by", "in", "to", "prep"):
            self.pending, self.fresh = part.kind, False

    def _hold(self, part: Part, before: Part | None) -> None:
        """As in "Holding a sword"; in Japanese the thing comes first, and then who holds it."""
        self.play.acted.add(part.start)
        if before is not None and (before.kind == "object_mark" or before.kind == "prop") and self.play.things:
            self.carried = self.play.things[-1]
            return
        self.holding, self.pending = "held", ""
        self.verb = []

    def _actor(self, part: Part, after: list[Part]) -> None:
        following = after[0] if after else None
        beside = (
            following is not None and following.start == part.end and following.kind in ("prop", "actor", "clothes")
        )
        if beside and following is not None and not self._owns(part, following) and self._describes(part, following):
            self.play.lost.add(part.start)
            return
        leads = following is not None and following.kind == "verb" and not following.word.endswith("ing")
        if self.joined and self.verb and leads:
            self.verb, self.joined, self.group = [], False, []
        assert part.hit is not None
        found = (
            self.play.cast.call(part.hit, self.panel, self.beat)
            if part.start not in self.play.lost | self.play.merged
            else []
        )
        if found:
            self._players(found, part)
        elif part.start not in self.play.lost | self.play.merged:
            self.group, self.by_thing = [], part

    def _owns(self, part: Part, following: Part) -> bool:
        """As in "The drone's searchlight" there is a drone, "a chef's hat" is only a hat."""
        if part.end - 1 not in self.play.text.owners or following.hit is None:
            return False
        return following.kind == "prop" and following.hit.value not in self.play.book.table["held"]["kinds"]

    def _describes(self, part: Part, following: Part) -> bool:
        """As in "A cat statue" is a statue, "a camel caravan" still camels."""
        assert part.hit is not None
        if following.kind == "clothes" or following.hit is None:
            return True
        if self.play.book.meanings.get(following.word) and following.hit.meaning.near and not part.hit.meaning.near:
            self.play.lost.add(following.start)
            return False
        if following.word in self.play.book.little["kin"]:
            self.play.merged.add(following.start)
            return False
        return following.kind == "prop" or following.word != part.word

    def _players(self, players: list[int], part: Part) -> None:
        if not players:
            return
        cast = self.play.cast
        cast.show(players, self.panel, self.beat, part.start)
        pending, self.pending = self.pending, ""
        if self.carried is not None and self.carried.part.hit is not None:
            self.carried.use = "held"
            cast.players[players[0]].holds = self.carried.part.hit.value
            cast.players[players[0]].held_at = self.carried.part.start
            self.carried = None
        self.fresh, self.by_thing = False, None
        if pending == "by" and self.group and self.passive is None and not self.verb:
            self.before_verb, self.group, self.role = self.group, players, "subject"
        elif self._is_agent(players, pending) or self._is_partner(players, pending):
            pass
        elif (self.joined and self.group and not self.verb) or (
            pending == "with" and self.group and self.role == "subject"
        ):
            self.group = [*self.group, *(player for player in players if player not in self.group)]
        elif pending in ("prep", "to", "in") and self.group and not self.comma:
            pass
        else:
            self.earlier = self.group if self.group != players else []
            self.group, self.role = players, "subject" if not self.verb else "object"
        self.joined = self.comma = False
        if self.orphans and self.role == "subject":
            waiting, self.orphans = self.orphans, []
            for verb in waiting:
                self._deeds(verb, list(self.group))
            self.verb = []

    def _is_agent(self, players: list[int], pending: str) -> bool:
        """As in "Is chased by a cat": the cat does it."""
        if self.passive is None or pending != "by":
            return False
        patient = list(self.group or self.subject)
        part, self.passive = self.passive, None
        self._deeds(part, players)
        if patient:
            self._with_partner(patient)
        self.group, self.role = patient, "subject"
        return True

    def _is_partner(self, players: list[int], pending: str) -> bool:
        """Whether these are whom the open verb is done with or to, or who does it too."""
        if not self.verb or self.comma:
            return False
        action = self.verb[0].action
        open_for = [player for player in players if player not in {deed.player for deed in self.verb}]
        if not open_for:
            return False
        two = self.play.is_two(action) and pending in ("", "with", "to", "in", "prep", "by", "relative")
        two = two or (pending == "" and self.play.is_two(action, "steers") and self._are_vehicles(open_for))
        if two and pending == "prep" and action not in ("look", "ride", "play", "fight", "drive", "follow"):
            two = False
        if two and all(deed.partner is None for deed in self.verb):
            self._with_partner(open_for)
        elif pending == "with" or (self.joined and self.verb[0].partner is not None):
            for player in open_for:
                self._also(player, self.verb[0])
        else:
            return False
        self.group, self.role = players, "object"
        return True

    def _are_vehicles(self, players: list[int]) -> bool:
        vehicles = frozenset[str]().union(*self.play.book.table["vehicles"].values())
        return all(self.play.cast.players[player].species in vehicles for player in players)

    def _with_partner(self, players: list[int]) -> None:
        for place, deed in enumerate(self.verb):
            other = players[min(place, len(players) - 1)]
            deed.partner = other if other != deed.player else None
        first = self.verb[0]
        steered = self.play.is_two(first.action, "steers") and self._are_vehicles(players)
        reply = first.action if steered else _reply(first.action, self.play)
        for place, player in enumerate(players):
            doer = self.verb[min(place, len(self.verb) - 1)].player
            if reply == first.action or first.action in ("ride", "drive"):
                self._also(player, first, reply, doer)
            elif reply:
                self._also(player, first, reply, None)

    def _also(self, player: int, deed: Deed, action: str = "", partner: int | None = None) -> None:
        """What somebody does because another does; gives way to a verb of its own."""
        if any(other.player == player and other.place == deed.place for other in self.play.deeds):
            return
        self.play.deeds.append(
            Deed(player, action or deed.action, self.panel, self.beat, self.sentence, deed.place, partner)
        )

    def _verb(self, part: Part, after: list[Part], before: Part | None) -> None:
        assert part.hit is not None
        self.stirred = True
        participle = part.word.endswith("ing") and " " not in part.word
        following = after[0] if after else None
        if participle and following is not None and following.kind == "actor" and self._is_adjective(part):
            self.orphans.append(part)
            return
        if participle and following is not None and following.kind in ("prop", "thing") and self._after_article(part):
            self.play.acted.add(part.start)
            return
        if self.by_thing is not None:
            self._thing_does(part)
            return
        told = part.word.endswith("ed by")
        if told or (self._is_passive(part) and any(later.kind == "by" for later in after[:1])):
            self.pending = "by" if told else ""
            self.passive = part
            self.subject = self.group or self.subject
            return
        self._choose_subject(participle)
        if not self.subject and not participle and self.play.last:
            self.subject = list(self.play.last)
            self.play.cast.show(self.subject, self.panel, self.beat, part.start)
        if not self.subject:
            self.orphans.append(part)
            return
        self._deeds(part, list(self.subject))
        if self.before_verb:
            if self.play.is_two(part.hit.value):
                self._with_partner(self.before_verb)
            self.before_verb = []
        self.group, self.role, self.pending = [], "", ""
        self.joined = self.comma = self.fresh = self.closed = False

    def _is_passive(self, part: Part) -> bool:
        """As in "Chased", "is driven", "es perseguido": done to the subject when "by" follows."""
        before = self.play.text.words[max(0, part.start - 2) : part.start]
        copula = not self.play.book.little["copula"].isdisjoint(before) and not part.word.endswith("ing")
        return copula or part.word.endswith(("ed", "ado", "ada", "ido", "ida"))

    def _after_article(self, part: Part) -> bool:
        little = self.play.book.little
        before = self.play.text.word(part.start - 1)
        return before in little["indefinite"] | little["definite"] | little["possessive"]

    def _is_adjective(self, part: Part) -> bool:
        """As in "A sleeping cat", but "a dog chasing cats"."""
        assert part.hit is not None
        if self._after_article(part) or part.start == 0:
            return True
        if not self.group and not self.subject:
            return True
        return not self.play.is_two(part.hit.value) and not self.group

    def _choose_subject(self, participle: bool) -> None:
        if not self.group:
            return
        if self.role == "object" and self.subject:
            told = self.pending == "relative" or (participle and not self.joined and not self.comma)
            if (self.joined or self.comma or not told) and self.pending != "relative":
                return
        self.subject = self.group

    def _deeds(self, part: Part, players: list[int]) -> None:
        assert part.hit is not None
        action = part.hit.value
        self.stirred = True
        if players:
            self.play.acted.add(part.start)
            self.play.last = list(players)
        self.verb = [Deed(player, action, self.panel, self.beat, self.sentence, part.start) for player in players]
        self.play.deeds.extend(self.verb)
        if len(players) > 1 and self.play.is_two(action, "mutual"):
            for place, deed in enumerate(self.verb):
                deed.partner = players[place ^ 1] if (place ^ 1) < len(players) else players[0]

    def _other(self, part: Part) -> None:
        """As in "Each other", "one … the other": those of the group that are not the subject."""
        near = self.play.cast.stage.get(self.panel, [])
        rest = [player for player in near if player not in self.subject[:1]]
        if self.verb and rest and all(deed.partner is None for deed in self.verb):
            self._with_partner(rest[:1] if len(self.verb) == 1 else rest)
        elif rest and not self.verb:
            self._players(rest[-1:], part)

    def _prop(self, part: Part) -> None:
        assert part.hit is not None
        thing = Thing(part, self.panel)
        self.play.things.append(thing)
        pending, self.pending = self.pending, ""
        name, held = part.hit.value, self.play.book.table["held"]
        owner = (self.group or self.subject)[:1] if pending == "with" or self.holding else self.group[:1]
        if self.holding and owner and name in held["words"]:
            self._keeps(owner[0], thing)
        elif self.verb and self._is_instrument(pending, name):
            thing.use = "stands" if pending in ("prep", "in", "to") else "used"
            for deed in self.verb:
                deed.prop = deed.prop or name
        elif owner and name in held["words"] and (pending == "with" or (pending == "in" and name in held["worn"])):
            self._keeps(owner[0], thing)
        elif self.fresh and not pending:
            self.by_thing = part
        if self.joined or self.holding:
            self.joined = False
        self.fresh = False

    def _keeps(self, player: int, thing: Thing) -> None:
        assert thing.part.hit is not None
        if not self.play.cast.players[player].holds:
            self.play.cast.players[player].holds = thing.part.hit.value
            self.play.cast.players[player].held_at = thing.part.start
            thing.use = "held"

    def _is_instrument(self, pending: str, name: str) -> bool:
        """Whether the open verb is done with this thing: "kicks a ball", "sits on a bench", not "walks to a tree"."""
        action, table = self.verb[0].action, self.play.book.table
        if self.comma or self.closed:
            return False
        self.closed = pending in ("prep", "in")
        if pending in ("", "relative"):
            return action != "idle"
        if pending == "with":
            return action not in table["actions"]["carrying"] or name not in table["held"]["words"]
        if pending in ("prep", "in"):
            before = self.play.text.words[max(0, self.play.things[-1].part.start - 4) : self.play.things[-1].part.start]
            on = {"on", "onto", "at", "in", "auf", "sobre", "sur", "en", "dans", "an", "在"}
            return action in table["actions"]["seated"] and bool(on & set(before))
        return False

    def _thing(self, part: Part) -> None:
        if self.pending in ("prep", "in", "to", "with", "by"):
            if part.kind == "thing":
                self.closed = self.closed or self.pending in ("prep", "in")
                self.pending = ""
            return
        if self.fresh and not (self.group and self.role == "subject" and not self.comma):
            self.by_thing = part
        self.holding = "" if part.kind == "thing" else self.holding

    def _thing_does(self, part: Part) -> None:
        """What a balloon, the rain or the leaves do by themselves."""
        thing = self.by_thing
        assert thing is not None and part.hit is not None
        if part.hit.value == "idle":
            self.play.acted.add(part.start)
        motion = self.play.book.motion
        if thing.kind == "reference":
            known = True  # a picture that the prompt refers to does it
        elif thing.hit is not None and thing.hit.kind == "prop":
            known = part.word in motion.get(thing.hit.value, ())
        else:
            known = thing.hit is not None and thing.hit.kind in (
                "species",
                "effect",
                "weather",
                "time",
                "implied.place",
                "place",
            )
        if known:
            self.play.acted.add(part.start)

    def _clothes(self, part: Part) -> None:
        """As in "In a red dress": the colour before it is the wearer's."""
        cast, book = self.play.cast, self.play.book
        wearer = (self.group or self.subject)[:1]
        if part.kind == "fur" and wearer and cast.players[wearer[0]].species in book.table["people"]["bare"]:
            return
        place = part.start - 1
        after = [hit for hit in cast.hits_at.get(part.end, []) if hit.kind == "colour"]
        if after and not self.play.text.breaks[part.end]:
            place = part.end  # "un vestido rojo"
        while place >= 0 and abs(part.start - place) <= 4 and not self.play.text.breaks[min(place + 1, part.start)]:
            colour = next((hit for hit in cast.hits_at.get(place, []) if hit.kind == "colour"), None)
            if colour is not None:
                if wearer and not cast.players[wearer[0]].coat:
                    for player in self.group or self.subject:
                        cast.players[player].coat = book.colours.get(colour.value, "")
                    cast.used.add(place)
                    self.play.worn.update(range(min(place, part.start), max(place + 1, part.end)))
                elif wearer and place in cast.used:
                    self.play.worn.update(range(min(place, part.start), max(place + 1, part.end)))
                break
            place -= 1
        self.holding = self.holding if part.kind == "clothes" else ""
        self.pending = "" if part.kind == "clothes" else self.pending


def _reply(action: str, play: Play) -> str:
    """What the partner does: the same, flees, walks along, eats; "" for nothing of its own."""
    table = play.book.table["actions"]
    if action in table["mutual"]:
        return action
    replies = {"flees": "run", "walks": "walk", "eats": "eat"}
    named = next((reply for kind, reply in replies.items() if action in table[kind]), "")
    return named or {"ride": "walk", "drive": "drive"}.get(action, "")
