import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTimes } from "../../src/data/time.ts";
import { type DateOrder, formatTime } from "../../src/data/time-form.ts";

const at = (cell: string, order?: DateOrder) => new Date(parseTimes([cell], "time", order).values[0]).toISOString().slice(0, 19);

describe("parseTimes", () => {
  it.each([
    ["2024-02-29", "2024-02-29T00:00:00"],
    ["2024/2/9", "2024-02-09T00:00:00"],
    ["29.02.2024", "2024-02-29T00:00:00"],
    ["12/31/2024", "2024-12-31T00:00:00"],
    ["31-12-99", "1999-12-31T00:00:00"],
    ["1949-01", "1949-01-01T00:00:00"],
    ["03/1949", "1949-03-01T00:00:00"],
    ["1970 Q2", "1970-04-01T00:00:00"],
    ["2024T4", "2024-10-01T00:00:00"],
    ["2024-W01", "2024-01-01T00:00:00"],
    ["2020-W53", "2020-12-28T00:00:00"],
    ["1991 Jul", "1991-07-01T00:00:00"],
    ["ene-24", "2024-01-01T00:00:00"],
    ["enero de 2024", "2024-01-01T00:00:00"],
    ["5 de marzo de 2024", "2024-03-05T00:00:00"],
    ["2024-01-01 10:30", "2024-01-01T10:30:00"],
    ["2024-01-01T10:30:15", "2024-01-01T10:30:15"],
    ["31/12/2024 9:05", "2024-12-31T09:05:00"],
    ["12/31/2024 1:05 PM", "2024-12-31T13:05:00"],
    ["12/31/2024 12:05 a.m.", "2024-12-31T00:05:00"],
    ["2021-05-01 00:30:00+00:00", "2021-05-01T00:30:00"],
    ["2024-07-01T10:00:00+02:00", "2024-07-01T10:00:00"],
  ])("reads %s as %s", (cell, expected) => {
    expect(at(cell)).toBe(expected);
  });

  it.each([
    "2023-02-29",
    "2024-13-01",
    "2024-00-10",
    "31/31/2024",
    "2024-01-01 24:00",
    "2024-01-01 10:60",
    "13:05",
    "2021-W53",
    "2024-Q5",
    "hoy",
    "foo 2024",
    "12/31/2024 13:05 PM",
    "2024-01/02",
  ])("refuses %s", (cell) => {
    expect(() => parseTimes(["2024-01-01", cell], "time")).toThrow(
      expect.objectContaining({ code: "time-invalid", where: "time, line 2" }),
    );
    expect(() => parseTimes([cell], "time")).toThrow(expect.objectContaining({ code: "time-invalid" }));
  });

  it("lets one day above 12 decide for the column, in either order", () => {
    expect(new Date(parseTimes(["03/04/2024", "13/04/2024"], "t").values[0]).getUTCDate()).toBe(3);
    expect(new Date(parseTimes(["03/04/2024", "04/13/2024"], "t").values[0]).getUTCDate()).toBe(4);
    expect(at("05/05/2024")).toBe("2024-05-05T00:00:00");
  });

  it("refuses ambiguous and contradictory orders", () => {
    const ambiguous =
      'ds, line 1: expected a date with a known order of day and month, got "03/04/2024"; say the order: "dmy" (day first) or "mdy" (month first)';
    expect(() => parseTimes(["03/04/2024"], "ds")).toThrow(ambiguous);
    const conflict = 'ds, line 1: expected one order of day and month, got "13/04/2024", while line 2 has "04/13/2024"';
    expect(() => parseTimes(["13/04/2024", "04/13/2024"], "ds")).toThrow(conflict);
    expect(() => parseTimes(["13/04/2024"], "ds", "mdy")).toThrow(expect.objectContaining({ code: "time-invalid" }));
  });

  it("keeps missing stamps as NaN", () => {
    expect([...parseTimes(["2024-01-01", "", "NA"], "t").values]).toEqual([Date.UTC(2024, 0, 1), NaN, NaN]);
  });

  it("keeps wall clocks, and turns to UTC only where offsets change within the day", () => {
    const daily = parseTimes(["2024-03-31T00:00:00+01:00", "2024-04-01T00:00:00+02:00"], "t");
    expect(daily.values[1] - daily.values[0]).toBe(86_400_000);
    const hourly = parseTimes(["2024-03-31T01:00:00+01:00", "2024-03-31T03:00:00+02:00"], "t");
    expect(hourly.values[1] - hourly.values[0]).toBe(3_600_000);
    expect(hourly.notes).toEqual(["time-zones-mixed"]);
    expect(formatTime(hourly.values[1], hourly.form)).toBe("2024-03-31T01:00:00+00:00");
  });

  it("says that years of two digits were completed", () => {
    expect(parseTimes(["31-12-99"], "t").notes).toEqual(["time-two-digit-year"]);
  });
});

