"""Every offer against the contract's tables: names, lengths, tiers, references, ratios, prompts, frames and files."""

from __future__ import annotations

from uuid import UUID

import pytest

from kinora.catalogue.check import check
from kinora.catalogue.load import Catalogue
from kinora.catalogue.model import Offer
from kinora.catalogue.resolve import resolve
from kinora.spec.media import Reference, References, Upload
from kinora.spec.video import Shape, VideoSpec
from tests.catalogue.pages import TOLD

CATALOGUE = Catalogue.shipped()
MEDIA = Upload(UUID(int=4))
KINDS = ("images", "videos", "audios")
SIX = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")
OFFERS = [pytest.param(id, dialect, id=f"{dialect}-{id}") for id, dialect in TOLD]
DIALECTS = sorted({dialect for _, dialect in TOLD})


def offer(id: str, dialect: str) -> Offer:
    return CATALOGUE.offer(id, dialect)


def allowed(offer: Offer, field: str, rule: str) -> tuple[object, ...] | None:
    """What holds without any condition."""
    return next((item.allowed for item in offer.limits if (item.key, item.rule) == (field, rule)), None)


def spec(id: str, **said: object) -> VideoSpec:
    return VideoSpec(model=id, prompt="x", **said)  # type: ignore[arg-type]  # any field of a spec


def broken(id: str, dialect: str, **said: object) -> set[str]:
    """The fields that are refused."""
    return {problem.field for problem in check(spec(id, **said), offer(id, dialect))}


def guides(**counts: int) -> References:
    return References(**{kind: (Reference(MEDIA),) * count for kind, count in counts.items()})


def test_no_offer_is_left_out() -> None:
    found = {(offer.id, dialect) for dialect in DIALECTS for offer in CATALOGUE.offers(dialect)}
    assert found == set(TOLD)
    assert {dialect for model in CATALOGUE.models() for dialect in CATALOGUE.dialects_of(model.id)} == set(DIALECTS)


@pytest.mark.parametrize(("id", "dialect"), OFFERS)
def test_an_offer_is_what_its_page_tells(id: str, dialect: str) -> None:
    told, found = TOLD[id, dialect], offer(id, dialect)
    assert found.names[0] == told.names[0]
    assert set(told.names) <= set(found.names)
    assert allowed(found, "seconds", "one_of") == told.seconds
    assert allowed(found, "size.tier", "one_of") == told.tiers
    assert (found.default("size.tier"), found.default("seconds")) == told.usual
    for kind, most in zip(KINDS, told.references, strict=True):
        if most is None:
            assert allowed(found, f"references.{kind}", "unsupported") == ()
        else:
            assert allowed(found, f"references.{kind}", "count") == (0, most)


@pytest.mark.parametrize(("id", "dialect"), OFFERS)
def test_what_is_not_said_is_within_the_limits(id: str, dialect: str) -> None:
    """A default that its own offer refuses would be wrong in silence."""
    found = offer(id, dialect)
    for media in ({}, {"start_frame": MEDIA}):
        bare = spec(id, **media)
        has_start = bool(media)
        ratio, tier = found.default("size.ratio", has_start_frame=has_start), found.default("size.tier")
        # To follow the start frame needs no word: some dialects have none for it.
        shape = Shape(None if ratio == "auto" else str(ratio), str(tier))
        said = spec(id, size=shape, seconds=found.default("seconds"), **media)
        assert {item.field for item in check(said, found)} <= {item.field for item in check(bare, found)}
        plan, same = resolve(bare, found, seed=1), resolve(said, found, seed=1)
        assert (plan.width, plan.height, plan.seconds) == (same.width, same.height, same.seconds)


@pytest.mark.parametrize(("id", "dialect"), OFFERS)
def test_every_name_means_the_offer(id: str, dialect: str) -> None:
    names = CATALOGUE.names(dialect)
    assert {names.id_of(name) for name in offer(id, dialect).names} == {id}
    assert names.name_of(id) == TOLD[id, dialect].names[0]


