import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendar, nextTimes, type TimeInput, toGrid } from "../../src/data/calendar.ts";
import { formatTime } from "../../src/data/time-form.ts";

const day = 86_400_000;
const hour = 3_600_000;
const found = (input: TimeInput) => calendar(input).faults.map(({ code, row, count }) => `${code} ${row} ${count}`);
const clocks = (start: string, ms: readonly number[]) => {
  const first = Date.parse(`${start}Z`);
  return ms.map((offset) => new Date(first + offset).toISOString().slice(0, 16).replace("T", " "));
};
const range = (count: number, step: number) => Array.from({ length: count }, (_, i) => i * step);

describe("calendar: frequency and next times in the form of the input", () => {
  it.each([
    [["1949-01", "1949-02", "1949-03"], { unit: "month", count: 1 }, ["1949-04", "1949-05"]],
    [["2024-01-31", "2024-02-29", "2024-03-31"], { unit: "month", count: 1 }, ["2024-04-30", "2024-05-31"]],
    [["15/01/2024", "15/02/2024", "15/03/2024"], { unit: "month", count: 1 }, ["15/04/2024", "15/05/2024"]],
    [["1970 Q1", "1970 Q2", "1970 Q3"], { unit: "quarter", count: 1 }, ["1970 Q4", "1971 Q1"]],
    [["2001-01-01", "2002-01-01", "2003-01-01"], { unit: "year", count: 1 }, ["2004-01-01", "2005-01-01"]],
    [["1991 Nov", "1991 Dec"], { unit: "month", count: 1 }, ["1992 Jan", "1992 Feb"]],
    [["2024-W51", "2024-W52"], { unit: "week", count: 1 }, ["2025-W01", "2025-W02"]],
    [["2024-02-27", "2024-02-28", "2024-02-29"], { unit: "day", count: 1 }, ["2024-03-01", "2024-03-02"]],
    [["2024-01-01", "2024-01-08", "2024-01-15"], { unit: "week", count: 1 }, ["2024-01-22", "2024-01-29"]],
    [["2024-01-01 22:00", "2024-01-01 23:00"], { unit: "hour", count: 1 }, ["2024-01-02 00:00", "2024-01-02 01:00"]],
    [["2024-01-01 23:30", "2024-01-01 23:45"], { unit: "minute", count: 15 }, ["2024-01-02 00:00", "2024-01-02 00:15"]],
    [[1821, 1822, 1823], { unit: "year", count: 1 }, ["1824", "1825"]],
    [[1749, 1749.083333, 1749.166667], { unit: "month", count: 1 }, ["1749.250000", "1749.333333"]],
    [[1960.5, 1960.75, 1961], { unit: "quarter", count: 1 }, ["1961.25", "1961.50"]],
    [[20240130, 20240131], { unit: "day", count: 1 }, ["20240201", "20240202"]],
    [[202311, 202312], { unit: "month", count: 1 }, ["202401", "202402"]],
    [[1700000000, 1700003600], { unit: "hour", count: 1 }, ["1700007200", "1700010800"]],
    [[1, 2, 3], { unit: "index", count: 1 }, ["4", "5"]],
    [[0, 0.1, 0.2, 0.30000000000000004], { unit: "index", count: 0.1 }, ["0.400000", "0.500000"]],
  ])("%j", (input, frequency, next) => {
    const times = calendar(input as string[] | number[]);
    expect(times.frequency).toEqual(frequency);
    expect(times.faults).toEqual([]);
    expect(nextTimes(times, 2)).toEqual(next);
  });

  it("knows days that leave out weekends", () => {
    const days = range(28, day)
      .map((ms) => new Date(Date.UTC(2024, 0, 1) + ms))
      .filter((date) => date.getUTCDay() % 6 !== 0)
      .map((date) => date.toISOString().slice(0, 10));
    const times = calendar(days);
    expect(times.frequency).toEqual({ unit: "day", count: 1, weekdays: true });
    expect(times.faults).toEqual([]);
    expect(nextTimes(times, 2)).toEqual(["2024-01-29", "2024-01-30"]);
    expect(found(days.filter((text) => text !== "2024-01-10"))).toEqual(["missing 6 1"]);
  });

  it("gives no frequency to one time or to irregular ones", () => {
    expect(calendar(["2024-01-01"]).frequency).toBeUndefined();
    const times = calendar(
      clocks(
        "2024-01-01T00:00",
        [0, 7, 19, 20, 51, 60, 77].map((minutes) => minutes * 60_000),
      ),
    );
    expect(times.frequency).toEqual({ unit: "minute", count: 1 });
    const odd = calendar(["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-03 10:30", "2024-01-05 11:17"]);
    expect(odd.frequency).toBeUndefined();
    expect(() => nextTimes(odd, 1, "ds")).toThrow(
      "ds: expected times at regular steps, got irregular ones; make it regular: sum or average by day, week or month",
    );
    expect(() => toGrid(odd, [1, 2, 3, 4, 5])).toThrow(expect.objectContaining({ code: "time-irregular" }));
    const one = calendar(["2024-01-01"]);
    expect(() => nextTimes(one, 1, "ds")).toThrow("ds: expected at least two different times, got one");
  });
});

