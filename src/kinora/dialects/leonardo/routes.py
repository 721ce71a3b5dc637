"""Every path of Leonardo.AI that is answered, and what its documents say of it. Decides nothing."""

from __future__ import annotations

from kinora.dialects.base import Route
from kinora.dialects.leonardo import account, create, generations, motion, refusals, uploads

ROUTES: tuple[Route, ...] = (
    Route(
        "submit",
        "POST",
        create.PATH,
        about="Create a video. A refusal is an array under HTTP 200.",
        body=create.Create,
        reply=create.Created | list[refusals.Refusal],
    ),
    Route(
        "submit",
        "POST",
        motion.TEXT_PATH,
        about="Create a video from a text, as the official SDKs do.",
        body=motion.TextToVideo,
        reply=motion.MotionCreated,
    ),
    Route(
        "submit",
        "POST",
        motion.IMAGE_PATH,
        about="Create a video from a picture, as the official SDKs do.",
        body=motion.ImageToVideo,
        reply=motion.MotionCreated,
    ),
    Route(
        "status",
        "GET",
        generations.PATH,
        about="A generation: its state, and its video once it is complete.",
        reply=generations.OneGeneration,
    ),
    Route(
        "status",
        "GET",
        generations.LATE_PATH,
        about="The same, for clients that poll where they created.",
        reply=generations.OneGeneration,
    ),
    Route(
        "list",
        "GET",
        generations.LIST_PATH,
        about="A user's generations, newest first.",
        query=generations.PageQuery,
        reply=generations.Generations,
    ),
    Route(
        "delete",
        "DELETE",
        generations.PATH,
        about="Stop a generation if it runs, and remove it with its files.",
        reply=generations.DeletedGeneration,
    ),
    Route(
        "upload",
        "POST",
        uploads.IMAGES_PATH,
        about="A place to upload a picture to.",
        body=uploads.Wanted,
        reply=uploads.ImagePlace,
    ),
    Route("file", "GET", f"{uploads.IMAGES_PATH}/{{id}}", about="An uploaded picture.", reply=uploads.OnePicture),
    Route(
        "discard",
        "DELETE",
        f"{uploads.IMAGES_PATH}/{{id}}",
        about="Remove an uploaded picture.",
        reply=uploads.DeletedPicture,
    ),
    Route(
        "upload",
        "POST",
        uploads.MEDIA_PATH,
        about="A place to upload a clip or a sound to.",
        body=uploads.Wanted,
        reply=uploads.MediaPlace,
    ),
    Route("file", "GET", f"{uploads.MEDIA_PATH}/{{id}}", about="An uploaded clip or sound.", reply=uploads.OneMedia),
    Route(
        "discard",
        "DELETE",
        f"{uploads.MEDIA_PATH}/{{id}}",
        about="Remove an uploaded clip or sound.",
        reply=uploads.DeletedMedia,
    ),
    Route("answer", "GET", account.ME_PATH, about="Whom the key speaks for.", reply=account.Me),
    Route(
        "answer",
        "POST",
        account.PRICE_PATH,
        about="What a service costs.",
        body=account.PriceQuestion,
        reply=account.Price,
    ),
    Route(
        "answer",
        "POST",
        account.SYNC_PATH,
        about="Not served: refused by name.",
        body=account.Envelope,
        reply=list[refusals.Refusal],
    ),
)
