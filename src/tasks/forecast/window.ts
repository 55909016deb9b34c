/**
 * Windows: what the net reads before an origin (and, where something is known ahead, what it reads of the steps after it), and what
 * it is to give. Cut when they are needed: memory is that of one batch.
 */
import type { Batch, BatchSource } from "../../batch.ts";
import { generator } from "../../random.ts";
import type { ColumnSpec, Columns } from "./columns.ts";
import type { Head } from "./head.ts";
import type { Ahead, View } from "./view.ts";

/** What all windows have in common. */
export interface Layout {
  readonly lookback: number;
  /** Steps that the net gives at once. */
  readonly horizon: number;
  readonly season: number;
  /** Lengths in rows of what the calendar repeats, the season's first. */
  readonly periods: readonly number[];
  readonly columns: readonly ColumnSpec[];
  /** The net also reads the steps to forecast: what is known of them. */
  readonly ahead: boolean;
}

/** One series as the net sees it. */
export interface Seen {
  readonly view: View;
  readonly columns: Columns;
  /** Rows from the calendar's zero to its first row. */
  readonly start: number;
}

/** A window: which series, and its first target row. */
export interface Place {
  readonly series: number;
  readonly origin: number;
}

/** Channels of numbers: level, seasonal difference, observed, phases, the step ahead, columns. */
export function numbersIn({ season, periods, columns, ahead }: Layout): number {
  const own = columns.filter(({ text }) => !text).reduce((sum, { role, gaps }) => sum + (role === "known" ? 2 : 1) + (gaps ? 1 : 0), 0);
  return 2 + (season > 1 ? 1 : 0) + 2 * periods.length + (ahead ? 1 : 0) + own;
}

/** Sizes of the vocabularies of the category channels, which stand after the numbers; token 0 is "not known". */
export const tokensIn = ({ columns }: Layout): number[] =>
  columns.filter(({ text }) => text).map(({ vocabulary }) => vocabulary.length + 1);

/** Steps of a window. */
export const stepsOf = ({ lookback, horizon, ahead }: Layout): number => lookback + (ahead ? horizon : 0);

/** Inputs of the window before `origin`, written at `at`. Reads no row ≥ origin (with `ahead`, none ≥ `ahead.from`) but of columns known ahead. */
function writeInputs(
  layout: Layout,
  { view, columns, start }: Seen,
  origin: number,
  into: Float64Array,
  at: number,
  ahead?: Ahead,
): number {
  const { lookback, horizon, season, periods } = layout;
  const unit = view.spec.inputScale * view.unit(origin, lookback, ahead);
  const level = view.filled(origin - 1, ahead);
  let to = at;
  const put = (value: number): void => {
    into[to++] = Number.isFinite(value) ? value : 0;
  };
  for (let k = 0; k < stepsOf(layout); k++) {
    const row = origin - lookback + k;
    const j = row - origin;
    const inPast = j < 0;
    const before = j >= 0 ? anchorRow(view, origin, j) : row - (season > 1 ? season : 1);
    const value = inPast ? view.filled(row, ahead) : view.anchor(origin, j, ahead);
    put((value - level) / unit);
    if (season > 1) put(inPast && before >= 0 ? (value - view.filled(before, ahead)) / unit : 0);
    put(inPast && row >= 0 && (row >= (ahead?.from ?? Number.POSITIVE_INFINITY) || !Number.isNaN(view.z[row])) ? 1 : 0);
    for (const period of periods) {
      put(triangle((start + row) / period));
      put(triangle((start + row) / period + 0.25));
    }
    if (layout.ahead) put(inPast ? 0 : (j + 1) / horizon);
    writeColumns(columns, Math.max(0, row), Math.max(0, before), row < (ahead?.from ?? origin), put);
  }
  return to;
}

function writeColumns(columns: Columns, row: number, before: number, inPast: boolean, put: (value: number) => void): void {
  const { specs } = columns;
  specs.forEach(({ text, role, gaps }, c) => {
    if (text) return;
    const value = role === "past" && !inPast ? Number.NaN : columns.at(c, row);
    put(value);
    if (role === "known") put(value - columns.at(c, before));
    if (gaps) put(Number.isNaN(value) ? 0 : 1);
  });
  specs.forEach(({ text, role }, c) => {
    if (text) put(role === "past" && !inPast ? 0 : columns.at(c, row));
  });
}

/** The row that step j's anchor stands on. */
function anchorRow({ spec: { anchor, season } }: View, origin: number, j: number): number {
  return anchor.kind === "season" ? origin - season + (j % season) : origin - 1;
}

/** A wave of period 1 between −1 and 1: where in the season a row stands. */
const triangle = (phase: number): number => {
  const part = phase - Math.floor(phase);
  return part < 0.5 ? 4 * part - 1 : 3 - 4 * part;
};

/** Windows as one batch: inputs [n, T, channels], targets [n, horizon, what the head wants], masked where missing. */
export function batchOf(layout: Layout, head: Head, seen: readonly Seen[], places: readonly Place[], aheads?: readonly Ahead[]): Batch {
  const { horizon, lookback } = layout;
  const n = places.length;
  const [T, F] = [stepsOf(layout), numbersIn(layout) + tokensIn(layout).length];
  const inputs = new Float64Array(n * T * F);
  const targets = new Float64Array(n * horizon * head.targets);
  const mask = new Float64Array(n * horizon);
  let at = 0;
  places.forEach(({ series, origin }, row) => {
    const { view } = seen[series];
    at = writeInputs(layout, seen[series], origin, inputs, at, aheads?.[row]);
    const unit = view.unit(origin, lookback);
    for (let j = 0; j < horizon; j++) {
      const to = row * horizon + j;
      mask[to] = head.write(view, origin, j, unit, targets, to * head.targets) ? 1 : 0;
    }
  });
  return {
    inputs: { shape: [n, T, F], data: inputs },
    targets: { shape: [n, horizon, head.targets], data: targets },
    mask: { shape: [n, horizon], data: mask },
  };
}

/** Updates that make an epoch at most: a long series would otherwise take minutes between two looks at the validation part. */
const updatesAnEpoch = 64;

/**
 * Batches of windows. Each epoch takes the windows in another order, and at most 64 batches of them; with `all`, every window in the
 * given order. `name` tells the data and the windows apart from others when a run goes on.
 */
export function windowSource(
  layout: Layout,
  head: Head,
  seen: readonly Seen[],
  places: readonly Place[],
  size: number,
  name: string,
  all = false,
): BatchSource & { readonly count: number } {
  const whole = Math.ceil(places.length / size);
  const count = all ? whole : Math.min(whole, updatesAnEpoch);
  return {
    count,
    fingerprint: `${name}: ${places.length} windows of ${layout.lookback} and ${layout.horizon}, size ${size}`,
    *epoch(seed, epoch) {
      const order = all ? undefined : generator(seed, "windows", epoch).permutation(places.length);
      for (let k = 0; k < count; k++) {
        const rows = Array.from({ length: Math.min(size, places.length - k * size) }, (_, r) => k * size + r);
        yield batchOf(
          layout,
          head,
          seen,
          rows.map((row) => places[order === undefined ? row : order[row]]),
        );
      }
    },
  };
}

/** At most `most` of a list, evenly spaced, the last one with them. */
export const thinned = <T>(list: readonly T[], most: number): T[] =>
  list.length <= most ? [...list] : Array.from({ length: most }, (_, k) => list[Math.floor(((k + 1) * list.length) / most) - 1]);
