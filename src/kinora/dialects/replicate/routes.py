"""Every path of Replicate that is answered, and what its documents say of it. Decides nothing."""

from __future__ import annotations

from kinora.dialects.base import Route
from kinora.dialects.replicate.models import ModelAnswer, Version, Versions
from kinora.dialects.replicate.wire import (
    FILES,
    MODELS,
    PREDICTIONS,
    ROOT,
    Account,
    Create,
    CreateFile,
    CreateForModel,
    Cursor,
    File,
    FileList,
    Prediction,
    Predictions,
    Secret,
)

_MODEL = f"{MODELS}/{{owner}}/{{name}}"

ROUTES: tuple[Route, ...] = (
    Route(
        "submit",
        "POST",
        f"{_MODEL}/predictions",
        "Run a model",
        body=CreateForModel,
        reply=Prediction,
        status=201,
    ),
    Route(
        "submit",
        "POST",
        PREDICTIONS,
        "Run a model, or a version of one",
        body=Create,
        reply=Prediction,
        status=201,
    ),
    Route("status", "GET", f"{PREDICTIONS}/{{id}}", "A prediction", reply=Prediction),
    Route("list", "GET", PREDICTIONS, "Predictions, newest first", query=Cursor, reply=Predictions),
    Route("cancel", "POST", f"{PREDICTIONS}/{{id}}/cancel", "Stop a prediction", reply=Prediction),
    Route("store", "POST", FILES, "Upload a file", body=CreateFile, reply=File, status=201, form=True),
    Route("files", "GET", FILES, "Uploaded files, newest first", reply=FileList),
    Route("file", "GET", f"{FILES}/{{id}}", "An uploaded file", reply=File),
    Route("discard", "DELETE", f"{FILES}/{{id}}", "Remove an uploaded file", status=204),
    Route("answer", "GET", f"{ROOT}/webhooks/default/secret", "What webhooks are signed with", reply=Secret),
    Route("answer", "GET", f"{ROOT}/account", "Whom the token speaks for", reply=Account),
    Route("answer", "GET", _MODEL, "A model", reply=ModelAnswer),
    Route("answer", "GET", f"{_MODEL}/versions", "The one version of a model", reply=Versions),
    Route("answer", "GET", f"{_MODEL}/versions/{{version}}", "A version of a model", reply=Version),
)
