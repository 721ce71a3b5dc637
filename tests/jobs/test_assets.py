from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from kinora.catalogue.load import Catalogue
from kinora.jobs.asset import Unusable
from kinora.jobs.assets import Assets
from kinora.jobs.desk import Desk, NoCrew
from kinora.jobs.keys import Owner
from kinora.jobs.route import Routes
from kinora.media.links import Links
from kinora.media.store import MediaStore
from kinora.spec.errors import Busy, MediaUnusable, NotFound, TooLarge
from kinora.spec.media import Upload
from tests.disks import mounted, read_only
from tests.jobs.house import ANNA, BEN, FORM, build, picture, wish


def a_file(folder: Path, data: bytes) -> Path:
    path = folder / "sent"
    path.write_bytes(data)
    return path


def test_an_upload_is_looked_at_measured_and_stored(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        promised = await house.assets.begin_upload(ANNA, ".jpg")
        assert promised.state == "pending"
        # Announced as JPG, but it is a PNG: what it is counts.
        got = await house.assets.receive_upload(promised.id, a_file(tmp_path, picture(80, 60)))
        assert (got.state, got.kind, got.media_type, got.suffix) == ("ready", "image", "image/png", ".png")
        assert (got.width, got.height, got.bytes) == (80, 60, len(picture(80, 60)))
        read = b"".join([chunk async for chunk in house.assets.read(got, 0, got.bytes or 0)])
        assert read == picture(80, 60)
        assert await house.assets.receive_upload(promised.id, a_file(tmp_path, picture(2, 2))) == got
        assert await house.assets.resolve(Upload(got.id), "image", ANNA.id) == got
        for asked, kind, owner in ((got.id, "image", BEN.id), (got.id, "video", ANNA.id), (uuid4(), "image", ANNA.id)):
            found = await house.assets.resolve(Upload(asked), kind, owner)  # type: ignore[arg-type]  # literals
            assert isinstance(found, Unusable)
        house.close()

    asyncio.run(go())


def test_what_is_no_media_or_too_large_is_refused_and_can_be_sent_again(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        assets = Assets(house.database, house.media, max_bytes={"image": 1000, "video": 10, "audio": 10})
        promised = await assets.begin_upload(ANNA, ".png")
        with pytest.raises(MediaUnusable):
            await assets.receive_upload(promised.id, a_file(tmp_path, b"<html>"))
        assert (await assets.get(promised.id)).state == "failed"
        with pytest.raises(TooLarge, match=r"0\.001 MB"):
            await assets.receive_upload(promised.id, a_file(tmp_path, picture() + bytes(1000)))
        assert (await assets.receive_upload(promised.id, a_file(tmp_path, picture()))).state == "ready"
        with pytest.raises(NotFound):
            await assets.receive_upload(uuid4(), a_file(tmp_path, picture()))
        inline = await assets.adopt(ANNA, picture())
        with pytest.raises(NotFound):
            await assets.receive_upload(inline.id, a_file(tmp_path, picture()))
        house.close()

    asyncio.run(go())


def test_a_lost_store_leaves_a_place_where_the_file_can_be_sent_again(tmp_path: Path) -> None:
    async def go() -> None:
        with mounted(tmp_path / "disk", size="1m") as disk:
            house = build(tmp_path)
            assets = Assets(house.database, MediaStore(str(disk)))
            promised = await assets.begin_upload(ANNA, ".png")
            with read_only(disk), pytest.raises(Busy, match="it is read-only"):
                await assets.receive_upload(promised.id, a_file(tmp_path, picture()))
            assert (await assets.get(promised.id)).state == "pending"
            assert (await assets.receive_upload(promised.id, a_file(tmp_path, picture()))).state == "ready"
            house.close()

    asyncio.run(go())


def test_the_same_upload_twice_at_once_is_one_file(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        promised = await house.assets.begin_upload(ANNA, ".png")
        small, large = tmp_path / "small", tmp_path / "large"
        small.write_bytes(picture(10, 10))
        large.write_bytes(picture(200, 200))
        sent = (house.assets.receive_upload(promised.id, path) for path in (small, large, small, large))
        answers = await asyncio.gather(*sent)
        assert len({answer.object_key for answer in answers}) == 1
        assert await house.media.list_keys() == [answers[0].object_key]
        assert await house.media.size(answers[0].object_key) == answers[0].bytes
        house.close()

    asyncio.run(go())


def test_an_owner_stores_no_more_than_the_quota(tmp_path: Path, database_url: str | None) -> None:
    async def go() -> None:
        house = build(tmp_path, url=database_url)
        size = len(picture())
        assets = Assets(house.database, house.media, quota_bytes=2 * size)
        owner, other = Owner(uuid4(), "one"), Owner(uuid4(), "other")
        late = await assets.begin_upload(owner, ".png")
        first = await assets.adopt(owner, picture())
        await assets.check_room(owner)
        with pytest.raises(TooLarge, match=r"of the .* that you may store, and this file has"):
            await assets.receive_upload(late.id, a_file(tmp_path, picture(300, 300) + bytes(2 * size)))
        await assets.adopt(owner, picture())
        with pytest.raises(TooLarge, match="Delete jobs or uploads, or take pins off"):
            await assets.check_room(owner)
        with pytest.raises(TooLarge):
            await assets.begin_upload(owner, ".png")
        with pytest.raises(TooLarge):
            await assets.adopt(owner, picture())
        await assets.check_room(other)
        await assets.discard([first])
        assert (await assets.receive_upload(late.id, a_file(tmp_path, picture()))).state == "ready"
        house.close()

    asyncio.run(go())


def test_a_full_quota_takes_no_jobs(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        full = Assets(house.database, house.media, quota_bytes=1)
        await house.assets.adopt(ANNA, picture())
        desk = Desk(
            house.store,
            full,
            crew=NoCrew(),
            catalogue=Catalogue.shipped(),
            routes=Routes(("previs",)),
            links=Links(b"a secret of the tests"),
        )
        with pytest.raises(TooLarge):
            await desk.submit(wish(), ANNA, via="native", links=FORM)
        assert (await desk.submit(wish(), BEN, via="native", links=FORM)).owner == BEN.id
        house.close()

    asyncio.run(go())
