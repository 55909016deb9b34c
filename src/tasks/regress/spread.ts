/** Values at places laid out by sequence, with their ranges. */
import { type ConformalBand, type Interval, intervalsAround } from "../../conformal.ts";
import type { Rows } from "./data.ts";
import type { Place } from "./windows.ts";

/** Values at places as one array a sequence. */
export function spread(sequences: readonly Rows[], places: readonly Place[], values: Float64Array): Float64Array[] {
  const points = sequences.map(({ length }) => new Float64Array(length).fill(Number.NaN));
  places.forEach(({ sequence, row }, k) => {
    points[sequence][row] = values[k];
  });
  return points;
}

/** One step's bands around every value; levels without a range are left out. */
export function around(point: Float64Array, bands: readonly ConformalBand[], floor: number): Interval[] {
  return bands
    .filter(({ half }) => half[0] !== null)
    .map(({ level, half, n, needed }) => {
      const wide = { level, half: Array.from(point, () => half[0]), n, needed };
      return intervalsAround(point, [wide], floor)[0];
    });
}
