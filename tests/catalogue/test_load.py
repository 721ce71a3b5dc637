"""Files to models: inheritance, offers, names, and errors that name the file and the key."""

from __future__ import annotations

import pytest

from kinora.catalogue.load import Catalogue, CatalogueError
from kinora.catalogue.model import Limit
from kinora.spec.errors import InvalidRequest
from kinora.spec.video import Pixels
from tests.catalogue.files import MODEL, SIZES, catalogue


def test_an_offers_word_on_a_field_replaces_the_models() -> None:
    offer = catalogue(MODEL).offer("one", "leonardo")
    assert [limit for limit in offer.limits if limit.field == "seconds"] == [Limit("seconds", "one_of", (4,))]
    assert Limit("prompt", "length", (1, 10)) in offer.limits
    assert offer.default("seconds") == 4
    assert offer.default("size.tier") == "720p"


def test_every_model_is_offered_natively_under_its_id() -> None:
    offer = catalogue(MODEL).offer("one", "native")
    assert offer.names == ("one",)
    assert Limit("seconds", "one_of", (4, 5, 6)) in offer.limits
    assert offer.default("seconds") == 5


def test_names_both_ways() -> None:
    names = catalogue(MODEL).names("leonardo")
    assert (names.id_of("one-there"), names.id_of("uno"), names.id_of("one")) == ("one", "one", None)
    assert (names.name_of("one"), names.name_of("elsewhere")) == ("one-there", "elsewhere")
    assert names.known() == ("one-there",)


def test_a_model_that_a_dialect_does_not_offer() -> None:
    with pytest.raises(InvalidRequest, match="model must be one of: one") as refused:
        catalogue(MODEL).offer("two", "leonardo")
    assert [problem.field for problem in refused.value.problems] == ["model"]


def test_like_takes_over_all_that_it_does_not_say_itself() -> None:
    two = 'id = "two"\nlike = "one"\ntitle = "Two"\n[defaults]\nseconds = 6\n[offer.leonardo]\nnames = ["two-there"]\n'
    three = 'id = "three"\nlike = "two"\n[price]\nwith_video = 3.0\n[offer.leonardo]\nnames = ["three-there"]\n'
    found = catalogue(three, two, MODEL)
    one, heir, last = (found.offer(id, "leonardo") for id in ("one", "two", "three"))
    assert (heir.model.title, heir.model.maker, heir.model.sizes) == ("Two", "Somebody", one.model.sizes)
    assert heir.limits == one.limits == last.limits
    assert found.offer("two", "native").default("seconds") == found.offer("three", "native").default("seconds") == 6
    assert found.offer("one", "native").default("seconds") == 5
    assert heir.default("seconds") == 4
    assert heir.model.price == one.model.price
    assert last.model.title == "Two"
    assert last.model.price is not None
    assert (last.model.price.usd_per_million_tokens, last.model.price.with_video) == (2.0, 3.0)
    assert [model.id for model in found.models()] == ["one", "three", "two"]


def test_the_shipped_fast_model_is_its_elder_at_another_price() -> None:
    shipped = Catalogue.shipped()
    pro, fast = (shipped.offer(id, "leonardo") for id in ("seedance-1.0-pro", "seedance-1.0-pro-fast"))
    assert (set(fast.limits), fast.defaults, fast.model.sizes) == (set(pro.limits), pro.defaults, pro.model.sizes)
    assert fast.names == ("seedance-1.0-pro-fast",)
    assert fast.model.price != pro.model.price


