"""Outfits: what people wear, as data. A colour is coat, skin, dark, accent, white, black, or "#rrggbb"."""

from __future__ import annotations

from dataclasses import dataclass

from kinora.engines.previs.drawing.palette import WHITE, Colour, hex_colour, mix
from kinora.engines.previs.rigs.species import Species


@dataclass(frozen=True, slots=True, kw_only=True)
class Outfit:
    """top, sleeves, legs, shoes: colours. short: the share of the arm that a sleeve covers; shorts: of the leg.

    hem: how far a skirt or robe reaches from the hips (0: none) to the ground (1). flare: its width at the hem.
    details: what is drawn on the trunk, in order: words of outfit_details.
    """

    top: str = "coat"
    sleeves: str = "coat"
    legs: str = "accent"
    shoes: str = "dark"
    short: float = 1.0
    shorts: float = 1.0
    hem: float = 0.0
    flare: float = 10.0
    skirt: str = "coat"
    details: tuple[str, ...] = ()


BARE = Outfit()
OUTFITS: dict[str, Outfit] = {
    "shirt": Outfit(details=("neck", "waist")),
    "collar": Outfit(details=("neck", "points", "buttons", "waist")),
    "tee": Outfit(short=0.5, shorts=0.5, details=("neck", "bands", "waist")),
    "jumper": Outfit(details=("neck", "hoodie", "waist")),
    "dress": Outfit(short=0.35, legs="skin", hem=0.62, flare=16, details=("neck", "sash")),
    "girl_dress": Outfit(short=0.3, legs="skin", hem=0.52, flare=18, details=("round_collar", "sash")),
    "romper": Outfit(legs="coat", shoes="coat", details=("bib", "poppers")),
    "cardigan": Outfit(details=("shirt_front", "buttons", "waist")),
    "shawl": Outfit(legs="skin", hem=0.8, flare=13, details=("shawl",)),
    "royal": Outfit(hem=0.94, flare=17, details=("gold_front", "ermine", "gold_belt")),
    "gown": Outfit(short=0.4, hem=0.97, flare=30, details=("neck", "gold_belt", "necklace")),
    "armour": Outfit(legs="coat", shoes="coat", details=("plate", "gold_belt")),
    "samurai": Outfit(hem=0.42, flare=12, skirt="coat", details=("lamellar", "obi")),
    "ninja": Outfit(legs="coat", shoes="coat", details=("wrap", "obi")),
    "robe": Outfit(hem=0.95, flare=16, details=("neck", "rope_belt", "stars")),
    "witch": Outfit(hem=0.86, flare=20, details=("neck", "gold_belt")),
    "pirate": Outfit(top="white", legs="#4a4250", shoes="black", details=("red_bands", "open_coat", "wide_belt")),
    "chef": Outfit(
        legs="#4c5262", shoes="black", hem=0.45, flare=4, skirt="white", details=("kerchief", "double_buttons")
    ),
    "uniform": Outfit(legs="coat", shoes="black", details=("points", "tie", "badge", "wide_belt")),
    "turnout": Outfit(legs="coat", shoes="black", details=("points", "reflective", "poppers")),
    "lab": Outfit(legs="#50607c", shoes="#584438", hem=0.62, flare=6, details=("shirt_front", "lapels", "stethoscope")),
    "science": Outfit(
        legs="#5a5248", shoes="black", hem=0.62, flare=6, details=("shirt_front", "lapels", "tie", "pens")
    ),
    "overalls": Outfit(top="coat", legs="accent", shoes="#5a4030", details=("checks", "dungarees")),
    "soldier": Outfit(legs="coat", shoes="black", details=("camouflage", "wide_belt")),
    "suit": Outfit(legs="coat", shoes="black", details=("shirt_front", "lapels", "tie")),
    "hero": Outfit(legs="coat", shoes="accent", details=("emblem", "gold_belt")),
    "cowboy": Outfit(legs="#4a6494", shoes="#6a4226", details=("points", "vest", "kerchief", "wide_belt")),
    "clown": Outfit(legs="coat", shoes="#e04438", details=("dots", "pompoms", "ruff")),
    "santa": Outfit(legs="coat", shoes="black", hem=0.34, flare=6, details=("fur_front", "wide_belt")),
    "tutu": Outfit(short=0.0, legs="#f8d2d8", shoes="accent", hem=0.42, flare=44, skirt="accent", details=("leotard",)),
    "jersey": Outfit(short=0.5, shorts=0.5, legs="white", shoes="black", details=("neck", "number", "white_waist")),
    "trench": Outfit(
        legs="#5c4a3c", shoes="#402c20", hem=0.7, flare=9, details=("shirt_front", "tie", "lapels", "belt")
    ),
    "teacher": Outfit(legs="skin", hem=0.78, flare=9, skirt="accent", details=("points", "buttons")),
    "vest": Outfit(sleeves="#5a78a8", legs="#465a84", shoes="#6a4a30", details=("reflective", "zip")),
    "torn": Outfit(short=0.6, shorts=0.75, legs="#5a5a4e", shoes="black", details=("neck", "rags", "waist")),
    "evening": Outfit(legs="black", shoes="black", details=("shirt_front", "lapels", "bow_tie")),
    "shell_top": Outfit(top="skin", sleeves="skin", legs="coat", details=("shells",)),
    "bones": Outfit(legs="coat", shoes="coat", top="none", details=("ribs",)),
    "gown_white": Outfit(hem=0.95, flare=18, details=("neck", "gold_belt")),
    "leaf_dress": Outfit(short=0.0, legs="skin", shoes="coat", hem=0.5, flare=16, details=("leaf_hem",)),
}


def outfit_of(species: Species) -> Outfit:
    """What the species wears; the plain one for nothing."""
    return OUTFITS.get(species.outfit, BARE)


def tone(species: Species, word: str) -> Colour:
    """A colour of the table's head, for this species."""
    match word:
        case "coat":
            return species.coat
        case "skin":
            return species.belly
        case "dark":
            return mix(species.dark, (40, 30, 36), 0.45)
        case "accent":
            return species.accent
        case "white":
            return mix(WHITE, species.belly, 0.06)
        case "black":
            return 44.0, 40.0, 50.0
        case _:
            return hex_colour(word)
