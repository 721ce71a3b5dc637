"""A request's media on the way in: references become stored files, files that came inside are stored, limits are held.

What is named by a URL elsewhere is fetched when the job starts; a URL of this server's own is the file that it names.
"""

from __future__ import annotations

from collections.abc import Mapping

from kinora.catalogue.media import Seen, check_media
from kinora.catalogue.model import Offer
from kinora.jobs.asset import Asset, Unusable
from kinora.jobs.assets import Assets
from kinora.jobs.keys import Owner
from kinora.jobs.slots import Slot, slots, with_media
from kinora.media.links import Links
from kinora.media.sniff import sniff
from kinora.spec.errors import InvalidRequest, MediaUnusable, NotFound, Problem, TooLarge
from kinora.spec.media import Generated, Inline, MediaRef, Upload, Url
from kinora.spec.video import VideoSpec


class Intake:
    """Brings the media of requests into the house."""

    def __init__(self, assets: Assets, links: Links) -> None:
        self._assets = assets
        self._links = links

    async def settled(self, spec: VideoSpec, owner: Owner, offer: Offer) -> tuple[VideoSpec, tuple[Problem, ...]]:
        """The spec with every reference made the id of a stored file, and what is wrong with its media."""
        known: dict[str, MediaRef] = {}
        problems: list[Problem] = []
        seen: list[Seen] = []
        for slot in slots(spec):
            found = await self._look(slot, owner)
            match found:
                case Unusable(detail=detail):
                    problems.append(Problem(field=slot.field, rule="unusable", detail=detail))
                case Asset(id=id):
                    known[slot.field] = Generated(id) if isinstance(slot.media, Generated) else Upload(id)
                    seen.append(seen_asset(slot, found))
                case _:
                    known[slot.field] = found
        return with_media(spec, known), (*problems, *check_media(seen, offer))

    async def adopted(self, spec: VideoSpec, owner: Owner, offer: Offer) -> Mapping[str, MediaRef]:
        """Files that came inside the request, stored, by field. Raises InvalidRequest for those that can't be used."""
        stored: dict[str, Asset] = {}
        seen: list[Seen] = []
        problems: list[Problem] = []
        for slot in slots(spec):
            if isinstance(slot.media, Inline):
                try:
                    asset = stored[slot.field] = await self._assets.adopt(owner, slot.media.data)
                    seen.append(seen_asset(slot, asset))
                except (MediaUnusable, TooLarge) as error:
                    detail = f"can't be used: {error.message}"
                    problems.append(Problem(field=slot.field, rule="unusable", detail=detail))
        problems += check_media(seen, offer)
        if problems:
            await self._assets.discard(tuple(stored.values()))
            raise InvalidRequest(tuple(problems))
        return {field: Upload(asset.id) for field, asset in stored.items()}

    async def _look(self, slot: Slot, owner: Owner) -> MediaRef | Asset | Unusable:
        match slot.media:
            case Url(url=url):
                own = await self._own(url, owner)
                if own is None:
                    return slot.media
                return await self._assets.resolve(Upload(own.id), slot.kind, owner.id)
            case Inline(data=data):
                found = sniff(data)
                right = found is not None and found.kind == slot.kind
                return slot.media if right else Unusable(f"is no {slot.kind} that is known here")
            case Upload() | Generated():
                return await self._assets.resolve(slot.media, slot.kind, owner.id)

    async def _own(self, url: str, owner: Owner) -> Asset | None:
        """The owner's file behind a link that this server signed. Anybody else's link is a URL like any other."""
        id = self._links.named(url)
        if id is None:
            return None
        try:
            asset = await self._assets.get(id)
        except NotFound:
            return None
        return asset if asset.owner == owner.id else None


def seen_asset(slot: Slot, asset: Asset) -> Seen:
    """What is known of a stored file, for the catalogue to judge."""
    return Seen(
        field=slot.field,
        kind=slot.kind,
        media_type=asset.media_type,
        bytes=asset.bytes,
        width=asset.width,
        height=asset.height,
        seconds=asset.seconds,
    )