describe("calendar: faults", () => {
  it("names missing, repeated, unsorted and lacking times by row", () => {
    expect(found(["2024-01-01", "2024-01-02", "2024-01-05", "2024-01-06"])).toEqual(["missing 1 2"]);
    expect(found(["2024-01-01", "2024-01-02", "2024-01-02", "2024-01-03"])).toEqual(["repeated 2 1"]);
    expect(found(["2024-01-02", "2024-01-01", "2024-01-03"])).toEqual(["unsorted 1 1"]);
    expect(found(["2024-01-01", "", "2024-01-02"])).toEqual(["no-time 1 1"]);
    const days = [...range(20, day), 20 * day + 5 * hour, ...range(5, day).map((ms) => ms + 21 * day)];
    expect(found(clocks("2024-01-01T00:00", days))).toEqual(["irregular 20 1"]);
  });

  it("names the hours at which the clocks of Europe/Madrid change in 2024", () => {
    const spring = range(48, hour).filter((_, i) => i !== 26);
    expect(found(clocks("2024-03-30T00:00", spring))).toEqual(["clock-forward 25 1"]);
    const autumn = range(48, hour);
    autumn.splice(26, 0, 26 * hour);
    const times = clocks("2024-10-26T00:00", autumn);
    expect(found(times)).toEqual(["clock-back 27 1"]);
    expect([
      ...toGrid(
        calendar(times),
        times.map((_, i) => i),
      ).slice(25, 29),
    ]).toEqual([25, 26.5, 28, 29]);
  });

  it("names them at quarters of an hour too, and does not call them unsorted", () => {
    const quarter = hour / 4;
    const autumn = range(200, quarter);
    autumn.splice(108, 0, ...range(4, quarter).map((ms) => ms + 26 * hour));
    const codes = found(clocks("2024-10-26T00:00", autumn)).map((fault) => fault.split(" ")[0]);
    expect(codes).toEqual(["clock-back", "clock-back", "clock-back", "clock-back"]);
  });

  it("calls an hour missing elsewhere just missing", () => {
    expect(
      found(
        clocks(
          "2024-03-30T00:00",
          range(48, hour).filter((_, i) => i !== 10),
        ),
      ),
    ).toEqual(["missing 9 1"]);
  });
});

describe("toGrid", () => {
  it("sorts, and leaves NaN where a row is absent; the input stays as it was", () => {
    const values = [3, 1, 5];
    expect([...toGrid(calendar(["2024-01-03", "2024-01-01", "2024-01-05", "2024-01-02"]), [...values, NaN])]).toEqual([1, NaN, 3, NaN, 5]);
    expect([...toGrid(calendar([1, 2, 5, 6]), [1, 2, 5, 6])]).toEqual([1, 2, NaN, NaN, 5, 6]);
    expect(values).toEqual([3, 1, 5]);
  });

  it("refuses repeated and lacking times, and a stray date far away", () => {
    const repeated = "ds, row 2: expected one row for each time, got 2024-01-01 twice; sum or average rows of the same time first";
    expect(() => toGrid(calendar(["2024-01-01", "2024-01-01", "2024-01-02"]), [1, 2, 3], "ds")).toThrow(repeated);
    expect(() => toGrid(calendar(["2024-01-01", "", "2024-01-02"]), [1, 2, 3])).toThrow(expect.objectContaining({ code: "time-missing" }));
    const stray = ["1924-01-01 00:00", ...clocks("2024-01-01T00:00", range(50, hour))];
    expect(() => toGrid(calendar(stray), range(51, 1))).toThrow(expect.objectContaining({ code: "time-sparse" }));
  });
});

describe("calendar properties", () => {
  const forms = [
    { pattern: "{YYYY}-{MM}-{DD} {HH}:{mm}", grain: "time" },
    { pattern: "{YYYY}-{MM}-{DD}", grain: "day" },
    { pattern: "{YYYY}-{MM}", grain: "month" },
  ] as const;
  const stepAt = (grain: string, start: number, i: number) => {
    const date = new Date(start);
    return grain === "month" ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + i, 1) : start + i * (grain === "day" ? day : hour);
  };

  it("continues any regular column as the column itself would have gone on, whatever rows are absent or shuffled", () => {
    const start = fc.integer({ min: 0, max: 20_000 }).map((days) => days * day);
    fc.assert(
      fc.property(
        start,
        fc.constantFrom(...forms),
        fc.integer({ min: 12, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (from, form, rows, hole) => {
          const all = Array.from({ length: rows + 3 }, (_, i) => formatTime(stepAt(form.grain, from, i), form));
          const given = all.slice(0, rows).filter((_, i) => i !== hole);
          expect(nextTimes(calendar(given), 3)).toEqual(all.slice(rows));
          expect(nextTimes(calendar(given.toReversed()), 3)).toEqual(all.slice(rows));
          const grid = toGrid(
            calendar(given),
            given.map((_, i) => i),
          );
          expect([grid.length, Number.isNaN(grid[hole])]).toEqual([rows, true]);
        },
      ),
    );
  });
});
