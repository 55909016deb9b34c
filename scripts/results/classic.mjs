// The default forecaster on textbook series, no option given (horizon: the library's default of 12): MASE over its rolling origins, beside
// the simple methods, and how often its ranges held.
//
// Series: every column of numbers of every CSV that has 60 values or more, is no running index or label (three different values at
// least) and doesn't repeat a series before it. MASE: mean over the origins, the scale from the rows before each, season as found.
// `best naive`: the best of naive, seasonal-naive, drift and mean in the same origins, chosen with hindsight; `recommended` is chosen on
// those origins too, so that its own figure flatters it. `picked` is fair: at each origin but the first, the method whose tested forecasts had
// the least mean absolute error on the rows known by then; its error, as a ratio to that of the best naive over the same origins.
import { forecaster } from "../../dist/index.js";
import { columns, coverageOf, fixed, pickedRatio, summary } from "./figures.mjs";
import { filesOf, seriesOf } from "./series.mjs";

const naives = ["naive", "seasonal-naive", "drift", "mean"];

async function measure({ name, series }, options) {
  const started = performance.now();
  const model = await forecaster(options).fit(series);
  const { scores, recommended, found } = model;
  const methods = scores.methods.map((method) => ({ ...method, mase: method.mase ?? NaN }));
  const of = (wanted) => methods.find((method) => method.name === wanted);
  const net = methods.filter(({ kind }) => kind === "net")[0];
  const first = of(recommended) ?? net;
  const naive = methods.filter((method) => naives.includes(method.name)).sort((a, b) => a.mase - b.mase)[0];
  return {
    name,
    n: series.target.length,
    season: found.season,
    origins: scores.origins,
    seconds: (performance.now() - started) / 1000,
    net: net.mase,
    recommended: { name: recommended, mase: first.mase },
    naive: { name: naive.name, mase: naive.mase },
    ets: of("ets")?.mase ?? NaN,
    theta: of("theta")?.mase ?? NaN,
    picked: pickedRatio((model.test ?? [])[0], naives),
    ranges: { net: net.ranges, recommended: first.ranges },
  };
}

export async function run(paths, { only, forecaster: options }) {
  const notes = [];
  const { head, line } = columns(
    [
      "series",
      "rows",
      "season",
      "net",
      "recommended",
      "",
      "best naive",
      "",
      "ets",
      "theta",
      "net/naive",
      "rec/naive",
      "picked",
      "80 %",
      "95 %",
      "s",
    ],
    [24, 5, 6, 7, 14, 6, 14, 6, 6, 6, 9, 9, 7, 6, 6, 4],
  );
  console.log(
    `MASE over rolling origins; options: ${JSON.stringify(options)} (else the library's defaults); 80 %, 95 %: held by the net's ranges\n${head}`,
  );
  const rows = [];
  for (const one of seriesOf(filesOf(paths), only, notes)) {
    const row = await measure(one, options);
    rows.push(row);
    const { net, recommended, naive, ets, theta } = row;
    const held = row.ranges.net.map((range) => fixed(range.held === null ? undefined : 100 * range.held, 1));
    const ratios = [net / naive.mase, recommended.mase / naive.mase, row.picked].map((ratio) => fixed(ratio));
    const cells = [
      fixed(net),
      recommended.name,
      fixed(recommended.mase),
      naive.name,
      fixed(naive.mase),
      fixed(ets),
      fixed(theta),
      ...ratios,
    ];
    console.log(line([row.name, row.n, row.season, ...cells, ...held, row.seconds.toFixed(0)]));
  }
  for (const note of notes) console.log(note);
  if (rows.length === 0) return { rows };
  const ratios = {
    "net / best naive": summary(
      rows,
      ({ net }) => net,
      ({ naive }) => naive.mase,
    ),
    "recommended / best naive": summary(
      rows,
      ({ recommended }) => recommended.mase,
      ({ naive }) => naive.mase,
    ),
    "picked / best naive": summary(
      rows,
      ({ picked }) => picked,
      () => 1,
    ),
    "net / ets": summary(
      rows,
      ({ net }) => net,
      ({ ets }) => ets,
    ),
    "recommended / ets": summary(
      rows,
      ({ recommended }) => recommended.mase,
      ({ ets }) => ets,
    ),
    "theta / best naive": summary(
      rows,
      ({ theta }) => theta,
      ({ naive }) => naive.mase,
    ),
    "ets / best naive": summary(
      rows,
      ({ ets }) => ets,
      ({ naive }) => naive.mase,
    ),
  };
  for (const [name, { series, mean: average, worst, at }] of Object.entries(ratios))
    console.log(`${name.padEnd(26)} geometric mean ${fixed(average)} · worst ${fixed(worst)} (${at ?? "–"}) · ${series} series`);
  const coverage = { net: coverageOf(rows, "net"), recommended: coverageOf(rows, "recommended") };
  for (const [who, levels] of Object.entries(coverage))
    for (const { level, held, n, bySeries } of levels)
      console.log(
        `${`${who}, ${100 * level} % ranges`.padEnd(26)} held ${fixed(100 * held, 1)} % of ${n} · mean of the series ${fixed(100 * bySeries, 1)} %`,
      );
  return { options, rows, ratios, coverage, notes };
}
