"""Every path of Magnific that is answered, and what its documents say of it. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kinora.dialects.base import Route
from kinora.dialects.magnific.families import STILLS, VIDEO, Create, OneTask, Paging, Tasks


def _routes(root: str) -> Iterator[Route]:
    """The same operations in both places; the last is an extension, the vendor has no way to stop [13]."""
    path = f"{root}/{{family}}"
    yield Route("submit", "POST", path, "Make a clip; the path ends in the tier", body=Create, reply=OneTask)
    yield Route("list", "GET", path, "Tasks of a family, newest first", query=Paging, reply=Tasks)
    yield Route("status", "GET", f"{path}/{{id}}", "A task", reply=OneTask)
    yield Route("cancel", "DELETE", f"{path}/{{id}}", "Stop a task", status=204)


ROUTES: tuple[Route, ...] = (*_routes(VIDEO), *_routes(STILLS))
