import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { inspectCommand } from "../../src/commands/inspect.ts";
import { classifier, forecaster, lenses } from "../../src/index.ts";

let folder: string;
const at = (name: string) => join(folder, name);
const values = Array.from({ length: 80 }, (_, t) => 10 + (t % 7) + ((t * 13) % 5) / 10);
const csv = `day,sold\n${values.map((value, t) => `${new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10)},${value}`).join("\n")}\n`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "memoria "));
  writeFileSync(at("sales.csv"), csv);
  const model = await forecaster({ cell: "gru", horizon: 3, hidden: 4, epochs: 2, season: 7, lookback: 10 }).fit(values);
  await model.save(at("sales.safetensors"));
  const cut = await forecaster({ horizon: 3, hidden: 4, epochs: 2, season: 7, lookback: 10, mode: "encoder-decoder" }).fit(values);
  await cut.save(at("decoder.safetensors"));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

async function run(line: readonly string[], columns = 80) {
  const [out, notes]: string[][] = [[], []];
  const look = { columns, live: false, color: false, unicode: true };
  const code = await runCommandLine(["inspect", ...line], [inspectCommand], {
    out: { ...look, write: (part) => out.push(part) },
    notes: { ...look, write: (part) => notes.push(part) },
    variables: {},
    version: "0.0.0-test",
    signal: new AbortController().signal,
    clock: () => 0,
  });
  return { code, out: out.join(""), notes: notes.join("") };
}

describe("memoria inspect MODEL [DATA]", () => {
  it("a model alone: net, weights with σ and ρ, and how to go on; in both languages", async () => {
    const { code, out, notes } = await run([at("sales.safetensors")], 120);
    expect(code).toBe(0);
    expect(out).toMatch(/forecast · gru · [\d,]+ parameters/);
    expect(out).toMatch(/0\.weight_hh_l0 +[rzn] +\d\.\d\d +\d\.\d\d/);
    expect(notes).toContain("memoria inspect MODEL DATA");
    expect((await run([at("sales.safetensors"), "--lang", "es"], 120)).out).toContain("pesos recurrentes");
  });

  it("with data: the same numbers as the lenses give, as text and as JSON; no line over its width", async () => {
    const { code, out } = await run([at("sales.safetensors"), at("sales.csv"), "--json"]);
    expect(code).toBe(0);
    const document = JSON.parse(out);
    expect(Object.keys(document)).toEqual(["schema", "command", "model", "lenses", "dynamics", "diagnoses"]);
    expect(Object.keys(document.lenses)).toEqual(["flow", "horizon", "gates", "matrix", "spectrum", "landscape"]);
    expect(document.lenses.flow.lags).toBe(10);
    for (const columns of [40, 80]) {
      const text = await run([at("sales.safetensors"), at("sales.csv")], columns);
      expect(text.out).toMatch(/gradient +10\^/);
      expect(text.out).toMatch(/memory +by gradient/);
      for (const line of text.out.split("\n").slice(8)) expect(line.length).toBeLessThanOrEqual(columns);
    }
  });

  it("the page: every lens, in the reader's language", async () => {
    const { code } = await run([at("sales.safetensors"), at("sales.csv"), "--report", at("inside.html"), "--lang", "es"]);
    expect(code).toBe(0);
    const page = readFileSync(at("inside.html"), "utf8");
    for (const id of ["flow", "memory", "gates", "weights"]) expect(page).toContain(`<section id="${id}"`);
    expect(page).toContain("Horizonte de la memoria");
    expect(page).not.toMatch(/NaN|undefined|<script/);
  });

  it("an encoder–decoder: the lenses see nothing of it, and it is said", async () => {
    const { code, out } = await run([at("decoder.safetensors"), at("sales.csv")]);
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, " ")).toContain("encoder–decoder");
  });

  it("refuses a CSV with a second file, naming the way", async () => {
    const { code, notes } = await run([at("sales.csv"), at("sales.csv")]);
    expect(code).toBe(1);
    expect(notes).toContain("memoria inspect MODEL DATA");
  });
});

describe("a model's inside", () => {
  it("of a classifier: its sequences as it reads them; a class that it lacks is refused", async () => {
    const sequences = Array.from({ length: 24 }, (_, k) => ({
      label: k % 2 === 0 ? "up" : "down",
      features: { x: Float64Array.from({ length: 12 }, (_, t) => (k % 2 === 0 ? t : -t) / 6 + Math.sin(k + t) / 4) },
    }));
    const model = await classifier({ hidden: 4, epochs: 2 }).fit(sequences);
    const { network, batch, loss } = model.inside(sequences);
    expect(batch.targets?.shape).toEqual([24]);
    expect(lenses.gradientFlow(network, batch, { loss }).layers.length).toBeGreaterThan(0);
    expect(() => model.inside([{ ...sequences[0], label: "other" }])).toThrow("other");
  }, 60_000);
});
