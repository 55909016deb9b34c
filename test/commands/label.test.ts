import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { labelCommand } from "../../src/commands/label.ts";
import { madeSentences, madeSignal } from "../tasks/label/made.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "memoria ñ "));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const moment = (t: number) => new Date(Date.UTC(2024, 0, 1, 0, t)).toISOString().slice(0, 16);
const { features, label } = madeSignal(240);
const { signal } = features as Record<string, Float64Array>;
const names = label as readonly string[];
/** 240 minutes; the last 20 have no label. `none` is a class here, though as a value it would be missing. */
const recording = ({ mark = ",", comma = false, classes = names, header = "when,signal,label" } = {}) => {
  const number = (value: number) => (comma ? value.toFixed(2).replace(".", ",") : value.toFixed(2));
  const lines = Array.from(signal, (value, t) => [moment(t), number(value), t < 220 ? classes[t] : ""].join(mark));
  return file("signal.csv", `${header.replaceAll(",", mark)}\n${lines.join("\n")}\n`);
};
const plain = () => file("plain.csv", `when,signal\n${Array.from(signal, (value, t) => `${moment(t)},${value.toFixed(2)}`).join("\n")}\n`);
const eventLines = () => {
  const lines: string[] = [];
  names.forEach((name, t) => {
    if (name === "rise" && names[t - 1] !== "rise") lines.push(`${moment(t)},${moment(names.indexOf("none", t) - 1)},rise`);
  });
  return lines;
};
const conll = (mark = "\t") =>
  file(
    "words.conll",
    `${madeSentences(30)
      .map(({ tokens = [], label: tags = [] }) => tokens.map((word, t) => `${word}${mark}${tags[t]}`).join("\n"))
      .join("\n\n")}\n`,
  );
const quick = ["--epochs", "3", "--hidden", "4", "--lookback", "32", "--lr", "0.02"];

async function run(line: readonly string[], { columns = 80, unicode = true } = {}) {
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns, live: false, color: false, unicode };
  const code = await runCommandLine(["label", ...line], [labelCommand], {
    out: { ...look, write: (text) => out.push(text) },
    notes: { ...look, write: (text) => notes.push(text) },
    variables: {},
    version: "0.0.0-test",
    signal: new AbortController().signal,
    clock: () => 0,
  });
  return { code, out: out.join(""), notes: notes.join("") };
}

/** Without the line breaks that the width made. */
const unwrapped = (text: string) => text.replace(/\s+/g, " ");