@pytest.mark.parametrize(
    ("dialect", "ids", "ratios"),
    [
        ("magnific", None, (*SIX, "9:21")),
        ("aimlapi", ("seedance-2.0", "seedance-2.0-fast", "seedance-2.0-mini", "seedance-2.5"), SIX),
        ("aimlapi", ("seedance-1.5-pro",), (*SIX, "auto")),
        ("aimlapi", ("seedance-1.0-lite",), (*SIX, "9:21")),
        ("ark", ("seedance-1.0-pro", "seedance-1.5-pro", "seedance-2.0", "seedance-2.5"), (*SIX, "auto")),
        ("ark", ("seedance-1.0-lite",), SIX),
        ("fal", ("seedance-1.0-lite", "seedance-1.0-pro", "seedance-1.0-pro-fast"), (*SIX, "9:21", "auto")),
        ("fal", ("seedance-1.5-pro", "seedance-2.0", "seedance-2.0-fast", "seedance-2.0-mini"), (*SIX, "auto")),
        ("native", ("seedance-1.0-pro", "seedance-1.0-lite", "seedance-1.0-pro-fast"), (*SIX, "auto")),
        ("native", ("seedance-1.5-pro", "seedance-2.0", "seedance-2.5"), (*SIX, "9:21", "auto")),
        ("openrouter", None, (*SIX, "9:21", "auto")),
    ],
)
def test_ratios(dialect: str, ids: tuple[str, ...] | None, ratios: tuple[str, ...]) -> None:
    """Section 7."""
    for found in CATALOGUE.offers(dialect) if ids is None else [offer(id, dialect) for id in ids]:
        assert set(allowed(found, "size.ratio", "one_of") or ()) == set(ratios), found.id


@pytest.mark.parametrize(
    ("id", "dialect", "most"),
    [
        ("seedance-2.0-mini", "leonardo", 5000),
        ("seedance-2.0-fast", "leonardo", 5000),
        ("seedance-1.0-pro", "leonardo", 1500),
        ("seedance-1.0-pro-fast", "leonardo", 1500),
        ("seedance-2.0-mini", "magnific", 2000),
    ],
)
def test_prompts(id: str, dialect: str, most: int) -> None:
    """Section 5. The other vendors state no longest prompt."""
    assert allowed(offer(id, dialect), "prompt", "length") == (1, most)


def test_seeds() -> None:
    """Section 9: the whole range everywhere, and -1 to draw one in the vendors' words."""
    for id, dialect in TOLD:
        low = 0 if dialect == "native" else -1
        assert allowed(offer(id, dialect), "seed", "range") == (low, 4_294_967_295)


@pytest.mark.parametrize(
    ("id", "dialect", "alone", "after_start"),
    [
        ("seedance-1.0-pro", "leonardo", False, True),
        ("seedance-1.0-pro-fast", "leonardo", False, True),
        ("seedance-2.0", "leonardo", False, True),
        ("seedance-2.0-mini", "leonardo", True, True),
        ("seedance-2.0-fast", "leonardo", True, True),
        ("seedance-2.0-mini", "magnific", False, True),
        ("seedance-1.5-pro", "magnific", False, False),
        ("seedance-1.0-pro", "magnific", False, False),
        ("seedance-1.0-lite", "aimlapi", False, False),
        ("seedance-1.0-lite@i2v", "aimlapi", False, False),
        ("seedance-1.0-pro-fast", "aimlapi", False, True),
        ("seedance-1.5-pro", "aimlapi", False, True),
        ("seedance-1.0-pro-fast", "ark", False, False),
        ("seedance-1.0-pro-fast", "fal", False, False),
        ("seedance-1.0-pro-fast", "native", False, False),
        ("seedance-1.5-pro", "ark", False, True),
        ("seedance-2.5", "ark", False, True),
    ],
)
def test_last_frames(id: str, dialect: str, alone: bool, after_start: bool) -> None:
    """Sections 2 and 4, with the disagreements that section 4 names."""
    assert ("end_frame" not in broken(id, dialect, end_frame=MEDIA)) is alone
    assert ("end_frame" not in broken(id, dialect, start_frame=MEDIA, end_frame=MEDIA)) is after_start


def test_two_names_for_one_model() -> None:
    """Seedance 1.0 Lite: by text under one name, from pictures under the other (sections 1 and 3.3)."""
    lite, pictures = "seedance-1.0-lite", "seedance-1.0-lite@i2v"
    assert CATALOGUE.names("aimlapi").id_of("bytedance/seedance-1-0-lite-i2v") == pictures
    assert broken(lite, "aimlapi") == set()
    assert broken(lite, "aimlapi", start_frame=MEDIA) == {"start_frame"}
    assert broken(pictures, "aimlapi") == {"start_frame"}
    assert broken(pictures, "aimlapi", start_frame=MEDIA) == set()
    assert broken(lite, "ark", references=guides(images=1)) == {"references.images"}
    assert broken(pictures, "ark") == {"start_frame"}
    assert broken(pictures, "ark", references=guides(images=4)) == set()
    assert broken(pictures, "ark", references=guides(images=1), start_frame=MEDIA) == {"start_frame"}
    assert broken(pictures, "ark", references=guides(images=1), camera_fixed=True) == {"camera_fixed"}
    assert broken(pictures, "ark", start_frame=MEDIA, camera_fixed=True) == set()
    plan = resolve(spec(pictures, start_frame=MEDIA), offer(pictures, "ark"), seed=1)
    assert plan.model == lite
    # Elsewhere the model has one name, and a variant's id is the model's.
    assert offer(pictures, "leonardo") == offer(lite, "leonardo")
    assert CATALOGUE.names("leonardo").name_of(pictures) == lite
    assert CATALOGUE.names("nobody").name_of(pictures) == lite


