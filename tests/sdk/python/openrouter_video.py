"""Make a clip as a user of the OpenRouter SDK does: pick a model, submit with frames, poll, fetch; and be refused."""

import json
import os
import sys
import time
from pathlib import Path

from openrouter import OpenRouter, errors

wish = {"model": "bytedance/seedance-2.0-fast", "resolution": "480p", "duration": 4}
picture = f"data:image/png;base64,{os.environ['PICTURE']}"
said = {}


def refusal(call, **words):
    try:
        call(**words)
    except errors.OpenRouterError as error:
        body = json.loads(error.body)
        return [type(error).__name__, error.status_code, error.message, body["error"]["code"]]
    sys.exit("it was not refused")


def connected(key):
    return OpenRouter(api_key=key, server_url=os.environ["KINORA_URL"] + "/api/v1")


with connected(os.environ["KINORA_KEY"]) as client:
    videos = client.video_generation
    models = {model.id: model for model in videos.list_videos_models().data}
    said["model"] = models[wish["model"]].model_dump(by_alias=True)

    frame = {"type": "image_url", "image_url": {"url": picture}, "frame_type": "first_frame"}
    job = videos.generate(
        prompt="a cat naps", frame_images=[frame], seed=7, generate_audio=True, user="me", session_id="s", **wish
    )
    said["submitted"] = [job.status, job.polling_url]
    said["not_ready"] = refusal(videos.get_video_content, job_id=job.id)
    while job.status in {"pending", "in_progress"}:
        time.sleep(0.2)
        job = videos.get_generation(job_id=job.id)
    said["job"] = job.model_dump()
    content = videos.get_video_content(job_id=job.id, index=0)
    content.read()
    said["content"] = [content.headers["content-type"], content.content[4:8].decode()]

    reference = {"type": "image_url", "image_url": {"url": picture}}
    guided = videos.generate(prompt="@Image1 naps", input_references=[reference], previous_job_id=job.id, **wish)
    while guided.status in {"pending", "in_progress"}:
        time.sleep(0.2)
        guided = videos.get_generation(job_id=guided.id)
    said["guided"] = guided.status

    said["wrong"] = refusal(videos.generate, prompt="x", callback_url="http://a.example", **{**wish, "duration": 99})
    said["limited"] = refusal(videos.generate, prompt="x", **wish)
    said["unknown"] = refusal(videos.get_generation, job_id="gen-vid-1700000001-00000000000000000000")
    said["nothing"] = refusal(videos.get_video_content, job_id=job.id, index=1)
    for file in Path(os.environ["FILES"]).rglob("*.mp4"):
        file.unlink()  # as when nobody keeps them any longer
    said["gone"] = refusal(videos.get_video_content, job_id=job.id)

with connected("wrong") as client:
    said["nobody"] = refusal(client.video_generation.generate, prompt="x", **wish)
print(json.dumps(said))
