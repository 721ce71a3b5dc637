"""A picture goes up, a clip is made of it on v2, which the SDK lacks, and all else is the SDK's: the usual way."""

import json
import os
import time
from pathlib import Path

import httpx
from leonardo_ai_sdk import LeonardoAiSDK

url, key = os.environ["KINORA_URL"] + "/api/rest", os.environ["KINORA_KEY"]
leonardo = LeonardoAiSDK(bearer_auth=key, server_url=f"{url}/v1")

user = leonardo.user.get_user_self().object.user_details[0]

slot = leonardo.init_images.upload_init_image(request={"extension": "png"}).object.upload_init_image
with Path(os.environ["PICTURE"]).open("rb") as picture:
    put = httpx.post(slot.url, data=json.loads(slot.fields), files={"file": picture})

made = httpx.post(
    f"{url}/v2/generations",
    headers={"authorization": f"Bearer {key}"},
    json={
        "model": "seedance-2.0-mini",
        "public": False,
        "parameters": {
            "prompt": "a koala surfs",
            "quantity": 1,
            "duration": 4,
            "width": 128,
            "height": 72,
            "seed": 4294967295,
            "guidances": {"start_frame": [{"image": {"id": slot.id, "type": "UPLOADED"}}]},
        },
    },
).json()["generate"]

seen = []
until = time.monotonic() + 90
while time.monotonic() < until:
    row = leonardo.image.get_generation_by_id(id=made["generationId"]).object.generations_by_pk
    seen.append(row.status.value)
    if row.status.value != "PENDING":
        break
    time.sleep(0.2)

(image,) = row.generated_images
video = httpx.get(image.motion_mp4_url)
mine = leonardo.image.get_generations_by_user_id(user_id=user.user.id, offset=0, limit=1).object.generations
gone = leonardo.image.delete_generation_by_id(id=row.id).object.delete_generations_by_pk
after = leonardo.image.get_generation_by_id(id=row.id).object.generations_by_pk

print(
    json.dumps(
        {
            "slots": user.api_concurrency_slots,
            "tokens": user.api_paid_tokens,
            "upload": put.status_code,
            "generation": made["generationId"],
            "cost": made["cost"],
            "statuses": sorted(set(seen), key=seen.index),
            "prompt": row.prompt,
            "size": [row.image_width, row.image_height],
            "seed": row.seed,
            "public": row.public,
            "created": row.created_at,
            "imageToVideo": image.image_to_video,
            "motionModel": image.motion_model,
            "nsfw": image.nsfw,
            "poster": image.url,
            "video": image.motion_mp4_url,
            "videoType": video.headers["content-type"],
            "videoStart": video.content[4:8].decode(),
            "newest": [one.id for one in mine],
            "newestStatus": [one.status.value for one in mine],
            "deleted": gone.id,
            "afterwards": after,
        }
    )
)
