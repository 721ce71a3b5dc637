// A clip by the AI SDK: it sends a size in place of a resolution, and knows five states.
import { createReplicate } from "@ai-sdk/replicate";
import { experimental_generateVideo as generateVideo } from "ai";

const { KINORA_URL, KINORA_KEY } = process.env;
const replicate = createReplicate({ apiToken: KINORA_KEY, baseURL: `${KINORA_URL}/v1` });
const model = replicate.video("bytedance/seedance-2.0-mini");
const download = async ({ url }) => {
  const answer = await fetch(url);
  return { data: new Uint8Array(await answer.arrayBuffer()), mediaType: answer.headers.get("content-type") };
};

const made = await generateVideo({
  model,
  prompt: "a koala surfs",
  resolution: "864x496",
  duration: 4,
  seed: 7,
  providerOptions: { replicate: { generate_audio: false } },
  poll: { intervalMs: 100 },
  download,
});

const refused = async (options) => {
  try {
    await generateVideo({ model, prompt: "a cat", maxRetries: 0, download, ...options });
  } catch (error) {
    const cause = error.errors?.[0] ?? error;
    return [cause.name, cause.statusCode ?? 0, cause.message];
  }
};

console.log(
  JSON.stringify({
    mediaType: made.video.mediaType,
    start: Buffer.from(made.video.uint8Array).subarray(4, 8).toString(),
    metadata: made.providerMetadata?.replicate,
    warnings: made.warnings,
    refused: await refused({ resolution: "100x101" }),
    failed: await refused({ prompt: { image: "http://127.0.0.1:9/lost.png", text: "x" } }),
  }),
);
