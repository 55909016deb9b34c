// The labeler on the slots of SNIPS (13,084 / 700 / 700 sentences): span F1 by CoNLL's rules on the test part, no pretrained vectors. The options
// were fixed beforehand, not searched.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labeler } from "../../dist/index.js";
import { fixed } from "./figures.mjs";

const chosen = /** @type {const} */ ({ cell: "lstm", hidden: 128, dropout: 0.5, epochs: 14, lr: 0.002, batch: 32, refit: false });
const parts = /** @type {const} */ ([
  ["train", "train"],
  ["valid", "validation"],
  ["test", "test"],
]);

const lines = (path) =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));

/** @param {readonly string[]} paths @param {{ readonly labeler?: object }} options */
export async function run([folder], { labeler: own = {} }) {
  const data = parts.flatMap(([name, part]) => {
    const at = (file) => lines(join(folder, "snips", name, file));
    const tags = at("seq.out");
    return at("seq.in").map((tokens, k) => ({ tokens, label: tags[k], part }));
  });
  const start = performance.now();
  const cpu = process.cpuUsage();
  const model = await labeler({ ...chosen, ...own }).fit(data, {
    onProgress: ({ epoch, valLoss }) => valLoss !== undefined && console.error(`epoch ${epoch}: validation loss ${fixed(valLoss, 4)}`),
  });
  const used = process.cpuUsage(cpu);
  const seconds = { wall: (performance.now() - start) / 1000, cpu: (used.user + used.system) / 1e6 };
  for (const { name, accuracy, events } of model.scores.methods)
    console.log(
      `${name}: span F1 ${fixed(100 * (events.f1 ?? 0), 2)}, precision ${fixed(100 * (events.precision ?? 0), 2)}, recall ${fixed(100 * (events.recall ?? 0), 2)}, accuracy ${fixed(100 * accuracy, 2)}`,
    );
  const validation = model.found.epochs;
  console.log(
    `${model.scores.methods[0].events.truth} spans in ${model.scores.sequences} sentences; best epoch ${validation}; ${fixed(seconds.cpu, 0)} s of CPU, ${fixed(seconds.wall, 0)} s`,
  );
  return { name: "snips", options: model.spec, scores: model.scores, found: model.found, seconds };
}
