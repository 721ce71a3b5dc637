// Upload a picture, make clips of it by polling and by streaming, stop one, and be refused: with @fal-ai/client.
// HOW says how its calls get here: through its own proxy setting, or by a middleware that rewrites each URL.
import { readFile } from "node:fs/promises";
import { ApiError, ValidationError, createFalClient } from "@fal-ai/client";

const root = `${process.env.KINORA_URL}/fal`;
const lite = "fal-ai/bytedance/seedance/v1/lite";
const clip = { prompt: "a koala surfs", resolution: "480p", num_frames: 29 };

const ways = {
  proxy: { proxyUrl: { url: `${root}/proxy`, when: "always" } },
  middleware: {
    requestMiddleware: async (request) => ({
      ...request,
      url: request.url
        .replace(/^https:\/\/fal\.run/, `${root}/run`)
        .replace(/^https:\/\/[a-z.]+fal\.(run|ai)/, root),
    }),
  },
};
const fal = createFalClient({ credentials: process.env.KINORA_KEY, ...ways[process.env.HOW] });

async function fetched(output) {
  const content = Buffer.from(await (await fetch(output.video.url)).arrayBuffer());
  if (content.subarray(4, 8).toString() !== "ftyp") throw new Error("no MP4");
  return content.length;
}

async function refused(promise) {
  try {
    return { answer: await promise };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return {
      class: error.constructor.name,
      status: error.status,
      body: error.body,
      fields: error instanceof ValidationError ? error.fieldErrors.map((item) => item.loc.join(".")) : undefined,
    };
  }
}

const picture = new File([await readFile(process.env.PICTURE)], "picture.png", { type: "image/png" });
const stored = await fal.storage.upload(picture);

// The sample of the vendor's own pages, which walks through the logs unasked.
const polled = [];
const first = await fal.subscribe(`${lite}/image-to-video`, {
  input: { ...clip, image_url: picture, seed: 7 }, // a file in the input is uploaded by the client
  startTimeout: 600,
  onQueueUpdate: (update) => {
    polled.push(update.status);
    if (update.status === "IN_PROGRESS") update.logs.map((log) => log.message).forEach((text) => polled.push(text));
  },
});

const streamed = [];
const second = await fal.subscribe(`${lite}/reference-to-video`, {
  input: { ...clip, reference_image_urls: [stored] },
  mode: "streaming",
  logs: true,
  onQueueUpdate: (update) => streamed.push(update.status),
});

const { request_id: requestId } = await fal.queue.submit(`${lite}/text-to-video`, { input: { ...clip, num_frames: 289 } });
await fal.queue.cancel(lite, { requestId });
const stopped = await fal.queue.status(lite, { requestId, logs: true });

const { request_id: lost } = await fal.queue.submit(`${lite}/image-to-video`, {
  input: { ...clip, image_url: `${root}/nothing.png` },
});
await fal.queue.subscribeToStatus(lite, { requestId: lost, pollInterval: 100 });

console.log(
  JSON.stringify({
    upload: (await fetch(stored)).status,
    polled: { id: first.requestId, seed: first.data.seed, bytes: await fetched(first.data), last: polled.at(-1) },
    streamed: { id: second.requestId, bytes: await fetched(second.data), last: streamed.at(-1) },
    stopped: stopped.error_type,
    again: await refused(fal.queue.cancel(lite, { requestId })),
    failed: await refused(fal.queue.result(lite, { requestId: lost })),
    fields: await refused(fal.queue.submit(`${lite}/image-to-video`, { input: { duration: "never", seed: -7 } })),
    endpoint: await refused(fal.queue.submit("fal-ai/kling-video/v2", { input: clip })),
    unknown: await refused(fal.queue.status(lite, { requestId: "8a7c46bb-37cd-4c60-9cac-182717e03f42" })),
    run: await refused(fal.run(`${lite}/text-to-video`, { input: clip })),
    parts: await refused(fal.storage.upload(new Blob([new Uint8Array(91 * 2 ** 20)], { type: "video/mp4" }))),
  }),
);
