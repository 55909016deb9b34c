import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { demoCommand, type Example, examplesOf } from "../../src/commands/demo.ts";
import type { MakeForecaster } from "../../src/commands/parts/engine.ts";
import { readData } from "../../src/commands/parts/read.ts";
import { fakeForecaster } from "./fake-forecaster.ts";

let folder: string;
const home = process.cwd();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "memoria-demo-"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const rows = Array.from(
  { length: 96 },
  (_, i) => `${1950 + Math.floor(i / 12)}-${`${(i % 12) + 1}`.padStart(2, "0")},${100 + i + 20 * (i % 12)}`,
);
const example = (name: string): Example => ({
  data: readData(`${name}.csv`, new TextEncoder().encode(`month,value\n${rows.join("\n")}\n`), {}),
  horizon: 12,
  source: "a source",
});

/** Each cell foresees a different share of what comes. */
const shares = new Map([
  ["rnn", -0.2],
  ["gru", 0.1],
  ["lstm", 0.6],
]);
const make: MakeForecaster = (options) => fakeForecaster({ foresees: shares.get(options.cell) }).make(options);

async function demo(forecaster: MakeForecaster, words: readonly string[] = [], controller = new AbortController()) {
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns: 80, live: false, color: false, unicode: true };
  const code = await runCommandLine(["demo", ...words], [demoCommand(forecaster, () => [example("airline"), example("sunspots")], 9)], {
    out: { ...look, write: (text) => out.push(text) },
    notes: { ...look, write: (text) => notes.push(text) },
    variables: {},
    version: "0.0.0-test",
    signal: controller.signal,
    clock: () => 0,
  });
  return { code, out: out.join(""), notes: notes.join("") };
}

describe("memoria demo", () => {
  it("trains the three cells on each series and shows them beside the simple methods", async () => {
    const { code, out, notes } = await demo(make);
    expect([code, notes]).toEqual([0, expect.not.stringContaining("expected")]);
    await expect(out).toMatchFileSnapshot("snapshots/demo-en.txt");
    expect(notes.match(/trained in/g)).toHaveLength(6);
  });

  it("keeps the best net of each series, and says where", async () => {
    await demo(make);
    for (const name of ["airline", "sunspots"]) {
      expect(readdirSync(`memoria-demo/${name}`).sort()).toEqual(["forecast.csv", "model.safetensors", "report.html", "run.json"]);
      expect(JSON.parse(readFileSync(`memoria-demo/${name}/run.json`, "utf8")).options).toMatchObject({ cell: "lstm", epochs: 9, seed: 1 });
    }
    expect((await demo(make)).code).toBe(0);
  });

  it("takes its examples from the bundled series, by name", () => {
    const bundled = ["other", "airline"].map((name) => ({
      name,
      source: `source of ${name}`,
      series: () => ({ time: ["2024-01", "2024-02"], target: [1, 2] }),
    }));
    const [first, ...rest] = examplesOf(bundled, { airline: 12, sunspots: 24 });
    expect(rest).toEqual([]);
    expect(first).toMatchObject({
      horizon: 12,
      source: "source of airline",
      data: { name: "airline", series: [{ labels: ["2024-01", "2024-02"] }] },
    });
  });

  it("says so when every net loses", async () => {
    const { out } = await demo(fakeForecaster({ foresees: -0.5, recommended: "naive" }).make);
    expect(out).toContain("→ naive wins: off by");
    expect(out.replace(/\s+/g, " ")).toContain("The net isn't worth it here.");
  });

  it("speaks Spanish", async () => {
    const { out } = await demo(make, ["--lang", "es"]);
    expect(out).toContain("Prueba en el pasado: 6 veces 12 meses");
    expect(out).toContain("Ahora con su propio CSV:");
  });

  it("stops at Ctrl-C with 130, and leaves nothing", async () => {
    const controller = new AbortController();
    const stopping = fakeForecaster({ duringFit: (epoch) => epoch === 2 && controller.abort() }).make;
    expect((await demo(stopping, [], controller)).code).toBe(130);
    expect(readdirSync(".")).toEqual([]);
  });
});
