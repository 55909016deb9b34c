import { describe, expect, it } from "vitest";
import { calendar } from "../../src/data/calendar.ts";
import { toSeriesList } from "../../src/data/series.ts";
import { datasets } from "../../src/datasets/index.ts";

/** Rows, sum, sum weighted by the row from 1, and both ends: of R's AirPassengers and sunspots, which any value out of place changes. */
const published = [
  { name: "airline", rows: 144, sum: 40_363, weighted: 3_587_478, first: 112, last: 432, from: "1949-01", to: "1960-12" },
  { name: "sunspots", rows: 2820, sum: 144_570, weighted: 219_531_599.9, first: 58, last: 33.4, from: "1749-01", to: "1983-12" },
];

describe("bundled series", () => {
  it.each(published)(
    "$name: every published value in its place, sums within 1e-6",
    ({ name, rows, sum, weighted, first, last, from, to }) => {
      const dataset = datasets.find((candidate) => candidate.name === name);
      const { time = [], target = new Float64Array(0) } = dataset?.series() ?? {};
      expect([target.length, time.length, target[0], target[rows - 1], time[0], time[rows - 1]]).toEqual([
        rows,
        rows,
        first,
        last,
        from,
        to,
      ]);
      expect(target.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 6);
      expect(target.reduce((total, value, row) => total + (row + 1) * value, 0)).toBeCloseTo(weighted, 6);
    },
  );

  it.each(datasets.map((dataset) => [dataset.name, dataset] as const))(
    "%s: a checked monthly series with a source; each call gives its own copy",
    (_, dataset) => {
      const series = dataset.series();
      expect(toSeriesList(series)).toHaveLength(1);
      expect(dataset.source.length).toBeGreaterThan(20);
      const times = calendar(series.time);
      expect([times.frequency, times.faults]).toEqual([{ unit: "month", count: 1 }, []]);
      series.target.fill(0);
      expect(dataset.series().target[0]).toBeGreaterThan(0);
    },
  );
});
