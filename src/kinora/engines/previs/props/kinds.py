"""Every prop by name, and how one is drawn. Knows no stage and no light."""

from __future__ import annotations

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.palette import Colour, hex_colour
from kinora.engines.previs.props.buildings import BUILDINGS
from kinora.engines.previs.props.desk import DESK
from kinora.engines.previs.props.food import FOOD
from kinora.engines.previs.props.furniture import FURNITURE
from kinora.engines.previs.props.instruments import INSTRUMENTS
from kinora.engines.previs.props.kind import Kind
from kinora.engines.previs.props.nature import NATURE
from kinora.engines.previs.props.sky import SKY
from kinora.engines.previs.props.street import STREET
from kinora.engines.previs.props.tools import TOOLS
from kinora.engines.previs.props.toys import TOYS

PROPS: dict[str, Kind] = {
    **NATURE.kinds,
    **BUILDINGS.kinds,
    **STREET.kinds,
    **FURNITURE.kinds,
    **DESK.kinds,
    **INSTRUMENTS.kinds,
    **FOOD.kinds,
    **TOOLS.kinds,
    **TOYS.kinds,
    **SKY.kinds,
}


def tint_of(kind: Kind, colour: str) -> Colour:
    """The main colour: "#rrggbb", or "" for the prop's usual one."""
    return hex_colour(colour) if colour else kind.colour


def draw_prop(canvas: Canvas, name: str, *, colour: str = "", time: float = 0.0) -> None:
    """Draw a prop with its foot or grip at the origin, facing right. A name that is no prop draws nothing."""
    kind = PROPS.get(name)
    if kind is not None:
        kind.draw(canvas, tint_of(kind, colour), time)
