import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/args.ts";
import { regressCommand } from "../../src/commands/regress.ts";

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

const wave = (t: number) => ((t * 37) % 101) / 50 - 1;
const day = (t: number) => new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10);
/** 80 days: the level is what the valve did the day before; the last 5 have none. */
const sensors = (rows = 80, open = 5, mark = ",") => {
  const lines = Array.from({ length: rows }, (_, t) => {
    const level = t >= rows - open ? "" : `${Math.round(100 * (10 + 3 * wave(t - 1))) / 100}`;
    return [day(t), wave(t).toFixed(2), t % 3 === 0 ? "open" : "shut", level].join(mark);
  });
  return file("sensors.csv", `day${mark}valve${mark}state${mark}y\n${lines.join("\n")}\n`);
};
const quick = ["--epochs", "2", "--hidden", "3", "--lookback", "4"];

async function run(line: readonly string[], { columns = 80, controller = new AbortController() } = {}) {
  const out: string[] = [];
  const notes: string[] = [];
  const look = { columns, live: false, color: false, unicode: true };
  const code = await runCommandLine(["regress", ...line], [regressCommand], {
    out: { ...look, write: (text) => out.push(text) },
    notes: { ...look, write: (text) => notes.push(text) },
    variables: {},
    version: "0.0.0-test",
    signal: controller.signal,
    clock: () => 0,
  });
  return { code, out: out.join(""), notes: notes.join("") };
}

/** Without the line breaks that the width made. */
const unwrapped = (text: string) => text.replace(/\s+/g, " ");

