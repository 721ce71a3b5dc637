"""Which engines may render a job, first to last. Knows names only: of what was asked for and of what is set up."""

from __future__ import annotations

from dataclasses import dataclass

from kinora.spec.errors import InvalidRequest, Problem

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Routes:
    """The engines that this server has, in the order in which `auto` tries them."""

    configured: tuple[str, ...]

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
