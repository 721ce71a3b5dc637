"""Profiles: a vendor's other word on its models, laid over the usual one where somebody chose it."""

from __future__ import annotations

from uuid import UUID

import pytest

from kinora.catalogue.check import check
from kinora.catalogue.load import Catalogue, CatalogueError
from kinora.catalogue.model import Limit
from kinora.spec.media import Reference, References, Upload
from kinora.spec.video import Shape, VideoSpec
from tests.catalogue.files import MODEL, SIZES, catalogue

USUAL = Catalogue.shipped()
LATER = Catalogue.shipped({"magnific": frozenset({"2026h2"})})
STRICT = Catalogue.shipped({"leonardo": frozenset({"strict"})})
MEDIA = Upload(UUID(int=4))
ONE = (Reference(MEDIA),)


def broken(found: Catalogue, dialect: str, model: str = "seedance-2.0-mini", **said: object) -> set[str]:
    spec = VideoSpec(model=model, prompt="x", **said)  # type: ignore[arg-type]  # any field of a spec
    return {problem.field for problem in check(spec, found.offer(model, dialect))}


def test_which_there_are() -> None:
    assert USUAL.profiles_of("magnific") == LATER.profiles_of("magnific") == {"2026h2"}
    assert USUAL.profiles_of("leonardo") == {"strict"}
    assert USUAL.profiles_of("ark") == USUAL.profiles_of("nobody-yet") == frozenset()


def test_magnific_later_in_2026() -> None:
    for seconds in (4, 6, 15):
        assert broken(USUAL, "magnific", seconds=seconds) == {"seconds"}
        assert broken(LATER, "magnific", seconds=seconds) == set()
    assert broken(LATER, "magnific", seconds=16) == {"seconds"}
    for references in (References(images=ONE * 9), References(videos=ONE * 3)):
        assert broken(USUAL, "magnific", references=references) != set()
        assert broken(LATER, "magnific", references=references) == set()
    assert broken(LATER, "magnific", references=References(images=ONE * 10)) == {"references.images"}
    assert broken(LATER, "magnific", references=References(videos=ONE * 4)) == {"references.videos"}
    assert broken(LATER, "magnific", references=References(audios=ONE)) == {"references.audios"}
    assert broken(LATER, "magnific", size=Shape(tier="1080p")) == {"size.tier"}
    fast = "seedance-2.0-fast"
    assert broken(USUAL, "magnific", fast, size=Shape(tier="1080p")) == {"size.tier"}
    assert broken(LATER, "magnific", fast, size=Shape(tier="1080p")) == set()
    assert set(LATER.offer(fast, "magnific").model.sizes) == {"480p", "720p", "1080p"}
    assert set(LATER.offer(fast, "native").model.sizes) == {"480p", "720p"}
    assert set(LATER.offer("seedance-2.0", "magnific").model.sizes) == {"480p", "720p", "1080p", "4k"}


@pytest.mark.parametrize("model", ["seedance-2.0-mini", "seedance-2.0-fast"])
def test_leonardo_taken_at_its_strictest(model: str) -> None:
    """The three rows that its pages are silent about and that are allowed otherwise."""
    both = References(images=ONE, videos=ONE)
    for said, fields in (
        ({"end_frame": MEDIA}, {"end_frame"}),
        ({"start_frame": MEDIA, "references": both}, {"references.images", "references.videos"}),
        ({"references": References(audios=ONE)}, {"references.audios"}),
    ):
        assert broken(USUAL, "leonardo", model, **said) == set()
        assert broken(STRICT, "leonardo", model, **said) == fields
    assert broken(STRICT, "leonardo", model, start_frame=MEDIA, end_frame=MEDIA) == set()
    assert broken(STRICT, "leonardo", model, references=References(videos=ONE, audios=ONE)) == set()


def test_a_profile_of_one_dialect_changes_no_other() -> None:
    for model in USUAL.models():
        for dialect in USUAL.dialects_of(model.id):
            if dialect != "magnific":
                assert LATER.offer(model.id, dialect) == USUAL.offer(model.id, dialect)


PROFILE = "[offer.leonardo.profile.short.limits]\nseconds = { one_of = [1, 4] }\n"
COMMON = "[leonardo.limits]\ncount = { one_of = [1] }\n[leonardo.profile.short.defaults]\nseconds = 1\n"


def test_common_words_lie_beneath_a_models_own_and_profiles_above() -> None:
    texts = {"sizes.toml": SIZES, "dialects.toml": COMMON, "0.toml": MODEL + PROFILE}
    plain = Catalogue.from_texts(texts)
    short = Catalogue.from_texts(texts, {"leonardo": frozenset({"short"})})
    assert plain.profiles_of("leonardo") == {"short"}
    for found in (plain, short):
        assert Limit("count", "one_of", (1,)) in found.offer("one", "leonardo").limits
        assert not any(limit.field == "count" for limit in found.offer("one", "native").limits)
    lengths = [
        [limit.allowed for limit in found.offer("one", "leonardo").limits if limit.field == "seconds"]
        for found in (plain, short)
    ]
    assert lengths == [[(4,)], [(1, 4)]]
    assert (plain.offer("one", "leonardo").default("seconds"), short.offer("one", "leonardo").default("seconds")) == (
        4,
        1,
    )


def test_a_profile_that_nobody_chose_is_read_all_the_same() -> None:
    with pytest.raises(CatalogueError, match=r"^0\.toml: limits\.secnds: "):
        catalogue(MODEL + PROFILE.replace("seconds", "secnds"))
