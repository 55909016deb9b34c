import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { backtestCommand } from "../../src/commands/backtest.ts";
import { forecastCommand } from "../../src/commands/forecast.ts";
import type { Engine } from "../../src/commands/parts/engine.ts";
import { type Fake, type FakeSettings, fakeForecaster } from "./fake-forecaster.ts";

/** Runs the forecasting commands on the fake, in a folder of the test's own. */

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
  readonly seen: Fake["seen"];
}

export interface RunSettings extends FakeSettings {
  /** Instead of the fake. */
  readonly engine?: Engine;
  readonly columns?: number;
  readonly controller?: AbortController;
}

export interface Place {
  /** A path in the folder. */
  at(...names: readonly string[]): string;
  /** Writes a file, and returns its path. */
  file(name: string, text: string): string;
  run(line: readonly string[], settings?: RunSettings): Promise<Outcome>;
}

/** A new folder for each test of the file that calls this. */
export function place(): Place {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "memoria ñ "));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const at = (...names: readonly string[]) => join(folder, ...names);
  return {
    at,
    file(name, text) {
      writeFileSync(at(name), text);
      return at(name);
    },
    async run(line, settings = {}) {
      const out: string[] = [];
      const notes: string[] = [];
      const { columns = 80, controller = new AbortController() } = settings;
      const fake = fakeForecaster(settings);
      const look = { columns, live: false, color: false, unicode: true };
      const engine = settings.engine ?? fake;
      const code = await runCommandLine(line, [forecastCommand(engine), backtestCommand(engine)], {
        out: { ...look, write: (text) => out.push(text) },
        notes: { ...look, write: (text) => notes.push(text) },
        variables: {},
        version: "0.0.0-test",
        signal: controller.signal,
        clock: () => 0,
      });
      return { code, out: out.join(""), notes: notes.join(""), seen: fake.seen };
    },
  };
}

/** Without the line breaks that the width made. */
export const unwrapped = (text: string) => text.replace(/\s+/g, " ");

const month = (i: number) => `${2020 + Math.floor(i / 12)}-${`${(i % 12) + 1}`.padStart(2, "0")}`;

/** `mes,ventas`, a row a month from 2020-01 on: 100, 101, 102 …; `more` changes the values. */
export function monthly(rows: number, value: (i: number) => number | "" = (i) => 100 + i): string {
  return `mes,ventas\n${Array.from({ length: rows }, (_, i) => `${month(i)},${value(i)}`).join("\n")}\n`;
}

/** A signal that is aborted at an epoch of the fake. */
export function stopAt(epoch: number): Pick<RunSettings, "controller" | "duringFit"> {
  const controller = new AbortController();
  return { controller, duringFit: (at) => at === epoch && controller.abort() };
}
