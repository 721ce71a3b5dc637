"""From a checked spec to a Plan: defaults of each vendor's page, sides, ratios, seeds, and what the notes tell."""

from __future__ import annotations

from uuid import UUID

import pytest

from kinora.catalogue.load import Catalogue
from kinora.catalogue.price import list_price, tokens
from kinora.catalogue.resolve import remarks, resolve
from kinora.spec.media import Reference, References, Upload, Url
from kinora.spec.plan import Plan
from kinora.spec.video import Pixels, Shape, Size, VideoSpec

CATALOGUE = Catalogue.shipped()
MEDIA = Upload(UUID(int=4))
DEFAULTS = [
    ("seedance-2.0-mini", "leonardo", 8, 1280, 720),
    ("seedance-2.0-fast", "leonardo", 8, 1280, 720),
    ("seedance-1.0-pro", "leonardo", 4, 1248, 704),
    ("seedance-1.0-pro-fast", "leonardo", 4, 1248, 704),
    ("seedance-2.0-mini", "magnific", 5, 1280, 720),
    ("seedance-2.0-mini", "aimlapi", 5, 1280, 720),
    ("seedance-2.0-mini", "native", 5, 1280, 720),
    ("seedance-1.0-pro", "native", 5, 1248, 704),
]


def planned(model: str = "seedance-2.0-mini", dialect: str = "native", size: Size = Shape(), **said: object) -> Plan:
    spec = VideoSpec(model=model, prompt="x", size=size, **said)  # type: ignore[arg-type]  # any field of a spec
    return resolve(spec, CATALOGUE.offer(model, dialect), seed=99)


@pytest.mark.parametrize(("model", "dialect", "seconds", "width", "height"), DEFAULTS)
def test_what_is_not_said(model: str, dialect: str, seconds: int, width: int, height: int) -> None:
    plan = planned(model, dialect)
    assert plan == Plan(model=model, prompt="x", width=width, height=height, seconds=seconds, fps=24, seed=99)
    assert (plan.sound, plan.watermark, plan.camera_fixed, plan.frames) == (True, False, False, seconds * 24)


def test_what_is_said_wins() -> None:
    guides = References(videos=(Reference(MEDIA),))
    plan = planned(
        seconds=7, seed=0, sound=False, camera_fixed=True, watermark=True, end_frame=MEDIA, references=guides
    )
    assert (plan.seconds, plan.seed, plan.sound, plan.camera_fixed, plan.watermark) == (7, 0, False, True, True)
    assert (plan.end_frame, plan.references) == (MEDIA, guides)


@pytest.mark.parametrize(
    ("size", "wide", "high"),
    [
        (Pixels(640, 360), 640, 360),
        (Pixels(640), 640, 720),
        (Pixels(None, 640), 1280, 640),
        (Pixels(640, 360, "480p"), 640, 360),
        (Shape(tier="480p"), 864, 496),
        (Shape("1:1"), 960, 960),
        (Shape("9:21", "480p"), 432, 992),
        (Shape("auto"), 1280, 720),
    ],
)
def test_a_size(size: Size, wide: int, high: int) -> None:
    plan = planned(size=size)
    assert (plan.width, plan.height, plan.choices) == (wide, high, ())


@pytest.mark.parametrize(
    ("model", "dialect", "follows"),
    [
        ("seedance-2.0-mini", "magnific", True),
        ("seedance-1.0-pro", "leonardo", True),
        ("seedance-2.0-mini", "native", True),
        ("seedance-2.0-mini", "leonardo", False),
        ("seedance-2.0-fast", "leonardo", False),
        ("seedance-2.0-mini", "aimlapi", False),
    ],
)
def test_whose_clips_follow_the_start_frame(model: str, dialect: str, follows: bool) -> None:
    """Where no ratio is said: by the pages, Leonardo's 2.0 and AI/ML API stay at 16:9."""
    plan = planned(model, dialect, start_frame=MEDIA)
    assert bool(plan.choices) is follows
    named = planned(model, dialect, Shape("1:1"), start_frame=MEDIA)
    assert (named.width, named.height, named.choices) == (960, 960, ())


