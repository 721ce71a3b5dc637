"""The SDK's own ways to a clip, from text and from pictures, with the calculator asked first."""

import json
import os
import time
from pathlib import Path

import httpx
from leonardo_ai_sdk import LeonardoAiSDK
from leonardo_ai_sdk.models import operations

leonardo = LeonardoAiSDK(bearer_auth=os.environ["KINORA_KEY"], server_url=os.environ["KINORA_URL"] + "/api/rest/v1")

price = leonardo.pricing_calculator.pricing_calculator(
    request={
        "service": "MOTION_VIDEO_GENERATION",
        "service_params": {"motion_video_generation": {"resolution": "RESOLUTION_480"}},
    }
).object.calculate_production_api_service_cost

made = leonardo.motion.create_text_to_video_generation(
    request={
        "prompt": "a fox in the snow",
        "resolution": operations.CreateTextToVideoGenerationMotionString.RESOLUTION_480,
        "seed": 42,
        "duration": 4,
        "frame_interpolation": True,
        "prompt_enhance": False,
        "is_public": False,
    }
).object.motion_video_generation_job


def read(id):
    return leonardo.image.get_generation_by_id(id=id).object.generations_by_pk


until = time.monotonic() + 90
while (row := read(made.generation_id)).status.value == "PENDING" and time.monotonic() < until:
    time.sleep(0.3)
(image,) = row.generated_images

slot = leonardo.init_images.upload_init_image(request={"extension": "png"}).object.upload_init_image
with Path(os.environ["PICTURE"]).open("rb") as picture:
    put = httpx.post(slot.url, data=json.loads(slot.fields), files={"file": picture})
kept = leonardo.init_images.get_init_image_by_id(id=slot.id).object.init_images_by_pk


def animate(id, kind):
    wish = {"image_id": id, "image_type": kind, "prompt": "the fox runs", "resolution": "RESOLUTION_480", "duration": 4}
    job = leonardo.motion.create_image_to_video_generation(request=wish).object.motion_video_generation_job
    return read(job.generation_id).id


from_upload = animate(slot.id, "UPLOADED")
from_generated = animate(image.id, operations.ImageType.GENERATED)


def drop(id):
    gone = leonardo.init_images.delete_init_image_by_id(id=id).object.delete_init_images_by_pk
    return gone and gone.id


said = {
    "price": price.cost,
    "cost": {"amount": made.cost.amount, "unit": made.cost.unit.value},
    "status": row.status.value,
    "prompt": row.prompt,
    "seed": row.seed,
    "generation": made.generation_id,
    "size": [row.image_width, row.image_height],
    "imageToVideo": image.image_to_video,
    "video": image.motion_mp4_url,
    "upload": put.status_code,
    "slot": slot.id,
    "initImage": {"id": kept.id, "url": kept.url, "created": kept.created_at},
    "initImageBytes": len(httpx.get(kept.url).content),
    "fromUpload": from_upload,
    "fromGenerated": from_generated,
    "initImageDeleted": drop(slot.id),
    "initImageAfter": leonardo.init_images.get_init_image_by_id(id=slot.id).object.init_images_by_pk,
    "initImageDeletedAgain": drop(slot.id),
}
print(json.dumps(said))
