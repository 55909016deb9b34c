/**
 * Which rows train, validate and test. The last fifth of the rows with a known target is the test, in up to 6 blocks; of the rows before a block, the
 * last fifth validates (early stopping, the strength of the ridge, ranges) and the others train. Up to 500 rows the nets are trained anew
 * for each block; more rows are trained once, before the first. Nothing of a block or of what follows it reaches what is judged on it.
 */
import { wantedOrigins } from "../../data/split.ts";
import { DataError } from "../../errors.ts";
import type { Rows } from "./data.ts";
import type { RegressorSpec } from "./options.ts";
import type { Place } from "./windows.ts";

/** Rows from … to − 1 of one sequence. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One training for the test: spans by sequence. */
export interface Fold {
  readonly training: readonly Span[];
  readonly validation: readonly Span[];
}

export interface Plan {
  readonly lookback: number;
  /** The tests, oldest first: spans by sequence. */
  readonly blocks: readonly (readonly Span[])[];
  /** One for each block, or one for all; one without a validation part where there is no test. */
  readonly folds: readonly Fold[];
  /** Up to each sequence's last known target. */
  readonly whole: readonly Span[];
}

/** Known targets that a fit needs, and that stand before the first block at least. */
const leastRows = 12;
const [testShare, validationShare, fewRows] = [0.2, 0.2, 500];

/** The moment of each row: its time, or how far it is from the last known target. */
function momentsOf(sequences: readonly Rows[]): readonly ArrayLike<number>[] {
  const timed = sequences.length > 1 && sequences.every(({ time }) => time !== undefined);
  return sequences.map(({ time, length, target }) => {
    if (timed && time !== undefined) return time;
    const last = lastKnown(target);
    return Float64Array.from({ length }, (_, row) => row - last);
  });
}

const lastKnown = (target: Float64Array): number => target.findLastIndex((value) => !Number.isNaN(value));

/** Throws DataError `rows-too-few` where fewer than `least` rows have a known target. */
export function needRows(got: number, least: number): void {
  if (got >= least) return;
  const expected = `at least ${least} ${least === 1 ? "row" : "rows"} with a known value`;
  throw new DataError({ code: "rows-too-few", where: "target", expected, got: `${got}`, fields: { expected: least, got } });
}

/** Each sequence up to its last known target. */
export const wholeOf = (sequences: readonly Rows[]): Span[] => sequences.map(({ target }) => ({ from: 0, to: lastKnown(target) + 1 }));

/** Throws DataError `rows-too-few`. */
export function planRegress(sequences: readonly Rows[], spec: RegressorSpec): Plan {
  const moments = momentsOf(sequences);
  const known = Float64Array.from(
    sequences.flatMap(({ target }, k) => Array.from(moments[k]).filter((_, row) => !Number.isNaN(target[row]))),
  ).sort();
  const n = known.length;
  needRows(n, leastRows);
  const size = Math.max(2, Math.round((n * testShare) / wantedOrigins));
  const wanted = Math.min(wantedOrigins, Math.floor((n - leastRows) / size));
  // Sequences with rows of one moment may make blocks empty: those are left out.
  const starts = [...new Set(Array.from({ length: wanted }, (_, w) => known[n - (wanted - w) * size]))];
  const spans = (from: number, to: number): Span[] =>
    sequences.map((_, k) => ({ from: rowAt(moments[k], from), to: rowAt(moments[k], to) }));
  const [first, end] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const whole = wholeOf(sequences);
  const within = (list: readonly Span[]): Span[] =>
    list.map(({ from, to }, k) => ({ from, to: Math.max(from, Math.min(to, whole[k].to)) }));
  const foldBefore = (start: number): Fold => {
    const before = known.filter((moment) => moment < start);
    const middle = known[Math.floor(before.length * (1 - validationShare))];
    return { training: spans(first, middle), validation: within(spans(middle, start)) };
  };
  const folds = starts
    .map(foldBefore)
    .filter(({ training, validation }) => countKnown(sequences, training) > 0 && countKnown(sequences, validation) > 0);
  const tests = starts.slice(starts.length - folds.length);
  const blocks = tests.map((start, w) => within(spans(start, tests[w + 1] ?? end)));
  const anew = n <= fewRows && spec.maxTime === undefined;
  const used =
    folds.length === 0 ? [{ training: whole, validation: whole.map(() => ({ from: 0, to: 0 })) }] : anew ? folds : folds.slice(0, 1);
  const rows = used[0].training.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  const lookback = spec.lookback === "auto" ? Math.max(1, Math.min(32, Math.floor(rows / 8))) : spec.lookback;
  return { lookback, blocks, folds: used, whole };
}

/** The first row at or after a moment. */
function rowAt(moments: ArrayLike<number>, moment: number): number {
  let row = 0;
  while (row < moments.length && moments[row] < moment) row++;
  return row;
}

/** Rows with a known target in spans, as places. */
export function placesIn(sequences: readonly Rows[], spans: readonly Span[]): Place[] {
  return spans.flatMap(({ from, to }, sequence) =>
    Array.from({ length: Math.max(0, to - from) }, (_, k) => ({ sequence, row: from + k })).filter(
      ({ row }) => !Number.isNaN(sequences[sequence].target[row]),
    ),
  );
}

const countKnown = (sequences: readonly Rows[], spans: readonly Span[]): number => placesIn(sequences, spans).length;