describe("memoria label", () => {
  it.each(["en", "es"])("a CSV with labels: reads, trains, scores, draws, lists, and keeps nothing unless asked (%s)", async (lang) => {
    const { code, out, notes } = await run([recording(), ...quick, "--epochs", "40", "--hidden", "8", "--lang", lang]);
    expect(code).toBe(0);
    await expect(`${notes.replaceAll(folder, "FOLDER")}----\n${out}`).toMatchFileSnapshot(`snapshots/label-${lang}.txt`);
    expect(readdirSync(folder)).toEqual(["signal.csv"]);
  });

  it.each([20, 40, 200])("fits %i columns", async (columns) => {
    for (const path of [recording(), conll()]) {
      const { out } = await run([path, ...quick], { columns });
      expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });

  it("reads a semicolon file with decimal commas and Spanish headers; `none` is a class, empty is not known", async () => {
    const { code, out, notes } = await run([recording({ mark: ";", comma: true, header: "fecha,señal,etiqueta" }), ...quick, "--json"]);
    expect(code).toBe(0);
    const { data, warnings } = JSON.parse(out);
    expect(data).toMatchObject({
      time: "fecha",
      label: "etiqueta",
      features: ["señal"],
      classes: ["none", "rise"],
      background: "none",
      split: "time",
    });
    expect(data.steps).toEqual({ train: 141, validation: 35, test: 44 });
    expect(warnings).toContainEqual({ code: "labels-missing", count: 20 });
    expect(notes).toContain("time=fecha");
  });

  it("--out keeps every step, the events, the model and run.json, the same that --json prints; the folder's model labels again", async () => {
    const path = recording();
    const kept = join(folder, "kept");
    const { out } = await run([path, ...quick, "--json", "--out", kept]);
    const document = JSON.parse(out);
    expect(Object.keys(document)).toEqual(["schema", "command", "data", "options", "scores", "recommended", "events", "warnings"]);
    expect(readdirSync(kept).sort()).toEqual(["events.csv", "labels.csv", "model.safetensors", "report.html", "run.json"]);
    expect(JSON.parse(readFileSync(join(kept, "run.json"), "utf8"))).toMatchObject({ ...document, memoria: "0.0.0-test", complete: true });
    const [header, ...steps] = readFileSync(join(kept, "labels.csv"), "utf8").trimEnd().split("\n");
    expect(header).toBe("when,part,label,predicted,probability");
    const parts = steps.map((line) => line.split(",")[1]);
    expect(["train", "validation", "test", "asked"].map((part) => parts.filter((one) => one === part).length)).toEqual([141, 35, 44, 20]);
    expect(readFileSync(join(kept, "events.csv"), "utf8").split("\n")[0]).toBe("start,end,label,steps,probability,part");
    const again = await run([plain(), "--model", kept, "--json"]);
    expect([again.code, JSON.parse(again.out).scores]).toEqual([0, null]);
    const judged = await run([path, "--model", kept]);
    expect(judged.out).toContain("On the file's labels: 220 steps of 1 series");
  });

  it("--report lists as many mistakes as the scores count; a saved model's shows what it found, judged where labels are known", async () => {
    const path = recording();
    const [kept, report] = [join(folder, "kept"), join(folder, "r.html")];
    const { out } = await run([path, ...quick, "--epochs", "6", "--json", "--report", report, "--out", kept]);
    const { scores, recommended } = JSON.parse(out);
    const { truth, predicted, matched } = scores.methods.find(({ name }: { name: string }) => name === recommended).events;
    const html = readFileSync(report, "utf8");
    expect(readFileSync(join(kept, "report.html"), "utf8")).toBe(html);
    expect(html).toContain(`<figure id="confusion">`);
    expect(html.match(/<td class="number">missed<\/td>/g) ?? []).toHaveLength(truth - matched);
    expect(html.match(/<td class="number">false alarm<\/td>/g) ?? []).toHaveLength(predicted - matched);
    await run([plain(), "--model", kept, "--report", report]);
    expect(readFileSync(report, "utf8")).not.toContain(`<section id="test"`);
    await run([path, "--model", kept, "--report", report, "--lang", "es"]);
    expect(readFileSync(report, "utf8")).toContain("Qué se tomó por qué");
  });

  it("--events: start and end both belong to the event; the same net as with a column of labels", async () => {
    const events = file("events.csv", `start,end,label\n${eventLines().join("\n")}\n`);
    const whole = recording({ classes: names }).replace("signal.csv", "whole.csv");
    writeFileSync(
      whole,
      `when,signal,label\n${Array.from(signal, (value, t) => `${moment(t)},${value.toFixed(2)},${names[t]}`).join("\n")}\n`,
    );
    const byEvents = JSON.parse((await run([plain(), "--events", events, ...quick, "--json"])).out);
    const byColumn = JSON.parse((await run([whole, ...quick, "--json"])).out);
    expect(byEvents.scores).toEqual(byColumn.scores);
    expect(byEvents.events).toEqual(byColumn.events);
    expect(byEvents.scores.per).toBe("day");
  });

  it("events.csv of a run is read back by --events; rows count from 1 where there is no time", async () => {
    const path = file("untimed.csv", `signal\n${Array.from(signal, (value) => value.toFixed(2)).join("\n")}\n`);
    const events = file("events.csv", "inicio;fin;clase\n1;6;a\n10;12;b\n230;240;a\n");
    const kept = join(folder, "kept");
    const { code } = await run([path, "--events", events, ...quick, "--background", "rest", "--out", kept]);
    expect(code).toBe(0);
    const truth = readFileSync(join(kept, "labels.csv"), "utf8")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[2]);
    expect([truth[0], truth[5], truth[6], truth[9], truth[11], truth[12], truth[239]]).toEqual(["a", "a", "rest", "b", "b", "rest", "a"]);
  });

  it("events of several series: each by its id; one without a class is an event; those that touch no step are said", async () => {
    const lines = ["a", "b"].flatMap((id) => Array.from(signal.subarray(0, 60), (value, t) => `${id},${t},${value.toFixed(2)}`));
    const path = file("two.csv", `id,t,signal\n${lines.join("\n")}\n`);
    const events = file("e.csv", "id,start,end,label\na,2,5,x\nb,40,44,\nb,5,8,x\na,20,30,x\na,900,901,x\nb,30,33,x\na,50,52,\n");
    const kept = join(folder, "kept");
    const { code, out } = await run([path, "--id", "id", "--events", events, ...quick, "--json", "--out", kept]);
    expect(code).toBe(0);
    expect(JSON.parse(out).warnings).toContainEqual({ code: "events-outside", count: 1 });
    const truth = new Map(
      readFileSync(join(kept, "labels.csv"), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => line.split(","))
        .map((cells) => [`${cells[0]} ${cells[1]}`, cells[3]]),
    );
    expect(["a 1", "a 2", "a 5", "a 6", "b 2", "b 5", "b 40", "b 44", "b 45"].map((key) => truth.get(key))).toEqual([
      "none",
      "x",
      "x",
      "none",
      "none",
      "x",
      "event",
      "event",
      "none",
    ]);
    const bare = await run([path, "--id", "id", "--events", file("bare.csv", "start,end\n1,2\n"), ...quick]);
    expect(unwrapped(bare.notes)).toContain("expected one of the data's series, got no column of ids");
  });

  it("refuses events that are all outside the data, and says of classes that differ in case that they are two", async () => {
    const lines = Array.from(
      signal.subarray(0, 60),
      (value, t) => `${t},${value.toFixed(2)},${t % 9 < 3 ? "Bump" : t % 9 < 5 ? "bump" : "none"}`,
    );
    const path = file("cased.csv", `t,signal,kind\n${lines.join("\n")}\n`);
    const events = file("far.csv", "start,end\n900,901\n950,951\n");
    const far = await run([path, "--features", "signal", "--events", events, ...quick]);
    expect(far.code).toBe(1);
    expect(unwrapped(far.notes)).toContain(
      "expected events between 0 and 59, got all 2 outside them, the first from 900 to 901; are both files",
    );
    const cased = await run([path, "--label", "kind", ...quick, "--json"]);
    expect(JSON.parse(cased.out).warnings).toContainEqual({ code: "classes-alike", names: "Bump, bump" });
  });

  it.each(["\t", " "])("CoNLL with %j: words, tags, spans with their text", async (mark) => {
    const kept = join(folder, "kept");
    const { code, out } = await run([conll(mark), ...quick, "--epochs", "12", "--out", kept]);
    expect(code).toBe(0);
    expect(out).toContain("span F1");
    expect(out).toMatch(/→ \w+ finds \d+ of \d+ spans? /);
    const [header, first] = readFileSync(join(kept, "labels.csv"), "utf8").split("\n");
    expect(header).toBe("sentence,token,part,label,predicted,probability");
    expect(first).toMatch(/^1,(call|please),(train|validation|test),O,/);
    expect(readFileSync(join(kept, "events.csv"), "utf8")).toMatch(/^sentence,start,end,label,steps,probability,part,text\n/);
    const bare = file("bare.txt", "call\nzoe3\nnow\n");
    const labelled = JSON.parse((await run([bare, "--model", kept, "--json"])).out);
    expect([labelled.data.form, labelled.data.rows, labelled.scores]).toEqual(["conll", 3, null]);
  });

  it("a text file is CoNLL where its lines say so; cells that begin with = are harmless in what is written", async () => {
    const text = file("words.txt", `${"=cmd() B-x\nis O\nit O\n\n".repeat(20)}`);
    const kept = join(folder, "labels.csv");
    const { code, out } = await run([text, ...quick, "--csv", kept, "--json"]);
    expect([code, JSON.parse(out).data.form]).toEqual([0, "conll"]);
    expect(readFileSync(kept, "utf8")).toContain("1,'=cmd(),");
  });

  it("--causal, --balance, --min-length, --merge-gap and --background reach the model", async () => {
    const { out } = await run([
      recording(),
      ...quick,
      "--causal",
      "--balance",
      "--min-length",
      "4",
      "--merge-gap",
      "2",
      "--background",
      "rise",
      "--json",
    ]);
    expect(JSON.parse(out).options).toMatchObject({ causal: true, balance: true, minLength: 4, mergeGap: 2, background: "rise" });
  });

  it("--background that the column lacks fills its empty cells", async () => {
    const path = recording({ classes: names.map((name) => (name === "rise" ? "rise" : "")) });
    const refused = await run([path, ...quick]);
    expect(unwrapped(refused.notes)).toContain('expected at least two classes in the training part, got only "rise"');
    const { code, out } = await run([path, ...quick, "--background", "rest", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out).data.classes).toEqual(["rest", "rise"]);
  });
});

