from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from kinora.jobs.assets import Asset, Assets, Unusable
from kinora.jobs.retention import sweep
from kinora.spec.errors import MediaUnusable, NotFound, TooLarge
from kinora.spec.media import Upload
from kinora.testing import SteppedClock
from tests.jobs.house import ANNA, BEN, IdleLine, build, picture


def a_file(folder: Path, data: bytes) -> Path:
    path = folder / "sent"
    path.write_bytes(data)
    return path


def test_an_upload_is_looked_at_measured_and_stored(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path, line=IdleLine())
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
        house = build(tmp_path, line=IdleLine())
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


def test_the_sweep_takes_what_has_expired_and_nothing_else(tmp_path: Path) -> None:
    async def go() -> None:
        clock = SteppedClock()
        house = build(tmp_path, line=IdleLine(), now=clock)

        async def state(asset: Asset) -> str:
            try:
                return (await house.assets.get(asset.id)).state
            except NotFound:
                return "gone"

        never_came = await house.assets.begin_upload(ANNA, ".png")
        kept = await house.assets.adopt(ANNA, picture())
        assert await sweep(house.assets) == 0
        clock.forward(3601)
        assert await sweep(house.assets) == 1
        assert (await state(never_came), await state(kept)) == ("gone", "ready")
        young = await house.assets.adopt(ANNA, picture())
        clock.forward(30 * 86_400 - 3600)
        assert await sweep(house.assets) == 1
        assert (await state(kept), await state(young)) == ("gone", "ready")
        assert await house.media.list_keys() == [young.object_key]
        assert await sweep(house.assets) == 0
        house.close()

    asyncio.run(go())
