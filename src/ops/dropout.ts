/** Dropout masks: keyed by (seed, stream, step, row, time, unit), so they depend on nothing else. */
import { invalidOption } from "../errors.ts";
import { seedKey } from "../random.ts";
import { result, type Tensor } from "../tensor.ts";
import { multiply } from "./elementwise.ts";
import { reshape } from "./shape.ts";

/** What a mask is keyed by. `rows` and `times` give each row's row of the batch and its time step; `numbers`, what the batch's rows are called (default 0, 1, 2 …). */
export interface MaskKey {
  readonly seed: number;
  readonly stream: number;
  readonly step: number;
  readonly rows?: ArrayLike<number>;
  readonly times?: ArrayLike<number>;
  readonly numbers?: ArrayLike<number>;
}

/** A mask [rows, width]: 0 with probability p, else 1/(1−p). Srivastava et al. 2014, inverted. */
export function dropoutMask(rows: number, width: number, p: number, key: MaskKey): Tensor {
  if (!(p >= 0 && p < 1)) throw invalidOption("dropout", "a number from 0 to below 1", p);
  const out = result([rows, width], []);
  const { numbers } = key;
  const named = numbers === undefined || key.rows === undefined ? (key.rows ?? numbers) : Int32Array.from(key.rows, (r) => numbers[r]);
  const row = named === undefined ? 0 : out.workspace.integers(named);
  const time = key.times === undefined ? 0 : out.workspace.integers(key.times);
  out.kernels.dropoutMask(out.pointer, row, time, rows, width, p, seedKey(key.seed), key.stream >>> 0, key.step >>> 0);
  return out;
}

/** x ⊙ mask over the last axis; row r of x is batch row r div T, time r mod T for x[B, T, F]. */
export function dropout(x: Tensor, p: number, key: MaskKey): Tensor {
  const width = x.shape.at(-1) ?? 1;
  const rows = x.size / width;
  const T = x.shape.length > 2 ? rows / x.shape[0] : 1;
  const ids = Int32Array.from({ length: rows }, (_, r) => Math.floor(r / T));
  const times = Int32Array.from({ length: rows }, (_, r) => r % T);
  const mask = dropoutMask(rows, width, p, { rows: ids, times, ...key });
  return multiply(x, reshape(mask, x.shape));
}
