// The labeler on made beats with artefacts, drift and gaps (src/datasets/beats.ts): event F1 on recordings that no training saw, beside the best plain
// threshold. Three data sets, three seeds. The options were fixed beforehand, not searched.
import { beats } from "../../dist/datasets/beats.js";
import { labeler } from "../../dist/index.js";
import { columns, fixed, mean } from "./figures.mjs";

const seeds = [1, 2, 3];
const chosen = { hidden: 32, refit: false };

/** @param {readonly string[]} _paths @param {{ readonly labeler?: object }} options */
export async function run(_paths, { labeler: own = {} }) {
  const { head, line } = columns(
    ["seed", "method", "accuracy", "macro F1", "event F1", "precision", "recall", "seconds"],
    [6, 12, 8, 8, 8, 9, 8, 7],
  );
  console.log(head);
  const runs = [];
  for (const seed of seeds) {
    const data = beats({ seed }).map(({ id, time, signal, label }) => ({ id, time, features: { signal }, label }));
    const start = performance.now();
    const model = await labeler({ ...chosen, ...own, seed }).fit(data);
    const seconds = (performance.now() - start) / 1000;
    for (const { name, accuracy, macroF1, events } of model.scores.methods)
      console.log(
        line([
          seed,
          name,
          fixed(accuracy),
          fixed(macroF1),
          fixed(events.f1),
          fixed(events.precision),
          fixed(events.recall),
          fixed(seconds, 0),
        ]),
      );
    runs.push({ seed, scores: model.scores, found: model.found, reading: model.parts.fitted.reading, seconds });
  }
  const names = [...new Set(runs.flatMap(({ scores }) => scores.methods.map(({ name }) => name)))];
  const means = names.map((name) => {
    const f1 = mean(runs.map(({ scores }) => scores.methods.find((method) => method.name === name)?.events.f1 ?? 0));
    console.log(`mean event F1 of ${seeds.length} seeds, ${name}: ${fixed(f1)}`);
    return { name, eventF1: f1 };
  });
  return { name: "beats", options: { ...chosen, ...own }, means, runs };
}
