import { describe, expect, it } from "vitest";
import { byStepTable, errorsByStep } from "../../../src/commands/parts/by-step.ts";
import { backtestCsv, forecastCsv } from "../../../src/commands/parts/csv.ts";
import { describe as described } from "../../../src/commands/parts/describe.ts";
import { pageOf } from "../../../src/commands/parts/page.ts";
import { runDocument } from "../../../src/commands/parts/record.ts";
import type { RunFile } from "../../../src/commands/parts/run-file.ts";
import { scoreEarlier } from "../../../src/commands/parts/scored.ts";
import { sentencesOf } from "../../../src/commands/parts/show.ts";
import { firstValues } from "../../../src/commands/parts/values.ts";
import { context, storesData, storesRun } from "./stores.ts";

/** Without printing a page where it fails. */
const has = (page: string, text: string) => page.includes(text);

describe("a run of several series", () => {
  it("is described by their number, length and end, and by the roles that were guessed", () => {
    expect(described(storesData(), context())).toBe(
      [
        "sales.csv  126 rows: 3 series × 6 to 60 days to 2024-02-29",
        '  read     "," between columns',
        "  guessed  time=fecha · id=tienda · change: --time --id",
        "",
      ].join("\n"),
    );
    expect(described(storesData(), context("es"))).toContain("126 filas: 3 series × de 6 a 60 días hasta 2024-02-29");
  });

  it("says how far only the known columns go, by the series where they go least", () => {
    const data = storesData();
    const series = data.series.map((one, k) => ({ ...one, aheadRows: 14 + k }));
    const known = { ...data, series, roles: [...data.roles, { role: "known" as const, column: "promo", guessed: true }] };
    expect(described(known, context("en", 120))).toContain("to 2024-02-29, and 14 days ahead with promo only\n");
    expect(described({ ...known, series: data.series }, context("en", 120))).not.toContain("ahead");
  });

  it("has the time and id columns in forecast.csv; a short series has the simple methods alone", async () => {
    const { run } = await storesRun();
    const rows = forecastCsv(run).trimEnd().split("\n");
    expect(rows[0]).toBe("fecha,tienda,method,forecast,lo80,hi80,lo95,hi95");
    expect(rows[1]).toBe("2024-03-01,Madrid,lstm,459,458,460,,");
    expect(rows.filter((row) => row.includes(",'=Lima,"))).toHaveLength(6);
    expect(rows.filter((row) => row.includes(",Quito,"))).toEqual([
      "2024-03-01,Quito,naive,25,24,26,,",
      "2024-03-02,Quito,naive,25,24,26,,",
      "2024-03-03,Quito,naive,25,24,26,,",
    ]);
  });

  it("names the target too where a file has several", async () => {
    const data = storesData();
    const two = { ...data, series: data.series.map((one, k) => ({ ...one, target: k === 0 ? "ventas" : "visitas" })) };
    const { run } = await storesRun("forecast", 1, two);
    const [header, first, , third] = forecastCsv(run).split("\n");
    expect(header).toBe("fecha,tienda,target,method,forecast,lo80,hi80,lo95,hi95");
    expect([first, third]).toEqual(["2024-03-01,Madrid,ventas,lstm,459,458,460,,", "2024-03-01,'=Lima,visitas,lstm,149,148,150,,"]);
  });

  it("has each test beside what came in backtest.csv, and nothing later than the data", async () => {
    const { run } = await storesRun("backtest");
    const rows = backtestCsv(run, run.test ?? [])
      .trimEnd()
      .split("\n");
    expect(rows[0]).toBe("fecha,tienda,cutoff,method,forecast,lo80,hi80,lo95,hi95,actual");
    expect(rows[1]).toBe("2024-02-12,Madrid,2024-02-11,lstm,441.5,440.5,442.5,,,442");
    expect(rows).toHaveLength(1 + 2 * 6 * 2 * 3);
    expect(rows.at(-1)).toMatch(/^2024-02-29,'=Lima,2024-02-26,naive,146,.*,149$/);
    expect(runDocument(run).forecasts).toEqual([]);
  });

  it("is one document, with every series in it and the short ones as a warning", async () => {
    const { run } = await storesRun();
    const document = runDocument(run);
    expect(document.data).toMatchObject({ form: "long", time: "fecha", id: ["tienda"], target: ["ventas"] });
    expect(document.data.series.map(({ id, rows, last }) => [id, rows, last])).toEqual([
      ["Madrid", 60, "2024-02-29"],
      ["=Lima", 60, "2024-02-29"],
      ["Quito", 6, "2024-02-29"],
    ]);
    expect(document.forecasts.map(({ series, method, recommended }) => `${series} ${method} ${recommended}`)).toEqual([
      "Madrid lstm true",
      "Madrid naive false",
      "=Lima lstm true",
      "=Lima naive false",
      "Quito naive true",
    ]);
    expect(document.warnings).toEqual([{ code: "series-short", series: "Quito" }]);
  });

  it("shows the first rows of the first series, counts the rest, and lists the short ones", async () => {
    const { run, model } = await storesRun();
    expect(firstValues(run, context(), 80)).toBe(
      [
        "Forecast of lstm, 3 days ahead",
        "  Madrid  2024-03-01   459  80 %: 458 … 460",
        "  Madrid  2024-03-02   460  80 %: 459 … 461",
        "  =Lima   2024-03-01   149  80 %: 148 … 150",
        "  =Lima   2024-03-02   150  80 %: 149 … 151",
        "  Quito   2024-03-01  25.0  80 %: 24.0 … 26.0",
        "  Quito   2024-03-02  25.0  80 %: 24.0 … 26.0",
        "  … 3 more rows",
      ].join("\n"),
    );
    const sentences = sentencesOf(run, model, context());
    expect(sentences).toContain("Too short for the net, so a simple method forecasts them: Quito (6).");
    expect(sentencesOf(run, model, context("es"))).toContain(
      "Demasiado cortas para la red, así que las pronostica un método simple: Quito (6).",
    );
  });

  it("names eight short series and counts the others", async () => {
    const { run, model } = await storesRun();
    const results = Array.from({ length: 12 }, () => run.results[2]);
    const many = { ...run, results, data: { ...run.data, series: results.map(() => run.data.series[2]) } };
    expect(sentencesOf(many, model, context()).join(" ")).toMatch(/: (Quito \(6\), ){7}Quito \(6\), and 4 more\./);
  });

  it("gives errors by step as a share, since series differ in size; in the unit for one", async () => {
    const { run } = await storesRun("backtest");
    const test = run.test ?? [];
    expect(errorsByStep(test, "naive", 3).map(({ mae }) => mae)).toEqual([1, 2, 3]);
    expect(byStepTable(test, run.scores.methods, 3, context(), 80).split("\n")[1]).toMatch(/^ +1 +0\.\d % +0\.\d %$/);
    expect(byStepTable(test.slice(0, 1), run.scores.methods, 3, context(), 80).split("\n")[3]).toMatch(/^ +3 +1\.50 +3\.00$/);
  });

  it("shows at most fourteen steps of a long horizon, the first and the last among them", async () => {
    const { run } = await storesRun("backtest", 9);
    const test = (run.test ?? []).map((one) => ({
      ...one,
      origins: [20],
      methods: one.methods.map((method) => ({ ...method, forecasts: [new Float64Array(40)] })),
    }));
    const steps = byStepTable(test, run.scores.methods, 40, context(), 80)
      .split("\n")
      .slice(1)
      .map((line) => Number(line.trim().split(" ")[0]));
    expect(steps).toHaveLength(14);
    expect([steps[0], steps.at(-1)]).toEqual([1, 40]);
  });

  it("is a page with each series' name, and nothing of a user's text unescaped", async () => {
    const data = storesData();
    const named = { ...data, series: data.series.map((one, k) => (k === 1 ? { ...one, series: { ...one.series, id: "<b>&" } } : one)) };
    const { run, model } = await storesRun("forecast", 3, named);
    const page = pageOf(run, model, "memoria forecast sales.csv", context());
    expect(has(page, "Madrid")).toBe(true);
    expect(has(page, "Quito is too short")).toBe(true);
    expect(has(page, "&#60;b&#62;&#38;")).toBe(true);
    expect(page.includes("<b>&")).toBe(false);
    expect(has(page, "<dt>sales.csv</dt><dd>126 rows: 3 series × 6 to 60 days to 2024-02-29</dd>")).toBe(true);
    expect(page.includes("--no-refit")).toBe(false);
  });

  it("scores earlier forecasts of each series on its own rows", async () => {
    const { run } = await storesRun();
    const before = { memoria: "0", complete: true, files: [], given: {}, ...runDocument(run) } as unknown as RunFile;
    const { text, latest, fresh } = scoreEarlier(undefined, before, storesData(2));
    expect(fresh).toBe(true);
    const rows = (text ?? "").trimEnd().split("\n");
    expect(rows[0]).toBe("fecha,tienda,cutoff,method,forecast,lo80,hi80,actual");
    expect(rows[1]).toBe("2024-03-01,Madrid,2024-02-29,lstm,459,458,460,460");
    expect(rows).toContain("2024-03-02,'=Lima,2024-02-29,naive,149,,,151");
    expect(rows).toContain("2024-03-03,Quito,2024-02-29,naive,25,24,26,");
    // Madrid and Lima by lstm; all three by naive, which goes first for Quito.
    expect(latest.map(({ method, n, mae }) => [method, n, mae])).toEqual([
      ["lstm", 4, 1],
      ["naive", 6, 1.5],
    ]);
    const again = scoreEarlier(text, undefined, storesData(3));
    expect(again.text).toContain("2024-03-03,Quito,2024-02-29,naive,25,24,26,28");
    expect([again.latest, again.fresh]).toEqual([[], false]);
  });
});
