// The SDK's own ways to a clip, from text and from pictures, with the calculator asked first.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Leonardo } from "@leonardo-ai/sdk";

const leonardo = new Leonardo({ bearerAuth: process.env.KINORA_KEY, serverURL: `${process.env.KINORA_URL}/api/rest/v1` });

const price = await leonardo.pricingCalculator.pricingCalculator({
  service: "MOTION_VIDEO_GENERATION",
  serviceParams: { motionVideoGeneration: { resolution: "RESOLUTION_480" } },
});

const begun = await leonardo.motion.createTextToVideoGeneration({
  prompt: "a fox in the snow",
  resolution: "RESOLUTION_480",
  seed: 42,
  duration: 4,
  frameInterpolation: true,
  promptEnhance: false,
  isPublic: false,
});
const made = begun.object.motionVideoGenerationJob;

const read = async (id) => (await leonardo.image.getGenerationById(id)).object.generationsByPk;

let row = await read(made.generationId);
for (const until = Date.now() + 90_000; row.status === "PENDING" && Date.now() < until; ) {
  await sleep(300);
  row = await read(made.generationId);
}
const [image] = row.generatedImages;

const slot = (await leonardo.initImages.uploadInitImage({ extension: "png" })).object.uploadInitImage;
const form = new FormData();
for (const [name, value] of Object.entries(JSON.parse(slot.fields))) form.append(name, value);
form.append("file", new Blob([await readFile(process.env.PICTURE)]), "picture.png");
const put = await fetch(slot.url, { method: "POST", body: form });
const stored = async () => (await leonardo.initImages.getInitImageById(slot.id)).object.initImagesByPk;
const kept = await stored();

async function animate(imageId, imageType) {
  const wish = { imageId, imageType, prompt: "the fox runs", resolution: "RESOLUTION_480", duration: 4 };
  const job = (await leonardo.motion.createImageToVideoGeneration(wish)).object.motionVideoGenerationJob;
  return (await read(job.generationId)).id;
}

const fromUpload = await animate(slot.id, "UPLOADED");
const fromGenerated = await animate(image.id, "GENERATED");

const drop = async () => (await leonardo.initImages.deleteInitImageById(slot.id)).object.deleteInitImagesByPk?.id ?? null;

const said = {
  price: price.object.calculateProductionApiServiceCost.cost,
  cost: made.cost,
  status: row.status,
  prompt: row.prompt,
  seed: row.seed,
  generation: made.generationId,
  size: [row.imageWidth, row.imageHeight],
  imageToVideo: image.imageToVideo,
  video: image.motionMp4URL,
  upload: put.status,
  slot: slot.id,
  initImage: { id: kept.id, url: kept.url, created: kept.createdAt },
  initImageBytes: (await (await fetch(kept.url)).arrayBuffer()).byteLength,
  fromUpload,
  fromGenerated,
  initImageDeleted: await drop(),
  initImageAfter: await stored(),
  initImageDeletedAgain: await drop(),
};
console.log(JSON.stringify(said));
