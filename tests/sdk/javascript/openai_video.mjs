// Make clips as a user of the OpenAI SDK does: with a file, an object and nothing, listed, fetched, removed.

import OpenAI, { toFile } from "openai";

const client = new OpenAI({ baseURL: `${process.env.KINORA_URL}/v1`, apiKey: process.env.KINORA_KEY });
const picture = Buffer.from(process.env.PICTURE, "base64");
const small = { seconds: "4", size: "128x72" };

async function ended(video) {
  while (["queued", "in_progress"].includes(video.status)) {
    await new Promise((done) => setTimeout(done, 100));
    video = await client.videos.retrieve(video.id);
  }
  return video;
}

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return [error.constructor.name, error.status, error.code, error.error?.message];
  }
  throw new Error("it was not refused");
}

const video = await ended(await client.videos.create({ prompt: "a cat naps", seed: 7, generate_audio: true, ...small }));
const content = await client.videos.downloadContent(video.id);
const bytes = Buffer.from(await content.arrayBuffer());
const said = { video, content: [content.headers.get("content-type"), bytes.subarray(4, 8).toString()] };

const file = await toFile(picture, "a.png", { type: "image/png" });
said.file = (await ended(await client.videos.create({ prompt: "x", input_reference: file, ...small }))).status;
const url = `data:image/png;base64,${process.env.PICTURE}`;
said.object = (await ended(await client.videos.create({ prompt: "x", input_reference: { image_url: url }, ...small }))).status;
const edited = await client.videos.edit({ prompt: "at night", video: { id: video.id }, ...small });
said.edited = (await ended(edited)).status;
const remixed = await client.videos.remix(video.id, { prompt: "a dog naps" });
said.remixed = [remixed.remixed_from_video_id === video.id, (await ended(remixed)).status];

const listed = [];
for await (const each of client.videos.list({ limit: 2 })) listed.push(each.id);
said.listed = [listed[0] === remixed.id, listed.includes(video.id), listed.length === new Set(listed).size];

said.wrong = await refusal(() => client.videos.create({ prompt: "x", seconds: "99" }));
const clip = await toFile(bytes, "a.mp4", { type: "video/mp4" });
said.extended = await refusal(() => client.videos.extend({ prompt: "x", seconds: "4", video: clip }));
said.deleted = await client.videos.delete(video.id);
said.gone = await refusal(() => client.videos.retrieve(video.id));
console.log(JSON.stringify(said));
