/** A gradient that comes in terms by lag: how much each is of the whole, and what a truncated sum keeps of its direction. */
import type { Maybe } from "../../lens.ts";

/** A weight's gradient taken apart by lag; index: lag, from 0. */
export interface ShareByLag {
  readonly name: string;
  readonly share: Maybe[];
  readonly part: Maybe[];
  readonly cosine: Maybe[];
}

/** Norms, parts and cosines of a gradient that comes in terms by lag. */
export function byLag(name: string, terms: readonly ArrayLike<number>[]): ShareByLag {
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let total = 0;
    for (let k = 0; k < a.length; k++) total += a[k] * b[k];
    return total;
  };
  const sumTo: Float64Array[] = [];
  for (const term of terms) {
    const before = sumTo[sumTo.length - 1];
    sumTo.push(Float64Array.from(term, (value, k) => value + (before?.[k] ?? 0)));
  }
  const full = sumTo[sumTo.length - 1];
  const norms = terms.map((term) => Math.sqrt(dot(term, term)));
  const total = norms.reduce((a, b) => a + b, 0);
  const square = dot(full, full);
  const ratio = (a: number, b: number): Maybe => (b > 0 && Number.isFinite(a / b) ? a / b : null);
  return {
    name,
    share: norms.map((norm) => ratio(norm, total)),
    part: terms.map((term) => ratio(dot(term, full), square)),
    cosine: sumTo.map((one) => ratio(dot(one, full), Math.sqrt(square) * Math.sqrt(dot(one, one)))),
  };
}
