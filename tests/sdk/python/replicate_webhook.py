"""Whether the client's own check takes a webhook, and refuses a changed one."""

import json
import os

import httpx
from replicate.client import Client
from replicate.webhook import InvalidSignatureError, Webhooks

client = Client(api_token=os.environ["KINORA_KEY"], base_url=os.environ["KINORA_URL"])
secret = client.webhooks.default.secret()
told = json.loads(os.environ["TOLD"])


def check(body):
    request = httpx.Request("POST", "https://a.example/", headers=told["headers"], content=body)
    Webhooks.validate(request, secret=secret, tolerance=300)


check(told["body"])
try:
    check(told["body"].replace("succeeded", "canceled"))
except InvalidSignatureError as error:
    changed = type(error).__name__
print(json.dumps({"changed": changed, "key": secret.key}))
