// Rows by index.
import { loadLanes, splat, storeLanes } from "./inline/lanes";

/** out[r] = table[index[r]], zeros for a negative index. */
export function gatherRows(table: usize, index: usize, out: usize, rows: i32, width: i32): void {
  const bytes = (width as usize) << 2;
  for (let r = 0; r < rows; r++, index += 4, out += bytes) {
    const from = load<i32>(index);
    if (from < 0) memory.fill(out, 0, bytes);
    else memory.copy(out, table + (from as usize) * bytes, bytes);
  }
}

/** dtable[index[r]] += dy[r], r ascending; negative indices are skipped. */
export function scatterAddRows(dy: usize, index: usize, dtable: usize, rows: i32, width: i32): void {
  const bytes = (width as usize) << 2;
  for (let r = 0; r < rows; r++, index += 4, dy += bytes) {
    const row = load<i32>(index);
    if (row < 0) continue;
    let to = dtable + (row as usize) * bytes;
    let from = dy;
    for (let k = 0; k < width; k += 4, to += 16, from += 16) {
      storeLanes(to, f32x4.add(loadLanes(to, width - k), loadLanes(from, width - k)), width - k);
    }
  }
}
