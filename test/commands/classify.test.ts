import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { classifyCommand } from "../../src/commands/classify.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "memoria ñ "));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const at = (...names: readonly string[]) => join(folder, ...names);

async function run(line: readonly string[], { columns = 80, controller = new AbortController() } = {}) {
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns, live: false, color: false, unicode: true };
  const code = await runCommandLine(["classify", ...line], [classifyCommand], {
    out: { ...look, write: (text) => out.push(text) },
    notes: { ...look, write: (text) => notes.push(text) },
    variables: {},
    version: "0.0.0-test",
    signal: controller.signal,
    clock: () => 0,
  });
  return { code, out: out.join(""), notes: notes.join("") };
}

const plain = (text: string) => text.replace(/\s+/g, " ");
const quick = ["--epochs", "2", "--hidden", "3", "--folds", "2"];
const wave = (t: number, fast: boolean, k: number) => Math.sin((fast ? 1.5 : 0.5) * t + k).toFixed(3);

/** A row a moment, 16 recordings; the last two have no class. */
const long = (mark = ",") =>
  file(
    "long.csv",
    [
      ["case", "t", "x", "activity"].join(mark),
      ...Array.from({ length: 16 }, (_, k) =>
        Array.from({ length: 8 + (k % 3) }, (_, t) => {
          const x = wave(t, k % 2 === 1, k).replace(".", mark === ";" ? "," : ".");
          return [`r${k}`, `${t}`, x, k > 13 ? "" : k % 2 === 1 ? "run" : "walk"].join(mark);
        }),
      ).flat(),
    ].join("\n"),
  );
/** A recording a file, 20 rows a second. */
const folders = (each = 4) => {
  for (const [label, fast] of [
    ["run", true],
    ["walk", false],
  ] as const)
    for (let k = 0; k < each; k++)
      file(
        `moves/${label}/${k}.csv`,
        `seconds,x\n${Array.from({ length: 80 }, (_, t) => `${(t / 20).toFixed(2)},${wave(t, fast, k)}`).join("\n")}\n`,
      );
  return at("moves");
};