describe("what memoria label refuses", () => {
  it.each<[string, () => readonly string[], number, string]>([
    ["a missing file", () => [join(folder, "no.csv")], 1, "no.csv"],
    ["an empty file", () => [file("empty.csv", "")], 1, "an empty file"],
    ["an empty CoNLL file", () => [file("empty.conll", "\n\n")], 1, "expected a word a line"],
    ["CoNLL with a field less", () => [file("bad.conll", "a O\nb\n")], 1, "line 2: expected 2 fields, got 1"],
    ["CoNLL without tags", () => [file("bare.conll", "a\nb\n")], 1, "expected 2 fields, got 1"],
    ["no column of labels", () => [plain()], 2, "missing --label"],
    [
      "values instead of classes",
      () => [
        file("v.csv", `t,x,level\n${Array.from({ length: 40 }, (_, t) => `${t},${t % 5},${(t / 7).toFixed(2)}`).join("\n")}\n`),
        "--label",
        "level",
      ],
      1,
      "40 different numbers; a value for each step is estimated by memoria regress",
    ],
    ["an unknown column", () => [recording(), "--label", "lable"], 2, "did you mean label?"],
    ["labels twice", () => [recording(), "--label", "label", "--events", "e.csv"], 2, "--label: expected not to stand beside --events"],
    ["--label for words", () => [conll(), "--label", "tag"], 2, "--form csv"],
    ["a saved model's option", () => [recording(), "--model", "m.safetensors", "--hidden", "3"], 2, "not to stand beside --model"],
    ["a model of nothing", () => [recording(), "--model", join(folder, "none.safetensors")], 1, "none.safetensors"],
    ["events without an end", () => [plain(), "--events", file("e.csv", "start,label\n2024-01-01T00:01,a\n")], 1, "expected a column end"],
    [
      "an end before its start",
      () => [plain(), "--events", file("e.csv", `start,end\n${moment(5)},${moment(2)}\n`)],
      1,
      "line 2: expected an end at or after the start",
    ],
    [
      "two classes in one step",
      () => [plain(), "--events", file("e.csv", `start,end,label\n${moment(1)},${moment(5)},a\n${moment(5)},${moment(6)},b\n`)],
      1,
      "line 3: expected one class a step",
    ],
    ["numbers for times", () => [plain(), "--events", file("e.csv", "start,end\n1,5\n")], 1, "expected times, as in the data"],
    ["an output that is the data", () => [recording(), "--csv", join(folder, "signal.csv")], 2, "--csv"],
    ["a folder of others", () => [recording(), "--out", folder], 2, "folder"],
    ["a length of 0", () => [recording(), "--min-length", "0"], 2, "--min-length"],
  ])("%s", async (_name, line, code, text) => {
    for (const lang of ["en", "es"]) {
      const result = await run([...line(), ...(line().includes("--model") ? [] : quick), "--lang", lang]);
      expect(result.code).toBe(code);
      if (lang === "en") expect(unwrapped(result.notes)).toContain(text);
      expect(result.notes).not.toMatch(/undefined|\bat .*\.ts/);
      expect(existsSync(join(folder, "run.json"))).toBe(false);
    }
  });
});
