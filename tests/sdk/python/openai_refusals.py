"""What the OpenAI SDK makes of a closed house, of a key that has sent enough, and of a webhook that came from it."""

import json
import os
import sys
import warnings

import openai

warnings.simplefilter("ignore", DeprecationWarning)
client = openai.OpenAI(
    base_url=os.environ["KINORA_URL"] + "/v1", api_key=os.environ["KINORA_KEY"], webhook_secret=os.environ["SECRET"]
)
said = {}
try:
    client.videos.list()
except openai.AuthenticationError as error:
    said["nobody"] = [error.status_code, error.code, error.body["message"]]
else:
    sys.exit("it was not refused")

mine = client.with_options(api_key=os.environ["GOOD_KEY"], max_retries=0)
try:
    mine.videos.create(prompt="x")
except openai.RateLimitError as error:
    said["limited"] = [error.status_code, error.code, int(error.response.headers["retry-after"]) > 0]
else:
    sys.exit("it was not refused")

event = client.webhooks.unwrap(os.environ["BODY"], json.loads(os.environ["HEADERS"]))
said["event"] = [event.type, event.data.id, event.object]
try:
    client.webhooks.verify_signature(os.environ["BODY"] + " ", json.loads(os.environ["HEADERS"]))
except openai.InvalidWebhookSignatureError as error:
    said["changed"] = type(error).__name__
print(json.dumps(said))
