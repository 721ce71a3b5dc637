"""Which engines may render a job, first to last, and in which line it waits for them. Knows names only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kinora.spec.errors import InvalidRequest, Problem

AUTO = "auto"
CPU = "cpu"


@dataclass(frozen=True, slots=True)
class Routes:
    """The engines that this server has, in the order in which `auto` tries them.

    queues: the line in which jobs for an engine wait, where it is not `cpu`.
    """

    configured: tuple[str, ...]
    queues: Mapping[str, str] = field(default_factory=dict)

    def queue(self, route: tuple[str, ...]) -> str:
        """The line for a job with this route."""
        return self.queues.get(route[0], CPU)

    def choose(self, wish: str | None) -> tuple[str, ...]:
        """The engines for a request's wish. Raises InvalidRequest (field `route`) for one that is not set up."""
        if not self.configured:
            raise InvalidRequest((self._problem("can't be served: no engine is set up on this server"),))
        if wish is None or wish == AUTO:
            return self.configured
        if wish in self.configured:
            return (wish,)
        have = " and ".join(self.configured)
        raise InvalidRequest((self._problem(f"can't be {wish!r}: this server has {have} (or {AUTO!r})"),))

    def _problem(self, detail: str) -> Problem:
        return Problem(field="route", rule="one_of", allowed=(AUTO, *self.configured), detail=detail)


def chosen_queues(text: str, offered: Mapping[str, bool]) -> tuple[str, ...]:
    """The lines that a comma list means, in the order of `offered`.

    text: names of lines, a family of them (`upstream` for every `upstream:<name>`), `all` that can be worked on here,
    or `none`. offered: every line there is, and whether it can be worked on here. Raises ValueError with a sentence.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    if words == ["none"]:
        return ()
    if words == ["all"]:
        return tuple(name for name, is_usable in offered.items() if is_usable)
    chosen: list[str] = []
    for word in words:
        found = [name for name in offered if name == word or name.startswith(f"{word}:")]
        if not found:
            raise ValueError(f"queues: there is no line {word!r} here: give some of {', '.join(offered)}, all or none")
        if lacking := [name for name in found if not offered[name]]:
            raise ValueError(f"queues: no engine for {lacking[0]!r} is installed here. See: kinora doctor")
        chosen += found
    return tuple(name for name in offered if name in chosen)
