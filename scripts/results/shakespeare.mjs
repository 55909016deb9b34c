// The generator on a text, 90/10: nats a character of the last tenth, in which it has been given everything before, beside a 5-gram and the frequencies on
// the same characters; weights, time, and a sample.
//
// The last tenth is looked at once an epoch to keep the best weights; where the last epoch is the best, it has chosen nothing. Options are fixed ones.
// Published beside it (nanoGPT's README, character-level, best of the same tenth in windows): 0.8 M weights on a CPU 1.88, 10.65 M on a GPU 1.4697.
import { existsSync, readFileSync, statSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { generator } from "../../dist/index.js";
import { columns, fixed } from "./figures.mjs";

/** What fits in a quarter of an hour on two cores. */
const standard = { hidden: 256, epochs: 5, lr: 0.006 };

export async function run([path], { generator: given }) {
  const file = statSync(path).isDirectory() ? join(path, "input.txt") : path;
  if (!existsSync(file)) throw new Error(`${file}: expected a text, got nothing there`);
  const options = { ...standard, ...given };
  console.log(`${file}, options: ${JSON.stringify(options)} (else the library's defaults); ${cpus().length} × ${cpus()[0]?.model}`);
  const [started, used] = [performance.now(), process.cpuUsage()];
  const time = () => ({ seconds: (performance.now() - started) / 1000, cpu: process.cpuUsage(used).user / 1e6 });
  const epochs = [];
  const model = await generator(options).fit(readFileSync(file, "utf8"), {
    onProgress: ({ epoch, valLoss }) => {
      if (valLoss === undefined) return;
      const now = time();
      epochs.push({ epoch, valLoss, ...now });
      console.log(
        `epoch ${epoch}: ${fixed(valLoss, 4)} nats in the last tenth, after ${fixed(now.seconds, 0)} s (${fixed(now.cpu, 0)} s of CPU)`,
      );
    },
  });
  const { seconds, cpu } = time();
  const weights = [...model.network.parameters().values()].reduce((sum, { size }) => sum + size, 0);
  const { found, scores } = model;
  console.log(
    `${weights} weights, trained and scored in ${fixed(seconds, 0)} s (${fixed(cpu, 0)} s of CPU); ${found.epochs} epochs, the best ${found.best}, ${found.updates} updates`,
  );
  const { head, line } = columns(["method", "nats", "perplexity", "characters"], [12, 6, 10, 10]);
  console.log(head);
  for (const { name, nats, perplexity } of scores.methods) console.log(line([name, fixed(nats, 4), fixed(perplexity, 2), scores.tokens]));
  if (scores.unknown > 0) console.log(`${scores.unknown} characters that the first nine tenths don't have: not counted`);
  const sample = await model.text({ prompt: "\n", length: 300, temperature: 0.8, seed: 1 });
  console.log(`sample, temperature 0.8, seed 1:\n${sample}`);
  return { options, weights, seconds, cpu, found, scores, epochs, sample };
}
