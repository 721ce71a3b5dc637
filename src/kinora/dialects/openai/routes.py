"""Every path of OpenAI's videos that is answered, and what its documents say of it. Decides nothing."""

from __future__ import annotations

from kinora.dialects.base import Route
from kinora.dialects.openai.wire import (
    EDITS,
    ROOT,
    ContentQuery,
    Create,
    Deleted,
    Edit,
    ListQuery,
    Refused,
    Video,
    VideoList,
)

ROUTES: tuple[Route, ...] = (
    Route("submit", "POST", ROOT, "make a video", body=Create, reply=Video, form=True),
    Route("list", "GET", ROOT, "list videos", query=ListQuery, reply=VideoList),
    Route("status", "GET", f"{ROOT}/{{id}}", "a video's state", reply=Video),
    Route("delete", "DELETE", f"{ROOT}/{{id}}", "stop a video if it is being made, and remove it", reply=Deleted),
    Route("content", "GET", f"{ROOT}/{{id}}/content", "the finished file", query=ContentQuery),
    Route(
        "submit",
        "POST",
        f"{ROOT}/{{id}}/remix",
        "make it again in other words",
        body=Create,
        reply=Video,
        form=True,
    ),
    Route("submit", "POST", EDITS, "make a video after another one", body=Edit, reply=Video, form=True),
    Route("answer", "POST", f"{ROOT}/extensions", "not served: refused with the reason", reply=Refused, status=400),
    Route("answer", "POST", f"{ROOT}/characters", "not served: refused with the reason", reply=Refused, status=400),
    Route(
        "answer",
        "GET",
        f"{ROOT}/characters/{{id}}",
        "not served: refused with the reason",
        reply=Refused,
        status=400,
    ),
)
