// A CLIP goes up as media, is looked at, and is what the next one is made of.
import { readFile } from "node:fs/promises";
import { Leonardo } from "@leonardo-ai/sdk";

const url = `${process.env.KINORA_URL}/api/rest`;
const key = process.env.KINORA_KEY;
const leonardo = new Leonardo({ bearerAuth: key, serverURL: `${url}/v1` });

const slot = (await leonardo.media.uploadMedia({ extension: "mp4" })).object.uploadMedia;
const read = async () => (await leonardo.media.getUploadedMediaById(slot.uploadId)).object.uploadedMediaByPk;
const early = await read();

const form = new FormData();
for (const [name, value] of Object.entries(JSON.parse(slot.fields))) form.append(name, value);
form.append("file", new Blob([await readFile(process.env.CLIP)]), "clip.mp4");
const put = await fetch(slot.url, { method: "POST", body: form });
const media = await read();

const answer = await fetch(`${url}/v2/generations`, {
  method: "POST",
  headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  body: JSON.stringify({
    model: "seedance-2.0-mini",
    parameters: {
      prompt: "the same at night",
      duration: 4,
      width: 128,
      height: 72,
      guidances: { video_reference_base: [{ video: { id: slot.uploadId, type: "UPLOADED" } }] },
    },
  }),
});
const id = (await answer.json()).generate.generationId;
const row = (await leonardo.image.getGenerationById(id)).object.generationsByPk;

console.log(
  JSON.stringify({
    id: slot.uploadId,
    early,
    upload: put.status,
    media,
    bytes: (await (await fetch(media.url)).arrayBuffer()).byteLength,
    status: row.status,
    deleted: (await leonardo.media.deleteUploadedMediaById(slot.uploadId)).object.deleteUploadedMediaByPk.id,
    after: await read(),
  }),
);