describe("formatTime", () => {
  it.each([
    "2024-02-29",
    "2024/02/09",
    "29.02.2024",
    "31/1/2024",
    "12/31/24",
    "1949-01",
    "03/1949",
    "1970 Q2",
    "2024-W01",
    "2020-W53",
    "1991 Jul",
    "ENE-24",
    "september 2024",
    "5 de marzo de 2024",
    "2024-01-01 10:30",
    "2024-01-01T10:30:15",
    "2024-01-01T10:30:15.250Z",
    "31/12/2024 9:05",
    "12/31/2024 1:05 PM",
    "2021-05-01 00:30:00+00:00",
  ])("writes %s as it was", (cell) => {
    const { values, form } = parseTimes([cell], "t");
    expect(formatTime(values[0], form)).toBe(cell);
  });

  it("reads back what it writes, for any stamp to the second, in five forms", () => {
    const stamp = fc.integer({ min: Date.UTC(1900, 0, 1) / 1000, max: Date.UTC(2099, 11, 31) / 1000 });
    const patterns = ["{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}", "{DD}/{MM}/{YYYY} {HH}:{mm}:{ss}", "{MM}/{DD}/{YYYY} {hh}:{mm}:{ss} {ampm}"];
    fc.assert(
      fc.property(stamp, fc.constantFrom(...patterns), (seconds, pattern) => {
        const text = formatTime(seconds * 1000, { pattern, grain: "time" });
        const order = pattern.startsWith("{DD}") ? "dmy" : pattern.startsWith("{MM}") ? "mdy" : undefined;
        expect(parseTimes([text], "t", order).values[0]).toBe(seconds * 1000);
      }),
    );
    fc.assert(
      fc.property(stamp, fc.constantFrom("{YYYY}-{MM}-{DD}", "{YYYY}-W{WW}"), (seconds, pattern) => {
        const stampOf = (text: string) => parseTimes([text], "t").values[0];
        const grain = pattern.includes("WW") ? "week" : "day";
        const text = formatTime(seconds * 1000, { pattern, grain });
        expect(formatTime(stampOf(text), { pattern, grain })).toBe(text);
        expect(seconds * 1000 - stampOf(text)).toBeLessThan(grain === "week" ? 7 * 86_400_000 : 86_400_000);
        expect(seconds * 1000 - stampOf(text)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("midnights whose zone changes with the clocks", () => {
  const written = (...cells: string[]) => {
    const { values, form } = parseTimes(cells, "time");
    const day = 86_400_000;
    return [...values, values[values.length - 1] + day, values[values.length - 1] + 2 * day].map((value) => formatTime(value, form));
  };

  it("are written with their own zone, those of Europe ahead too", () => {
    const past = ["2023-10-28T00:00:00+02:00", "2023-10-29T00:00:00+02:00", "2023-10-30T00:00:00+01:00", "2024-03-30T00:00:00+01:00"];
    expect(written(...past)).toEqual([...past, "2024-03-31T00:00:00+01:00", "2024-04-01T00:00:00+02:00"]);
  });

  it("are written without a zone elsewhere", () => {
    const days = written("2024-03-09T00:00-05:00", "2024-03-10T00:00-05:00", "2024-03-11T00:00-04:00");
    expect(days).toEqual(["2024-03-09T00:00", "2024-03-10T00:00", "2024-03-11T00:00", "2024-03-12T00:00", "2024-03-13T00:00"]);
  });
});
