import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { inspectCommand } from "../../src/commands/inspect.ts";
import { forecasterSpec } from "../../src/tasks/forecast/options.ts";
import { planForecast } from "../../src/tasks/forecast/plan.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "memoria ñ "));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(text: string, flags: readonly string[] = [], columns = 80) {
  const path = join(folder, "ventas.csv");
  writeFileSync(path, text);
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns, live: false, color: false, unicode: true };
  const code = await runCommandLine(["inspect", path, ...flags], [inspectCommand], {
    out: { ...look, write: (part) => out.push(part) },
    notes: { ...look, write: (part) => notes.push(part) },
    variables: {},
    version: "0.0.0-test",
    signal: new AbortController().signal,
    clock: () => 0,
  });
  return { code, out: out.join(""), notes: notes.join("") };
}

const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
const stores = `fecha;tienda;ventas;promo\n${["Madrid", "Lima"]
  .flatMap((name, s) => Array.from({ length: 70 }, (_, i) => `${day(i)};${name};${i < 63 ? `${100 * s + 10 * (i % 7)},5` : ""};${i % 2}`))
  .join("\n")}\n`;

describe("memoria inspect", () => {
  it("says columns, roles, series, season and the line that forecasts, in both languages", async () => {
    const { code, out } = await run(stores);
    expect(code).toBe(0);
    for (const part of [
      '";" between columns · decimal comma',
      "season 7 · lookback 13",
      "known=promo",
      "2 of 63 rows",
      "--horizon 7 --out ventas/",
    ])
      expect(out).toContain(part);
    expect(out).toMatch(/tienda +text +0 +2 different values: Madrid +id \(guessed\)/);
    expect((await run(stores, ["--lang", "es"])).out).toMatch(/ventas +números +14 +0,50 … 160,50 +objetivo \(supuesto\)/);
  });

  it("gives all of it as JSON, with the flags that were given in its line", async () => {
    const { out } = await run(stores, ["--json", "--target", "ventas", "--past", "promo"]);
    expect(JSON.parse(out)).toMatchObject({
      schema: 1,
      command: "inspect",
      data: { rows: 140, form: "long", delimiter: ";", decimal: ",", frequency: { unit: "day", count: 1 } },
      columns: [
        { name: "fecha", role: "time" },
        { name: "tienda", different: 2 },
        { missing: 14, from: 0.5, to: 160.5 },
        { role: "past", guessed: false },
      ],
      series: { count: 2, shortest: 63, longest: 63, first: day(0), last: day(62) },
      forecast: {
        season: 7,
        lookback: 11,
        horizon: 12,
        line: expect.stringContaining("ventas.csv' --target ventas --past promo --horizon 12"),
      },
    });
  });

  it("shows the columns even where roles are unclear, and fits any width", async () => {
    const unclear = await run("a,b\n5,2\n3,4\n6,1\n");
    expect([unclear.code, unclear.notes]).toEqual([2, expect.stringContaining("missing --target")]);
    expect(unclear.out).toContain("numbers");
    for (const columns of [20, 40, 200]) {
      const { out } = await run(stores.replaceAll("Madrid", "M"), [], columns);
      const lines = out.split("\n").filter((line) => !line.includes("memoria"));
      expect(
        Math.max(...lines.map((line) => Math.max(...line.split(" ").map((word) => word.length), line.includes(folder) ? 0 : line.length))),
      ).toBeLessThanOrEqual(Math.max(columns, folder.length + 12));
    }
  });

  it("plans as forecast does, from the rows that no test uses, of all series", async () => {
    // The season appears only in the last weeks, which are tested.
    const text = `date,y\n${Array.from({ length: 120 }, (_, i) => `${day(i)},${i < 80 ? 50 + ((i * 37) % 11) : 50 + 40 * (i % 7)}`).join("\n")}\n`;
    const { season, lookback, horizon } = JSON.parse((await run(text, ["--json"])).out).forecast;
    const target = text
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => Number(line.split(",")[1]));
    const time = Array.from(target, (_, i) => day(i));
    const plan = planForecast([{ target, time }], forecasterSpec({ horizon }));
    expect([season, lookback]).toEqual([plan.season, plan.lookback]);
    expect(season).toBe(1);
  });
});
