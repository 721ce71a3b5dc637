"""Every rule of the vocabulary, on both sides of its bound, and all problems at once."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from kinora.catalogue.check import check, value_at
from kinora.catalogue.load import Catalogue
from kinora.catalogue.model import Limit
from kinora.spec.errors import Problem
from kinora.spec.media import Reference, References, Upload
from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.catalogue.files import MODEL, catalogue

MEDIA = Upload(UUID(int=4))
OFFER = catalogue(MODEL).offer("one", "native")
SPEC = VideoSpec(model="one", prompt="x")


def references(count: int) -> References:
    return References(images=(Reference(MEDIA),) * count)


RULES = [
    (Limit("prompt", "required"), [{"prompt": "x"}], [{"prompt": None}, {"prompt": ""}]),
    (Limit("seconds", "one_of", (4, 5)), [{"seconds": 4}, {"seconds": None}], [{"seconds": 6}]),
    (Limit("seed", "range", (0, 9)), [{"seed": 0}, {"seed": 9}, {"seed": None}], [{"seed": -1}, {"seed": 10}]),
    (Limit("seconds", "multiple", (2,)), [{"seconds": 4}, {"seconds": 0}], [{"seconds": 5}]),
    (Limit("prompt", "length", (2, 3)), [{"prompt": "xx"}, {"prompt": "éé\U0001f428"}], [{"prompt": "x" * 4}]),
    (
        Limit("references.images", "count", (0, 2)),
        [{"references": references(2)}, {"references": references(0)}],
        [{"references": references(3)}],
    ),
    (
        Limit("end_frame", "needs", ("start_frame", "references.images")),
        [{"end_frame": MEDIA, "start_frame": MEDIA}, {"end_frame": MEDIA, "references": references(1)}, {}],
        [{"end_frame": MEDIA}],
    ),
    (Limit("webhook_url", "unsupported"), [{}, {"webhook_url": ""}], [{"webhook_url": "https://a.example/"}]),
    (Limit("draft", "unsupported"), [{}, {"draft": False}], [{"draft": True}]),
    (
        Limit("references", "count", (0, 2)),
        [{"references": references(2)}, {}],
        [{"references": references(3)}, {"references": replace(references(2), videos=(Reference(MEDIA),))}],
    ),
    (
        Limit("seconds", "one_of", (4,), when="references.images"),
        [{"seconds": 5}, {"seconds": 4, "references": references(1)}],
        [{"seconds": 5, "references": references(1)}],
    ),
    (
        Limit("seconds", "one_of", (4,), when="draft"),
        [{"seconds": 5}, {"seconds": 5, "draft": False}, {"seconds": 4, "draft": True}],
        [{"seconds": 5, "draft": True}],
    ),
    (
        Limit("prompt", "required", unless="media"),
        [{"prompt": None, "end_frame": MEDIA}, {"prompt": None, "references": references(1)}, {}],
        [{"prompt": None}],
    ),
    (
        Limit("start_frame", "required", unless="references.images"),
        [{"start_frame": MEDIA}, {"references": references(1)}],
        [{}, {"end_frame": MEDIA}],
    ),
    (
        Limit("size.width", "range", (64, 128)),
        [{"size": Pixels(64, 4000)}, {"size": Pixels(128, 1)}, {"size": Shape("1:1")}],
        [{"size": Pixels(62, 64)}, {"size": Pixels(130, 64)}],
    ),
    (
        Limit("size", "one_of", ("640x640", "1280x720")),
        [{"size": Pixels(640, 640)}, {"size": Pixels(1280)}, {"size": Shape("9:16")}, {}],
        [{"size": Pixels(640, 720)}, {"size": Pixels(640)}],
    ),
    (Limit("enhance_prompt", "one_of", (False,)), [{"enhance_prompt": False}, {}], [{"enhance_prompt": True}]),
]


@pytest.mark.parametrize(("limit", "good", "bad"), RULES, ids=lambda value: getattr(value, "rule", ""))
def test_a_rule(limit: Limit, good: list[dict[str, object]], bad: list[dict[str, object]]) -> None:
    offer = replace(OFFER, limits=(limit,))
    for change in good:
        assert check(replace(SPEC, **change), offer) == ()  # type: ignore[arg-type]  # any field of a spec
    for change in bad:
        problem = Problem(field=limit.field, rule=limit.rule, allowed=limit.allowed)
        assert check(replace(SPEC, **change), offer) == (problem,)  # type: ignore[arg-type]  # any field of a spec


def test_excludes_names_only_what_is_there() -> None:
    limit = Limit("end_frame", "excludes", ("references.images", "references.videos"))
    offer = replace(OFFER, limits=(limit,))
    assert check(replace(SPEC, end_frame=MEDIA), offer) == ()
    assert check(replace(SPEC, references=references(1)), offer) == ()
    (problem,) = check(replace(SPEC, end_frame=MEDIA, references=references(1)), offer)
    assert problem == Problem(field="end_frame", rule="excludes", allowed=("references.images",))


def test_all_problems_come_at_once() -> None:
    offer = Catalogue.shipped().offer("seedance-2.0-mini", "native")
    spec = VideoSpec(
        model="seedance-2.0-mini",
        size=Pixels(63, 3000, "4k"),
        seconds=3,
        count=2,
        seed=-1,
        references=references(10),
    )
    found = {(problem.field, problem.rule) for problem in check(spec, offer)}
    assert found == {
        ("prompt", "required"),
        ("size.width", "range"),
        ("size.width", "multiple"),
        ("size.height", "range"),
        ("size.tier", "one_of"),
        ("seconds", "one_of"),
        ("count", "one_of"),
        ("seed", "range"),
        ("references.images", "count"),
    }


def test_a_path_that_leads_nowhere_has_no_value() -> None:
    assert value_at(SPEC, "size.width") is None
    assert value_at(SPEC, "size") is None
    assert value_at(replace(SPEC, size=Pixels(2, 4)), "size") == "2x4"
    assert value_at(SPEC, "references.images") == ()
