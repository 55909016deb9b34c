// M4 Weekly: one global net over all series, tested on the competition's own 13 weeks, which nothing here sees before.
//
// sMAPE (%), MASE (scale: the training rows, season 1) and MSIS (95 %, same scale) are means over the series; OWA is the mean of sMAPE and
// MASE, each as a ratio to Naive2's, which is the naive forecast, since weeks have season 1 there. Makridakis, Spiliotis & Assimakopoulos,
// "The M4 Competition", International Journal of Forecasting 36 (2020): Theta 9.093, 2.637, 0.971; the RNN benchmark 1.755; ES-RNN 0.851.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { baselines, forecaster, metrics, readyBaselines } from "../../dist/index.js";
import { columns, fixed, mean } from "./figures.mjs";

const horizon = 13;
const level = 0.95;

/** Series a row: an id, then its values, with empty cells after the end. */
function rowsOf(file) {
  const lines = readFileSync(file, "utf8").trim().split(/\r?\n/).slice(1);
  return lines.map((text) => {
    const [id, ...cells] = text.split(",").map((cell) => cell.replaceAll('"', "").trim());
    return { id, values: cells.filter((cell) => cell !== "" && cell !== "NA").map(Number) };
  });
}

/** Scores of one forecast of one series. */
function scoresOf(actual, scale, point, range) {
  return {
    smape: 100 * metrics.smape(actual, point),
    mase: metrics.mase(actual, point, scale),
    msis: range && metrics.msis(actual, range.lower, range.upper, level, scale),
    held: range && metrics.coverage(actual, range.lower, range.upper),
  };
}

/** Option sets that `--choose` tries: the one whose backtest, within the training rows, has the least MASE is taken. */
const candidates = [{}, ...[{}, { lookback: 26 }, { cell: "gru" }, { members: 3 }].map((more) => ({ scaling: "level", ...more }))];

/** The candidate with the least MASE over rolling origins inside the training rows: the competition's 13 weeks are not looked at. */
async function choose(series, options) {
  let best;
  for (const candidate of candidates) {
    const { scores } = await forecaster({ horizon, ...options, ...candidate, refit: false }).fit(series);
    const mase = scores.methods[0].mase ?? Number.POSITIVE_INFINITY;
    console.log(`${JSON.stringify(candidate)}: MASE ${fixed(mase)} at six origins inside the training rows`);
    if (best === undefined || mase < best.mase) best = { mase, candidate };
  }
  return { ...options, ...best.candidate };
}

export async function run([folder], { series: most, forecaster: given, choose: choosing }) {
  await readyBaselines();
  const train = rowsOf(join(folder, "Weekly-train.csv")).slice(0, most === undefined ? undefined : Number(most));
  const list = train.map(({ id, values }) => ({ id, target: values }));
  const options = choosing ? await choose(list, given) : given;
  const tests = new Map(rowsOf(join(folder, "Weekly-test.csv")).map(({ id, values }) => [id, values]));
  const started = performance.now();
  const model = await forecaster({ horizon, ...options }).fit(list);
  const forecasts = await model.predictAll();
  const seconds = (performance.now() - started) / 1000;
  const methods = new Map();
  const score = (name, k, point, ranges) => {
    const { id, values } = train[k];
    const scale = metrics.maseScale(values, 1);
    const range = ranges?.find((one) => one.level === level);
    methods.set(name, [...(methods.get(name) ?? []), scoresOf(tests.get(id), scale, point, range)]);
  };
  forecasts.forEach(({ point, intervals, baselines: simple, baselineIntervals, recommended }, k) => {
    score("net", k, point, intervals);
    const own = simple[recommended] === undefined;
    score("recommended", k, own ? point : simple[recommended], own ? intervals : baselineIntervals?.[recommended]);
    for (const { name, forecast } of baselines)
      score(name, k, forecast(Float64Array.from(train[k].values), horizon, { season: 1 }), baselineIntervals?.[name]);
  });
  const defined = (rows, key) => mean(rows.map((row) => row[key]).filter((value) => value !== undefined && !Number.isNaN(value)));
  const figures = [...methods].map(([name, rows]) => {
    const [smape, mase, msis, held] = ["smape", "mase", "msis", "held"].map((key) => defined(rows, key));
    return { name, series: rows.length, smape, mase, msis, held };
  });
  const naive2 = figures.filter(({ name }) => name === "naive")[0];
  console.log(
    `M4 Weekly, ${train.length} series, horizon ${horizon}, fitted in ${seconds.toFixed(0)} s; options: ${JSON.stringify(options)}`,
  );
  const picked = new Map();
  for (const { recommended } of forecasts) picked.set(recommended, (picked.get(recommended) ?? 0) + 1);
  console.log(`recommended: ${[...picked].map(([name, count]) => `${name} ${count}`).join(", ")}; found ${JSON.stringify(model.found)}`);
  const { head, line } = columns(["method", "sMAPE", "MASE", "OWA", "MSIS", "held 95 %"], [16, 7, 7, 7, 8, 9]);
  console.log(head);
  const scored = figures.map((row) => ({ ...row, owa: (row.smape / naive2.smape + row.mase / naive2.mase) / 2 }));
  for (const { name, smape, mase, owa, msis, held } of scored)
    console.log(line([name, fixed(smape), fixed(mase), fixed(owa), fixed(msis, 2), fixed(held && 100 * held, 1)]));
  return { options, series: train.length, seconds, found: model.found, recommended: Object.fromEntries(picked), methods: scored };
}
