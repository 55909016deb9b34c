// Dropout masks by Philox4x32-10 (Salmon et al. 2011): key (key0, key1), counter (u >> 2, t, row, step), word u & 3.

/** out[r, u] = 0 with probability p, else 1/(1−p). */
export function dropoutMask(out: usize, row: usize, t: usize, rows: i32, width: i32, p: f64, key0: u32, key1: u32, step: u32): void {
  const kept = <f32>(1.0 / (1.0 - p));
  for (let r = 0; r < rows; r++) {
    const own = row == 0 ? (r as u32) : load<u32>(row + ((r as usize) << 2));
    const time = t == 0 ? 0 : load<u32>(t + ((r as usize) << 2));
    for (let u = 0; u < width; u += 4) {
      let x0 = (u >> 2) as u32, x1 = time, x2 = own, x3 = step, k0 = key0, k1 = key1;
      for (let round = 0; round < 10; round++) {
        const a = (0xd2511f53 as u64) * (x0 as u64);
        const b = (0xcd9e8d57 as u64) * (x2 as u64);
        x0 = ((b >> 32) as u32) ^ x1 ^ k0;
        x1 = b as u32;
        x2 = ((a >> 32) as u32) ^ x3 ^ k1;
        x3 = a as u32;
        k0 += 0x9e3779b9;
        k1 += 0xbb67ae85;
      }
      out = put(out, x0, p, kept);
      if (u + 1 < width) out = put(out, x1, p, kept);
      if (u + 2 < width) out = put(out, x2, p, kept);
      if (u + 3 < width) out = put(out, x3, p, kept);
    }
  }
}

// @ts-ignore: decorator
@inline function put(out: usize, word: u32, p: f64, kept: f32): usize {
  store<f32>(out, <f64>(word >>> 8) * 5.9604644775390625e-8 < p ? 0 : kept);
  return out + 4;
}
