import type { Command } from "../command.ts";
import { claims } from "../lessons/index.ts";
import { backtestCommand } from "./backtest.ts";
import { classifyCommand } from "./classify.ts";
import { type BundledSeries, datasetsCommand } from "./datasets.ts";
import { demoCommand, examplesOf } from "./demo.ts";
import { forecastCommand } from "./forecast.ts";
import { generateCommand } from "./generate.ts";
import { inspectCommand } from "./inspect.ts";
import { labelCommand } from "./label.ts";
import { lessonCommand } from "./lesson.ts";
import type { Engine } from "./parts/engine.ts";
import { regressCommand } from "./regress.ts";
import { translateCommand } from "./translate.ts";

/** The series that `memoria demo` forecasts, with the steps ahead, and its epochs: what fits in a minute on two cores. */
const demo = { horizons: { airline: 12, sunspots: 12 }, epochs: 60 };

/** The registry of commands, in the order of help. */
export function commandsOn(engine: Engine, bundled: readonly BundledSeries[]): readonly Command[] {
  return [
    forecastCommand(engine),
    inspectCommand,
    backtestCommand(engine),
    labelCommand,
    classifyCommand,
    regressCommand,
    generateCommand,
    translateCommand,
    lessonCommand(claims),
    datasetsCommand(bundled),
    demoCommand(engine.make, () => examplesOf(bundled, demo.horizons), demo.epochs),
  ];
}
