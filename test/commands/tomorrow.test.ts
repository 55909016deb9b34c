import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { monthly, place, unwrapped } from "./command-run.ts";

const { at, file, run } = place();

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));

/** Trains on 48 months, then puts `rows` months in the file. */
async function trained(rows = 48, text = monthly(rows)): Promise<string> {
  const path = file("sales.csv", monthly(48));
  await run(["forecast", path, "--horizon", "4", "--out", at("kept")]);
  writeFileSync(path, text);
  return path;
}

describe("a kept model", () => {
  it("forecasts from the new rows without training, and writes nothing unasked", async () => {
    const path = await trained(50);
    const before = readdirSync(at("kept")).map((name) => readFileSync(at("kept", name), "utf8"));
    const { code, out, notes, seen } = await run(["forecast", path, "--model", at("kept", "model.safetensors")]);
    expect([code, seen.options]).toEqual([0, undefined]);
    expect(out).toMatch(/Forecast of lstm, 4 months ahead\n {2}2024-03 {2}149 /);
    expect(unwrapped(out)).toContain("The test is that of its training.");
    expect(unwrapped(notes)).toContain("lstm 32, lookback 12, season 4, wasm, seed 1; not trained again");
    expect(unwrapped(notes)).toContain(`Not kept: add --out "${at("kept")}"`);
    expect(readdirSync(at("kept")).map((name) => readFileSync(at("kept", name), "utf8"))).toEqual(before);
  });

  it("keeps its forecast, and itself, where --out says", async () => {
    const path = await trained(50);
    const { code } = await run(["forecast", path, "--model", at("kept", "model.safetensors"), "--out", at("new")]);
    expect(code).toBe(0);
    expect(readdirSync(at("new")).sort()).toEqual(["forecast.csv", "model.safetensors", "report.html", "run.json", "scored.csv"]);
    const next = await run(["forecast", path, "--model", at("new", "model.safetensors"), "--csv", at("a.csv")]);
    expect([next.code, readFileSync(at("a.csv"), "utf8")]).toEqual([0, readFileSync(at("new", "forecast.csv"), "utf8")]);
  });

  it("reads the file as the run that made it did: its folder knows the columns", async () => {
    const two = (rows: number) =>
      monthly(rows)
        .trimEnd()
        .split("\n")
        .map((line, i) => (i === 0 ? "mes,altas,visitas" : `${line},${i}`))
        .join("\n");
    const path = file("two.csv", two(40));
    await run(["forecast", path, "--target", "altas", "--horizon", "3", "--out", at("kept")]);
    writeFileSync(path, two(41));
    const model = at("kept", "model.safetensors");
    expect((await run(["forecast", path, "--model", model])).code).toBe(0);
    const other = await run(["forecast", path, "--model", model, "--target", "visitas"]);
    expect([other.code, other.notes]).toEqual([
      1,
      expect.stringContaining(`target: expected altas, as ${model} was trained on, got visitas`),
    ]);
    copyFileSync(model, at("alone.safetensors"));
    expect((await run(["forecast", path, "--model", at("alone.safetensors")])).notes).toContain("missing --target");
    expect((await run(["forecast", path, "--model", at("alone.safetensors"), "--target", "altas"])).code).toBe(0);
  });

  it("refuses other steps of time, in both languages", async () => {
    const days = Array.from({ length: 40 }, (_, i) => `${new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)},${i}`);
    const path = await trained(48, `mes,ventas\n${days.join("\n")}\n`);
    const line = ["forecast", path, "--model", at("kept", "model.safetensors")];
    expect((await run(line)).notes).toContain("frequency: expected 1 month, as");
    expect((await run([...line, "--lang", "es"])).notes).toContain("frecuencia: se esperaba 1 month, con que se entrenó");
  });

  it("refuses a file that is no model, before it reads the data", async () => {
    const path = file("sales.csv", monthly(48));
    const absent = await run(["forecast", path, "--model", at("no.safetensors")]);
    expect([absent.code, absent.out]).toEqual([1, ""]);
  });
});

