import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type TaskName, taskFolder, tasks } from "./task-data.ts";

const { run, at } = taskFolder();
const kinds = (Object.keys(tasks) as TaskName[]).filter((name) => name !== "backtest");
const folderOf = (name: TaskName) => `${name.replace(/\W+/g, "-")}/`;

/** Steps that the longest row has, and whether its answers are known. */
const seen: Partial<Record<TaskName, readonly [lags: number, answers: boolean]>> = {
  forecast: [14, true],
  classify: [15, true],
  regress: [8, true],
  label: [32, true],
  "label, words": [5, true],
  "generate, text": [64, true],
  "generate, numbers": [30, true],
  "generate, rolls": [30, true],
  translate: [4, false],
};

beforeAll(async () => {
  for (const name of kinds) {
    const { code, notes } = await run([...tasks[name], "--hidden", "4", "--epochs", "2", "--out", folderOf(name)]);
    expect({ name, code, notes }).toMatchObject({ code: 0 });
  }
}, 90_000);

describe("memoria inspect MODEL DATA, whatever the model is of", () => {
  it.each(kinds)("%s: every lens that its net is made for, and the doctor", async (name) => {
    const { code, out } = await run(["inspect", folderOf(name), tasks[name][1], "--json"]);
    expect(code).toBe(0);
    const { lenses, diagnoses, model } = JSON.parse(out);
    expect([lenses.flow.lags, lenses.gates.forced !== null]).toEqual(seen[name]);
    expect(lenses.gates.layers[0].gates.length).toBeGreaterThan(1);
    expect(lenses.horizon.ablations.map(({ by }: { by: string }) => by)).toContain("shuffle");
    // Numbers of words and tokens have no mean.
    expect(lenses.horizon.ablations.some(({ by }: { by: string }) => by === "mean")).toBe(!/words|text|translate/.test(name));
    expect(model.parameters.length).toBeGreaterThan(3);
    expect(diagnoses).toBeInstanceOf(Array);
  });

  it.each(kinds)("%s: its page", async (name) => {
    const page = at(`${folderOf(name).slice(0, -1)}.html`);
    const { code } = await run(["inspect", folderOf(name), tasks[name][1], "--report", page, "--lang", "es"]);
    expect(code).toBe(0);
    const html = readFileSync(page, "utf8");
    for (const id of ["flow", "memory", "gates", "weights"]) expect(html).toContain(`<section id="${id}"`);
    expect(html).not.toMatch(/NaN|undefined|<script/);
  });

  /** A file that each task's own reader refuses. */
  const strange: Partial<Record<TaskName, string>> = {
    forecast: "verse.txt",
    classify: "tank.csv",
    regress: "waves.csv",
    label: "tank.csv",
    "generate, numbers": "tank.csv",
    "generate, rolls": "moves.csv",
  };
  it.each(Object.entries(strange))("%s: data that its command refuses are refused in the same words", async (name, file) => {
    const [command] = tasks[name as TaskName];
    const own = await run([command, file, "--model", folderOf(name as TaskName)]);
    const inspected = await run(["inspect", folderOf(name as TaskName), file]);
    expect(own.code).toBeGreaterThan(0);
    expect(inspected.code).toBe(own.code);
    const error = (notes: string) => notes.slice(notes.indexOf("memoria:"));
    expect(error(inspected.notes)).toBe(error(own.notes));
  });

  it("says that a translator's encoder is looked at, and where no answer is known", async () => {
    expect((await run(["inspect", folderOf("translate"), "pairs.tsv"])).notes).toContain("the encoder, which reads the source");
    expect((await run(["inspect", folderOf("classify"), "moves.csv"])).notes).not.toContain("No answers");
    const { code, notes, out } = await run(["inspect", folderOf("classify"), "unlabelled.csv"]);
    expect({ code, notes }).toEqual({ code: 0, notes: expect.stringContaining("No answers are known in these data") });
    expect(out).toContain("gradient");
  });

  it("options of a model's data beside a CSV alone are refused, naming what they need", async () => {
    const { code, notes } = await run(["inspect", "sales.csv", "--events", "roll.csv"]);
    expect({ code, notes }).toEqual({ code: 2, notes: expect.stringContaining("MODEL DATA") });
  });

  it("one plain unit has its landscape and cobweb, others a sentence; what --dynamics kept is drawn, and only that", async () => {
    const one = [...tasks.regress, "--cell", "rnn", "--hidden", "1", "--epochs", "12", "--lr", "0.01", "--out", "one/", "--dynamics"];
    expect((await run(one)).notes).toContain("dynamics.json");
    const page = at("one.html");
    const { out } = await run(["inspect", "one/", "tank.csv", "--report", page]);
    expect(out).toMatch(/in training, from update 16 to \d+: σ [\d.]+ → [\d.]+ · ρ [\d.]+ → [\d.]+/);
    const html = readFileSync(page, "utf8");
    for (const id of ["landscape", "cobweb", "dynamics", "updates"]) expect(html).toContain(`<figure id="${id}"`);
    expect(html).not.toContain("drawn for a net with one plain unit");
    const document = JSON.parse((await run(["inspect", "one/", "tank.csv", "--json"])).out);
    expect(document.lenses.landscape.loss.length).toBe(31);
    expect(document.dynamics.samples.length).toBeGreaterThan(1);
    expect((await run(["inspect", folderOf("regress"), "tank.csv", "--report", page])).code).toBe(0);
    const other = readFileSync(page, "utf8");
    expect(other).toContain("drawn for a net with one plain unit");
    for (const id of ["landscape", "cobweb", "dynamics", "updates"]) expect(other).not.toContain(`<figure id="${id}"`);
  });

  it("a damaged dynamics.json is refused with its place; one that an earlier run left is not read", async () => {
    const line = [...tasks["generate, numbers"], "--hidden", "4", "--epochs", "20", "--out", "moved/"];
    expect((await run([...line, "--dynamics"])).notes).toContain("dynamics.json");
    const path = `${at("moved/")}dynamics.json`;
    writeFileSync(path, readFileSync(path, "utf8").replace('"every":16', '"every":"often"'));
    const damaged = await run(["inspect", "moved/"]);
    expect({ code: damaged.code, notes: damaged.notes }).toEqual({
      code: 1,
      notes: expect.stringMatching(/dynamics\.json every: expected a number, got "often"/),
    });
    expect((await run(line)).notes).not.toContain("dynamics.json");
    expect((await run(["inspect", "moved/"])).code).toBe(0);
  });

  it("--dynamics needs a folder and a training", async () => {
    const none = await run([...tasks.label, "--dynamics"]);
    expect({ code: none.code, notes: none.notes }).toEqual({ code: 2, notes: expect.stringContaining("--out DIR") });
    for (const name of ["regress", "forecast", "translate", "generate, text"] as const) {
      const [command, file] = tasks[name];
      const { code, notes } = await run([command, file, "--model", folderOf(name), "--dynamics", "--out", "other/"]);
      expect({ name, code, notes }).toEqual({ name, code: 2, notes: expect.stringContaining("--dynamics") });
    }
  });
});
