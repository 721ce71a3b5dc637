"""A clip from a text with volcengine-ark-runtime: create, poll, download, list, delete, and every refusal."""

import json
import os
import time
from urllib.request import urlopen

from volcenginesdkarkruntime import Ark
from volcenginesdkarkruntime._exceptions import ArkAPIStatusError

URL, KEY = os.environ["KINORA_URL"], os.environ["KINORA_KEY"]
MODEL = "doubao-seedance-1-0-pro-250528"
TEXT = {"type": "text", "text": "A koala surfs a wave at sunset --rs 480p --dur 2"}
client = Ark(base_url=f"{URL}/api/v3", api_key=KEY)
tasks = client.content_generation.tasks


def refusal(call):
    begun = time.monotonic()
    try:
        call()
    except ArkAPIStatusError as error:
        told = {"class": type(error).__name__, "status": error.status_code, "code": error.code, "param": error.param}
        ids = {"message": str(error), "type": error.type, "request_id": error.request_id}
        return {**told, **ids, "seconds": time.monotonic() - begun}
    return None


def wait(id):
    while (task := tasks.get(task_id=id)).status in {"queued", "running"}:
        time.sleep(0.1)
    return task


created = tasks.create(model=MODEL, content=[TEXT], seed=7, return_last_frame=True, service_tier="default")
task = wait(created.id)
video = urlopen(task.content.video_url).read()
last = urlopen(task.content.last_frame_url).read()
listed = tasks.list(page_num=1, page_size=2, status="succeeded", model=MODEL, task_ids=[created.id, "cgt-nobody"])
several = tasks.list(task_ids=created.id, service_tier="flex")

busy = tasks.create(
    model="doubao-seedance-2-5-260628",
    content=[{"type": "text", "text": "Long"}],
    resolution="1080p",
    duration=30,
    priority=2,
    tools=[{"type": "web_search"}],
)
while tasks.get(task_id=busy.id).status == "queued":
    time.sleep(0.05)
running = tasks.get(task_id=busy.id)

refusals = {
    "duration": refusal(lambda: tasks.create(model=MODEL, content=[TEXT], duration=13)),
    "content": refusal(lambda: tasks.create(model=MODEL, content=[])),
    "model": refusal(lambda: tasks.create(model="ep-20260101-abcde", content=[TEXT])),
    "id": refusal(lambda: tasks.get(task_id="cgt-20260101000000-abcde")),
    "running": refusal(lambda: tasks.delete(busy.id)),
}
gone = tasks.delete(created.id)
refusals["deleted"] = refusal(lambda: tasks.get(task_id=created.id))

print(
    json.dumps(
        {
            "id": created.id,
            "safety_identifier": created.safety_identifier,
            "task": task.to_dict() if hasattr(task, "to_dict") else task.model_dump(),
            "video": video[4:8].decode(),
            "last_frame": last[:4].hex(),
            "listed": [[item.id, item.status, item.content.video_url] for item in listed.items],
            "total": listed.total,
            "several": several.total,
            "busy": busy.id,
            "running": [running.status, running.priority, running.tools[0].type, running.error is None],
            "gone": gone.id if hasattr(gone, "id") else None,
            "refusals": refusals,
        }
    )
)
