// A clip by the AI SDK's own function and its fal provider, whose calls are sent here by its `fetch`.
import { createFal } from "@ai-sdk/fal";
import { experimental_generateVideo as generateVideo } from "ai";

const proxy = `${process.env.KINORA_URL}/fal/proxy`;

const fal = createFal({
  apiKey: process.env.KINORA_KEY,
  fetch: (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set("x-fal-target-url", String(url));
    return fetch(proxy, { ...init, headers });
  },
});

// Its own download refuses addresses of one's own network.
const download = async ({ url }) => {
  const answer = await fetch(url);
  return { data: new Uint8Array(await answer.arrayBuffer()), mediaType: answer.headers.get("content-type") };
};

const made = await generateVideo({
  model: fal.video("bytedance/seedance-2.0/mini/text-to-video"),
  prompt: "a koala surfs",
  aspectRatio: "1:1",
  duration: 4,
  seed: 7,
  download,
  providerOptions: { fal: { resolution: "480p", generate_audio: false, pollIntervalMs: 300 } },
});

let refusal;
try {
  await generateVideo({
    model: fal.video("bytedance/seedance-2.0/mini/image-to-video"),
    prompt: "a koala surfs",
    maxRetries: 0,
    download,
  });
} catch (error) {
  refusal = { class: error.name, status: error.statusCode, body: JSON.parse(error.responseBody) };
}

console.log(
  JSON.stringify({
    type: made.video.mediaType,
    head: Buffer.from(made.video.uint8Array.subarray(4, 8)).toString(),
    metadata: made.providerMetadata.fal,
    refusal,
  }),
);
