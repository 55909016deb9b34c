// Faults in the doctor's judgement: each diagnosis's threshold moved or its test turned round, and what the commands make of it.

/** @typedef {import("./index.mjs").Mutation} Mutation */

const tests = ["test/lenses/doctor.test.ts"];
const network = "src/lenses/doctor/network.ts";
const data = "src/lenses/doctor/data.ts";
const training = "src/lenses/doctor/training.ts";

/** By diagnosis: its file, and what is broken. @type {[string, string, string, string][]} */
const rules = [
  ["gradient-vanishing", network, "const vanished = -7;", "const vanished = -70;"],
  ["gradient-exploding", network, "const exploded = 3;", "const exploded = 30;"],
  ["gates-saturated", network, "saturated > 0.9)", "saturated < 0.9)"],
  ["gate-stuck", network, "stuck > 0.8 * units", "stuck > 0.7 * units"],
  ["units-dead", network, "dead.length > 0.25 * units", "dead.length > 0.1 * units"],
  ["output-constant", network, "given < 0.01 * wanted", "given < 1e-6 * wanted"],
  ["memory-unused", network, "past.without <= 1.005 * past.whole", "past.without >= 1.005 * past.whole"],
  ["data-unscaled", data, "Math.abs(mean) > 10", "Math.abs(mean) > 1"],
  ["leak", data, "Math.abs(correlation) > 0.9999", "Math.abs(correlation) > 0.9"],
  ["lookback-short", data, "lookback < season", "lookback <= season"],
  ["copying", data, "copying?.copies && copying.share !== null", "copying !== undefined && copying.share !== null"],
  ["learning-rate-high", training, "last > 2 * best", "last > 200 * best"],
  ["learning-rate-low", training, "gain < 0.02", "gain < 0.0002"],
  ["still-learning", training, "late > 0.05", "late > 0.5"],
  ["overfitting", training, "end.valLoss > 1.2 * least.valLoss", "end.valLoss > 12 * least.valLoss"],
  ["always-clipped", training, "quantile(ratios, 0.1) <= 10", "quantile(ratios, 0.9) <= 10"],
  ["not-finite", "src/lenses/doctor/trace.ts", "k < (lengths?.[row] ?? T) * width", "k < T * width"],
];

/** @type {Mutation[]} */
export const doctor = [
  ...rules.map(([code, file, find, replace]) => ({
    name: `doctor: ${code} at another threshold`,
    file,
    edits: /** @type {[string, string][]} */ ([[find, replace]]),
    tests,
    caughtBy: `${code}: a case that has it`,
  })),
  {
    name: "doctor: notes at the end of a task too",
    file: "src/commands/parts/checkup.ts",
    edits: [['level !== "note"', 'level !== "fault"']],
    tests: ["test/commands/parts/checkup.test.ts"],
    caughtBy: "says nothing where nothing is wrong",
  },
  {
    name: "doctor: numbers of words have a mean",
    file: "src/lenses/memory-horizon.ts",
    edits: [["(batch.codes ?? 0) > 0", "(batch.codes ?? 0) > 99"]],
    tests: ["test/commands/inspect-kinds.test.ts"],
    caughtBy: "label, words: every lens that its net is made for",
  },
  {
    name: "lenses: dynamics samples at any price",
    file: "src/lenses/dynamics.ts",
    edits: [["spent + cost <= mostCost", "spent + cost >= mostCost"]],
    tests: ["test/lenses/dynamics.test.ts"],
    caughtBy: "by default a sample in twice as many updates as units",
  },
  {
    name: "lenses: the norm stops at the power iteration's thirtieth product",
    file: "src/lenses/shared/norm.ts",
    edits: [["still < 3 ? undefined : norm", "norm"]],
    tests: ["test/lenses/spectrum.test.ts"],
    caughtBy: "largest singular value, relative error < 1e-9: n = 33",
  },
];
