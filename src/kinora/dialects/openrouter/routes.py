"""Every path of OpenRouter's videos that is answered, and what its documents say of it. Decides nothing."""

from __future__ import annotations

from kinora.dialects.base import Route
from kinora.dialects.openrouter.wire import ROOT, ContentQuery, Create, Generation, VideoModels

ROUTES: tuple[Route, ...] = (
    Route("submit", "POST", ROOT, "make a video", body=Create, reply=Generation, status=202),
    Route("answer", "GET", f"{ROOT}/models", "the models on offer", reply=VideoModels, public=True),
    Route("status", "GET", f"{ROOT}/{{id}}", "a job's state and result", reply=Generation),
    Route("content", "GET", f"{ROOT}/{{id}}/content", "the finished file", query=ContentQuery),
)
