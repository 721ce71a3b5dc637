// Make a clip as a user of the OpenRouter SDK does: pick a model, submit, poll, fetch; and be refused.

import { OpenRouter } from "@openrouter/sdk";

const client = new OpenRouter({ apiKey: process.env.KINORA_KEY, serverURL: `${process.env.KINORA_URL}/api/v1` });
const videos = client.videoGeneration;
const wish = { model: "bytedance/seedance-2.0-fast", resolution: "480p", duration: 4 };
const said = {};

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return [error.constructor.name, error.statusCode, error.message];
  }
  throw new Error("it was not refused");
}

const models = (await videos.listVideosModels()).data;
said.model = models.find((model) => model.id === wish.model);

const url = `data:image/png;base64,${process.env.PICTURE}`;
const frameImages = [{ type: "image_url", imageUrl: { url }, frameType: "first_frame" }];
let job = await videos.generate({ videoGenerationRequest: { prompt: "a cat naps", frameImages, ...wish } });
said.submitted = [job.status, job.pollingUrl];
while (["pending", "in_progress"].includes(job.status)) {
  await new Promise((done) => setTimeout(done, 200));
  job = await videos.getGeneration({ jobId: job.id });
}
said.job = job;
const bytes = Buffer.from(await new Response(await videos.getVideoContent({ jobId: job.id })).arrayBuffer());
said.content = bytes.subarray(4, 8).toString();

said.wrong = await refusal(() => videos.generate({ videoGenerationRequest: { prompt: "x", ...wish, duration: 99 } }));
said.unknown = await refusal(() => videos.getGeneration({ jobId: "gen-vid-1700000001-00000000000000000000" }));
console.log(JSON.stringify(said));
