/** How parameters start: numbers from a seeded generator, in float64, rounded by the backend. */
import type { Generator } from "./random.ts";

/** Fills a parameter: `shape` is [out, in] or [n]. */
export type Initializer = (shape: readonly number[], random: Generator) => Float64Array;

/** All the same value. */
export const constantly =
  (value: number): Initializer =>
  ([m, n = 1]) =>
    new Float64Array(m * n).fill(value);

/** U(−a, a). */
export const uniform =
  (a: number): Initializer =>
  ([m, n = 1], random) =>
    Float64Array.from({ length: m * n }, () => a * (2 * random.uniform() - 1));

/** N(0, deviation²). */
export const normal =
  (deviation: number): Initializer =>
  ([m, n = 1], random) =>
    Float64Array.from({ length: m * n }, () => deviation * random.normal());

/** Glorot & Bengio 2010: U(−a, a), a = √(6 / (in + out)), with `out` counted for each of `gates` blocks of rows. */
export const glorot =
  (gates = 1): Initializer =>
  (shape, random) => {
    const [m, n = 1] = shape;
    return uniform(Math.sqrt(6 / (n + m / gates)))(shape, random);
  };

/** Saxe et al. 2014: each of `gates` blocks of rows has orthonormal rows or columns (Gram–Schmidt, twice, on normal numbers). */
export const orthogonal =
  (gates = 1): Initializer =>
  ([m, n = 1], random) => {
    const rows = m / gates;
    const out = new Float64Array(m * n);
    for (let gate = 0; gate < gates; gate++) {
      const [count, width] = rows <= n ? [rows, n] : [n, rows];
      const vectors = orthonormal(count, width, random);
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < n; k++) out[(gate * rows + r) * n + k] = rows <= n ? vectors[r][k] : vectors[k][r];
      }
    }
    return out;
  };

function orthonormal(count: number, width: number, random: Generator): Float64Array[] {
  const done: Float64Array[] = [];
  while (done.length < count) {
    const v = Float64Array.from({ length: width }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const u of done) {
        let dot = 0;
        for (let k = 0; k < width; k++) dot += u[k] * v[k];
        for (let k = 0; k < width; k++) v[k] -= dot * u[k];
      }
    }
    let norm = 0;
    for (let k = 0; k < width; k++) norm += v[k] * v[k];
    norm = Math.sqrt(norm);
    if (norm < 1e-6) continue;
    for (let k = 0; k < width; k++) v[k] /= norm;
    done.push(v);
  }
  return done;
}
