// The classifier on sets of the UCR/UEA archive, trained on <Name>_TRAIN.ts, tested once on <Name>_TEST.ts: accuracy, mean of three seeds.
//
// All sets with the same options: the library's defaults, or --options JSON. `validation`: log-loss of training sequences by nets that did not
// learn from them, before the temperature: what options may be chosen by; the test has no say. With --choose, each set's cell is the one of the
// lower validation figure. `seconds` are of the process (CPU time), a seed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTs } from "../../dist/data/recordings-ts.js";
import { classifier } from "../../dist/index.js";
import { columns, fixed, mean } from "./figures.mjs";

const bars = new Map([
  ["ItalyPowerDemand", 96],
  ["GunPoint", 95],
  ["BasicMotions", 95],
  ["JapaneseVowels", 97],
]);

const read = (path) =>
  parseTs(readFileSync(path, "utf8"), path).cases.map(({ label, channels }) => ({
    label,
    features: Object.fromEntries(channels.map((channel, k) => [`channel${k + 1}`, channel])),
  }));

const candidates = /** @type {const} */ (["lstm", "gru"]);

const validationOf = (runs) => mean(runs.map(({ scores }) => scores.calibration.before ?? NaN));

/** @param {any} options @param {readonly number[]} seeds @param {any} parts */
async function runSeeds(options, seeds, [train, test]) {
  const runs = [];
  for (const seed of seeds) {
    const before = process.cpuUsage();
    const { scores } = await classifier({ ...options, seed }).fit({ train, test });
    const { user, system } = process.cpuUsage(before);
    runs.push({ seed, scores, seconds: (user + system) / 1e6 });
  }
  return runs;
}

export async function run([folder], { only, choose, forecaster: options }) {
  const { seed: first = 1, ...given } = options;
  const seeds = [first, first + 1, first + 2];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (only === undefined || entry.name === only))
    .map(({ name }) => name);
  console.log(`accuracy in %, seeds ${seeds.join(", ")}, options ${JSON.stringify(given)}`);
  const { head, line } = columns(
    ["set", "cell", "mean", "bar", "by seed", "nearest", "majority", "macro F1", "log-loss", "validation", "seconds"],
    [18, 4, 6, 4, 20, 7, 8, 8, 8, 10, 7],
  );
  console.log(head);
  const figures = [];
  for (const name of names) {
    const parts = ["TRAIN", "TEST"].map((part) => read(join(folder, name, `${name}_${part}.ts`)));
    const tried = [];
    for (const cell of choose ? candidates : [given.cell]) tried.push(await runSeeds({ ...given, ...(cell && { cell }) }, seeds, parts));
    const runs = tried.reduce((best, own) => (validationOf(own) < validationOf(best) ? own : best));
    const of = (method, what) => mean(runs.map(({ scores }) => scores.methods.find((one) => one.name === method)?.[what] ?? NaN));
    const net = runs[0].scores.methods[0].name;
    const figure = {
      name,
      net,
      accuracy: of(net, "accuracy"),
      bySeed: runs.map(({ scores }) => scores.methods[0].accuracy),
      bar: bars.get(name),
      nearest: of("nearest", "accuracy"),
      majority: of("majority", "accuracy"),
      macroF1: of(net, "macroF1"),
      logLoss: of(net, "logLoss"),
      validation: validationOf(runs),
      tried: tried.map((own) => ({ cell: own[0].scores.methods[0].name, validation: validationOf(own) })),
      seconds: mean(runs.map(({ seconds }) => seconds)),
    };
    figures.push(figure);
    const percents = [figure.accuracy, ...figure.bySeed, figure.nearest, figure.majority].map((share) => fixed(100 * share, 1));
    console.log(
      line([
        name,
        net,
        percents[0],
        figure.bar ?? "–",
        percents.slice(1, 4).join(" "),
        percents[4],
        percents[5],
        fixed(figure.macroF1),
        fixed(figure.logLoss),
        fixed(figure.validation),
        fixed(figure.seconds, 0),
      ]),
    );
  }
  console.log(`mean validation log-loss over the sets: ${fixed(mean(figures.map(({ validation }) => validation)), 4)}`);
  return { options: given, seeds, figures };
}
