"""What the real files of a request may be: section 8, on both sides of its bounds, and what is then said."""

from __future__ import annotations

import pytest

from kinora.catalogue.load import Catalogue
from kinora.catalogue.media import Seen, check_media
from kinora.catalogue.model import Offer

CATALOGUE = Catalogue.shipped()
MB = 1024 * 1024


def ark(model: str = "seedance-2.0") -> Offer:
    return CATALOGUE.offer(model, "ark")


def picture(**said: object) -> Seen:
    facts = {"media_type": "image/png", "bytes": 1000, "width": 640, "height": 640, **said}
    return Seen(field="start_frame", kind="image", **facts)  # type: ignore[arg-type]  # any fact of a file


def video(number: int = 0, **said: object) -> Seen:
    facts = {
        "media_type": "video/mp4",
        "bytes": 1000,
        "width": 1280,
        "height": 720,
        "seconds": 5.0,
        "fps": 24.0,
        **said,
    }
    return Seen(field=f"references.videos[{number}]", kind="video", **facts)  # type: ignore[arg-type]  # any fact


def audio(number: int = 0, **said: object) -> Seen:
    facts = {"media_type": "audio/mpeg", "bytes": 1000, "seconds": 5.0, **said}
    return Seen(field=f"references.audios[{number}]", kind="audio", **facts)  # type: ignore[arg-type]  # any fact


def says(offer: Offer, *found: Seen) -> list[str]:
    problems = check_media(found, offer)
    assert all(problem.rule == "unusable" for problem in problems)
    return [problem.sentence() for problem in problems]


ROWS = [
    (
        picture(media_type="image/gif"),
        picture(media_type="image/svg+xml"),
        "start_frame is image/svg+xml; must be one of:",
    ),
    (picture(bytes=30 * MB), picture(bytes=31 * MB), "start_frame is 31 MiB large; must be at most 30 MiB"),
    (
        picture(width=300, height=300),
        picture(width=299, height=300),
        "start_frame is 299x300 pixels; each side must have between 300 and 6000 pixels",
    ),
    (
        picture(width=6000, height=6000),
        picture(width=6000, height=6001),
        "start_frame is 6000x6001 pixels; each side must have between 300 and 6000 pixels",
    ),
    (
        picture(width=1000, height=400),
        picture(width=1004, height=400),
        "start_frame is 1004x400 pixels, 2.51 times as wide as high; must be between 0.4 and 2.5 times",
    ),
    (
        video(seconds=15.0),
        video(seconds=15.1),
        "references.videos[0] lasts 15.1 s; must last between 2 and 15 s",
    ),
    (video(seconds=2.0), video(seconds=1.9), "references.videos[0] lasts 1.9 s; must last between 2 and 15 s"),
    (
        video(fps=60.0),
        video(fps=61.0),
        "references.videos[0] has 61 frames a second; must have between 24 and 60 frames a second",
    ),
    (
        video(width=640, height=640),
        video(width=638, height=638),
        "references.videos[0] is 638x638 pixels, 407044 in all; must have between 407696 and 8295044 pixels in all",
    ),
    (
        video(bytes=200 * MB),
        video(bytes=200 * MB + 1),
        "references.videos[0] is 200 MiB large; must be at most 200 MiB",
    ),
    (audio(seconds=15.2), audio(seconds=15.3), "references.audios[0] lasts 15.3 s; must last between 2 and 15.2 s"),
    (
        audio(media_type="audio/wav"),
        audio(media_type="audio/ogg"),
        "references.audios[0] is audio/ogg; must be one of:",
    ),
]