describe("memoria classify", () => {
  it.each(["en", "es"])("reads, trains, tests and classifies, and keeps nothing unless asked (%s)", async (lang) => {
    const { code, out, notes } = await run([long(";"), ...quick, "--epochs", "20", "--lang", lang]);
    expect(code).toBe(0);
    await expect(`${notes.replaceAll(folder, "FOLDER")}----\n${out}`).toMatchFileSnapshot(`snapshots/classify-${lang}.txt`);
    expect(readdirSync(folder)).toEqual(["long.csv"]);
  });

  it.each([20, 40, 200])("fits %i columns", async (columns) => {
    const { out, notes } = await run([long(), ...quick], { columns });
    const lines = `${out}${notes.replaceAll(folder, "F")}`.split("\n");
    // A word that is longer than the line can't be broken.
    expect(lines.filter((line) => line.length > columns && line.trim().includes(" "))).toEqual([]);
  });

  it("writes the report alone with --report, in the reader's language, with the line that makes it again", async () => {
    const path = long();
    const { code } = await run([path, ...quick, "--report", at("r.html"), "--lang", "es"]);
    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["long.csv", "r.html"]);
    const html = readFileSync(at("r.html"), "utf8");
    for (const id of ["asked", "confusion", "by-class", "reliability", "curves"]) expect(html).toContain(`id="${id}"`);
    expect(html).toContain("Qué se tomó por qué");
    expect(html).toContain("--epochs 2");
    expect(html).toContain("lstm 3, en las dos direcciones");
  });

  it("keeps predictions, model and run.json, and classifies with the model alone, as it did", async () => {
    const path = long();
    expect((await run([path, ...quick, "--out", at("kept")])).code).toBe(0);
    expect(readdirSync(at("kept")).sort()).toEqual(["model.safetensors", "predictions.csv", "report.html", "run.json"]);
    const lines = readFileSync(at("kept", "predictions.csv"), "utf8").trim().split("\n");
    expect(lines[0]).toBe("id,part,actual,predicted,probability,p_run,p_walk");
    const asked = lines.filter((line) => line.includes(",asked,"));
    expect(asked.map((line) => line.split(",")[0])).toEqual(["r14", "r15"]);
    const { code, out } = await run([path, "--model", at("kept"), "--json"]);
    expect(code).toBe(0);
    const again = JSON.parse(out).predictions.filter(({ id }: { id: string }) => id === "r14");
    expect(again).toEqual(
      JSON.parse(readFileSync(at("kept", "run.json"), "utf8")).predictions.filter(({ id }: { id: string }) => id === "r14"),
    );
  });

  it("--json: one document, with counts that fit each other", async () => {
    const { out, code } = await run([long(), ...quick, "--json"]);
    expect(code).toBe(0);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ schema: 1, command: "classify", classes: ["run", "walk"] });
    expect(document.data).toMatchObject({ form: "csv", sequences: 16, id: "case", label: "activity", time: "t", features: ["x"] });
    expect(document.scores.confusion.flat().reduce((sum: number, count: number) => sum + count, 0)).toBe(document.scores.n);
    expect(document.predictions.filter(({ part }: { part: string }) => part === "test").length).toBe(document.scores.n);
  });

  it("takes DIR/<class>/*.csv, cut by time, and never parts a recording", async () => {
    const { code, out, notes } = await run([folders(), ...quick, "--window", "1s", "--step", "500ms", "--json"]);
    expect(code).toBe(0);
    const { data, predictions, scores } = JSON.parse(out);
    expect(data).toMatchObject({ form: "folder", sequences: 56, windowRows: 20, stepRows: 10 });
    expect(plain(notes)).toContain("56 windows of 20 rows, one every 10 rows");
    const tested = predictions.map(({ id }: { id: string }) => id.split(" ")[0]);
    expect(new Set(tested).size).toBe(2);
    expect(tested.length).toBe(14);
    expect(scores.recordings).toBe(2);
  });

  it("cuts one recording of several classes, leaves out windows across two, and says that stretches stand for recordings", async () => {
    const rows = Array.from(
      { length: 240 },
      (_, t) => `${t},${wave(t, Math.floor(t / 30) % 2 === 1, 0)},${Math.floor(t / 30) % 2 ? "run" : "walk"}`,
    );
    const path = file("one.csv", `t,x,label\n${rows.join("\n")}\n`);
    const { code, notes, out } = await run([path, ...quick, "--window", "10", "--step", "5", "--json"]);
    expect(code).toBe(0);
    expect(plain(notes)).toContain("7 windows across two classes left out");
    expect(plain(notes)).toContain("each stretch of one class is tested or trained on as a whole");
    expect(JSON.parse(out).warnings.map(({ code: warning }: { code: string }) => warning)).toEqual(["windows-mixed", "split-by-stretch"]);
  });

  it("takes .ts files, with --test", async () => {
    const text = (n: number, shift: number) =>
      `@classLabel true a b\n@data\n${Array.from({ length: n }, (_, k) => `${Array.from({ length: 6 + (k % 3) }, (_, t) => wave(t, k % 2 === 1, k + shift)).join(",")}:${k % 2 ? "a" : "b"}`).join("\n")}\n`;
    const [train, test] = [file("x_TRAIN.ts", text(12, 0)), file("x_TEST.ts", text(6, 0.3))];
    const { code, out } = await run([train, "--test", test, ...quick, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out).scores.n).toBe(6);
    expect(JSON.parse(out).data.test.sequences).toBe(6);
  });

  it("takes texts", async () => {
    const rows = Array.from(
      { length: 20 },
      (_, k) => `"${k % 2 ? "muy bueno, gracias" : "muy malo; no funciona"} ${k}",${k % 2 ? "bien" : "mal"}`,
    );
    const path = file("textos.csv", `texto,etiqueta\n${rows.join("\n")}\n=1+1,\n`);
    const { code, out } = await run([path, ...quick, "--csv", at("p.csv"), "--lang", "es"]);
    expect(code).toBe(0);
    expect(out).toContain("palabras en común");
    expect(readFileSync(at("p.csv"), "utf8")).toContain("\n21,asked,,");
  });

  it.each<[string, () => readonly string[], number, string]>([
    ["no file", () => [at("no.csv")], 1, "no.csv: expected a file to read"],
    ["an unknown column", () => [long(), "--label", "activty"], 2, "did you mean activity?"],
    ["two that could be the class", () => [file("a.csv", "id,class,label,x\n1,a,b,3\n1,a,b,4\n")], 2, "missing --label"],
    [
      "classes that change without windows",
      () => [file("a.csv", "t,x,class\n0,1.5,a\n1,2.5,b\n2,2.5,b\n")],
      1,
      "expected one class in a sequence, got a, b",
    ],
    [
      "a window of nonsense",
      () => [folders(), "--window", "2x"],
      2,
      'invalid --window: expected a number of rows such as 50, or a time such as 2s, 500ms or 1min, of at least one row, got "2x"',
    ],
    ["a window of no row", () => [folders(), "--window", "1ms"], 2, "of at least one row"],
    ["a window longer than all", () => [folders(), "--window", "1h"], 1, "recordings of up to 80 rows"],
    [
      "a window of time without times",
      () => [file("a.csv", "id,x,class\n1,2.5,a\n1,3.5,a\n2,4.5,b\n2,1.5,b\n"), "--window", "2s"],
      2,
      "name it with --time",
    ],
    ["--step alone", () => [long(), "--step", "3"], 2, "--step: expected --window beside it"],
    ["options beside a model", () => [long(), "--model", "m", "--hidden", "3"], 2, "--hidden: expected not to stand beside --model"],
    ["too few recordings", () => [folders(2)], 1, "expected at least 3 recordings"],
    ["an empty folder", () => [folder], 1, "expected CSV files in folders named as their classes"],
    ["a file that is no .ts", () => [file("bad.ts", "1,2,3\n")], 1, "bad.ts, line 1"],
    ["a model of another kind", () => [long(), "--model", file("m.safetensors", "zz")], 1, "expected a safetensors file"],
    ["an infinite number", () => [file("a.csv", "id,x,class\n1,1e999,a\n1,1e999,a\n2,3.5,b\n2,3.5,b\n")], 1, "expected"],
    ["a folder of other things", () => [long(), "--out", folder], 2, "expected a new or empty folder"],
  ])("refuses %s, and writes nothing", async (_, line, code, text) => {
    const { code: own, notes, out } = await run([...line(), ...(line().includes("--model") ? [] : quick)]);
    expect(plain(notes)).toContain(text);
    expect(own).toBe(code);
    expect(out).toBe("");
    expect(notes).not.toMatch(/\n\s+at /);
  });

  it("stops at Ctrl-C with 130, and keeps nothing without --out", async () => {
    const controller = new AbortController();
    controller.abort();
    const { code } = await run([long(), ...quick], { controller });
    expect(code).toBe(130);
    expect(readdirSync(folder)).toEqual(["long.csv"]);
  });
});
