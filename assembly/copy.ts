// The strided copy that is transpose, slice, concat, expand and sum.
import { loadLanes, storeLanes } from "./inline/lanes";

/** dst (+)= src over d0×d1×d2×d3 with element strides s… and t…; sums (t = 0, accumulate) run in index order. */
export function copy(
  src: usize, dst: usize, d0: i32, d1: i32, d2: i32, d3: i32,
  s0: i32, s1: i32, s2: i32, s3: i32, t0: i32, t1: i32, t2: i32, t3: i32, accumulate: i32,
): void {
  for (let i = 0; i < d0; i++) for (let j = 0; j < d1; j++) for (let k = 0; k < d2; k++) {
    const p = src + (((i * s0 + j * s1 + k * s2) as usize) << 2);
    const q = dst + (((i * t0 + j * t1 + k * t2) as usize) << 2);
    if (t3 == 1 && s3 == 1) row(p, q, d3, accumulate);
    else line(p, q, d3, s3, t3, accumulate);
  }
}

/** Both sides contiguous. */
// @ts-ignore: decorator
@inline function row(p: usize, q: usize, n: i32, accumulate: i32): void {
  if (!accumulate) {
    memory.copy(q, p, (n as usize) << 2);
    return;
  }
  for (let l = 0; l < n; l += 4, p += 16, q += 16) {
    const left = n - l;
    storeLanes(q, f32x4.add(loadLanes(q, left), loadLanes(p, left)), left);
  }
}

/** Any strides, one number at a time. */
function line(p: usize, q: usize, n: i32, s: i32, t: i32, accumulate: i32): void {
  const ps = (s as usize) << 2;
  const qs = (t as usize) << 2;
  for (let l = 0; l < n; l++, p += ps, q += qs) store<f32>(q, accumulate ? load<f32>(q) + load<f32>(p) : load<f32>(p));
}
