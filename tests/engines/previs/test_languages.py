"""Prompts in Chinese, Spanish, French, German and Japanese; and mixed ones."""

from __future__ import annotations

import pytest

from kinora.engines.previs.lexicon.book import LANGUAGES, lexicon
from kinora.engines.previs.reading.languages import languages_of
from kinora.engines.previs.reading.prompt import read_prompt

KOALA = [
    "一只考拉在日落时冲浪",
    "Un koala surfea una ola al atardecer",
    "Un koala surfe sur une vague au coucher du soleil",
    "Ein Koala surft bei Sonnenuntergang auf einer Welle",
    "コアラが夕日の中でサーフィンをする",
]
CAT_AND_DOG = [
    ("一只猫和一只狗在公园里玩耍", "park"),
    ("Un gato y un perro juegan en el parque", "park"),
    ("Un chat et un chien jouent dans le parc", "park"),
    ("Eine Katze und ein Hund spielen im Park", "park"),
    ("公園で猫と犬が遊ぶ", "park"),
]
FOREST = [
    "夜晚下雪的森林里，一只狐狸在奔跑",
    "Un zorro corre por un bosque nevado de noche",
    "Un renard court dans une forêt enneigée la nuit",
    "Ein Fuchs rennt nachts durch einen verschneiten Wald",
    "夜、雪の森をキツネが走る",
]
CODES = ("zh", "es", "fr", "de", "ja")


@pytest.mark.parametrize("prompt", KOALA, ids=CODES)
def test_the_koala_surfs_in_every_language(prompt: str) -> None:
    board = read_prompt(prompt)
    scene = board.first
    assert (scene.place, scene.time) == ("sea", "sunset")
    assert [(actor.species, actor.action) for actor in scene.actors] == [("koala", "surf")]
    assert board.unmatched == ()


@pytest.mark.parametrize(("prompt", "place"), CAT_AND_DOG, ids=CODES)
def test_two_play_in_every_language(prompt: str, place: str) -> None:
    board = read_prompt(prompt)
    cat, dog = board.first.actors
    assert board.first.place == place
    assert [(actor.species, actor.action, actor.acts[0].partner) for actor in (cat, dog)] == [
        ("cat", "play", 1),
        ("dog", "play", 0),
    ]
    assert board.unmatched == ()


@pytest.mark.parametrize("prompt", FOREST, ids=CODES)
def test_place_time_and_weather_in_every_language(prompt: str) -> None:
    board = read_prompt(prompt)
    scene = board.first
    assert (scene.place, scene.time, scene.weather) == ("forest", "night", "snow")
    assert [(actor.species, actor.action) for actor in scene.actors] == [("fox", "run")]
    assert board.unmatched == ()


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("三只猫在跑", 3),
        ("tres gatos corren", 3),
        ("trois chats courent", 3),
        ("drei Katzen rennen", 3),
        ("三匹の猫が走る", 3),
    ],
    ids=CODES,
)
def test_numbers_in_every_language(prompt: str, count: int) -> None:
    assert [actor.species for actor in read_prompt(prompt).first.actors] == ["cat"] * count


@pytest.mark.parametrize(
    ("prompt", "coat"),
    [
        ("一辆红色的汽车在城市里行驶", "red"),
        ("Un coche rojo circula por la ciudad", "red"),
        ("Une voiture rouge roule dans la ville", "red"),
        ("Ein rotes Auto fährt durch die Stadt", "red"),
        ("赤い車が街を走る", "red"),
    ],
    ids=CODES,
)
def test_colours_in_every_language(prompt: str, coat: str) -> None:
    (car,) = read_prompt(prompt).first.actors
    assert (car.species, car.coat) == ("car", lexicon().colours[coat])
    assert car.action == "drive"


@pytest.mark.parametrize(
    "prompt",
    [
        "猫睡觉，然后猫奔跑",
        "Un gato duerme, luego el gato corre",
        "Un chat dort, puis le chat court",
        "Eine Katze schläft, dann rennt die Katze",
        "猫が眠る。それから猫が走る",
    ],
    ids=CODES,
)
def test_then_in_every_language(prompt: str) -> None:
    (panel,) = read_prompt(prompt).panels
    (cat,) = panel.scene.actors
    assert [(act.action, act.begin) for act in cat.acts] == [("sleep", 0.0), ("run", 0.5)]


def test_accents_do_not_matter() -> None:
    assert read_prompt("un nino corre por la montana con su dragon").first == (
        read_prompt("un niño corre por la montaña con su dragón").first
    )


def test_who_is_chased_in_chinese_and_japanese() -> None:
    for prompt in ("猫追狗", "狗被猫追", "猫が犬を追いかける"):
        actors = {actor.species: actor for actor in read_prompt(prompt).first.actors}
        assert (actors["cat"].action, actors["dog"].action) == ("chase", "run"), prompt


def test_who_holds_what_in_japanese() -> None:
    (girl,) = read_prompt("傘を持った女の子が歩く").first.actors
    assert (girl.species, girl.action, girl.holds) == ("girl", "walk", "umbrella")


def test_mixed_text_and_unknown_characters() -> None:
    board = read_prompt("一只cute考拉 surfs, 镲锣")
    assert [actor.species for actor in board.first.actors] == ["koala"]
    assert board.unmatched == ("镲锣",)


def test_english_is_not_read_as_another_language() -> None:
    assert read_prompt("A kind man with a gift and a hut").first.actors[0].species == "man"
    assert languages_of("The man and the woman die in the rain") == ("en",)


def test_a_short_prompt_in_plain_letters_finds_its_language() -> None:
    (cat,) = read_prompt("gato negro duerme").first.actors
    assert (cat.species, cat.action) == ("cat", "sleep")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_its_words(code: str) -> None:
    assert len(lexicon(code).meanings) > 300


@pytest.mark.parametrize(
    ("prompt", "read"),
    [
        ("清晨，一位老渔夫坐在湖边，镜头缓缓推近", ("person", "sit")),
        ("夜明け、湖でおばあさんが歌っている。カメラがゆっくり近づいていく", ("old_woman", "sing")),
        ("Ein Roboter tanzt am frühen Morgen am See, die Kamera zoomt langsam heran", ("robot", "dance")),
        ("Al amanecer un robot baila junto al lago, la cámara se acerca lentamente", ("robot", "dance")),
        ("À l'aube, un robot danse au bord du lac, la caméra se rapproche doucement", ("robot", "dance")),
    ],
    ids=("zh", "ja", "de", "es", "fr"),
)
def test_place_time_actor_action_and_camera_in_every_language(prompt: str, read: tuple[str, ...]) -> None:
    scene = read_prompt(prompt).first
    (actor,) = scene.actors
    assert (scene.place, scene.time, actor.species, actor.action, scene.camera[0].name) == (
        "lake",
        "sunrise",
        *read,
        "zoom_in",
    )