def test_pictures_that_guide_lite_are_not_for_1080p() -> None:
    for id, dialect in (("seedance-1.0-lite", "native"), ("seedance-1.0-lite", "leonardo")):
        assert broken(id, dialect, size=Shape(tier="1080p")) == set()
        assert broken(id, dialect, size=Shape(tier="1080p"), references=guides(images=1)) == {"size.tier"}
        assert broken(id, dialect, size=Shape(tier="720p"), references=guides(images=1)) == set()


def test_what_ark_keeps_apart() -> None:
    """Section 2: frames and references exclude each other; a sound alone guides 2.5 only."""
    for id in ("seedance-2.0", "seedance-2.0-fast", "seedance-2.0-mini", "seedance-2.5"):
        both = broken(id, "ark", start_frame=MEDIA, references=guides(images=1, videos=1))
        assert both == {"references.images", "references.videos"}
        is_25 = id == "seedance-2.5"
        assert broken(id, "ark", references=guides(audios=1)) == (set() if is_25 else {"references.audios"})
        assert broken(id, "ark", camera_fixed=True) == {"camera_fixed"}
        assert broken(id, "ark", camera_fixed=False) == set()
    assert broken("seedance-1.0-pro", "ark", sound=True) == {"sound"}
    assert broken("seedance-1.0-pro", "ark", size=Shape("auto")) == {"size.ratio"}
    assert broken("seedance-1.0-pro", "ark", size=Shape("auto"), start_frame=MEDIA) == set()
    ends = {"start_frame": MEDIA, "end_frame": MEDIA}
    assert broken("seedance-2.5", "ark", size=Shape("16:9"), **ends) == {"size.ratio"}
    assert broken("seedance-2.5", "ark", size=Shape("auto"), **ends) == set()
    assert check(VideoSpec(model="seedance-2.0", start_frame=MEDIA), offer("seedance-2.0", "ark")) == ()
    assert broken("seedance-2.0", "ark", expires_seconds=3599) == {"expires_seconds"}


def test_a_dozen_references_on_fal() -> None:
    assert broken("seedance-2.0", "fal", references=guides(images=9, videos=3)) == set()
    assert broken("seedance-2.0", "fal", references=guides(images=9, videos=3, audios=1)) == {"references"}


@pytest.mark.parametrize("id", ["seedance-1.0-lite", "seedance-1.0-pro", "seedance-1.0-pro-fast"])
def test_exact_frames_are_for_1_0(id: str) -> None:
    """29 to 289 frames, 25 and a multiple of 4; they overrule the seconds."""
    for frames in (29, 33, 289):
        assert broken(id, "native", frames=frames) == set()
    for frames in (25, 28, 30, 290, 293):
        assert broken(id, "native", frames=frames) == {"frames"}
    plan = resolve(spec(id, frames=57, seconds=9), offer(id, "native"), seed=1)
    assert (plan.frames, plan.seconds, plan.frame_count) == (57, 2, 57)
    even = resolve(spec(id, frames=72), offer(id, "native"), seed=1)
    assert (even.frames, even.seconds, even.frame_count) == (72, 3, None)
    assert broken("seedance-1.5-pro", "native", frames=29) == {"frames"}
    assert broken("seedance-2.0-mini", "openai", frames=29) == {"frames"}


def test_drafts() -> None:
    """1.5 Pro and 2.5 on Ark alone, at 480p; one of 1.5 Pro has no last frame to give."""
    for id, dialect in TOLD:
        knows = dialect == "ark" and id in {"seedance-1.5-pro", "seedance-2.5"}
        assert ("draft" not in broken(id, dialect, draft=True)) is knows
        assert "draft" not in broken(id, dialect, draft=False)
    assert broken("seedance-2.5", "ark", draft=True, size=Shape(tier="720p")) == {"size.tier"}
    assert resolve(spec("seedance-2.5", draft=True), offer("seedance-2.5", "ark"), seed=1).height == 480
    assert resolve(spec("seedance-2.5", draft=False), offer("seedance-2.5", "ark"), seed=1).height == 720
    assert broken("seedance-1.5-pro", "ark", draft=True, return_last_frame=True) == {"return_last_frame"}
    assert broken("seedance-1.5-pro", "ark", return_last_frame=True) == set()
