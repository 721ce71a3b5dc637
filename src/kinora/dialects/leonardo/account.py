"""What needs no generation: who asks, what something costs, and v2's neighbour that makes no videos [2.6, 3.4, 3.5]."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel
from typing_extensions import TypedDict

from kinora.dialects.base import Call, Reply, json_body, json_reply
from kinora.dialects.leonardo.create import PATH as CREATE_PATH
from kinora.dialects.leonardo.words import V1, V1_WORDS, V2
from kinora.dialects.operations import Asker
from kinora.dialects.wire import Wire, read
from kinora.spec.errors import InvalidRequest, Problem

ME_PATH, PRICE_PATH, SYNC_PATH = f"{V1}/me", f"{V1}/pricing-calculator", f"{V2}/generationssync"

USUAL_SLOTS = 10  # what the vendor gives, told where this server sets no limit: readers want a number

Service = Literal[
    "IMAGE_GENERATION",
    "FANTASY_AVATAR_GENERATION",
    "MOTION_SVD_GENERATION",
    "MOTION_VIDEO_GENERATION",
    "VEO3_MOTION_VIDEO_GENERATION",
    "LCM_GENERATION",
    "MODEL_TRAINING",
    "TEXTURE_GENERATION",
    "UNIVERSAL_UPSCALER",
    "UNIVERSAL_UPSCALER_ULTRA",
]
OFFERED: frozenset[Service] = frozenset({"MOTION_VIDEO_GENERATION", "VEO3_MOTION_VIDEO_GENERATION"})


class User(TypedDict):
    """Whom a key speaks for."""

    id: str
    username: str


class UserDetails(TypedDict):
    """The account. Balances are whole numbers, or one of the SDKs throws."""

    user: User
    tokenRenewalDate: str | None
    paidTokens: int
    subscriptionTokens: int
    subscriptionGptTokens: int
    subscriptionModelTokens: int
    apiConcurrencySlots: int
    apiPaidTokens: int
    apiSubscriptionTokens: int
    apiPlanTokenRenewalDate: str | None


class Me(TypedDict):
    """The answer to `GET /me`."""

    user_details: list[UserDetails]


class PriceQuestion(Wire):
    """What costs how much? `serviceParams` tells it apart further at the vendor's; here it changes nothing."""

    model_config = ConfigDict(alias_generator=to_camel, json_schema_extra={"required": ["service"]})

    service: Service | None = None
    service_params: dict[str, object] | None = None


class ServiceCost(TypedDict):
    """A price in tokens."""

    cost: int


class Price(TypedDict):
    """The answer of the pricing calculator."""

    calculateProductionApiServiceCost: ServiceCost


class Envelope(Wire):
    """The body of a create request that waits for its answer."""

    model: object = None


def answer(call: Call, asker: Asker) -> Reply:
    """Answer whichever of the three was asked."""
    if call.url == SYNC_PATH:
        raise _no_sync(call)
    return _price(call) if call.url == PRICE_PATH else _me(asker)


def _me(asker: Asker) -> Reply:
    me: Me = {
        "user_details": [
            {
                "user": {"id": str(asker.id), "username": asker.name},
                "tokenRenewalDate": None,
                "paidTokens": 0,
                "subscriptionTokens": 0,
                "subscriptionGptTokens": 0,
                "subscriptionModelTokens": 0,
                "apiConcurrencySlots": asker.slots or USUAL_SLOTS,
                "apiPaidTokens": 0,
                "apiSubscriptionTokens": 0,
                "apiPlanTokenRenewalDate": None,
            }
        ]
    }
    return json_reply(me)


def _price(call: Call) -> Reply:
    """0 for what is made here, and the vendor's own words for what is not: its price would be a promise."""
    question, problems = read(PriceQuestion, json_body(call.body), V1_WORDS)
    if question.service is None and not problems:
        problems = (Problem(field="service", rule="required"),)
    if question.service is not None and question.service not in OFFERED:
        detail = "is not supported within the Production API."
        problems += (Problem(field=question.service, rule="unusable", detail=detail),)
    if problems:
        raise InvalidRequest(problems)
    price: Price = {"calculateProductionApiServiceCost": {"cost": 0}}
    return json_reply(price)


def _no_sync(call: Call) -> InvalidRequest:
    json_body(call.body)
    detail = f"is not served here: videos are created with POST {CREATE_PATH}"
    return InvalidRequest((Problem(field="model", rule="unsupported", detail=detail),))
