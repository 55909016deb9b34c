/** What the twins share: places in packed buffers, packed weights, products back through the recurrent weights. */
import { binaryCode, type Pointer } from "../../backend.ts";
import { gradientOf, type Tensor } from "../../tensor.ts";
import type { Direction } from "./twin.ts";

/** Address `rows` rows of `width` (and `column`) into a buffer. */
export const place = (d: Direction, at: Pointer, rows: number, width: number, column = 0): Pointer =>
  at + (rows * width + column) * d.workspace.backend.realBytes;

/** A parameter that the twin can't do without. */
export function weight(d: Direction, name: string): Tensor {
  const tensor = d.weights[name];
  if (tensor === undefined) throw new Error(`${name} is not among the weights`);
  return tensor;
}

/** Pack op(B)[k, n] under a name. `transposed`: stored [n, k]. `row`: the first stored row to use. */
export function pack(d: Direction, name: string, from: Tensor, row: number, transposed: 0 | 1, k: number, n: number): void {
  const to = d.workspace.allocate(d.kernels.packedSize(k, n));
  const ld = transposed === 1 ? k : n;
  d.kernels.pack(place(d, from.pointer, row, ld), ld, transposed, k, n, to);
  d.own.set(name, to);
}

/** A buffer or packed weight made earlier under a name. */
export function own(d: Direction, name: string): Pointer {
  const at = d.own.get(name);
  if (at === undefined) throw new Error(`${name} was not made`);
  return at;
}

/** Address `rows` rows of `width` into a buffer with a row for each step's rows; 0 where the backward pass doesn't need it. */
export const kept = (d: Direction, name: string, rows: number, width: number): Pointer =>
  d.keep ? place(d, own(d, name), rows, width) : 0;

/** A new buffer under a name. */
export function buffer(d: Direction, name: string, n: number): Pointer {
  const at = d.workspace.allocate(n);
  d.own.set(name, at);
  return at;
}

/** n contiguous elements. */
export const copy = (d: Direction, from: Pointer, to: Pointer, n: number): void =>
  d.kernels.copy(from, to, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 1, 0);

/** to[rows, width] (ldTo) += from[rows, width] (ldFrom); with ldTo 0, the column sums. */
export const addRows = (d: Direction, from: Pointer, ldFrom: number, to: Pointer, ldTo: number, rows: number, width: number): void =>
  d.kernels.copy(from, to, 1, 1, rows, width, 0, 0, ldFrom, 1, 0, 0, ldTo, 1, 1);

/** out = a ⊙ b over n contiguous elements. */
export const times = (d: Direction, a: Pointer, b: Pointer, out: Pointer, n: number): void =>
  d.kernels.binary(binaryCode("multiply"), a, b, out, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 1);

/** ∂L/∂h_{t−1} += (from[n, k] · packed[k, P]) ⊙ mask, in the carried d.h. */
export function back(d: Direction, from: Pointer, ld: number, packed: Pointer, k: number, n: number): void {
  if (d.mask === 0) {
    d.kernels.matmulPacked(from, ld, 0, packed, d.h, d.P, n, d.P, k, 1, d.scratch);
    return;
  }
  const masked = own(d, "masked");
  d.kernels.matmulPacked(from, ld, 0, packed, masked, d.P, n, d.P, k, 0, d.scratch);
  times(d, masked, d.mask, masked, n * d.P);
  addRows(d, masked, d.P, d.h, d.P, n, d.P);
}

/** ∂L/∂W[row …, k] += aᵀ[m, N] · b[N, k] over all packed rows, unless W is frozen. */
export function weightGradient(
  d: Direction,
  of: Tensor,
  row: number,
  a: Pointer,
  lda: number,
  m: number,
  b: Pointer,
  ldb: number,
  k: number,
): void {
  if (!of.tracked) return;
  d.kernels.matmul(a, lda, 1, b, ldb, 0, place(d, gradientOf(of), row, k), k, m, k, d.plan.N, 1, d.scratch);
}

/** n sums added to the first of a bias's gradients, unless it is missing or frozen. */
export function biasGradient(d: Direction, of: Tensor | undefined, sums: Pointer, n: number, column = 0): void {
  if (of?.tracked) addRows(d, sums, 0, place(d, gradientOf(of), 0, 1, column), 0, 1, n);
}

/** Column sums of a[N, m]. */
export function columnSums(d: Direction, a: Pointer, m: number): Pointer {
  const sums = d.workspace.zeros(m);
  addRows(d, a, m, sums, 0, d.plan.N, m);
  return sums;
}
