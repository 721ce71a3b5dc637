"""One program for every vendor, as LiteLLM is for: each of the DEPLOYMENTS makes a clip, loses one and refuses two."""

import base64
import json
import os
import time
from pathlib import Path

import httpx
import litellm
import openai

deployments = json.loads(os.environ["DEPLOYMENTS"])
url, folder = os.environ["KINORA_URL"], Path(os.environ["FOLDER"])
picture = folder / "picture.png"


def refused(ask):
    try:
        ask()
    except openai.OpenAIError as error:
        return {"class": type(error).__name__, "status": getattr(error, "status_code", None), "message": str(error)}


def listed(provider, where):
    videos = litellm.video_list(limit=1, custom_llm_provider=provider, **where)["data"]
    return [(video["object"], video["status"], video["size"]) for video in videos]


def made(name, model, wish, where, lists):
    video = litellm.video_generation(model=model, prompt="a koala surfs", seconds="4", **wish, **where)
    early = refused(lambda: litellm.video_content(video.id, **where))
    now, seen = video, [video.status]
    until = time.monotonic() + 60
    while now.status in {"queued", "in_progress"} and time.monotonic() < until:
        time.sleep(0.2)
        now = litellm.video_status(video.id, **where)
        seen.append(now.status)
    (folder / f"{name}.mp4").write_bytes(litellm.video_content(video.id, **where))
    return {
        "created": video.model_dump(),
        "early": early,
        "statuses": sorted(set(seen), key=seen.index),
        "done": now.model_dump(),
        "listed": lists and listed(lists, where),
    }


def stopped(model, size, where):
    """What becomes of a clip that somebody else stops: here it is Kinora's own API that does."""
    video = litellm.video_generation(model=model, prompt="a koala sleeps", seconds="4", size=size, **where)
    with httpx.Client(base_url=url, headers={"authorization": f"Bearer {where['api_key']}"}) as kinora:
        newest = kinora.get("/api/v1/jobs", params={"limit": 1}).json()["jobs"][0]
        kinora.post(f"/api/v1/jobs/{newest['id']}/cancel").raise_for_status()
    now = litellm.video_status(video.id, **where)
    return {
        "status": now.status,
        "error": now.error,
        "content": refused(lambda: litellm.video_content(video.id, **where)),
    }


def shown(model):
    """A picture as the vendor's part of LiteLLM takes it: fal's wants an address."""
    if model.startswith("fal_ai/"):
        return f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"
    return picture.open("rb")


def asked(name, model, mount, size, pictured, lists):
    where = {"api_base": url + mount, "api_key": os.environ["KINORA_KEY"]}
    wish = {"size": size, **({"input_reference": shown(model)} if pictured else {})}
    try:
        said = made(name, model, wish, where, lists)
        said["stopped"] = stopped(model.replace("image-to", "text-to"), size, where)
    except openai.OpenAIError as error:
        said = {"broken": f"{type(error).__name__}: {error}"}
    said["tooLong"] = refused(
        lambda: litellm.video_generation(model=model, prompt="x", seconds="999", **where),
    )
    stranger = model.replace("seedance", "nobodys")
    said["noModel"] = refused(lambda: litellm.video_generation(model=stranger, prompt="x", seconds="4", **where))
    return said


print(json.dumps({name: asked(name, **deployment) for name, deployment in deployments.items()}))