FAULTS = [
    ("id", 'id = "one"', "id = 1"),
    ("id", 'id = "one"', ""),
    ("title", 'title = "One"', 'title = ""'),
    ("maker", 'maker = "Somebody"', ""),
    ("fps", "fps = 24", "fps = 23.97"),
    ("sizes", 'sizes = "grid"', 'sizes = "nowhere"'),
    ("like", 'maker = "Somebody"', 'maker = "Somebody"\nlike = "nobody"'),
    ("like", 'maker = "Somebody"', 'maker = "Somebody"\nlike = "one"'),
    ("limits", "[limits]", "limits = 3\n[limitz]"),
    ("limits.prompt", "prompt = { required = true, length = [1, 10] }", "prompt = 3"),
    ("limits.prompt.lenght", "length = [1, 10]", "lenght = [1, 10]"),
    ("limits.prompt.length", "length = [1, 10]", "length = [1]"),
    ("limits.prompt.length", "length = [1, 10]", 'length = [1, "10"]'),
    ("limits.prompt.length", "length = [1, 10]", "length = [10, 1]"),
    ("limits.prompt.required", "required = true", "required = false"),
    ("limits.seconds.whole_range", "[4, 6]", "[4]"),
    ("limits.seconds.whole_range", "[4, 6]", '["4", "6"]'),
    ("limits.seconds.one_of", "one_of = [4]", "one_of = []"),
    ("limits.seconds.one_of", "one_of = [4]", "one_of = [[4]]"),
    ("limits.seconds.multiple", "one_of = [4]", "multiple = 0"),
    ("limits.seconds.needs", "one_of = [4]", 'needs = ["start_frme"]'),
    ("limits.secnds", "seconds = { whole_range", "secnds = { whole_range"),
    ("defaults.secnds", "[defaults]\nseconds", "[defaults]\nsecnds"),
    ("defaults.seconds", "[defaults]\nseconds = 5", "[defaults]\nseconds = {}"),
    ("defaults.size.tier", '"size.tier" = "720p"', '"size.tier" = "1080p"'),
    ("defaults.size.tier", '"size.tier" = "720p"', ""),
    ("defaults.size.ratio", '"size.ratio" = "16:9"', '"size.ratio" = "5:4"'),
    ("price", "with_video = 1.0", ""),
    ("price", "with_video = 1.0", 'with_video = "dear"'),
    ("offer.leonardo", '[offer.leonardo]\nnames = ["one-there", "uno"]', ""),
    ("offer.leonardo.names", 'names = ["one-there", "uno"]', ""),
    ("TOML", "[limits]", "[limits"),
    ("id", 'id = "one"', 'id = "one@two"'),
    ("prise", 'maker = "Somebody"', 'maker = "Somebody"\nprise = 3'),
    ("tiers", 'sizes = "grid"', 'sizes = "grid"\ntiers = ["8k"]'),
    ("defaults.size.tier", 'sizes = "grid"', 'sizes = "grid"\ntiers = ["480p"]'),
    ("limits.seconds.stepped", "whole_range = [4, 6]", "stepped = [4, 6]"),
    ("limits.seconds.stepped", "whole_range = [4, 6]", "stepped = [4, 6, 0]"),
    ("limits.seconds.stepped", "whole_range = [4, 6]", "stepped = [6, 4, 1]"),
    ("limits.seconds.free", "one_of = [4]", "one_of = [4], free = true"),
    ("limits.seconds.free", "one_of = [4]", "free = false"),
    ("limits.size.listed", "[limits]", '[limits]\nsize = { listed = ["5:4"] }'),
    ("limits.size.listed", "[limits]", '[limits]\nsize = { listed = { tiers = ["8k"] } }'),
    ("limits.size.listed.rows", "[limits]", '[limits]\nsize = { listed = { rows = ["8k"] } }'),
    ("limits.seconds.with_end_frme", "seconds = { one_of", '"seconds.with_end_frme" = { one_of'),
    ("defaults.seconds.with_end_frame", "[defaults]\nseconds", '[defaults]\n"seconds.with_end_frame"'),
    ("price.tiers.1080p", "with_video = 1.0", "with_video = 1.0\ntiers = { 1080p = 3 }"),
    ("price", "with_video = 1.0", "with_video = 1.0\ntiers = { 1080p = { with_video = 1.0 } }"),
    ("offer.leonardo.limitz", "[offer.leonardo.limits]", "[offer.leonardo.limitz]"),
    ("offer.leonardo.tiers", '"uno"]', '"uno"]\ntiers = ["8k"]'),
    ("offer.leonardo.media.picture", "[offer.leonardo.limits]", "[offer.leonardo.media.picture]"),
    (
        "offer.leonardo.media.image.sides",
        "[offer.leonardo.limits]\nseconds = {",
        "[offer.leonardo.media.image]\nsides = {",
    ),
    ("offer.leonardo.variant.a.names", "[offer.leonardo.limits]", "[offer.leonardo.variant.a.limits]"),
    ("offer.leonardo.variant.a.price", "[offer.leonardo.limits]", "[offer.leonardo.variant.a.price]"),
    ("offer.leonardo.profile.a.names", "[offer.leonardo.limits]", "[offer.leonardo.profile.a.names]"),
]


@pytest.mark.parametrize(("key", "good", "bad"), FAULTS, ids=lambda value: value[:40])
def test_an_error_names_the_file_and_the_key(key: str, good: str, bad: str) -> None:
    assert good in MODEL
    if key == "offer.leonardo":
        bad = 'offer.leonardo = "x"\n'
        text = bad + MODEL.partition("[offer.leonardo]")[0]
    else:
        text = MODEL.replace(good, bad)
    with pytest.raises(CatalogueError) as error:
        catalogue(text)
    assert str(error.value).startswith(f"0.toml: {key}: ")


@pytest.mark.parametrize(
    ("key", "bad"),
    [
        ("grid.720p.16:9", SIZES.replace("[1280, 720]", "[1280, 721]")),
        ("grid.720p.16:9", SIZES.replace("[1280, 720]", "[1280]")),
        ("grid.720p.16:9", SIZES.replace("[1280, 720]", '"1280x720"')),
        ("TOML", "["),
    ],
)
def test_a_bad_grid_is_named_too(key: str, bad: str) -> None:
    with pytest.raises(CatalogueError) as error:
        catalogue(MODEL, sizes=bad)
    assert str(error.value).startswith(f"sizes.toml: {key}: ")


