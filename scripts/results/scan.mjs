// The translator on SCAN's simple split (16,728 commands to train on, 4,182 to test): exact match on the test part, beside the nearest training command's
// actions. Options are the defaults, chosen on a tenth of the train file that neither trained nor stopped (99.8 % of it whole); another tenth of the train
// file stops the training. Published beside it (Lake & Baroni 2018, best net overall): 99.7 %.
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { translator } from "../../dist/index.js";
import { columns, fixed } from "./figures.mjs";

/** `IN: jump twice OUT: I_JUMP I_JUMP`. */
const line = /^IN: (.*) OUT: (.*)$/;

function read(folder, name, part) {
  const path = [join(folder, name), join(folder, `${name}.gz`)].find((one) => existsSync(one));
  if (path === undefined) throw new Error(`${join(folder, name)}: expected it there, or its .gz, got neither`);
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((own, k) => {
      const [, source, target] = line.exec(own) ?? [];
      if (source === undefined) throw new Error(`${path} line ${k + 1}: expected IN: … OUT: …, got ${own}`);
      return { source, target, part };
    });
}

/** @param {readonly string[]} paths @param {{ readonly translator?: object }} options */
export async function run([folder], { translator: given = {} }) {
  const pairs = [...read(folder, "tasks_train_simple.txt", "train"), ...read(folder, "tasks_test_simple.txt", "test")];
  const options = given;
  console.log(`${folder}, options: ${JSON.stringify(options)} (else the library's defaults); ${cpus().length} × ${cpus()[0]?.model}`);
  const [started, used] = [performance.now(), process.cpuUsage()];
  const time = () => ({ seconds: (performance.now() - started) / 1000, cpu: process.cpuUsage(used).user / 1e6 });
  const epochs = [];
  const model = await translator(options).fit(pairs, {
    onProgress: ({ epoch, valLoss, epochLoss }) => {
      if (valLoss === undefined) return;
      const now = time();
      epochs.push({ epoch, valLoss, epochLoss, ...now });
      const losses = `loss ${fixed(epochLoss, 5)}, validation ${fixed(valLoss, 5)}`;
      console.log(`epoch ${epoch}: ${losses}, after ${fixed(now.seconds, 0)} s (${fixed(now.cpu, 0)} s of CPU)`);
    },
  });
  const { seconds, cpu } = time();
  const weights = [...model.network.parameters().values()].reduce((sum, { size }) => sum + size, 0);
  const { found, scores } = model;
  console.log(
    `${weights} weights, trained and scored in ${fixed(seconds, 0)} s (${fixed(cpu, 0)} s of CPU); ${found.epochs} epochs, the best ${found.best}, ${found.updates} updates; ${found.pairs.train}/${found.pairs.validation}/${found.pairs.test} pairs`,
  );
  const { head, line: row } = columns(["method", "exact %", "tokens %", "commands"], [12, 8, 8, 8]);
  console.log(head);
  for (const { name, exact, tokens, n } of scores.methods) console.log(row([name, fixed(100 * exact, 2), fixed(100 * tokens, 2), n]));
  return { options: model.spec, weights, seconds, cpu, found, scores, epochs };
}