@pytest.mark.parametrize(("good", "bad", "sentence"), ROWS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_file_on_ark(good: Seen, bad: Seen, sentence: str) -> None:
    assert says(ark(), good) == []
    found = says(ark(), bad)
    assert found[0].startswith(sentence)
    assert {problem.field for problem in check_media([bad], ark())} <= {bad.field, bad.field.partition("[")[0]}


def test_all_files_of_a_kind_together() -> None:
    """15 s in all; Ark tolerates 15.2."""
    assert says(ark(), video(0, seconds=7.6), video(1, seconds=7.6)) == []
    assert says(ark(), video(0, seconds=8.2), video(1, seconds=8.0)) == [
        "references.videos lasts 16.2 s in all; must last at most 15.2 s in all"
    ]
    fal = CATALOGUE.offer("seedance-2.0-mini", "fal")
    small = {"width": 834, "height": 1112, "seconds": 1.0}
    assert says(fal, video(0, **small), video(1, **small)) == []
    assert says(fal, video(0, **small)) == ["references.videos lasts 1 s in all; must last between 2 and 15 s in all"]
    # Of two, the length of one is not known: they may well be long enough, but not short enough any more.
    assert says(fal, video(0, **small), video(1, **{**small, "seconds": None})) == []
    heavy = {**small, "seconds": 3.0, "bytes": 26 * MB}
    assert says(fal, video(0, **heavy), video(1, **heavy)) == [
        "references.videos is 52 MiB large in all; must be at most 50 MiB in all"
    ]


def test_what_is_not_known_is_not_judged() -> None:
    bare = [Seen(field=f"references.{kind}s[0]", kind=kind) for kind in ("image", "video", "audio")]
    assert check_media(bare, ark()) == ()


def test_everything_wrong_at_once() -> None:
    found = check_media(
        [picture(width=100, height=9000, bytes=99 * MB), video(seconds=99.0), audio(seconds=1.0)], ark()
    )
    assert [problem.field for problem in found] == [
        *["start_frame"] * 3,
        "references.videos[0]",
        "references.videos",
        "references.audios[0]",
    ]


@pytest.mark.parametrize(
    ("model", "dialect", "good", "bad"),
    [
        ("seedance-1.0-pro", "ark", picture(media_type="image/webp"), picture(media_type="image/heic")),
        ("seedance-1.5-pro", "ark", picture(media_type="image/heic"), picture(media_type="image/avif")),
        ("seedance-2.0", "ark", picture(media_type="image/heif"), picture(media_type="image/avif")),
        ("seedance-2.5", "ark", video(seconds=30.0), video(seconds=30.3)),
        ("seedance-2.5", "ark", audio(seconds=30.2), audio(seconds=30.3)),
        ("seedance-2.0-mini", "aimlapi", video(width=834, height=1112), video(width=1280, height=726)),
        ("seedance-2.0-mini", "aimlapi", audio(seconds=0.5), audio(seconds=15.3)),
        ("seedance-2.5", "aimlapi", audio(seconds=30.2), audio(seconds=30.3)),
        ("seedance-2.0", "fal", picture(bytes=30 * MB, width=1, height=1), picture(bytes=31 * MB)),
        ("seedance-2.0", "fal", audio(bytes=15 * MB), audio(bytes=16 * MB)),
        ("seedance-2.0-mini", "leonardo", picture(bytes=10 * MB, width=8, height=8), picture(bytes=11 * MB)),
        ("seedance-2.0-mini", "leonardo", video(seconds=0.1, width=2, height=2), video(seconds=15.1)),
        ("seedance-2.0-mini", "leonardo", audio(seconds=15.0), audio(seconds=15.5)),
        ("seedance-2.5-flash", "leonardo", audio(seconds=30.0), audio(seconds=1.0)),
    ],
)
def test_a_vendors_own_word(model: str, dialect: str, good: Seen, bad: Seen) -> None:
    offer = CATALOGUE.offer(model, dialect)
    assert says(offer, good) == []
    assert says(offer, bad)


def test_who_says_nothing_refuses_nothing() -> None:
    for dialect in ("native", "magnific", "openai", "openrouter", "replicate", "nobody-yet"):
        for offer in CATALOGUE.offers(dialect):
            assert offer.media == {}
