import type { CommandContext } from "../../../src/command.ts";
import { type ReadData, readData } from "../../../src/commands/parts/read.ts";
import { type Run, runOf } from "../../../src/commands/parts/record.ts";
import { speechOf } from "../../../src/message.ts";
import { forecasterOptions } from "../../../src/option.ts";
import { validate } from "../../../src/option-value.ts";
import { fakeForecaster } from "../fake-forecaster.ts";

/** Three stores in one file, the last one too short for the net, run through the fake. */

export const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);

/** Sales of each store: a level, and a little every day. */
export const stores = [
  { name: "Madrid", rows: 60, level: 400 },
  { name: "=Lima", rows: 60, level: 90 },
  { name: "Quito", rows: 6, level: 20 },
];

/** `more` rows later. */
export function storesData(more = 0): ReadData {
  const each = stores.map(({ name, rows, level }) => {
    const lines = Array.from({ length: rows + more }, (_, i) => `${day(60 - rows + i)},${level + i}`);
    const data = readData("sales.csv", new TextEncoder().encode(`fecha,ventas\n${lines.join("\n")}\n`), {});
    const one = { ...data, ...data.series[0] };
    return { one, own: { ...one, series: { ...one.series, id: name }, ids: [name], target: "ventas" } };
  });
  const [{ one }] = each;
  return {
    ...one,
    form: "long",
    rows: 126 + 3 * more,
    sha256: `${more}`.repeat(64),
    roles: [
      { role: "time", column: "fecha", guessed: true },
      { role: "id", column: "tienda", guessed: true },
      { role: "target", column: "ventas", guessed: false },
    ],
    series: each.map(({ own }) => own),
  };
}

export const context = (language: "en" | "es" = "en", columns = 80): CommandContext => {
  const look = { columns, live: false, color: false, unicode: true, write: () => {} };
  const { signal } = new AbortController();
  return { ...speechOf(language), out: look, notes: look, version: "0.0.0-test", signal, given: new Set(), clock: () => 0 };
};

export async function storesRun(command: Run["command"] = "forecast", horizon = 3, data = storesData()) {
  const options = validate({ horizon }, forecasterOptions);
  const task = fakeForecaster().make(options);
  const { signal } = new AbortController();
  const model = await task.fit(
    data.series.map(({ series }) => series),
    { signal, onProgress: () => {} },
  );
  return { model, run: await runOf(command, model, data) };
}
