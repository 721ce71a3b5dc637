"""What the client raises when it is refused, and when a prediction fails."""

import json
import os

from replicate.client import Client
from replicate.exceptions import ModelError, ReplicateError

url, key = os.environ["KINORA_URL"], os.environ["KINORA_KEY"]
client = Client(api_token=key, base_url=url)
client.poll_interval = 0.1
model = "bytedance/seedance-2.0-mini"


def refused(call):
    """The client's own exception: its class, status, title and detail."""
    try:
        call()
    except ReplicateError as error:
        return [type(error).__name__, error.status, error.title, error.detail]
    except ModelError as error:
        return [type(error).__name__, error.prediction.status, str(error)]
    return None


nobody = Client(api_token="", base_url=url)
lost = {"prompt": "a cat", "image": "http://127.0.0.1:9/lost.png", "duration": 4, "resolution": "480p"}
print(
    json.dumps(
        {
            "input": refused(lambda: client.models.predictions.create(model, input={"duration": 99})),
            "model": refused(lambda: client.models.predictions.create("openai/sora-2", input={"prompt": "x"})),
            "version": refused(lambda: client.predictions.create(version="0" * 64, input={"prompt": "x"})),
            "id": refused(lambda: client.predictions.get("60ac7c34-3224-4b14-8e7d-0aa0db708325")),
            "file": refused(lambda: client.files.get("60ac7c34-3224-4b14-8e7d-0aa0db708325")),
            "nothing": refused(lambda: client.files.get("x")),
            "key": refused(lambda: nobody.predictions.list()),
            "failed": refused(lambda: client.run(model, input=lost)),
        }
    )
)
