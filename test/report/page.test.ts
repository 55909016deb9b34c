import { describe, expect, it } from "vitest";
import { speechOf } from "../../src/message.ts";
import { type ReportData, reportPage } from "../../src/report.ts";
import { xmlFault } from "../helpers/xml.ts";
import { asXml, expectSound, read } from "./read.ts";
import { manySeries, oneSeries } from "./sample.ts";

const page = (data: ReportData, language: "en" | "es" = "en") => reportPage(data, speechOf(language));

const evil = `</title></style><script>alert(1)</script>"'&<img src=x onerror=alert(1)>`;

describe("the report page", () => {
  it.each(["en", "es"] as const)("says the kept words for one series (%s)", async (language) => {
    await expect(`${read(page(oneSeries(language), language))}\n`).toMatchFileSnapshot(`snapshots/one-${language}.txt`);
  });

  it.each([
    ["one series", oneSeries("en")],
    ["three series", manySeries("en")],
    [
      "thirty series",
      manySeries(
        "es",
        Array.from({ length: 30 }, (_, i) => `s${i}`),
      ),
    ],
  ])("is well formed, with ids that are its own, loads and runs nothing, and is the same each time: %s", (_, data) => {
    const html = page(data);
    expectSound(html);
    expect(page(data)).toBe(html);
  });

  it("has the verdict first, then forecast, test, training, data, how to make it again and how it is measured", () => {
    const html = page(oneSeries("en"));
    const order = ['class="verdict"', ...["forecast", "test", "training", "data", "run", "measure"].map((id) => `<section id="${id}"`)];
    const places = order.map((mark) => html.indexOf(mark));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    for (const id of ["fan", "horizon", "backtest0", "residuals", "curves", "attention"]) expect(html).toContain(`<figure id="${id}">`);
  });

  it("escapes every text that it is given", () => {
    const one = oneSeries("en");
    const facts = [{ name: evil, text: [evil] }];
    const series = one.series.map((series) => ({
      ...series,
      name: evil,
      method: evil,
      short: true,
      labels: series.labels?.map(() => evil),
      fan: series.fan && { ...series.fan, time: series.fan.time?.map(() => evil), pastTime: series.fan.pastTime?.map(() => evil) },
    }));
    const run = { version: evil, backend: evil, seed: 1, sha256: evil, command: evil, refit: true };
    const scores = { ...one.scores, methods: one.scores.methods.map((method) => ({ ...method, name: evil })) };
    const all = {
      ...one,
      target: evil,
      source: evil,
      ahead: evil,
      time: evil,
      sentences: [evil, evil],
      recommended: evil,
      scores,
      series,
      data: facts,
      options: facts,
      run,
    };
    const html = page(all);
    expect(html).not.toMatch(/<script|<img/);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(xmlFault(asXml(html))).toBeUndefined();
  });

  it("draws the first 12 series, lists the next 200, counts the rest", () => {
    const base = manySeries("en", ["a"]);
    const series = Array.from({ length: 1000 }, (_, i) => ({ ...base.series[0], name: `series-${i + 1}.` }));
    const html = page({ ...base, series });
    expect(html.match(/ id="fan\d+-t"/g)).toHaveLength(12);
    expect(html).toContain("series-212.");
    expect(html).not.toContain("series-213.");
    expect(read(html)).toContain("788 series more: in forecast.csv.");
    expect(html.length).toBeLessThan(400_000);
  });

  it("folds more than 16 values, and leaves fewer open", () => {
    const one = oneSeries("en");
    const longer = one.series.map((series) => ({
      ...series,
      fan: series.fan && { ...series.fan, point: Array.from({ length: 20 }, (_, i) => i) },
    }));
    expect(page(one)).not.toContain("<summary>All");
    expect(page({ ...one, series: longer })).toContain("<summary>All 20 values</summary>");
  });

  it("stands without a test, a forecast, curves or facts", () => {
    const one = oneSeries("en");
    const untested = {
      ...one,
      scores: { ...one.scores, origins: 0, methods: [] },
      series: [{ name: "x", method: "naive", fan: one.series[0].fan }],
      curves: [],
      data: [],
      options: [],
    };
    const html = page(untested);
    expect(read(html)).toContain("Too few rows to test any method on the past.");
    for (const id of ["training", "data"]) expect(html).not.toContain(`<section id="${id}"`);
    const backtest = { ...one, series: one.series.map(({ fan, ...series }) => series) };
    expect(read(page(backtest))).toContain("passengers: tested on its past, 12 months ahead");
    expect(page(backtest)).not.toContain('<section id="forecast"');
    expect(page({ ...one, sentences: [], series: [] })).toContain("<h1>");
  });
});
