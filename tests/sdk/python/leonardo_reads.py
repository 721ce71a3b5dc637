"""Reads what ENDED badly, WAITING and never was; a key that nobody knows."""

import json
import os
from uuid import uuid4

from leonardo_ai_sdk import LeonardoAiSDK
from leonardo_ai_sdk.models import errors

url = os.environ["KINORA_URL"] + "/api/rest/v1"
leonardo = LeonardoAiSDK(bearer_auth=os.environ["KINORA_KEY"], server_url=url)
stranger = LeonardoAiSDK(bearer_auth="00000000-0000-4000-8000-000000000000", server_url=url)


def read(id):
    row = leonardo.image.get_generation_by_id(id=id).object.generations_by_pk
    return row and {"id": row.id, "status": row.status.value, "images": len(row.generated_images)}


def refused(ask):
    try:
        ask()
    except errors.LeonardoAiSDKError as error:
        return {"class": type(error).__name__, "status": error.status_code, "body": json.loads(error.body)}


nobody = str(uuid4())
user = leonardo.user.get_user_self().object.user_details[0].user
said = {
    "failed": read(os.environ["FAILED"]),
    "waiting": read(os.environ["WAITING"]),
    "unknown": read(nobody),
    "unknownDeleted": leonardo.image.delete_generation_by_id(id=nobody).object.delete_generations_by_pk,
    "listed": [
        (row.id, row.status.value)
        for row in leonardo.image.get_generations_by_user_id(user_id=user.id).object.generations
    ],
    "listedSecond": [
        row.id
        for row in leonardo.image.get_generations_by_user_id(user_id=user.id, limit=1, offset=1).object.generations
    ],
    "listedOfAnother": leonardo.image.get_generations_by_user_id(user_id=nobody).object.generations,
    "noKey": refused(stranger.user.get_user_self),
    "noKeyRead": refused(lambda: stranger.image.get_generation_by_id(id=os.environ["FAILED"])),
    "noSuchExtension": refused(lambda: leonardo.init_images.upload_init_image(request={"extension": "exe"})),
}
print(json.dumps(said))