describe("--update", () => {
  it("trains the model on with all rows, and keeps the one before", async () => {
    const path = await trained(50);
    const model = at("kept", "model.safetensors");
    const before = readFileSync(model, "utf8");
    const { code, notes, seen } = await run(["forecast", path, "--model", model, "--update", "--out", at("kept")]);
    expect([code, seen.updated, seen.series?.target.length]).toEqual([0, true, 50]);
    expect(readFileSync(at("kept", "model.previous.safetensors"), "utf8")).toBe(before);
    expect(unwrapped(notes)).toContain("trained on, with the rows of this file");
    expect(unwrapped(notes)).toContain("The model as it was is model.previous.safetensors.");
    expect(json(at("kept", "run.json")).files).toContain("model.previous.safetensors");
  });

  it("keeps only the model with --save", async () => {
    const path = await trained(50);
    const { code } = await run(["forecast", path, "--model", at("kept", "model.safetensors"), "--update", "--save", at("new.safetensors")]);
    expect(code).toBe(0);
    expect(readdirSync(at()).sort()).toEqual(["kept", "new.safetensors", "sales.csv"]);
  });
});

describe("an earlier forecast", () => {
  const rowsOf = (path: string) => readFileSync(path, "utf8").trimEnd().split("\n");

  it("is scored on the rows that have come, beside naive, and kept with what is still to come", async () => {
    // The fake's net says 147, 148, 149, 150 for the months after 147; naive 147.
    const path = await trained(50);
    const { notes } = await run(["forecast", path, "--model", at("kept", "model.safetensors"), "--out", at("kept")]);
    expect(unwrapped(notes)).toContain(
      "The forecast of lstm from 2023-12 was off by 1.00 (0.7 %) in the 2 rows that have come since; 2 of 2 within its 80 % range; naive by 1.50.",
    );
    expect(rowsOf(at("kept", "scored.csv"))).toEqual([
      "mes,cutoff,method,forecast,lo80,hi80,actual",
      "2024-01,2023-12,lstm,147,146,148,148",
      "2024-02,2023-12,lstm,148,147,149,149",
      "2024-03,2023-12,lstm,149,148,150,",
      "2024-04,2023-12,lstm,150,149,151,",
      "2024-01,2023-12,naive,147,,,148",
      "2024-02,2023-12,naive,147,,,149",
      "2024-03,2023-12,naive,147,,,",
      "2024-04,2023-12,naive,147,,,",
    ]);
    expect(json(at("kept", "run.json")).earlier).toEqual([
      { cutoff: "2023-12", method: "lstm", n: 2, mae: 1, wape: 2 / 297, ranges: [{ level: 0.8, n: 2, held: 2 }] },
      { cutoff: "2023-12", method: "naive", n: 2, mae: 1.5, wape: 3 / 297, ranges: [] },
    ]);
  });

  it("is filled in as more rows come, and the next ones join it", async () => {
    const path = await trained(50);
    const line = ["forecast", path, "--model", at("kept", "model.safetensors"), "--out", at("kept")];
    await run(line);
    writeFileSync(path, monthly(53));
    await run(line);
    const rows = rowsOf(at("kept", "scored.csv"));
    expect(rows.filter((row) => row.includes(",2023-12,lstm,")).map((row) => row.split(",").at(-1))).toEqual(["148", "149", "150", "151"]);
    expect(rows.filter((row) => row.includes(",2024-02,lstm,")).map((row) => row.split(",").at(-1))).toEqual(["150", "151", "152", ""]);
    expect(json(at("kept", "run.json")).earlier.map(({ cutoff, n }: { cutoff: string; n: number }) => [cutoff, n])).toEqual([
      ["2023-12", 4],
      ["2023-12", 4],
      ["2024-02", 3],
      ["2024-02", 3],
    ]);
  });

  it("waits where none of its rows has come, and is replaced by a run on the same data", async () => {
    const path = await trained(
      48,
      monthly(48, (i) => 200 + i),
    );
    const line = ["forecast", path, "--model", at("kept", "model.safetensors"), "--out", at("kept")];
    expect((await run(line)).notes).toContain("None of the rows that the earlier forecast was for has come yet.");
    const before = rowsOf(at("kept", "scored.csv"));
    expect(before).toHaveLength(9);
    expect((await run(line)).notes).not.toContain("earlier forecast");
    expect(rowsOf(at("kept", "scored.csv"))).toEqual(before);
  });

  it("isn't lost when the next training is stopped, or the folder holds a backtest", async () => {
    const path = await trained(50);
    const controller = new AbortController();
    const stop = { controller, duringFit: (epoch: number) => epoch === 2 && controller.abort() };
    await run(["forecast", path, "--horizon", "4", "--out", at("kept")], stop);
    expect(rowsOf(at("kept", "scored.csv"))).toHaveLength(9);
    await run(["forecast", path, "--out", at("kept"), "--resume"]);
    expect(rowsOf(at("kept", "scored.csv"))).toHaveLength(9);
    await run(["backtest", path, "--horizon", "4", "--out", at("kept")]);
    expect(rowsOf(at("kept", "scored.csv"))).toHaveLength(17);
    expect(json(at("kept", "run.json")).files).toEqual(expect.arrayContaining(["model.safetensors", "scored.csv", "backtest.csv"]));
  });

  it("is scored without times while the past is the same, and not when it has changed", async () => {
    const numbers = (from: number, count: number) => `y\n${Array.from({ length: count }, (_, i) => from + i).join("\n")}\n`;
    const path = file("plain.csv", numbers(10, 40));
    const train = ["forecast", path, "--horizon", "2", "--out", at("kept")];
    await run(train);
    writeFileSync(path, numbers(10, 41));
    expect(unwrapped((await run(train)).notes)).toContain("from 40 was off by 1.00 (2.0 %) in the 1 row that has come since");
    writeFileSync(path, numbers(12, 41));
    expect(unwrapped((await run(train)).notes)).toContain("isn't scored: rows without times, and their past has changed");
  });

  it("survives names that a spreadsheet would run, other levels, and a run.json that someone broke", async () => {
    const odd = (rows: number) => monthly(rows).replace("mes", '"=mes()"');
    const path = file("odd.csv", odd(40));
    const line = ["forecast", path, "--time", "=mes()", "--target", "ventas", "--horizon", "2", "--out", at("kept")];
    await run(line);
    writeFileSync(path, odd(41));
    await run([...line, "--levels", "0.5"]);
    writeFileSync(path, odd(42));
    await run(line);
    const [header, ...rows] = rowsOf(at("kept", "scored.csv"));
    expect(header).toBe("'=mes(),cutoff,method,forecast,lo80,hi80,lo50,hi50,actual");
    expect(rows.filter((row) => row.includes(",lstm,"))).toHaveLength(4);
    rmSync(at("kept", "run.json"));
    writeFileSync(at("kept", "run.json"), '{"memoria":"0.1.0","complete":true}');
    expect((await run(line)).code).toBe(0);
    expect(rowsOf(at("kept", "scored.csv")).length).toBe(9);
  });

  it("doesn't take a folder of another command, whose model would be lost", async () => {
    const path = file("sales.csv", monthly(48));
    mkdirSync(at("other"));
    writeFileSync(at("other", "run.json"), '{"memoria":"0.1.0","command":"regress","complete":true}');
    const { code, notes } = await run(["forecast", path, "--out", at("other")]);
    expect([code, notes]).toEqual([
      2,
      expect.stringContaining("expected a new or empty folder, or one that forecast made, got one that regress made"),
    ]);
  });

  it("is never looked for in a folder of someone else", async () => {
    const path = file("sales.csv", monthly(48));
    mkdirSync(at("mine"));
    writeFileSync(at("mine", "scored.csv"), "x\n");
    expect((await run(["forecast", path, "--out", at("mine")])).code).toBe(2);
  });
});
