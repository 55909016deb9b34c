// The generator on Bach's chorales as piano rolls (notes 21 … 108, a frame a quarter note): nats a frame of the 77 test chorales, all 88 notes of a frame
// together, beside each note's frequency, alone and by whether it sounded in the frame before.
//
// The files' training and validation chorales (305) are handed over together; the generator keeps a tenth of them for early stopping and a tenth for scores of
// its own, so that the net trains on 244 (the files' split: 229). The test chorales are seen once, at the end. Options are fixed ones.
// Published beside it, same files' split, frames independent of each other's notes as here: Boulanger-Lewandowski et al. 2012, RNN 8.71, with Hessian-free
// optimization 8.58, and RNN-NADE, which draws a frame's notes one after another, 5.56.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { generator } from "../../dist/index.js";
import { columns, fixed } from "./figures.mjs";

const standard = { hidden: 128, batch: 8 };
const [lowest, highest] = [21, 108];

/** Lists of sounding notes as a roll by note. */
function roll(chorale, k) {
  const features = new Map();
  for (let note = lowest; note <= highest; note++)
    features.set(
      `${note}`,
      chorale.map((notes) => (notes.includes(note) ? 1 : 0)),
    );
  return { id: `${k + 1}`, features };
}

export async function run([folder], { generator: given }) {
  const { train, valid, test } = JSON.parse(gunzipSync(readFileSync(join(folder, "jsb-chorales-quarter.json.gz"))).toString());
  const options = { ...standard, ...given };
  console.log(
    `${train.length + valid.length} chorales to fit, ${test.length} to test; options: ${JSON.stringify(options)} (else the library's defaults)`,
  );
  const used = process.cpuUsage();
  const model = await generator(options).fit([...train, ...valid].map(roll), {
    onProgress: ({ epoch, epochLoss = Number.NaN, valLoss }) => {
      if (valLoss !== undefined)
        console.log(`epoch ${epoch}: loss ${fixed(epochLoss * 88, 3)}, validation ${fixed(valLoss * 88, 3)} nats a frame`);
    },
  });
  const cpu = process.cpuUsage(used).user / 1e6;
  const scored = model.evaluate(test.map(roll));
  const weights = [...model.network.parameters().values()].reduce((sum, { size }) => sum + size, 0);
  console.log(`${weights} weights, ${fixed(cpu, 0)} s of CPU; ${model.found.epochs} epochs, the best ${model.found.best}`);
  console.log(`test chorales: ${fixed(scored.nats, 3)} nats a frame, ${scored.n} frames`);
  const { head, line } = columns(["its own test tenth", "nats"], [20, 8]);
  console.log(head);
  for (const { name, nats } of model.scores.methods) console.log(line([name, fixed(nats, 3)]));
  return { options, weights, cpu, found: model.found, scores: model.scores, test: scored };
}
