// A picture goes up, a clip is made of it on v2, which the SDK lacks, and all else is the SDK's: the usual way.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Leonardo } from "@leonardo-ai/sdk";

const url = `${process.env.KINORA_URL}/api/rest`;
const key = process.env.KINORA_KEY;
const leonardo = new Leonardo({ bearerAuth: key, serverURL: `${url}/v1` });

const user = (await leonardo.user.getUserSelf()).object.userDetails[0];

const slot = (await leonardo.initImages.uploadInitImage({ extension: "png" })).object.uploadInitImage;
const form = new FormData();
for (const [name, value] of Object.entries(JSON.parse(slot.fields))) form.append(name, value);
form.append("file", new Blob([await readFile(process.env.PICTURE)]), "picture.png");
const put = await fetch(slot.url, { method: "POST", body: form });

const answer = await fetch(`${url}/v2/generations`, {
  method: "POST",
  headers: { accept: "application/json", authorization: `Bearer ${key}`, "content-type": "application/json" },
  body: JSON.stringify({
    model: "seedance-2.0-mini",
    public: false,
    parameters: {
      prompt: "a koala surfs",
      quantity: 1,
      duration: 4,
      width: 128,
      height: 72,
      seed: 4294967295,
      guidances: { start_frame: [{ image: { id: slot.id, type: "UPLOADED" } }] },
    },
  }),
});
const made = (await answer.json()).generate;

const statuses = new Set();
let row;
for (const until = Date.now() + 90_000; Date.now() < until; await sleep(200)) {
  row = (await leonardo.image.getGenerationById(made.generationId)).object.generationsByPk;
  statuses.add(row.status);
  if (row.status !== "PENDING") break;
}

const [image] = row.generatedImages;
const video = await fetch(image.motionMp4URL);
const mine = (await leonardo.image.getGenerationsByUserId(user.user.id, 1, 0)).object.generations;
const gone = (await leonardo.image.deleteGenerationById(row.id)).object.deleteGenerationsByPk;
const after = (await leonardo.image.getGenerationById(row.id)).object.generationsByPk;

console.log(
  JSON.stringify({
    slots: user.apiConcurrencySlots,
    tokens: user.apiPaidTokens,
    upload: put.status,
    generation: made.generationId,
    cost: made.cost,
    statuses: [...statuses],
    prompt: row.prompt,
    size: [row.imageWidth, row.imageHeight],
    seed: row.seed,
    public: row.public,
    created: row.createdAt,
    imageToVideo: image.imageToVideo,
    motionModel: image.motionModel,
    nsfw: image.nsfw,
    poster: image.url,
    video: image.motionMp4URL,
    videoType: video.headers.get("content-type"),
    videoStart: Buffer.from(await video.arrayBuffer()).toString("latin1", 4, 8),
    newest: mine.map((one) => one.id),
    newestStatus: mine.map((one) => one.status),
    deleted: gone.id,
    afterwards: after,
  }),
);
