"""Contact sheets on request: what fails is told to the caller as something to try again, never as a broken server."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from kinora.engines.base import Sketch
from kinora.engines.registry import Entry, Registry
from kinora.engines.sketching import Sheet, Sketcher
from kinora.spec.errors import Busy, MediaUnusable, NotAllowed
from kinora.spec.plan import Plan
from tests.engines.test_child import PLAN

HERE = "tests.engines.test_sketching"


class DrawingEngine:
    name = "drawing"

    def sketch(self, plan: Plan, sheet: Path) -> Sketch:
        sheet.write_bytes(b"a picture")
        return Sketch(board={"of": plan.prompt}, sheet=sheet)


class BreakingEngine:
    name = "breaking"

    def sketch(self, plan: Plan, sheet: Path) -> Sketch:
        os._exit(3)


class RefusingEngine:
    name = "refusing"

    def sketch(self, plan: Plan, sheet: Path) -> Sketch:
        raise MediaUnusable("Not this one.")


def sketched(*names: str) -> list[Sheet]:
    """A sheet of each engine in turn, by one sketcher an engine."""

    async def go() -> list[Sheet]:
        found = []
        for name in names:
            sketcher = Sketcher(Registry({name: Entry(f"{HERE}:{name}", sketches=True)}))
            try:
                found.append(await sketcher.sketch(PLAN))
            finally:
                await sketcher.close()
        return found

    return asyncio.run(go())


def test_a_sheet_and_its_board() -> None:
    assert sketched("DrawingEngine") == [Sheet({"of": PLAN.prompt}, b"a picture")]


@pytest.mark.parametrize("name", ["BreakingEngine", "RefusingEngine"])
def test_what_fails_may_be_tried_again(name: str) -> None:
    with pytest.raises(Busy, match="try again"):
        sketched(name)


def test_without_an_engine_that_draws_it_is_said() -> None:
    with pytest.raises(NotAllowed, match="kinora doctor"):
        asyncio.run(Sketcher(Registry({})).sketch(PLAN))
