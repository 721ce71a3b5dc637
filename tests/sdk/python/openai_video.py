"""Make clips as a user of the OpenAI SDK does: with and without a picture, in other words, listed, fetched, removed."""

import base64
import json
import os
import sys
import warnings

import openai

warnings.simplefilter("ignore", DeprecationWarning)
client = openai.OpenAI(base_url=os.environ["KINORA_URL"] + "/v1", api_key=os.environ["KINORA_KEY"])
picture = base64.b64decode(os.environ["PICTURE"])
small = {"seconds": "4", "size": "128x72"}
said = {"version": openai.__version__, "is_new": hasattr(client.videos, "edit")}


def refusal(call, *args, **words):
    try:
        call(*args, **words)
    except openai.APIStatusError as error:
        return [type(error).__name__, error.status_code, error.code, error.body["message"], bool(error.request_id)]
    sys.exit("it was not refused")


video = client.videos.create_and_poll(
    prompt="a cat naps", model="sora-2", extra_body={"seed": 7, "generate_audio": True}, **small
)
said["video"] = video.model_dump()
content = client.videos.download_content(video.id)
said["content"] = [content.response.headers["content-type"], len(content.read()), content.read()[4:8].decode()]
for variant in ("thumbnail", "spritesheet"):
    content = client.videos.download_content(video.id, variant=variant)
    said[variant] = [content.response.headers["content-type"], len(content.read()) > 0]

framed = client.videos.create_and_poll(prompt="a cat naps", input_reference=("a.png", picture, "image/png"), **small)
said["framed"] = [framed.status, framed.model]
remixed = client.videos.remix(video.id, prompt="a dog naps")
said["remixed"] = [remixed.prompt, remixed.size, remixed.remixed_from_video_id == video.id]
said["remixed"].append(client.videos.poll(remixed.id, poll_interval_ms=100).status)

mine = [framed.id, video.id, remixed.id]
listed = [each.id for each in client.videos.list(limit=1) if each.id in mine]
said["listed"] = listed == [remixed.id, framed.id, video.id]
said["oldest_first"] = [each.id for each in client.videos.list(limit=2, order="asc") if each.id in mine] == listed[::-1]

large = client.videos.create(prompt="a city", seconds="12", size="720x1280")
said["not_ready"] = refusal(client.videos.download_content, large.id)
said["stopped"] = client.videos.delete(large.id).model_dump()
said["deleted"] = client.videos.delete(video.id).deleted
said["gone"] = refusal(client.videos.retrieve, video.id)
said["refused"] = refusal(client.videos.create, prompt="x", seconds="99", size="1x1")
said["unknown"] = refusal(client.videos.create, prompt="x", model="gpt-4o")
said["nobody"] = refusal(client.with_options(api_key="").videos.list) if os.environ.get("CLOSED") else None

if said["is_new"]:
    clip = client.videos.download_content(framed.id).read()
    edited = client.videos.edit(prompt="at night", video=("a.mp4", clip, "video/mp4"), extra_body=small)
    said["edited"] = client.videos.poll(edited.id, poll_interval_ms=100).status
    said["extended"] = refusal(client.videos.extend, prompt="x", seconds="4", video=("a.mp4", clip, "video/mp4"))
    said["character"] = refusal(client.videos.create_character, name="x", video=("a.mp4", clip, "video/mp4"))
    said["no_character"] = refusal(client.videos.get_character, "char_1")
print(json.dumps(said))
