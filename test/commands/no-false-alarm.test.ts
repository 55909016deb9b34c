import { afterEach, describe, expect, it, vi } from "vitest";
import type { CommandContext } from "../../src/command.ts";
import { examplesOf } from "../../src/commands/demo.ts";
import { finishedOf } from "../../src/commands/forecast.ts";
import { checkup, type Finished } from "../../src/commands/parts/checkup.ts";
import type { FitOptions, ForecastModel } from "../../src/commands/parts/engine.ts";
import { startTraining, type Training } from "../../src/commands/parts/progress.ts";
import { datasets } from "../../src/datasets/index.ts";
import * as memoria from "../../src/index.ts";
import { doctor } from "../../src/lenses/index.ts";
import type { Model } from "../../src/load.ts";
import { speechOf } from "../../src/message.ts";

/** The doctor on the shipped examples, on small settings, as the task commands call it: it must be silent, or right. */

function context(): { lines: string[]; context: CommandContext } {
  const lines: string[] = [];
  const notes = { columns: 400, live: false, color: false, unicode: true, write: (text: string) => lines.push(text) };
  return {
    lines,
    context: { ...speechOf("en"), notes, signal: new AbortController().signal, clock: () => 0 } as unknown as CommandContext,
  };
}

interface Fitted {
  readonly model: Model;
  readonly data: never;
  readonly bar: Training;
}

/** What a library's `fit` was given and gave. */
const fitted: Fitted[] = [];

/** The library, which keeps what is fitted with it. */
function watching(): Record<string, unknown> {
  const { forecaster, classifier, labeler, regressor, generator, translator } = memoria;
  const wrapped = Object.entries({ forecaster, classifier, labeler, regressor, generator, translator }).map(([name, maker]) => {
    const make = maker as unknown as (options: object) => { fit(data: unknown, options?: object): Promise<Model> };
    const own = (options: object) => ({
      async fit(data: unknown, task: object = {}) {
        const bar = startTraining(name, context().context);
        const onProgress: FitOptions["onProgress"] = bar.report;
        const model = await make(options).fit(data, { ...task, onProgress });
        fitted.push({ model, data: data as never, bar });
        return model;
      },
    });
    return [name, own] as const;
  });
  return { ...memoria, ...Object.fromEntries(wrapped) };
}

function finished({ model, data, bar }: Fitted): Finished {
  if (model.kind === "forecast") return finishedOf(model as unknown as ForecastModel, bar);
  const course = bar.course();
  if (model.kind === "translate") return { inside: model.inside((data as { source: string }[]).map(({ source }) => source)), course };
  return { inside: model.inside(data), course, ...(model.kind === "generate-numbers" && { facts: { ownPast: true } }) };
}

/** What the task's command would say, and what `inspect` would say besides. */
function said(finished: Finished): { warnings: string; notes: string[] } {
  const { lines, context: own } = context();
  checkup(finished, own);
  const { inside, course, facts } = finished;
  const { diagnoses } = doctor({ ...inside, ...(course && { course }), ...(facts && { facts }) });
  return { warnings: lines.join(""), notes: diagnoses.filter(({ level }) => level === "note").map(({ code }) => code) };
}

const line = process.argv;
afterEach(() => {
  process.argv = line;
  vi.restoreAllMocks();
  fitted.length = 0;
});

/** By example, what is only good to know of each model that it trains, and why that is so. */
const known: Record<string, string[][]> = {
  classify: [[]],
  forecast: [[]],
  generate: [[], []],
  label: [[]],
  regress: [[]],
  translate: [[]],
};

describe("no false alarm", () => {
  it.each(Object.keys(known))("examples/%s.mjs --small", async (name) => {
    vi.resetModules();
    vi.doMock("memoria", watching);
    vi.spyOn(console, "log").mockReturnValue(undefined);
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    process.argv = [...line, "--small"];
    await import(`../../examples/${name}.mjs`);
    expect(fitted.length).toBe(known[name].length);
    for (const [k, one] of fitted.entries()) expect(said(finished(one))).toEqual({ warnings: "", notes: known[name][k] });
  });

  it.each(["rnn", "gru", "lstm"] as const)("the demo's series with its %s", async (cell) => {
    for (const { data, horizon } of examplesOf(datasets, { airline: 12 })) {
      const bar = startTraining(cell, context().context);
      const series = data.series.map((one) => one.series);
      const model = await memoria.forecaster({ cell, horizon, epochs: 10, seed: 1 }).fit(series, { onProgress: bar.report });
      expect(said(finishedOf(model as unknown as ForecastModel, bar))).toEqual({ warnings: "", notes: [] });
    }
  });
});
