/**
 * The packed, time-major layout of a ragged batch: rows sorted by length (longest first), so that the rows still running
 * at step t are a prefix of n_t rows, and step t's rows stand together at offset_t. No padding exists in it.
 */
import { DataError, show } from "../../errors.ts";

/** Where each step of each row stands. */
export interface Plan {
  /** Batch rows, steps of the padded input, rows of the packed layout. */
  readonly B: number;
  readonly T: number;
  readonly N: number;
  /** Original row of each sorted row, and whether that is the identity. */
  readonly order: Int32Array;
  readonly sorted: boolean;
  readonly lengths: Int32Array;
  /** n_t and offset_t for t = 0 … T−1. */
  readonly sizes: Int32Array;
  readonly offsets: Int32Array;
  /** Packed row → b·T + t, and back (−1 for padding). */
  readonly pack: Int32Array;
  readonly unpack: Int32Array;
  /** Original row and step of each packed row: the keys of its randomness. */
  readonly rows: Int32Array;
  readonly times: Int32Array;
}

/** Check lengths: one integer a row, 0 … T. */
export function checkLengths(lengths: ArrayLike<number>, B: number, T: number): Int32Array {
  if (lengths.length !== B) throw lengthError("lengths", `one length for each of ${B} rows`, `${lengths.length}`);
  for (let row = 0; row < B; row++) {
    const length = lengths[row];
    if (!Number.isInteger(length) || length < 0 || length > T)
      throw lengthError(`lengths[${row}]`, `an integer from 0 to ${T}`, show(length));
  }
  return Int32Array.from(lengths);
}

const lengthError = (where: string, expected: string, got: string): DataError =>
  new DataError({ code: "lengths-invalid", where, expected, got, fields: { expected, got } });

/** The plan of a batch of B rows and T steps. Without lengths every row has T. */
export function planOf(B: number, T: number, given?: ArrayLike<number>): Plan {
  const lengths = given === undefined ? new Int32Array(B).fill(T) : checkLengths(given, B, T);
  const order = Int32Array.from({ length: B }, (_, row) => row).sort((a, b) => lengths[b] - lengths[a] || a - b);
  const sizes = new Int32Array(T);
  const offsets = new Int32Array(T + 1);
  for (let t = 0, n = B; t < T; t++) {
    while (n > 0 && lengths[order[n - 1]] <= t) n--;
    sizes[t] = n;
    offsets[t + 1] = offsets[t] + n;
  }
  const N = offsets[T];
  const pack = new Int32Array(N);
  const unpack = new Int32Array(B * T).fill(-1);
  const rows = new Int32Array(N);
  const times = new Int32Array(N);
  for (let t = 0; t < T; t++) {
    for (let rank = 0; rank < sizes[t]; rank++) {
      const row = offsets[t] + rank;
      const cell = order[rank] * T + t;
      pack[row] = cell;
      unpack[cell] = row;
      rows[row] = order[rank];
      times[row] = t;
    }
  }
  return { B, T, N, order, sorted: order.every((row, rank) => row === rank), lengths, sizes, offsets, pack, unpack, rows, times };
}
