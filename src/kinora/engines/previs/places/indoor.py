"""Rooms: one row each. Knows what stands where; how it looks is with the pieces."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kinora.engines.previs.drawing.palette import Colour, Palette
from kinora.engines.previs.places import corridor, fittings, furniture, show, stages, treasures
from kinora.engines.previs.places.interior import Room, Window, build_room
from kinora.engines.previs.places.place import Build, Place, nothing
from kinora.engines.previs.places.surfaces import Floor, Wall
from kinora.engines.previs.setting import Setting

_OAK = Floor("planks", (176, 118, 74), (204, 146, 94))
_PINE = Floor("planks", (196, 152, 104), (222, 182, 130))
_STEEL: Colour = (176, 186, 200)

ROOMS: dict[str, Room] = {
    "room": Room(
        wall=Wall("stripes", (238, 214, 178), (226, 184, 142)),
        floor=_OAK,
        windows=(Window(-170, -400, 280, 240),),
        pieces=(
            (furniture.curtains, -170, -424, 1.0),
            (furniture.bookshelf, -510, 0, 1.0),
            (furniture.picture, 96, -360, 1.0),
            (furniture.sofa, 330, 6, 1.0),
            (furniture.wide_picture, 330, -300, 1.0),
            (furniture.floor_lamp, 560, 6, 1.0),
            (furniture.pot_plant, -370, 6, 0.9),
            (furniture.pot_plant, 760, 6, 1.0),
            (furniture.television, -760, 6, 1.0),
            (furniture.rug, 0, 124, 1.0),
            (furniture.hanging_lamp, 70, -420, 1.0),
        ),
    ),
    "kitchen": Room(
        wall=Wall("tiles", (246, 226, 190), (226, 130, 96)),
        floor=Floor("tiles", (226, 206, 176), (240, 224, 196)),
        windows=(Window(-170, -410, 260, 210),),
        pieces=(
            (furniture.curtains, -170, -434, 0.92),
            (furniture.kitchen_counter, 150, 4, 1.0),
            (furniture.jar_shelf, 350, -250, 1.0),
            (furniture.fridge, -480, 6, 1.0),
            (furniture.dining_table, -210, 34, 0.9),
            (furniture.pot_plant, -700, 6, 1.0),
            (furniture.wall_clock, 80, -380, 1.0),
            (furniture.hanging_lamp, 110, -410, 1.0),
        ),
    ),
    "bedroom": Room(
        wall=Wall("stripes", (198, 210, 228), (176, 194, 222)),
        floor=_PINE,
        windows=(Window(120, -400, 250, 220),),
        pieces=(
            (furniture.curtains, 120, -424, 0.9),
            (furniture.bed, -400, 10, 1.15),
            (furniture.wide_picture, -400, -340, 1.0),
            (furniture.nightstand, -60, 6, 1.0),
            (furniture.wardrobe, 400, 6, 1.0),
            (furniture.pot_plant, 580, 6, 0.9),
            (furniture.round_rug, 60, 120, 1.0),
        ),
        night=(0.46, 0.47, 0.70),
    ),
    "bathroom": Room(
        wall=Wall("tiles", (150, 200, 212), (70, 140, 160)),
        floor=Floor("tiles", (206, 222, 228), (232, 240, 242)),
        windows=(Window(-60, -440, 120, 120, "round"),),
        pieces=(
            (furniture.bathtub, -430, 10, 1.1),
            (furniture.washbasin, 250, 6, 1.0),
            (furniture.towel, 60, -250, 1.0),
            (furniture.toilet, 440, 10, 1.0),
            (furniture.pot_plant, 590, 6, 0.8),
            (furniture.round_rug, 40, 130, 0.8),
        ),
    ),
    "office": Room(
        wall=Wall("plain", (222, 224, 228), (150, 160, 176)),
        floor=Floor("carpet", (110, 122, 142), (128, 140, 160)),
        windows=(Window(-330, -430, 330, 280, "bare", _STEEL), Window(30, -430, 330, 280, "bare", _STEEL)),
        outside="town",
        pieces=(
            (fittings.chart_board, 400, -310, 1.0),
            (fittings.computer_desk, -330, 14, 1.05),
            (fittings.computer_desk, 380, 14, 1.05),
            (furniture.pot_plant, -590, 6, 0.95),
            (furniture.wall_clock, 560, -400, 1.0),
            (furniture.pot_plant, 640, 6, 0.95),
        ),
        ceiling=(226, 230, 236),
        night=(0.62, 0.66, 0.82),
    ),
    "classroom": Room(
        wall=Wall("panel", (246, 232, 190), (150, 186, 160)),
        floor=_PINE,
        windows=(Window(-560, -400, 210, 230), Window(560, -400, 210, 230)),
        pieces=(
            (fittings.blackboard, 0, -280, 1.12),
            (fittings.alphabet, 0, -452, 1.0),
            (fittings.globe_desk, 330, 16, 0.9),
            (fittings.school_desk, -420, 92, 1.1),
            (fittings.school_desk, 470, 100, 1.1),
            (fittings.school_desk, -640, 150, 1.2),
            (furniture.wall_clock, 380, -430, 0.9),
            (furniture.bookshelf, -400, 6, 0.75),
        ),
        night=(0.68, 0.65, 0.74),
    ),
    "library": Room(
        wall=Wall("panel", (150, 116, 90), (112, 76, 56), (90, 60, 46)),
        floor=Floor("carpet", (136, 58, 56), (160, 70, 66)),
        windows=(Window(0, -470, 170, 330, "arched", (96, 66, 50)),),
        pieces=(
            (treasures.tall_shelf, -500, 4, 1.0),
            (treasures.tall_shelf, -232, 4, 1.0),
            (treasures.tall_shelf, 232, 4, 1.0),
            (treasures.tall_shelf, 500, 4, 1.0),
            (treasures.tall_shelf, -768, 4, 1.0),
            (treasures.tall_shelf, 768, 4, 1.0),
            (treasures.ladder, 380, 10, 1.0),
            (treasures.reading_table, -330, 70, 1.05),
        ),
        ceiling=(120, 84, 62),
        day=(0.84, 0.80, 0.76),
        night=(0.56, 0.50, 0.56),
    ),
    "cafe": Room(
        wall=Wall("brick", (190, 116, 90), (214, 150, 116), (96, 66, 52)),
        floor=_OAK,
        windows=(Window(-390, -410, 330, 270, "square", (70, 54, 50)),),
        outside="town",
        pieces=(
            (furniture.coffee_bar, 60, 10, 0.95),
            (furniture.menu_board, 250, -380, 1.1),
            (furniture.hanging_lamp, 90, -340, 0.7),
            (furniture.hanging_lamp, 430, -340, 0.7),
            (furniture.cafe_table, -400, 40, 1.05),
            (furniture.cafe_table, -660, 80, 1.1),
            (furniture.pot_plant, -170, 4, 0.8),
            (furniture.wall_clock, -120, -380, 0.9),
        ),
        night=(0.64, 0.58, 0.66),
    ),
    "restaurant": Room(
        wall=Wall("panel", (146, 66, 70), (104, 60, 52), (84, 50, 44)),
        floor=Floor("carpet", (110, 60, 66), (132, 74, 74)),
        windows=(
            Window(-440, -420, 220, 290, "arched", (210, 176, 110)),
            Window(440, -420, 220, 290, "arched", (210, 176, 110)),
        ),
        outside="town",
        pieces=(
            (furniture.wide_picture, -170, -300, 0.9),
            (furniture.wide_picture, 180, -300, 0.9),
            (furniture.chandelier, 0, -400, 1.1),
            (furniture.dining_table, -360, 40, 1.15),
            (furniture.dining_table, 370, 46, 1.15),
            (furniture.dining_table, 0, 10, 0.85),
            (furniture.pot_plant, 640, 4, 1.0),
        ),
        night=(0.66, 0.58, 0.64),
    ),
    "shop": Room(
        wall=Wall("plain", (250, 234, 206), (236, 170, 120)),
        floor=Floor("tiles", (222, 226, 230), (244, 246, 248)),
        pieces=(
            (fittings.goods_shelf, -440, 4, 1.05),
            (fittings.goods_shelf, -60, 4, 1.05),
            (fittings.goods_shelf, 620, 4, 1.05),
            (fittings.goods_shelf, -820, 4, 1.05),
            (fittings.sale_sign, 0, -450, 1.0),
            (fittings.till_counter, 360, 50, 1.1),
            (furniture.hanging_lamp, 320, -380, 0.8),
        ),
        night=(0.66, 0.64, 0.72),
    ),
    "hospital": Room(
        wall=Wall("plain", (224, 240, 238), (150, 206, 200)),
        floor=Floor("marble", (196, 214, 216), (220, 232, 234)),
        windows=(Window(-60, -410, 260, 220),),
        pieces=(
            (fittings.ward_curtain, -500, -380, 1.1),
            (fittings.red_cross, 180, -360, 1.1),
            (fittings.hospital_bed, -330, 20, 1.15),
            (fittings.drip_stand, -120, 8, 1.0),
            (fittings.heart_monitor, 220, 6, 1.0),
            (fittings.ward_curtain, 500, -380, 1.1),
            (furniture.nightstand, 400, 8, 0.9),
        ),
        ceiling=(232, 242, 242),
        night=(0.64, 0.70, 0.84),
        show=show.hospital_show,
    ),
    "laboratory": Room(
        wall=Wall("tiles", (206, 220, 230), (90, 150, 190)),
        floor=Floor("concrete", (150, 164, 178), (174, 186, 198)),
        windows=(Window(0, -420, 240, 190, "bare", _STEEL),),
        pieces=(
            (fittings.glass_shelf, -380, -250, 1.1),
            (fittings.glass_shelf, 400, -250, 1.1),
            (fittings.lab_bench, -340, 20, 1.05),
            (fittings.lab_bench, 390, 20, 1.05),
            (fittings.chart_board, -690, -320, 0.9),
        ),
        ceiling=(226, 234, 240),
        night=(0.58, 0.66, 0.84),
    ),
    "museum": Room(
        wall=Wall("panel", (150, 160, 158), (124, 132, 136), (230, 226, 218)),
        floor=Floor("marble", (186, 178, 172), (214, 206, 198)),
        pieces=(
            (treasures.golden_picture, -470, -310, 1.0),
            (treasures.golden_landscape, 470, -340, 1.0),
            (treasures.golden_picture, 700, -330, 1.0),
            (treasures.column, -610, 4, 1.0),
            (treasures.column, 610, 4, 1.0),
            (treasures.dinosaur, 30, 6, 1.1),
            (treasures.vase_stand, 500, 10, 1.0),
            (treasures.rope_barrier, -330, 50, 1.0),
        ),
        ceiling=(206, 200, 196),
        night=(0.55, 0.55, 0.72),
    ),
    "gym": Room(
        wall=Wall("brick", (196, 200, 206), (214, 218, 222), (70, 76, 90)),
        floor=Floor("concrete", (84, 92, 108), (104, 112, 128)),
        windows=(Window(-420, -470, 330, 110, "bare", _STEEL), Window(420, -470, 330, 110, "bare", _STEEL)),
        outside="town",
        pieces=(
            (fittings.mirror_wall, -20, -260, 1.0),
            (fittings.wall_bars, -540, 2, 1.0),
            (fittings.weight_rack, -330, 6, 1.0),
            (fittings.bench_press, 380, 16, 1.0),
            (fittings.punching_bag, 560, 40, 1.0),
            (fittings.treadmill, -640, 60, 1.1),
        ),
        ceiling=(120, 128, 142),
        night=(0.66, 0.68, 0.80),
    ),
    "stage": Room(
        wall=Wall("plain", (60, 40, 60), (40, 26, 44), (60, 40, 50)),
        floor=Floor("planks", (150, 96, 62), (190, 132, 86)),
        pieces=(
            (stages.backdrop, 0, 0, 1.0),
            (stages.stage_curtains, 0, 0, 1.0),
            (stages.spot_floor, 0, 108, 1.0),
            (stages.boards_edge, 0, 168, 1.0),
        ),
        day=(0.80, 0.76, 0.82),
        night=(0.62, 0.58, 0.70),
        lamps=True,
        show=show.theatre_show,
    ),
    "concert": Room(
        wall=Wall("plain", (34, 26, 60), (24, 20, 46), (40, 34, 60)),
        floor=Floor("planks", (62, 46, 80), (84, 62, 98)),
        pieces=(
            (stages.big_screen, 0, 0, 1.0),
            (stages.drum_kit, 0, 6, 1.0),
            (stages.loudspeakers, -520, 20, 1.1),
            (stages.loudspeakers, 520, 20, 1.1),
            (stages.light_rig, 0, -470, 1.0),
            (stages.spot_floor, 0, 108, 1.0),
        ),
        ceiling=(20, 16, 40),
        day=(0.9, 0.86, 0.96),
        night=(0.80, 0.76, 0.92),
        lamps=True,
        show=show.concert_show,
    ),
    "church": Room(
        wall=Wall("stone", (206, 196, 186), (190, 178, 170), (150, 140, 136)),
        floor=Floor("stone", (172, 160, 150), (196, 184, 172)),
        pieces=(
            (treasures.stained_glass, -490, -140, 1.05),
            (treasures.stained_glass, -245, -140, 1.05),
            (treasures.stained_glass, 245, -140, 1.05),
            (treasures.stained_glass, 490, -140, 1.05),
            (treasures.stained_glass, 0, -176, 0.9),
            (treasures.column, -368, 4, 1.0),
            (treasures.column, 368, 4, 1.0),
            (treasures.column, -612, 4, 1.0),
            (treasures.column, 612, 4, 1.0),
            (treasures.runner, 0, 26, 0.8),
            (treasures.altar, 0, 30, 0.8),
            (treasures.pew, -420, 90, 1.15),
            (treasures.pew, 420, 90, 1.15),
            (treasures.pew, -500, 180, 1.4),
            (treasures.pew, 500, 180, 1.4),
        ),
        ceiling=(180, 168, 160),
        day=(0.76, 0.74, 0.76),
        night=(0.50, 0.48, 0.62),
    ),
    "workshop": Room(
        wall=Wall("boards", (178, 134, 96), (158, 114, 80), (110, 80, 60)),
        floor=Floor("concrete", (146, 136, 128), (166, 156, 146)),
        windows=(Window(180, -420, 210, 180, "square", (110, 80, 60)),),
        pieces=(
            (fittings.tool_wall, -280, -290, 1.0),
            (fittings.work_bench, -290, 10, 1.1),
            (fittings.crates, 430, 10, 1.15),
            (furniture.hanging_lamp, -40, -380, 0.85),
            (treasures.ladder, 590, 4, 0.9),
            (treasures.barrel, 260, 14, 1.0),
        ),
        night=(0.56, 0.52, 0.62),
    ),
    "spaceship_interior": Room(
        wall=Wall("plates", (112, 124, 150), (90, 220, 250), (60, 70, 92)),
        floor=Floor("concrete", (74, 84, 108), (96, 106, 130)),
        windows=(Window(0, -440, 760, 270, "bare", (70, 80, 104)),),
        outside="stars",
        pieces=(
            (treasures.console, -380, 16, 1.05),
            (treasures.console, 400, 16, 1.05),
            (treasures.pilot_seat, -190, 40, 1.05),
            (treasures.pilot_seat, 230, 40, 1.05),
        ),
        ceiling=(84, 94, 118),
        day=(0.90, 0.94, 1.02),
        night=(0.60, 0.66, 0.84),
        show=show.ship_show,
    ),
    "throne_room": Room(
        wall=Wall("stone", (170, 152, 160), (150, 132, 146), (110, 96, 110)),
        floor=Floor("tiles", (170, 156, 160), (204, 192, 190)),
        windows=(
            Window(-470, -450, 130, 300, "arched", (130, 116, 126)),
            Window(470, -450, 130, 300, "arched", (130, 116, 126)),
        ),
        pieces=(
            (treasures.column, -330, 4, 1.0),
            (treasures.column, 330, 4, 1.0),
            (treasures.column, -620, 4, 1.0),
            (treasures.column, 620, 4, 1.0),
            (treasures.banner, -210, -470, 1.0),
            (treasures.banner, 210, -470, 1.0),
            (treasures.torch, -120, -230, 0.7),
            (treasures.torch, 120, -230, 0.7),
            (treasures.runner, 0, 26, 1.0),
            (treasures.throne, 0, 30, 0.95),
        ),
        ceiling=(120, 104, 116),
        day=(0.80, 0.77, 0.80),
        night=(0.52, 0.48, 0.60),
    ),
    "dungeon": Room(
        wall=Wall("stone", (112, 110, 124), (92, 90, 106), (70, 68, 82)),
        floor=Floor("stone", (92, 90, 102), (112, 108, 118)),
        pieces=(
            (treasures.cell_bars, 60, 4, 1.15),
            (treasures.torch, -190, -250, 1.0),
            (treasures.torch, 330, -250, 1.0),
            (treasures.chains, -400, -400, 1.1),
            (treasures.chains, 540, -400, 1.1),
            (treasures.barrel, -500, 14, 1.0),
            (treasures.barrel, -390, 30, 0.9),
            (treasures.skull_pile, 420, 40, 1.1),
            (treasures.cobweb, -640, -500, 1.3),
        ),
        ceiling=(70, 66, 80),
        day=(0.62, 0.60, 0.68),
        night=(0.46, 0.45, 0.58),
        lamps=True,
    ),
    "attic": Room(
        wall=Wall("boards", (186, 146, 108), (166, 124, 88), (120, 84, 60)),
        floor=_OAK,
        windows=(Window(0, -390, 150, 150, "round", (112, 76, 54)),),
        pieces=(
            (treasures.beams, 0, 0, 1.0),
            (treasures.cobweb, -300, -405, 1.0),
            (treasures.trunk, -480, 16, 1.1),
            (fittings.crates, 530, 14, 1.1),
            (treasures.rocking_horse, 320, 50, 1.1),
            (furniture.floor_lamp, -330, 4, 0.8),
            (furniture.round_rug, 0, 130, 0.7),
        ),
        day=(0.80, 0.77, 0.75),
        night=(0.50, 0.48, 0.64),
    ),
    "nightclub": Room(
        wall=Wall("plain", (44, 28, 72), (30, 20, 54), (60, 40, 90)),
        floor=Floor("concrete", (36, 26, 56), (46, 34, 70)),
        pieces=(
            (stages.neon_signs, 0, 0, 1.0),
            (stages.loudspeakers, -560, 6, 1.0),
            (stages.loudspeakers, 560, 6, 1.0),
            (stages.mixing_desk, 250, 8, 1.0),
            (stages.dance_floor, 0, 26, 1.0),
        ),
        ceiling=(24, 16, 44),
        day=(0.96, 0.94, 1.0),
        night=(0.86, 0.84, 0.96),
        lamps=True,
        show=show.club_show,
    ),
}


def _lamplight(setting: Setting) -> Palette:
    """Indoors the hour outside hardly counts."""
    palette = setting.palette
    return replace(palette, ambience=palette.ambience * 0.45, rim=(255, 226, 170), rim_strength=0.5)


def _torchlight(setting: Setting) -> Palette:
    return replace(setting.palette, ambient=(150, 90, 70), ambience=0.24, rim=(255, 190, 110), rim_strength=0.8)


def _limelight(setting: Setting) -> Palette:
    return replace(setting.palette, ambient=(140, 100, 150), ambience=0.12, rim=(255, 236, 200), rim_strength=0.9)


def _neonlight(setting: Setting) -> Palette:
    return replace(setting.palette, ambient=(150, 60, 190), ambience=0.22, rim=(120, 220, 255), rim_strength=0.9)


_LIGHTS = {
    "stage": _limelight,
    "concert": _neonlight,
    "nightclub": _neonlight,
    "dungeon": _torchlight,
    "throne_room": _torchlight,
}
_BEFORE: dict[str, Build] = {"stage": show.heads, "concert": show.crowd}


def _indoors(name: str, room: Room) -> Place:
    return Place(
        behind=partial(build_room, room),
        before=_BEFORE.get(name, nothing),
        ground=0.84 if name in _BEFORE else 0.88,
        size=2.0 if name in _BEFORE else 2.15,
        covered=True,
        light=_LIGHTS.get(name, _lamplight),
    )


PLACES: dict[str, Place] = {
    **{name: _indoors(name, room) for name, room in ROOMS.items()},
    "corridor": Place(
        behind=corridor.behind_actors, ground=0.90, size=2.1, horizon=corridor.VANISHING, covered=True, light=_lamplight
    ),
}
