"""What volcengine-ark-runtime raises for a key that nobody knows."""

import json
import os

from volcenginesdkarkruntime import Ark
from volcenginesdkarkruntime._exceptions import ArkAPIStatusError

client = Ark(base_url=f"{os.environ['KINORA_URL']}/api/v3", api_key=os.environ["KINORA_KEY"])
try:
    client.content_generation.tasks.list(page_size=1)
except ArkAPIStatusError as error:
    print(json.dumps({"class": type(error).__name__, "status": error.status_code, "code": error.code}))
