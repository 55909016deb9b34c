// Faults that let a forecast, or its test, know the future.
const forecaster = ["test/tasks/forecast.test.ts"];
const future = "the past doesn't know the future rows from an origin on are";

/** @type {import("./index.mjs").Mutation[]} */
export const forecast = [
  {
    name: "scales fitted on all rows",
    file: "src/tasks/forecast/plan.ts",
    edits: [["View.fit(own.target, known(own), ", "View.fit(own.target, own.target.length, "]],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "a log scale decided on all rows",
    file: "src/tasks/forecast/plan.ts",
    edits: [["wantsLog(target, known, season)", "wantsLog(target, target.length, season)"]],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "the season found in all rows",
    file: "src/tasks/forecast/plan.ts",
    edits: [["findSeason(targets[k].subarray(0, earliest[k]), frequency)", "findSeason(targets[k], frequency)"]],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "the anchor chosen on all rows",
    file: "src/tasks/forecast/plan.ts",
    edits: [["origin + horizon <= validation.to; origin++", "origin + horizon <= target.length; origin++"]],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "a window's level is the value at its origin",
    file: "src/tasks/forecast/view.ts",
    edits: [["    const level = this.#filled[origin - 1];", "    const level = this.#filled[origin];"]],
    tests: forecaster,
    caughtBy: "inputs and anchors of a window read no row from its origin on",
  },
  {
    name: "ranges calibrated with rows that an origin doesn't know",
    file: "src/evaluation.ts",
    edits: [["    if (row < known) residuals.push(", "    if (row >= 0) residuals.push("]],
    tests: ["test/evaluation.test.ts"],
    caughtBy: "a range at an origin is calibrated on the validation part and on earlier origins' rows before it",
  },
  {
    name: "ranges calibrated with the origin's own errors",
    file: "src/evaluation.ts",
    edits: [
      ["earlier < Math.min(w, origins.length)", "earlier < Math.min(w + 1, origins.length)"],
      ["    if (row < known) residuals.push(", "    if (row < known + 1) residuals.push("],
    ],
    tests: ["test/evaluation.test.ts"],
    caughtBy: "the future changed: residuals known at an origin stay the same to the bit",
  },
  {
    name: "training reaches into the first origin's future",
    file: "src/tasks/forecast/fit.ts",
    edits: [
      [
        "to: split.training.to + shift(split.origins, w) }),\n      ({ split }) => ({ from",
        "to: split.origins[w] + 1 }),\n      ({ split }) => ({ from",
      ],
    ],
    tests: forecaster,
    caughtBy: future,
  },
  {
    name: "the net trains on the validation part",
    file: "src/tasks/forecast/fit.ts",
    edits: [
      [
        "to: split.training.to + shift(split.origins, w) }),\n      ({ split }) => ({ from",
        "to: split.validation.to + shift(split.origins, w) }),\n      ({ split }) => ({ from",
      ],
    ],
    tests: ["test/tasks/forecast/backtest.test.ts"],
    caughtBy: "the net doesn't train on the validation part",
  },
  {
    name: "simple methods see the row of their origin",
    file: "src/tasks/forecast/backtest.ts",
    edits: [["simpleForecast(name, target.subarray(0, origin), ", "simpleForecast(name, target.subarray(0, origin + 1), "]],
    tests: ["test/tasks/forecast/backtest.test.ts"],
    caughtBy: "simple methods forecast from the rows before each origin",
  },
  {
    name: "an origin's ranges as wide as its own future moves",
    file: "src/tasks/forecast/backtest.ts",
    edits: [
      [
        "spread: split.origins.map((origin) => spreadBefore(target, origin, ",
        "spread: split.origins.map((origin) => spreadBefore(target, origin + horizon, ",
      ],
    ],
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
