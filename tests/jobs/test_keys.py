from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs.keys import LOCAL_OWNER, Keys, OpenKeys
from kinora.jobs.tables import keys as table
from kinora.spec.errors import NotFound
from kinora.testing import SteppedClock
from tests.jobs.house import build


def test_a_key_is_shown_once_and_speaks_for_its_owner(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        keys = Keys(house.database)
        text = await keys.create("laptop")
        assert UUID(text).version == 4
        owner = await keys.authenticate(text)
        assert owner is not None and owner.name == "laptop"
        second = await keys.authenticate(await keys.create("phone", owner.id))
        assert second is not None and second.id == owner.id
        assert await keys.authenticate(f" {text.upper()} ") == owner
        for wrong in (None, "", str(uuid4()), text[:-1]):
            assert await keys.authenticate(wrong) is None
        stored = await house.database.read(lambda c: [tuple(row) for row in c.execute(sa.select(table))])
        assert text not in repr(stored)
        house.close()

    asyncio.run(go())


def test_a_revoked_key_stops_working_in_every_process(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        clock = SteppedClock()
        here, there = Keys(house.database, now=clock), Keys(house.database, now=clock)
        text = await here.create("laptop")
        assert await here.authenticate(text) and await there.authenticate(text)
        (key,) = await here.list()
        await here.revoke(key.id)
        assert await here.authenticate(text) is None
        clock.forward(5.1)
        assert await there.authenticate(text) is None
        assert (await here.list())[0].revoked is not None
        with pytest.raises(NotFound):
            await here.revoke(key.id)
        house.close()

    asyncio.run(go())


def test_the_open_house_has_one_owner_until_there_is_a_key(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        clock = SteppedClock()
        keys = Keys(house.database, now=clock)
        door = OpenKeys(keys, now=clock)
        first = await door.authenticate("one")
        assert first is not None and first.id == LOCAL_OWNER
        assert await door.authenticate("another") == first
        text = await keys.create("real")
        clock.forward(6)
        assert await door.authenticate("another") is None
        assert await door.authenticate(text) is not None
        house.close()

    asyncio.run(go())