@pytest.mark.parametrize(
    ("wide", "high", "expected"),
    [
        (1920, 1080, (864, 496)),
        (1000, 1000, (640, 640)),
        (3000, 1000, (992, 432)),
        (100, 1000, (432, 992)),
        (1080, 1920, (496, 864)),
        (1200, 900, (752, 560)),
        (900, 1200, (560, 752)),
    ],
)
def test_an_auto_ratio_takes_the_nearest_of_the_tier(wide: int, high: int, expected: tuple[int, int]) -> None:
    plan = planned(size=Shape("auto", "480p"), start_frame=MEDIA)
    assert len(plan.choices) == 7
    fitted = plan.fitted(wide, high)
    assert ((fitted.width, fitted.height), fitted.choices) == (expected, ())
    assert fitted.fitted(1, 9) == fitted


def test_an_auto_ratio_follows_the_end_frame_when_it_is_alone() -> None:
    assert planned(size=Shape("auto"), end_frame=MEDIA).choices
    assert not planned(size=Shape(), end_frame=MEDIA).choices


def test_notes_tell_what_no_plan_carries() -> None:
    plain = VideoSpec(model="seedance-2.0-mini", prompt="x", enhance_prompt=False, safety_check=False)
    assert remarks(plain) == ()
    wishful = VideoSpec(
        model="seedance-2.0-mini", prompt="x", enhance_prompt=True, safety_check=True, ignored=("no_music", "n")
    )
    assert {note.code: note.items for note in remarks(wishful)} == {
        "ignored": ("no_music", "n"),
        "enhance_prompt": (),
        "safety_check": (),
    }


def test_the_makers_list_price() -> None:
    """W x H x (24 x seconds + 1) / 1024 tokens: the maker's own example is 108,900 for 720p and 5 s."""
    plan = planned()
    assert tokens(plan) == 108_900
    mini = CATALOGUE.offer("seedance-2.0-mini", "native").model
    assert list_price(plan, mini) == 0.3578
    guided = planned(references=References(videos=(Reference(Url("https://a.example/1.mp4")),)))
    assert list_price(guided, mini) == 0.2178
    fast = CATALOGUE.offer("seedance-2.0-fast", "native").model
    assert list_price(plan, fast) == 0.5756


@pytest.mark.parametrize(
    ("model", "size", "sound", "cny"),
    [
        ("seedance-2.5", Shape(tier="480p"), True, 70),
        ("seedance-2.5", Shape("21:9", "720p"), True, 70),
        ("seedance-2.5", Shape(tier="1080p"), True, 77),
        ("seedance-2.0", Shape(tier="720p"), True, 46),
        ("seedance-2.0", Pixels(1600, 900), True, 51),
        ("seedance-2.0", Shape("21:9", "1080p"), True, 51),
        ("seedance-2.0", Shape(tier="4k"), True, 26),
        ("seedance-2.0-fast", Shape(), True, 37),
        ("seedance-2.0-mini", Shape(), False, 23),
        ("seedance-1.5-pro", Shape(), True, 16),
        ("seedance-1.5-pro", Shape(), False, 8),
        ("seedance-1.0-pro", Shape(), True, 15),
        ("seedance-1.0-pro-fast", Shape(), True, 4.2),
    ],
)
def test_the_makers_tariff(model: str, size: Size, sound: bool, cny: float) -> None:
    """CNY for a million tokens, at 7 CNY a dollar (section 11)."""
    plan = planned(model, size=size, sound=sound)
    price = list_price(plan, CATALOGUE.offer(model, "native").model)
    assert price == pytest.approx(tokens(plan) * cny / 7 / 1_000_000, abs=0.0002)


def test_no_tariff_is_made_up() -> None:
    for model in ("seedance-1.0-lite", "seedance-2.5-flash"):
        assert list_price(planned(model), CATALOGUE.offer(model, "native").model) is None


def test_the_last_frame_is_planned_where_it_is_wanted() -> None:
    assert planned(return_last_frame=True).return_last_frame
    assert not planned().return_last_frame


def test_reference_pictures_stand_by_their_order() -> None:
    first, second, third, fourth = (Upload(UUID(int=number)) for number in range(4))
    images = (Reference(third), Reference(second, order=5), Reference(first, order=0), Reference(fourth))
    plan = planned(references=References(images=images))
    assert [item.media for item in plan.references.images] == [first, second, third, fourth]
