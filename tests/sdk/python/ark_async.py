"""A clip from a picture with volcengine-ark-runtime's asynchronous client; one task that waits is cancelled."""

import asyncio
import json
import os

import httpx
from volcenginesdkarkruntime import AsyncArk
from volcenginesdkarkruntime._exceptions import ArkNotFoundError

URL, KEY = os.environ["KINORA_URL"], os.environ["KINORA_KEY"]
PICTURE = f"data:image/png;base64,{os.environ['PICTURE']}"
CONTENT = [
    {"type": "text", "text": "A koala surfs a wave"},
    {"type": "image_url", "image_url": {"url": PICTURE}, "role": "first_frame"},
]


async def main():
    client = AsyncArk(base_url=f"{URL}/api/v3", api_key=KEY)
    tasks = client.content_generation.tasks
    created = await tasks.create(
        model="doubao-seedance-1-0-pro-fast-251015", content=CONTENT, resolution="480p", ratio="adaptive", duration=2
    )
    while (task := await tasks.get(task_id=created.id)).status in {"queued", "running"}:
        await asyncio.sleep(0.1)
    async with httpx.AsyncClient() as web:
        video = (await web.get(task.content.video_url)).content
    text = [{"type": "text", "text": "Long"}]
    long = {"model": "doubao-seedance-2-5-260628", "content": text, "resolution": "1080p", "duration": 30}
    waiting = [await tasks.create(**long) for _ in range(6)]
    states = [(await tasks.get(task_id=item.id)).status for item in waiting]
    last = next(item.id for item, state in zip(reversed(waiting), reversed(states), strict=True) if state == "queued")
    await tasks.delete(last)
    cancelled = (await tasks.get(task_id=last)).status
    page = await tasks.list(page_size=500, task_ids=[item.id for item in waiting])
    missing = None
    try:
        await tasks.delete("cgt-8a7c46bb-37cd-4c60-9cac-182717e03f42")
    except ArkNotFoundError as error:
        missing = error.code
    said = {
        "status": task.status,
        "ratio": task.ratio,
        "video": video[4:8].decode(),
        "tokens": task.usage.completion_tokens,
        "cancelled": cancelled,
        "listed": page.total,
        "waiting": [item.id for item in waiting],
        "missing": missing,
    }
    print(json.dumps(said))


asyncio.run(main())
