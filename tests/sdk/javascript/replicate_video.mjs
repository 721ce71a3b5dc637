// A picture goes up inside `run`, the clip is waited for, and what else the client can ask for.
import { readFile } from "node:fs/promises";
import Replicate, { validateWebhook } from "replicate";

const { KINORA_URL, KINORA_KEY, PICTURE, TOLD } = process.env;
const replicate = new Replicate({ auth: KINORA_KEY, baseUrl: `${KINORA_URL}/v1` });
const model = "bytedance/seedance-2.0-mini";
const input = { prompt: "a koala surfs", image: await readFile(PICTURE), duration: 4, resolution: "480p" };

const seen = [];
const output = await replicate.run(model, { input }, (prediction) => seen.push(prediction.status));
const video = await fetch(output);
const start = Buffer.from(await video.arrayBuffer()).subarray(4, 8).toString();

const version = (await replicate.models.get("bytedance", "seedance-2.0-mini")).latest_version.id;
const made = await replicate.predictions.create({ version, input: { prompt: "a cat", duration: 4 } });
const canceled = await replicate.predictions.cancel(made.id);
const waited = await replicate.wait(made, { interval: 100 });

const pages = [];
for await (const page of replicate.paginate(replicate.predictions.list)) {
  pages.push(page.length);
}

const file = await replicate.files.create(await readFile(PICTURE), { from: "a test" });
const told = await replicate.files.get(file.id);
const files = (await replicate.files.list()).results.length;
const removed = await replicate.files.delete(file.id);
const { key } = await replicate.webhooks.default.secret.get();

const refused = async (call) => {
  try {
    await call();
  } catch (error) {
    return [error.name, error.response?.status ?? 0, error.message];
  }
};

console.log(
  JSON.stringify({
    seen: [...new Set(seen)],
    output,
    videoType: video.headers.get("content-type"),
    start,
    canceled: [canceled.status, waited.status],
    pages,
    file: [told.content_type, told.id === file.id, files, removed],
    webhook: TOLD ? await validateWebhook(JSON.parse(TOLD), key) : null,
    account: (await replicate.accounts.current()).type,
    input: await refused(() => replicate.predictions.create({ model, input: { duration: 99 } })),
    id: await refused(() => replicate.predictions.get("60ac7c34-3224-4b14-8e7d-0aa0db708325")),
    failed: await refused(() =>
      replicate.run(model, { input: { prompt: "x", image: "http://127.0.0.1:9/lost.png", duration: 4 } }),
    ),
  }),
);
