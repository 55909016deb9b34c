// Faults that let a forecast, or its test, know the future.
const forecaster = ["test/tasks/forecast/leakage.test.ts"];
const future = "the past doesn't know the future";

/** @type {import("./index.mjs").Mutation[]} */
export const forecast = [
  {
    name: "scales fitted on all rows",
    file: "src/tasks/forecast/fitter.ts",
    edits: [["View.fit(own.target, known(own), ", "View.fit(own.target, own.target.length, "]],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "a log scale decided on all rows",
    file: "src/tasks/forecast/plan.ts",
    edits: [["wantsLog(target, known, season);", "wantsLog(target, target.length, season);"]],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "the season found in all rows",
    file: "src/tasks/forecast/plan.ts",
    edits: [["findSeason(targets[k].subarray(0, earliest[k]), own?.frequency)", "findSeason(targets[k], own?.frequency)"]],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "the anchor chosen on all rows",
    file: "src/tasks/forecast/fitter.ts",
    edits: [["findAnchor(own.target, decided(own), ", "findAnchor(own.target, own.target.length, "]],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "a window's level is the value at its origin",
    file: "src/tasks/forecast/window.ts",
    edits: [["  const level = view.filled(origin - 1, ahead);", "  const level = view.filled(origin, ahead);"]],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "scales of covariates fitted on all rows",
    file: "src/tasks/forecast/fitter.ts",
    edits: [
      [
        "fitColumns(plan.columns, list, (k) => known(plan.series[k]))",
        "fitColumns(plan.columns, list, (k) => plan.series[k].target.length)",
      ],
    ],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "step by step, columns of the past are read where they lie ahead",
    file: "src/tasks/forecast/window.ts",
    edits: [["row < (ahead?.from ?? origin), put);", "row < origin, put);"]],
    tests: forecaster,
    caughtBy: "recursive",
  },
  {
    name: "ranges calibrated with rows that an origin doesn't know",
    file: "src/evaluation-ranges.ts",
    edits: [["    if (row >= known) continue;", "    if (row < 0) continue;"]],
    tests: ["test/evaluation.test.ts"],
    caughtBy: "a range at an origin is calibrated on the validation part and on earlier origins' rows before it",
  },
  {
    name: "ranges calibrated with the origin's own errors",
    file: "src/evaluation-ranges.ts",
    edits: [
      ["origins.slice(0, w)", "origins.slice(0, w + 1)"],
      ["    if (row >= known) continue;", "    if (row >= known + 1) continue;"],
    ],
    tests: ["test/evaluation.test.ts"],
    caughtBy: "the future changed: residuals known at an origin stay the same to the bit",
  },
  {
    name: "training reaches into the first origin's future",
    file: "src/tasks/forecast/fit.ts",
    edits: [["to: moved(({ split }) => split.training)(own).to }", "to: own.split.origins[w] + 1 }"]],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "the net trains on the validation part",
    file: "src/tasks/forecast/fit.ts",
    edits: [["to: moved(({ split }) => split.training)(own).to }", "to: own.split.origins[w] }"]],
    tests: ["test/tasks/forecast/backtest.test.ts"],
    caughtBy: "the net doesn't train on the validation part",
  },
  {
    name: "simple methods see the row of their origin",
    file: "src/tasks/forecast/backtest.ts",
    edits: [["simpleForecast(method, target.subarray(0, origin), ", "simpleForecast(method, target.subarray(0, origin + 1), "]],
    tests: ["test/tasks/forecast/backtest.test.ts"],
    caughtBy: "simple methods forecast from the rows before each origin",
  },
  {
    name: "an origin's ranges as wide as its own future moves",
    file: "src/evaluation-ranges.ts",
    edits: [["const spread = series.spread?.(series.origins[w]) ?? 1;", "const spread = series.spread?.(series.origins[w] + 1) ?? 1;"]],
    tests: ["test/tasks/forecast/backtest.test.ts"],
    caughtBy: "rows from the last origin on don't change how wide any range was",
  },
  {
    name: "a range takes the residual before the one it needs",
    file: "src/conformal.ts",
    edits: [["Math.ceil((n + 1) * level - 1e-9)", "Math.ceil(n * level - 1e-9)"]],
    tests: ["test/conformal.test.ts"],
    caughtBy: "need 19 residuals at 95 %",
  },
  {
    name: "MASE's scale from all rows",
    file: "src/evaluation.ts",
    edits: [["maseScale(one.target, one.season, origin)", "maseScale(one.target, one.season)"]],
    tests: ["test/evaluation.test.ts"],
    caughtBy: "MASE",
  },
];
