"""Every path of AI/ML API that is answered, and what its documents say of it. Decides nothing."""

from __future__ import annotations

from kinora.dialects.aimlapi.models import Filters, ModelList, OneModel
from kinora.dialects.aimlapi.wire import BALANCE, BILLING, LEGACY_PATH, PATH, Balance, Billing, Create, Generation, Poll
from kinora.dialects.base import Route

ROUTES: tuple[Route, ...] = (
    *(
        route
        for path in (PATH, LEGACY_PATH)
        for route in (
            Route("submit", "POST", path, "Make a clip", body=Create, reply=Generation),
            Route("status", "GET", path, "A generation", query=Poll, reply=Generation),
        )
    ),
    # Not /api/v1/models, where the vendor has it too: that is Kinora's own.
    *(
        Route("answer", "GET", path, "The models on offer", query=Filters, reply=ModelList, public=True)
        for path in ("/v1/models", "/models")
    ),
    Route("answer", "GET", "/model/{id:path}", "A model", reply=OneModel, public=True),
    Route("answer", "GET", BILLING, "The balance: none is kept", reply=Billing),
    Route("answer", "GET", BALANCE, "The balance, in older words", reply=Balance),
)
