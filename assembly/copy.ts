// The strided copy that is transpose, slice, concat, expand and sum.
import { loadLanes, storeLanes, walkLanes } from "./inline/lanes";

/** dst (+)= src over d0×d1×d2×d3 with element strides s… and t…; sums (t = 0, accumulate) run in index order. */
export function copy(
  src: usize, dst: usize, d0: i32, d1: i32, d2: i32, d3: i32,
  s0: i32, s1: i32, s2: i32, s3: i32, t0: i32, t1: i32, t2: i32, t3: i32, accumulate: i32,
): void {
  const rows = t2 == 0 && t3 == 1 && s3 == 1 && accumulate;
  for (let i = 0; i < d0; i++) for (let j = 0; j < d1; j++) {
    let p = src + (((i * s0 + j * s1) as usize) << 2);
    let q = dst + (((i * t0 + j * t1) as usize) << 2);
    let k = 0;
    if (rows) for (; k < d2 - 3; k += 4, p += (s2 as usize) << 4) addFourRows(p, (s2 as usize) << 2, q, d3);
    for (; k < d2; k++, p += (s2 as usize) << 2, q += (t2 as usize) << 2) {
      if (t3 == 1) toRow(p, s3, q, d3, accumulate);
      else toLine(p, s3, q, t3, d3, accumulate);
    }
  }
}

/** q += four rows, one after the other: the sum over rows with a quarter of the loads and stores of q. */
function addFourRows(p: usize, pitch: usize, q: usize, n: i32): void {
  let p1 = p + pitch, p2 = p1 + pitch, p3 = p2 + pitch;
  for (; n > 3; n -= 4, q += 16, p += 16, p1 += 16, p2 += 16, p3 += 16) fourLanes(p, p1, p2, p3, q, 4);
  if (n > 0) fourLanes(p, p1, p2, p3, q, n);
}

// @ts-ignore: decorator
@inline function fourLanes(p: usize, p1: usize, p2: usize, p3: usize, q: usize, left: i32): void {
  const two = f32x4.add(f32x4.add(loadLanes(q, left), loadLanes(p, left)), loadLanes(p1, left));
  storeLanes(q, f32x4.add(f32x4.add(two, loadLanes(p2, left)), loadLanes(p3, left)), left);
}

/** To contiguous numbers. */
function toRow(p: usize, s: i32, q: usize, n: i32, accumulate: i32): void {
  if (s != 1) walkRow(p, s, q, n, accumulate);
  else if (accumulate) walkRow(p, 1, q, n, 1);
  else memory.copy(q, p, (n as usize) << 2);
}

// @ts-ignore: decorator
@inline function walkRow(p: usize, s: i32, q: usize, n: i32, accumulate: i32): void {
  const step = (s as usize) << 4;
  for (; n > 3; n -= 4, p += step, q += 16) put(q, walkLanes(p, s, 4), 4, accumulate);
  if (n > 0) put(q, walkLanes(p, s, n), n, accumulate);
}

// @ts-ignore: decorator
@inline function put(q: usize, x: v128, left: i32, accumulate: i32): void {
  storeLanes(q, accumulate ? f32x4.add(loadLanes(q, left), x) : x, left);
}

/** To numbers apart, one at a time; a sum into one number stays in a register. */
function toLine(p: usize, s: i32, q: usize, t: i32, n: i32, accumulate: i32): void {
  const ps = (s as usize) << 2, qs = (t as usize) << 2;
  if (!accumulate) for (; n > 0; n--, p += ps, q += qs) store<f32>(q, load<f32>(p));
  else if (t != 0) for (; n > 0; n--, p += ps, q += qs) store<f32>(q, load<f32>(q) + load<f32>(p));
  else if (n > 0) {
    let total = load<f32>(q);
    for (; n > 0; n--, p += ps) total += load<f32>(p);
    store<f32>(q, total);
  }
}
