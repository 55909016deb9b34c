import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Outcome, place, type RunSettings, unwrapped } from "./command-run.ts";

const { at, file, run: runLine } = place();

/** 48 months that rise and swing. */
const months = Array.from({ length: 48 }, (_, i) => {
  const month = `${2020 + Math.floor(i / 12)}-${`${(i % 12) + 1}`.padStart(2, "0")}`;
  return [month, 100 + 2 * i + 10 * (i % 4)] as const;
});
const sales = () => file("sales.csv", `mes,ventas\n${months.map((row) => row.join(",")).join("\n")}\n`);

let fake: Pick<Outcome, "seen">;

/** `memoria forecast …`; what the forecaster saw is in `fake`. */
async function run(line: readonly string[], settings: RunSettings = {}) {
  const { seen, ...outcome } = await runLine(["forecast", ...line], settings);
  fake = { seen };
  return outcome;
}

describe("memoria forecast", () => {
  it("reads, trains, shows and keeps nothing unless asked", async () => {
    const path = sales();
    const { code, out, notes } = await run([path, "--horizon", "4"]);
    expect(code).toBe(0);
    await expect(`${notes.replaceAll(at(), "FOLDER")}----\n${out}`).toMatchFileSnapshot("snapshots/forecast-en.txt");
    expect(readdirSync(at())).toEqual(["sales.csv"]);
    expect(fake.seen.series).toMatchObject({ id: "ventas", target: Float64Array.from(months, ([, value]) => value) });
    expect(fake.seen.series?.time).toEqual(months.map(([month]) => month));
    expect(fake.seen.options).toMatchObject({ horizon: 4, cell: "lstm", season: "auto", levels: [0.8, 0.95], backend: "wasm" });
    expect(fake.seen.options).toMatchObject({ layers: 1, batch: "auto", refit: true });
    expect(Object.keys(fake.seen.options ?? {})).not.toContain("lang");
    await run([path, "--horizon", "4", "--no-refit", "--layers", "2"]);
    expect(fake.seen.options).toMatchObject({ layers: 2, refit: false });
  });

  it("speaks Spanish, with a decimal comma on screens and a decimal point in files", async () => {
    const path = sales();
    const kept = at("a.csv");
    const { out, notes } = await run([path, "--horizon", "4", "--lang", "es", "--csv", kept]);
    await expect(`${notes.replaceAll(at(), "FOLDER")}----\n${out}`).toMatchFileSnapshot("snapshots/forecast-es.txt");
    expect(readFileSync(kept, "utf8")).not.toMatch(/\d,\d+,.*;/);
  });

  it.each([20, 40, 200])("fits %i columns", async (columns) => {
    const path = sales();
    const { out } = await run([path, "--horizon", "4"], { columns });
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  it("says who won when the net loses, ties, or can't be judged", async () => {
    const path = sales();
    expect(unwrapped((await run([path, "--horizon", "4"], { foresees: -0.5, recommended: "naive" })).out)).toMatch(
      /→ naive wins: off by [\d.]+ a month, [\d.]+ % better than lstm, and closer in 6 of 6 tests. The net isn't worth it here./,
    );
    expect(unwrapped((await run([path, "--horizon", "4"], { foresees: 0.01 })).out)).toContain(
      "→ A tie: lstm is 1.0 % better than naive, and closer in 6 of 6 tests",
    );
    expect((await run([path, "--horizon", "4"], { origins: 2 })).out).toContain("→ Too few rows for a verdict: 2 tests, and it takes 3.");
  });

  it("writes the CSV with a decimal point, the recommended method first, and an empty cell where there is no range", async () => {
    const path = sales();
    const kept = at("sub", "out.csv");
    await run([path, "--horizon", "2", "--csv", kept], { recommended: "naive" });
    const last = months[47][1];
    expect(readFileSync(kept, "utf8")).toBe(
      [
        "mes,method,forecast,lo80,hi80,lo95,hi95",
        `2024-01,naive,${last},,,,`,
        `2024-02,naive,${last},,,,`,
        `2024-01,lstm,${last},${last - 1},${last + 1},,`,
        `2024-02,lstm,${last + 1},${last},${last + 2},,`,
        "",
      ].join("\n"),
    );
  });

  it("neutralises formulas in the user's text, and leaves negative numbers alone", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i - 60},${i % 7}`).join("\n");
    const path = file("odd.csv", `=time(),"@value, ""x"""\n${rows}\n`);
    const kept = at("out.csv");
    expect((await run([path, "--time", "=time()", "--target", '@value, "x"', "--horizon", "1", "--csv", kept])).code).toBe(0);
    const [header, first] = readFileSync(kept, "utf8").split("\n");
    expect(header).toBe("'=time(),method,forecast,lo80,hi80,lo95,hi95");
    expect(first).toMatch(/^-20,lstm,/);
  });

  it("prints one JSON document, the same that run.json keeps", async () => {
    const path = sales();
    const out = at("kept");
    const outcome = await run([path, "--horizon", "3", "--json", "--out", out, "--seed", "7"]);
    const document = JSON.parse(outcome.out);
    expect(Object.keys(document)).toEqual(["schema", "command", "data", "options", "scores", "recommended", "forecasts", "warnings"]);
    expect(document).toMatchObject({ schema: 1, command: "forecast", recommended: "lstm", options: { seed: 7, lookback: 12, season: 4 } });
    expect(document.data).toMatchObject({ rows: 48, time: "mes", target: ["ventas"], first: "2020-01", last: "2023-12" });
    expect(document.forecasts[0]).toMatchObject({ method: "lstm", time: ["2024-01", "2024-02", "2024-03"], ranges: [{ level: 0.8 }] });
    const kept = JSON.parse(readFileSync(at("kept", "run.json"), "utf8"));
    expect(kept).toMatchObject({ ...document, memoria: "0.0.0-test", complete: true });
  });

  it("keeps a folder, and only over one of its own", async () => {
    const path = sales();
    const out = at("kept");
    const names = ["forecast.csv", "model.safetensors", "report.html", "run.json"];
    expect(unwrapped((await run([path, "--horizon", "2", "--out", out])).notes)).toContain(
      "forecast.csv, report.html, model.safetensors, run.json",
    );
    expect(readdirSync(out).sort()).toEqual(names);
    expect((await run([path, "--horizon", "2", "--out", out])).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(names);
    mkdirSync(at("mine"));
    writeFileSync(at("mine", "run.json"), '{"mine": 1}');
    const refused = await run([path, "--out", at("mine")]);
    expect(refused.code).toBe(2);
    expect(refused.notes).toMatch(
      /expected a new or empty folder, or one that memoria made, got a folder with other things; choose another with --out/,
    );
    expect(fake.seen.options).toBeUndefined();
    expect(readFileSync(at("mine", "run.json"), "utf8")).toBe('{"mine": 1}');
  });

  it.each([
    [["--csv", "INPUT"], "invalid --csv: expected a file other than the data"],
    [["--save", "INPUT"], "invalid --save: expected a file other than the data"],
    [["--csv", "FOLDER"], "FOLDER: expected a place to write to, got a folder"],
    [["--out", "INPUT"], "INPUT: expected a place to write to, got a file where a folder should be"],
    [["--out", "INPUT/below"], "INPUT/below: expected a place to write to, got a file where a folder should be"],
    [["--target", "venta"], 'invalid --target: expected one of the columns mes, ventas, got "venta"; did you mean ventas?'],
    [["--time", "x"], 'invalid --time: expected one of the columns mes, ventas, got "x"'],
  ])("refuses %j before it trains", async (flags, message) => {
    const path = sales();
    const fill = (text: string) => text.replace("INPUT", path).replace("FOLDER", at());
    const { code, notes } = await run([path, ...flags.map(fill)]);
    expect(code).toBeGreaterThan(0);
    expect(notes).toContain(fill(message));
    expect(fake.seen.options).toBeUndefined();
    expect(readFileSync(path, "utf8")).toContain("2020-01,100");
  });

  it("refuses a file that isn't there, or is a folder", async () => {
    const absent = at("no.csv");
    expect(await run([absent])).toEqual({
      code: 1,
      out: "",
      notes: `memoria: ${absent}: expected a file to read, got no such file or folder; check the path\n`,
    });
    expect((await run([at()])).notes).toBe(`memoria: ${at()}: expected a file to read, got a folder; give the name of a file\n`);
  });

  it("asks for the target where several columns could be it, and names them", async () => {
    const path = file("two.csv", "fecha,a,b\n2024-01-01,1,2\n2024-01-02,2,1\n2024-01-03,3,5\n");
    const { code, notes } = await run([path, "--horizon", "1"]);
    expect(code).toBe(2);
    expect(notes).toBe("memoria: missing --target: expected one of the columns a, b, got 2 that could be it; say which: --target b\n");
    expect((await run([path, "--lang", "es"])).notes).toBe(
      "memoria: falta --target: se esperaba una de las columnas a, b, hay varias posibles; diga cuál: --target b\n",
    );
  });

  it("names the cell that kept the only column of numbers from being one", async () => {
    const path = file("cell.csv", `fecha,v\n2024-01-01,1\n2024-01-02,12abc\n2024-01-03,3\n`);
    expect((await run([path])).notes).toBe(`memoria: ${path}, line 3, column "v": expected a number, got "12abc"\n`);
  });

  it.each([
    ["years, as numbers", ["year", "2001", "2002", "2003"], [], [2001, 2002, 2003]],
    [
      "days first, as dates that can't be misread",
      ["day", "01/02/2024", "01/03/2024", "01/04/2024"],
      ["--order", "dmy"],
      ["2024-02-01", "2024-03-01", "2024-04-01"],
    ],
  ])("hands on %s", async (_, [name, ...times], flags, handed) => {
    const path = file("times.csv", `${name},y\n${times.map((time, i) => `${time},${i}`).join("\n")}\n`);
    await run([path, "--horizon", "1", ...flags], { origins: 0 });
    expect(fake.seen.series?.time).toEqual(handed);
  });

  it("passes over a column that only numbers the rows, and knows the names of targets", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i + 1},2024-02-${`${(i % 28) + 1}`.padStart(2, "0")},${i % 5},${i % 3}`);
    const path = file("r.csv", `"",ds,y,x\n${rows.slice(0, 28).join("\n")}\n`);
    const { code, notes } = await run([path, "--horizon", "2"]);
    expect([code, notes]).toEqual([0, expect.stringContaining("time=ds · target=y · change: --time --target")]);
    expect(notes).toContain("only numbers the rows");
  });

  it("masks gaps, sorts, and leaves rows of the future out, and says each", async () => {
    const day = (i: number) => `2024-03-${`${i}`.padStart(2, "0")}`;
    const known = [3, 1, 2, ...Array.from({ length: 22 }, (_, i) => i + 6)].map((i) => `${day(i)};${i},5`);
    const path = file("gaps.csv", `fecha;ventas\n${known.join("\n")}\n${day(28)};\n${day(29)};NA\n`);
    const { code, notes } = await run([path, "--horizon", "2"]);
    expect(code).toBe(0);
    expect(notes).toContain('";" between columns · decimal comma');
    expect(unwrapped(notes)).toContain("2 rows absent from the calendar: masked");
    expect(notes).toContain("sorted");
    expect(unwrapped(notes)).toContain("2 rows at the end without a value: not part of the past");
    const target = Array.from(fake.seen.series?.target ?? []);
    expect(target).toEqual(Array.from({ length: 27 }, (_, i) => (i === 3 || i === 4 ? Number.NaN : i + 1.5)));
  });
});
