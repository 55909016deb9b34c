/** The words of the report page. */

const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

export const report = {
  kind: "memoria · forecast report",
  tested: (target: string, ahead: string) => `${target}: tested on its past, ${ahead} ahead`,
  from: (source: string, series: string) => (series === "1" ? `From ${source}` : `From ${source}, ${series} series`),
  madeBy: (version: string) => `Made by memoria ${version}. This page needs no network and holds no script.`,

  sections: {
    forecast: "Forecast",
    test: "Test on the past",
    training: "How it was trained",
    data: "The data",
    run: "Make it again",
    measure: "How we measure",
  },

  step: "step",
  forecast: "forecast",
  method: "method",
  series: "series",
  error: (unit: string) => `mean error (MAE), in the unit of ${unit}`,
  stepsAhead: "steps ahead",
  range: (level: string) => `${level} range`,
  bounds: (low: string, high: string) => `${low} … ${high}`,
  recommended: "recommended",
  short: (name: string, method: string) => `${name} is too short to train on: its values are those of ${method}.`,
  by: (method: string, ranges: boolean, naive: boolean) =>
    [`By ${method}.`, ranges ? "The ranges widen with what is unknown." : "", naive ? "The dashed line repeats the last value." : ""]
      .filter((part) => part !== "")
      .join(" "),
  valuesOf: (name: string, method: string) => `${name}: forecast by ${method}`,
  allValues: (count: string) => `All ${count} values`,
  values: (name: string, count: string) => `${name}: ${plural(count, "value", "values")}`,
  others: (count: string) => plural(count, "series more, a line each", "series more, a line each"),
  next: "next step",
  last: "last step",
  inFile: (count: string) => `${plural(count, "series", "series")} more: in forecast.csv.`,

  scores: (tests: string, ahead: string) => `Scores over ${plural(tests, "test", "tests")} of ${ahead}, least error first`,
  smape: "sMAPE",
  heldOf: (share: string, count: string) => `${share} (n = ${count})`,
  untested: "Too few rows to test any method on the past.",

  horizon: {
    title: "Error by step ahead",
    caption: "The lower, the better. A method that leaves the picture at the top (↑) is far worse than the rest.",
    description: (best: string, first: string, last: string) =>
      `${best} is off by ${first} one step ahead and by ${last} at the last step.`,
  },
  backtest: {
    title: (name: string) => `${name}: what was forecast, and what happened`,
    caption: "Each forecast starts at a dotted line and knew only what stands left of it.",
    description: (method: string, tests: string) => `The series with ${plural(tests, "forecast", "forecasts")} of ${method} over it.`,
    actual: "what happened",
  },
  residuals: {
    title: (method: string) => `Errors of ${method}`,
    caption:
      "What happened minus what was forecast; the line is the middle one, and at the side stands how often each size came. Evenly around zero is good, all on one side is a bias.",
    description: (count: string, middle: string) => `${count} errors around ${middle} on average.`,
    error: (unit: string) => `actual − forecast, in the unit of ${unit}`,
    correlation: "Autocorrelation within a test",
    stepsApart: "steps apart",
    alike:
      "Below: how alike errors some steps apart are. Beyond the dashed lines is more than chance; near steps often are, since they share what was unknown at the start.",
  },
  curves: {
    title: "Loss by epoch",
    captionOf: (trainings: string) =>
      `${trainings === "1" ? "" : `${trainings} trainings. `}The validation part was never trained on; training goes back to the epoch at which its loss was least.`,
    caption: (trainings: string) =>
      `${trainings === "1" ? "" : `${trainings} trainings: each saw only rows from before its test. `}The validation part was never trained on; training goes back to the epoch at which its loss was least.`,
    description: (epochs: string, best: string) => `${plural(epochs, "epoch", "epochs")}; the validation loss was least at epoch ${best}.`,
    loss: "training",
    valLoss: "validation",
    refit: "again on all data",
    best: "best epoch",
    epoch: "epoch",
  },
  attention: {
    title: (name: string) => `${name}: where the net looked`,
    caption: "For each step ahead, the weight of each step of the past; the stronger the colour, the more. Each row adds up to 1.",
    description: (step: string) => `The heaviest weight for the first step ahead lies ${step} before it.`,
    stepsAhead: "steps ahead",
    stepsBefore: "steps before the forecast",
    weight: "weight",
    before: (count: string) => plural(count, "step", "steps"),
  },

  options: "Options",
  run: {
    command: "The same command on the same file gives the same numbers:",
    seed: "seed",
    backend: "backend",
    version: "memoria",
    sha256: "data (SHA-256)",
  },

  measure: {
    test: (tests: string, ahead: string) =>
      `The test: at ${plural(tests, "point", "points")} of the past, everything after was hidden and ${ahead} were forecast. Training, scaling, the choice of season and the ranges used only rows from before, so that no forecast saw what it was scored on.`,
    mae: (unit: string) =>
      `MAE is how far a value was off on average, in the unit of ${unit}. WAPE is the same as a share of all that happened: at 10 %, it was off by 10 for every 100.`,
    mase: "MASE compares the error with that of repeating the value of one season before, on the rows before the test: under 1 is better than that. sMAPE is the mean of errors as shares of the values' size, from 0 to 200 %.",
    held: "A range held when the value fell in it. An 80 % range should hold 80 % of the time, neither much more nor much less; n says from how many values that was counted.",
    tie: "A lead under 2 %, or in fewer than about two of three tests, is called a tie. With fewer than 3 tests there is no verdict. A method won a test when no other erred less.",
    refit: "After the test the net was trained again on all rows, for as long as had been best.",
    kept: "The net is the one that was tested: it was not trained again on the last rows.",
    seed: "Same data, options, seed and backend: same numbers.",
  },
};

export type ReportWords = typeof report;
