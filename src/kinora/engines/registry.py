"""Which engines there are, by name, without loading any of them: a name leads to a class by its import path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec

ENTRY_POINTS = "kinora.engines"
"""The entry point group by which other packages add engines: `<name> = "module:Class"`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One engine. target: "module:Class". needs: modules without which it can't run. queue: where its jobs wait.

    sketches: whether its class is a SketchingEngine.
    """

    target: str
    needs: tuple[str, ...] = ()
    queue: str = "cpu"
    sketches: bool = False


BUILT_IN: Mapping[str, Entry] = {
    "previs": Entry("kinora.engines.previs.engine:PrevisEngine", ("av", "cv2", "numpy"), sketches=True),
}


class Registry:
    """The engines of one installation, in the order in which they are preferred."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = dict(entries)

    @classmethod
    def installed(cls) -> Registry:
        """The built-in engines, and those of other packages behind them."""
        found = {point.name: Entry(point.value) for point in entry_points(group=ENTRY_POINTS)}
        return cls({**BUILT_IN, **{name: entry for name, entry in found.items() if name not in BUILT_IN}})

    def names(self) -> tuple[str, ...]:
        """Every engine, usable or not."""
        return tuple(self._entries)

    def available(self) -> tuple[str, ...]:
        """The engines whose modules are installed."""
        return tuple(name for name in self._entries if not self.missing(name))

    def missing(self, name: str) -> tuple[str, ...]:
        """The modules that an engine lacks; empty when it can run."""
        entry = self._entries[name]
        wanted = (entry.target.partition(":")[0], *entry.needs)
        return tuple(module for module in wanted if not _exists(module))

    def queue(self, name: str) -> str:
        """The line in which jobs for an engine wait. Raises KeyError."""
        return self._entries[name].queue

    def sketching(self) -> str | None:
        """The first engine here that shows what it would draw, by the import path of its class."""
        return next((self.target(name) for name in self.available() if self._entries[name].sketches), None)

    def target(self, name: str) -> str:
        """The import path of an engine's class. Raises KeyError."""
        return self._entries[name].target


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # the package around it is missing
        return False
