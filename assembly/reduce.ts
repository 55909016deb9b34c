// Sums in float64, in index order: one fixed order that depends on n only.

export function sum(x: usize, n: i32): f64 {
  let total: f64 = 0;
  for (let k = 0; k < n; k++, x += 4) total += <f64>load<f32>(x);
  return total;
}

export function sumSquares(x: usize, n: i32): f64 {
  let total: f64 = 0;
  for (let k = 0; k < n; k++, x += 4) {
    const value = <f64>load<f32>(x);
    total += value * value;
  }
  return total;
}

/** Index of the first NaN or ±Infinity (all exponent bits set), or −1. */
export function firstNonFinite(x: usize, n: i32): i32 {
  for (let k = 0; k < n; k++, x += 4) if ((load<u32>(x) & 0x7f800000) == 0x7f800000) return k;
  return -1;
}
