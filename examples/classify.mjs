// Many to one: which move is it? Recordings of two sensors, of ragged lengths, are classified with probabilities.
// node examples/classify.mjs [--small]
import { classifier, load } from "memoria";

const small = process.argv.includes("--small");
const speeds = { walk: 0.4, jog: 0.9, run: 1.6 };

/** A recording of a move: `k` shifts its phase and decides its length. */
const recording = (label, k) => {
  const steps = 30 + ((k * 7) % 20);
  const wave = (speed, shift) => Array.from({ length: steps }, (_, t) => Math.sin(speed * t + shift) + 0.4 * Math.sin(13 * t * t + k));
  return { id: `${label} ${k}`, label, features: { ahead: wave(speeds[label], k), up: wave(2 * speeds[label], k / 2) } };
};
const recordings = Array.from({ length: small ? 24 : 90 }, (_, k) => recording(Object.keys(speeds)[k % 3], k));

const model = await classifier({ cell: "gru", hidden: small ? 8 : 16, folds: small ? 2 : 5, epochs: small ? 20 : 40 }).fit(recordings);
for (const { name, accuracy, macroF1 } of model.scores.methods)
  console.log(`${name.padEnd(9)} ${(100 * accuracy).toFixed(1)} % right, macro F1 ${macroF1.toFixed(3)}`);
console.log(`of ${model.scores.n} recordings that training never saw; ${model.classes.join(", ")} by row, given by column:`);
console.log(model.scores.confusion.map((row) => row.join(" ")).join("\n"));

// A model holds none of the data: load it tomorrow, from a file or bytes.
const tomorrow = await load(model.bytes(), "classify");
const [{ label, probability }] = await tomorrow.predict([{ features: recording("run", 200).features }]);
console.log(`a new recording of a run: ${label}, ${(100 * probability).toFixed(0)} %`);
