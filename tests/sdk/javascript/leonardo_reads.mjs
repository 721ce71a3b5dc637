// Reads what ENDED badly, WAITING and never was; a key that nobody knows.
import { randomUUID } from "node:crypto";
import { Leonardo } from "@leonardo-ai/sdk";
import { LeonardoError } from "@leonardo-ai/sdk/sdk/models/errors/index.js";

const serverURL = `${process.env.KINORA_URL}/api/rest/v1`;
const leonardo = new Leonardo({ bearerAuth: process.env.KINORA_KEY, serverURL });
const stranger = new Leonardo({ bearerAuth: "00000000-0000-4000-8000-000000000000", serverURL });

async function read(id) {
  const row = (await leonardo.image.getGenerationById(id)).object.generationsByPk;
  return row && { id: row.id, status: row.status, images: row.generatedImages.length };
}

async function listed(...asked) {
  return (await leonardo.image.getGenerationsByUserId(...asked)).object.generations;
}

async function refused(asked) {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof LeonardoError)) throw error;
    return { class: error.name, status: error.statusCode, body: JSON.parse(error.body) };
  }
}

const nobody = randomUUID();
const { user } = (await leonardo.user.getUserSelf()).object.userDetails[0];
const said = {
  failed: await read(process.env.FAILED),
  waiting: await read(process.env.WAITING),
  unknown: await read(nobody),
  unknownDeleted: (await leonardo.image.deleteGenerationById(nobody)).object.deleteGenerationsByPk,
  listed: (await listed(user.id)).map((row) => [row.id, row.status]),
  listedSecond: (await listed(user.id, 1, 1)).map((row) => row.id),
  listedOfAnother: await listed(nobody),
  noKey: await refused(stranger.user.getUserSelf()),
  noKeyRead: await refused(stranger.image.getGenerationById(process.env.FAILED)),
  noSuchExtension: await refused(leonardo.initImages.uploadInitImage({ extension: "exe" })),
};
console.log(JSON.stringify(said));
