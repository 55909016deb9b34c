import { describe, expect, it } from "vitest";
import { parsePeriod, periodForm, periodsOf, unfinished } from "../../src/data/period.ts";
import { formatTime } from "../../src/data/time-form.ts";

const at = (text: string) => Date.parse(`${text}Z`);
const iso = (stamp: number) => new Date(stamp).toISOString().slice(0, 16);

describe("parsePeriod", () => {
  it.each([
    ["day", { unit: "day", count: 1 }],
    ["15min", { unit: "minute", count: 15 }],
    ["2 weeks", { unit: "week", count: 2 }],
    ["60 min", { unit: "hour", count: 1 }],
    ["24h", { unit: "day", count: 1 }],
    ["mes", { unit: "month", count: 1 }],
    ["3 meses", { unit: "quarter", count: 1 }],
    ["Día", { unit: "day", count: 1 }],
    ["año", { unit: "year", count: 1 }],
  ])("reads %s", (text, frequency) => {
    expect(parsePeriod(text)).toEqual(frequency);
  });

  it.each(["m", "7h", "0day", "daily-ish", "", "1.5h", "-1day", "25min"])("doesn't read %j", (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });
});

describe("periodsOf", () => {
  it.each([
    ["week", "2024-01-03T10:00", "2024-01-01T00:00"],
    ["month", "2024-02-29T23:59", "2024-02-01T00:00"],
    ["quarter", "2024-06-30T00:00", "2024-04-01T00:00"],
    ["year", "1969-12-31T00:00", "1969-01-01T00:00"],
    ["15min", "2024-01-03T10:44", "2024-01-03T10:30"],
    ["day", "1969-12-31T10:44", "1969-12-31T00:00"],
  ])("a %s holds %s from %s on", (text, stamp, start) => {
    const periods = periodsOf(parsePeriod(text) ?? { unit: "day", count: 1 }, at(stamp));
    expect(iso(periods.startOf(periods.indexOf(at(stamp))))).toBe(start);
  });

  it("counts several days from the first stamp", () => {
    const { indexOf, startOf } = periodsOf({ unit: "day", count: 3 }, at("2024-01-02T07:00"));
    expect([iso(startOf(0 + indexOf(at("2024-01-02T07:00")))), indexOf(at("2024-01-05T00:00")) - indexOf(at("2024-01-04T23:00"))]).toEqual([
      "2024-01-02T00:00",
      1,
    ]);
  });
});

describe("periodForm", () => {
  it.each([
    ["day", "{DD}/{MM}/{YYYY} {HH}:{mm}", "05/03/2024"],
    ["month", "{DD}/{MM}/{YYYY} {HH}:{mm}", "03/2024"],
    ["month", "{YYYY}-{MM}-{DD}T{HH}:{mm}:{ss}Z", "2024-03"],
    ["quarter", "{YYYY}-{MM}-{DD}", "2024-Q1"],
    ["hour", "{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}", "2024-03-05 00:00"],
  ])("writes a %s of %s as %s", (unit, pattern, text) => {
    const form = periodForm(parsePeriod(unit) ?? { unit: "day", count: 1 }, { pattern, grain: "time" });
    expect(formatTime(at("2024-03-05T00:00"), form)).toBe(text);
  });
});

describe("unfinished", () => {
  const day = 86_400_000;
  const month = periodsOf({ unit: "month", count: 1 }, 0);
  const days = (from: string, count: number, keep = (_: Date) => true) =>
    Array.from({ length: count }, (_, i) => at(`${from}T00:00`) + i * day).filter((stamp) => keep(new Date(stamp)));

  it("sees a last month that ends on the 12th, and a first that begins on the 20th", () => {
    expect(unfinished(days("2024-01-01", 31 + 29 + 12), month)).toEqual({ first: false, last: true });
    expect(unfinished(days("2024-01-20", 12 + 29 + 31), month)).toEqual({ first: true, last: false });
    expect(unfinished(days("2024-01-01", 31), month)).toEqual({ first: false, last: false });
  });

  it("takes months that end on a weekend as whole, where no row is on one", () => {
    const weekdays = (date: Date) => date.getUTCDay() % 6 !== 0;
    expect(unfinished(days("2024-01-01", 31 + 29 + 31, weekdays), month)).toEqual({ first: false, last: false });
  });
});
