"""A picture goes up and becomes a clip, waited for as the client waits; then what else the client can ask for."""

import json
import os
from pathlib import Path

import httpx
from replicate.client import Client

client = Client(api_token=os.environ["KINORA_KEY"], base_url=os.environ["KINORA_URL"])
client.poll_interval = 0.1
picture = Path(os.environ["PICTURE"])
model = "bytedance/seedance-2.0-mini"

file = client.files.create(picture)
wish = {"prompt": "a koala surfs", "image": file.urls["get"], "duration": 4, "resolution": "480p", "seed": 7}
made = client.models.predictions.create(model, input=wish, wait=True)
first = made.status
bars = []
while made.status not in {"succeeded", "failed", "canceled"}:
    made.reload()
    bars.append(made.progress.percentage if made.progress else None)
video = httpx.get(made.output)

# `run` waits by itself; a version's id alone must do, and a file that is opened here.
version = client.models.get(model).latest_version
with picture.open("rb") as opened:
    ran = client.run(f"{model}:{version.id}", input={**wish, "image": opened, "resolution": "480p"})

page = client.predictions.list()
stopped = client.predictions.create(model=model, input={"prompt": "a cat", "duration": 4})
stopped.cancel()
again = client.predictions.cancel(stopped.id)

files = [one.id for one in client.files.list()]
removed = client.files.delete(file.id)
account = client.accounts.current()
secret = client.webhooks.default.secret()

print(
    json.dumps(
        {
            "file": [file.content_type, file.size, file.urls["get"]],
            "first": first,
            "id": made.id,
            "model": [made.model, made.version],
            "input": made.input,
            "status": made.status,
            "progress": [bars[-1], all(bar is None or 0 <= bar <= 1 for bar in bars)],
            "metrics": made.metrics,
            "times": [made.created_at, made.started_at, made.completed_at],
            "output": made.output,
            "videoType": video.headers["content-type"],
            "videoStart": video.content[4:8].decode(),
            "ran": str(ran),
            "listed": [one.id for one in page],
            "version": [version.id, *(one.id for one in client.models.get(model).versions.list())],
            "schema": sorted(version.openapi_schema["components"]["schemas"]["Input"]["properties"]),
            "stopped": [stopped.status, again.status],
            "files": files,
            "removed": removed,
            "account": [account.type, account.username],
            "secret": secret.key,
        }
    )
)