describe("memoria regress", () => {
  it.each(["en", "es"])("reads, trains, says whether memory helps, and keeps nothing unless asked (%s)", async (lang) => {
    const path = sensors();
    const { code, out, notes } = await run([path, ...quick, "--epochs", "30", "--lang", lang]);
    expect(code).toBe(0);
    await expect(`${notes.replaceAll(folder, "FOLDER")}----\n${out}`).toMatchFileSnapshot(`snapshots/regress-${lang}.txt`);
    expect(readdirSync(folder)).toEqual(["sensors.csv"]);
  });

  it.each([20, 40, 200])("fits %i columns", async (columns) => {
    const { out, notes } = await run([sensors(), ...quick], { columns });
    const longest = Math.max(...out.split("\n").map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(columns);
    expect(notes).not.toBe("");
  });

  it("writes the tested rows and those asked for, with a decimal point whatever the language", async () => {
    const kept = join(folder, "sub", "p.csv");
    await run([sensors(80, 5, ";"), ...quick, "--lang", "es", "--csv", kept]);
    const [header, ...lines] = readFileSync(kept, "utf8").trimEnd().split("\n");
    expect(header).toBe("day,part,actual,method,estimate,lo80,hi80,lo95,hi95");
    const asked = lines.filter((line) => line.includes(",asked,"));
    // 18 tested rows and 5 others, by 5 methods.
    expect([lines.length, asked.length]).toEqual([115, 25]);
    for (const line of asked) expect(line).toMatch(/^2024-03-(15|16|17|18|19|20),asked,,[a-z-]+,[\d.]+,[\d.]+,[\d.]+,/);
    for (const line of lines) expect(line.split(",").length).toBe(9);
  });

  it("prints one JSON document, the same that run.json keeps; the folder's model gives the same values", async () => {
    const path = sensors();
    const kept = join(folder, "kept");
    const first = await run([path, ...quick, "--json", "--out", kept, "--seed", "7"]);
    const document = JSON.parse(first.out);
    expect(Object.keys(document)).toEqual(["schema", "command", "data", "options", "scores", "recommended", "predictions", "warnings"]);
    expect(document).toMatchObject({ schema: 1, command: "regress", options: { seed: 7, lookback: 4, pastTarget: false } });
    expect(document.data).toMatchObject({ rows: 80, series: 1, time: "day", id: null, target: "y", features: ["valve", "state"] });
    expect(document.scores.memory).toMatchObject({ origins: 6 });
    expect(document.predictions[0].rows).toEqual([75, 76, 77, 78, 79].map(day));
    expect(readdirSync(kept).sort()).toEqual(["model.safetensors", "predictions.csv", "report.html", "run.json"]);
    expect(JSON.parse(readFileSync(join(kept, "run.json"), "utf8"))).toMatchObject({ ...document, memoria: "0.0.0-test", complete: true });
    const again = await run([path, "--model", kept, "--json"]);
    expect(JSON.parse(again.out).predictions).toEqual(document.predictions);
    expect((await run([path, ...quick, "--out", kept])).code).toBe(0);
  });

  it("--report draws the test and what was asked for; a saved model's has no test to draw", async () => {
    const [saved, report] = [join(folder, "m.safetensors"), join(folder, "r.html")];
    const { out } = await run([sensors(), ...quick, "--report", report, "--save", saved, "--json"]);
    const html = readFileSync(report, "utf8");
    for (const id of ["fan", "errors", "series0", "scatter", "residuals", "curves"]) expect(html).toContain(`<figure id="${id}">`);
    const { scores } = JSON.parse(out);
    // A dot for each tested row, once for a wide and once for a narrow page.
    const scatter = html.slice(html.indexOf('<figure id="scatter">'), html.indexOf('<figure id="residuals">'));
    expect(scatter.match(/h0/g)).toHaveLength(2 * scores.rows);
    expect((await run([sensors(), "--model", saved, "--report", report, "--lang", "es"])).code).toBe(0);
    expect(readFileSync(report, "utf8")).toContain("donde no se conoce");
    expect(readFileSync(report, "utf8")).not.toContain('<figure id="scatter">');
  });

  it("a model needs no target: it estimates every row of a file without one", async () => {
    const saved = join(folder, "m.safetensors");
    await run([sensors(), ...quick, "--save", saved]);
    const fresh = file("fresh.csv", "valve,state,day\n0.5,open,2024-05-01\n0.1,shut,2024-05-02\n");
    const { code, out, notes } = await run([fresh, "--model", saved]);
    expect([code, unwrapped(notes)]).toEqual([0, expect.stringContaining("goes first, as its past test had it")]);
    expect(out).toMatch(/2024-05-01 +[\d.]+ +80 %/);
    const other = file("other.csv", "valve,day\n0.5,2024-05-01\n0.6,2024-05-02\n");
    const missing = await run([other, "--model", saved]);
    expect(missing.code).toBe(1);
    expect(missing.notes).toContain('other.csv: expected a column "state", as the model was trained on, got valve, day');
    const words = file("words.csv", "valve,state,day\na,open,2024-05-01\nb,shut,2024-05-02\n");
    expect((await run([words, "--model", saved])).notes).toContain("feature valve: expected numbers, got text");
    expect((await run([words, "--model", saved, "--lang", "es"])).notes).toContain("entrada valve: se esperaba números, hay texto");
  });

  it("several series are told apart by the column that makes times single", async () => {
    const lines = ["a", "b"].flatMap((id) =>
      Array.from({ length: 40 }, (_, t) => `${day(t)},${id},${wave(t)},${t > 37 ? "" : 5 + wave(t)}`),
    );
    const path = file("two.csv", `fecha,sensor,x,y\n${lines.join("\n")}\n`);
    const { code, out, notes } = await run([path, ...quick]);
    expect(code).toBe(0);
    expect(unwrapped(notes)).toContain("80 rows, 2 series");
    expect(notes).toContain("id=sensor");
    expect(out).toMatch(/ {2}a {2}2024-02-08 .*\n {2}a {2}2024-02-09 .*\n {2}b {2}2024-02-08/);
    const unnamed = file(
      "un.csv",
      readFileSync(path, "utf8").replace("sensor", "what").replace("x,y", "x,y").replaceAll(",a,", ",1,").replaceAll(",b,", ",2,"),
    );
    expect((await run([unnamed, ...quick])).notes).toContain("missing --id: expected one of the columns what");
    expect((await run([unnamed, ...quick, "--id", "what"])).code).toBe(0);
  });

  it("sorts by time, and says what it sees: gaps, times that come again, columns left out", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, t) => `${day(t === 7 ? 6 : t)},${t + 1},note ${t},${t % 9 === 0 ? "NA" : wave(t)},007,${t}`,
    );
    const path = file("odd.csv", `day,n,note,x,code,y\n${rows.toReversed().join("\n")}\n`);
    const { code, notes } = await run([path, ...quick, "--json"]);
    expect([code, unwrapped(notes)]).toEqual([0, expect.stringContaining("rows were not in order of time: sorted")]);
    for (const said of ["5 missing in the columns", "times that come again", "note is left out", "features=n,x,code"])
      expect(unwrapped(notes)).toContain(said);
  });

  it("neutralises formulas in the user's text", async () => {
    const rows = Array.from({ length: 40 }, (_, t) => `=cmd${t % 2},${wave(t)},${t > 36 ? "" : t}`);
    const kept = join(folder, "p.csv");
    expect((await run([file("f.csv", `+id,x,y\n${rows.join("\n")}\n`), ...quick, "--id", "+id", "--csv", kept])).code).toBe(0);
    const text = readFileSync(kept, "utf8");
    expect(text.startsWith("row,'+id,part")).toBe(true);
    expect(text).not.toMatch(/(^|,)[=+@]/m);
  });

  it("--past-target says what it rests on where rows before are unknown too", async () => {
    const { out, notes } = await run([sensors(), ...quick, "--past-target"]);
    expect(unwrapped(notes)).toContain("and from the last y known before it");
    expect(unwrapped(out)).toContain("In the test the y of the row before was known.");
  });

  it("few rows give no verdict, and too few are refused", async () => {
    expect(unwrapped((await run([sensors(20, 4), ...quick])).out)).toContain(
      "→ Too few rows to say whether memory helps: 2 tests, and it takes 3.",
    );
    expect((await run([sensors(13, 0), ...quick])).out).toContain("Too few rows for a past test.");
    expect((await run([sensors(12, 3), ...quick])).notes).toContain("memoria: target: expected at least 12 rows with a known value, got 9");
    expect((await run([sensors(12, 3), ...quick, "--lang", "es"])).notes).toContain(
      "objetivo: se esperaba al menos 12 filas con un valor conocido, hay 9",
    );
    expect(unwrapped((await run([sensors(40, 0), ...quick])).out)).toContain("No row without y, so nothing to estimate.");
  });

  it.each([
    [["--target", "z"], 2, 'invalid --target: expected one of the columns day, valve, state, y, got "z"'],
    [["--target", "state"], 1, 'column "state": expected a number, got "open"'],
    [["--features", "valv"], 2, 'invalid --features: expected one of the columns day, valve, state, y, got "valv"; did you mean valve?'],
    [["--features", "valve,valve"], 2, 'invalid --features: expected each of the columns valve, state once, got "valve"'],
    [["--features", "y"], 2, 'invalid --features: expected each of the columns valve, state once, got "y"'],
    [["--time", "state"], 1, 'column "state", line 2: expected a date or time in the form of the column, got "open"'],
    [["--epochs", "-1"], 2, "invalid --epochs: expected an integer from 1 to 1000000, got -1"],
    [["--lr", "abc"], 2, 'invalid --lr: expected a number above 0 and up to 10, got "abc"'],
    [["--horizon", "3"], 2, "unknown option: expected one of --time, --id"],
    [["--csv", "INPUT"], 2, "invalid --csv: expected a file other than the data"],
    [["--out", "INPUT"], 1, "INPUT: expected a place to write to, got a file where a folder should be"],
    [["--model", "INPUT"], 1, "INPUT: expected a header within the file's"],
    [["--model", "x", "--hidden", "3"], 2, "--hidden: expected not to stand beside --model, got both"],
    [["--model", "x", "--features", "valve"], 2, "--features: expected not to stand beside --model, got both"],
  ])("refuses %j before it trains", async (asked, code, message) => {
    const path = sensors();
    const fill = (text: string) => text.replace("INPUT", path);
    const outcome = await run([path, ...asked.map(fill)]);
    expect([outcome.code, outcome.notes]).toEqual([code, expect.stringContaining(fill(message))]);
    expect(outcome.out).toBe("");
    expect(readFileSync(path, "utf8")).toContain("valve");
  });

  it("asks for the target where several columns could be it, and for features where none is left", async () => {
    const path = file("two.csv", "fecha,a,b\n2024-01-01,1,2\n2024-01-02,2,1\n");
    expect((await run([path])).notes).toBe(
      "memoria: missing --target: expected one of the columns a, b, got 2 that could be it; say which: --target b\n",
    );
    const alone = file("one.csv", "fecha,y\n2024-01-01,1\n2024-01-02,2\n");
    expect((await run([alone])).notes).toContain(
      "memoria: missing --features: expected one of the columns fecha, y, got none with numbers",
    );
    const gap = file("gap.csv", "fecha,x,y\n2024-01-01,1,1\n,2,2\n");
    expect((await run([gap])).notes).toContain('gap.csv, line 3, column "fecha": expected a time in every row, got a row without one');
    const twice = file("twice.csv", "fecha,otra,x,y\n2024-01-01,2024-01-01,1,1\n2024-01-02,2024-01-03,2,2\n");
    expect((await run([twice])).notes).toContain("missing --time: expected one of the columns fecha, otra");
  });

  it("stops at Ctrl-C with 130, and leaves nothing without --out", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const outcome = await run([sensors(), "--epochs", "100000"], { controller });
    expect([outcome.code, outcome.out]).toEqual([130, ""]);
    expect(readdirSync(folder)).toEqual(["sensors.csv"]);
  });

  it("never writes into a folder with other things", async () => {
    mkdirSync(join(folder, "mine"));
    writeFileSync(join(folder, "mine", "notes.txt"), "mine");
    expect((await run([sensors(), "--out", join(folder, "mine")])).notes).toContain("got a folder with other things");
    expect(readdirSync(join(folder, "mine"))).toEqual(["notes.txt"]);
    writeFileSync(join(folder, "mine", "run.json"), '{"memoria": "0.1.0", "command": "forecast"}');
    expect((await run([sensors(), "--out", join(folder, "mine")])).notes).toContain(
      "expected a new or empty folder, or one that regress made, got one that forecast made; choose another with --out",
    );
  });
});