def test_a_file_that_is_missing_or_twice() -> None:
    with pytest.raises(CatalogueError, match=r"sizes\.toml: file: is missing"):
        Catalogue.from_texts({"0.toml": MODEL})
    with pytest.raises(CatalogueError, match=r"1\.toml: id: 'one' is taken by another file"):
        catalogue(MODEL, MODEL)
    with pytest.raises(CatalogueError, match=r"1\.toml: offer\.leonardo\.names: 'one-there' is taken"):
        catalogue(MODEL, 'id = "two"\nlike = "one"\n')
    ring = 'id = "{}"\nlike = "{}"\n'
    with pytest.raises(CatalogueError, match=r"0\.toml: like: leads back to 'a'"):
        catalogue(ring.format("a", "b"), ring.format("b", "a"))


def test_listed_takes_the_grids_own_pairs() -> None:
    offer = catalogue(MODEL.replace("[limits]", "[limits]\nsize = { listed = true }")).offer("one", "native")
    assert Limit("size", "one_of", ("864x496", "640x640", "1280x720", "960x960")) in offer.limits
    assert offer.model.sizes["480p"]["1:1"] == Pixels(640, 640)


VARIANT = (
    MODEL
    + """
[offer.leonardo.variant.tall]
names = ["one-tall"]
[offer.leonardo.variant.tall.limits]
seconds = { one_of = [6] }
"size.ratio" = { one_of = ["1:1"] }
"""
)


def test_a_variant_is_the_offer_with_more_words_under_another_name() -> None:
    found = catalogue(VARIANT)
    names = found.names("leonardo")
    assert (names.id_of("one-there"), names.id_of("one-tall")) == ("one", "one@tall")
    assert (names.name_of("one"), names.name_of("one@tall"), names.name_of("one@lost")) == (
        "one-there",
        "one-tall",
        "one-there",
    )
    assert names.known() == ("one-tall", "one-there")
    usual, tall = found.offers("leonardo")
    assert (usual.id, tall.id, tall.model.id) == ("one", "one@tall", "one")
    assert found.offer("one@tall", "leonardo") == tall
    assert found.offer("one@tall", "native") == found.offer("one", "native")
    assert Limit("seconds", "one_of", (6,)) in tall.limits
    assert Limit("seconds", "one_of", (4,)) not in tall.limits
    assert tall.defaults == usual.defaults
    assert found.dialects_of("one") == ("leonardo", "native")
    assert [model.id for model in found.models()] == ["one"]
    with pytest.raises(InvalidRequest, match=r"model must be one of: one$"):
        found.offer("two", "leonardo")


def test_a_dialect_that_no_file_speaks_of_offers_every_model_as_it_is() -> None:
    found = catalogue(MODEL, 'id = "two"\nlike = "one"\n[offer]\nleonardo = false\n')
    assert [(offer.dialect, offer.names) for offer in found.offers("new")] == [("new", ("one",)), ("new", ("two",))]
    assert found.offer("one", "new").limits == found.offer("one", "native").limits
    names = found.names("new")
    assert (names.id_of("one"), names.name_of("two"), names.known()) == ("one", "two", ("one", "two"))
    with pytest.raises(InvalidRequest, match="model must be one of: one, two"):
        found.offer("three", "new")
    # One that a file speaks of offers what the files say, and no more.
    assert [offer.id for offer in found.offers("leonardo")] == ["one"]
    with pytest.raises(InvalidRequest, match=r"model must be one of: one$"):
        found.offer("two", "leonardo")


def test_what_an_heir_does_not_take_over() -> None:
    found = catalogue(MODEL, 'id = "two"\nlike = "one"\nprice = false\n[offer]\nleonardo = false\n')
    assert found.dialects_of("two") == ("native",)
    assert found.offer("two", "native").model.price is None


def test_shorthands_and_conditions() -> None:
    said = """[limits]
frames = { stepped = [29, 41, 4] }
size = { listed = ["16:9"] }
"size.with_references.images" = { listed = { tiers = ["480p"] } }
"size.tier.with_end_frame" = { one_of = ["480p"] }
"prompt.without_media" = { required = true }
"""
    text = MODEL.replace("[limits]\nprompt = { required = true, length = [1, 10] }", said)
    limits = catalogue(text).offer("one", "native").limits
    assert Limit("frames", "one_of", (29, 33, 37, 41)) in limits
    assert Limit("size", "one_of", ("864x496", "1280x720")) in limits
    assert Limit("size", "one_of", ("864x496", "640x640"), when="references.images") in limits
    assert Limit("size.tier", "one_of", ("480p",), when="end_frame") in limits
    assert Limit("prompt", "required", unless="media") in limits
    keys = {limit.key for limit in limits}
    assert {"size.with_references.images", "size.tier.with_end_frame", "prompt.without_media", "frames"} <= keys


def test_free_lifts_what_holds_elsewhere() -> None:
    offer = catalogue(MODEL.replace("one_of = [4]", "free = true")).offer("one", "leonardo")
    assert not [limit for limit in offer.limits if limit.field == "seconds"]


def test_an_offer_may_have_fewer_tiers() -> None:
    found = catalogue(MODEL.replace('"uno"]', '"uno"]\ntiers = ["720p"]'))
    assert list(found.offer("one", "leonardo").model.sizes) == ["720p"]
    assert list(found.offer("one", "native").model.sizes) == ["480p", "720p"]
