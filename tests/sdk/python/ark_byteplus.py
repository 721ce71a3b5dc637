"""A clip with BytePlus' client, under its own names of the models; and a key that nobody knows."""

import json
import os
import time
from urllib.request import urlopen

from byteplussdkarkruntime import Ark
from byteplussdkarkruntime._exceptions import ArkAPIStatusError

URL, KEY = os.environ["KINORA_URL"], os.environ["KINORA_KEY"]
CONTENT = [{"type": "text", "text": "A koala surfs a wave at sunset"}]
tasks = Ark(base_url=f"{URL}/api/v3", api_key=KEY).content_generation.tasks

created = tasks.create(
    model="seedance-1-0-lite-t2v-250428", content=CONTENT, resolution="480p", ratio="1:1", frames=29, watermark=True
)
while (task := tasks.get(task_id=created.id)).status in {"queued", "running"}:
    time.sleep(0.1)
video = urlopen(task.content.video_url).read()
listed = tasks.list(status="succeeded", page_size=500)
refused = {}
for name, call in {
    "values": lambda: tasks.create(model="dreamina-seedance-2-0-260128", content=CONTENT, camera_fixed=True, seed=-7),
    "output": lambda: tasks.create(model="dreamina-seedance-2-5-260628", content=CONTENT, output_format="mov"),
}.items():
    try:
        call()
    except ArkAPIStatusError as error:
        refused[name] = [type(error).__name__, error.code, error.message]

print(
    json.dumps(
        {
            "status": task.status,
            "model": task.model,
            "frames": task.frames,
            "ratio": task.ratio,
            "tokens": task.usage.completion_tokens,
            "video": video[4:8].decode(),
            "listed": created.id in [item.id for item in listed.items],
            "deleted": tasks.delete(created.id) is not None,
            "left": created.id in [item.id for item in tasks.list(page_size=500).items],
            "refused": refused,
        }
    )
)
