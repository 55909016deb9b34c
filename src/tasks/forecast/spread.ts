/** How much a series moves: whether its spread grows with its level, and how wide ranges are at an origin. */

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Does the spread grow with the level? Blocks of one season (or 12 rows): log when sd/mean varies less than sd. */
export function wantsLog(y: ArrayLike<number>, known: number, season: number): boolean {
  const size = Math.max(season, season > 1 ? 2 : 12);
  const blocks: { level: number; spread: number }[] = [];
  for (let end = known; end - size >= 0; end -= size) {
    const block = Array.from({ length: size }, (_, k) => y[end - size + k]).filter((value) => !Number.isNaN(value));
    if (block.length < 2) continue;
    const level = mean(block);
    blocks.push({ level, spread: Math.sqrt(mean(block.map((value) => (value - level) * (value - level)))) });
  }
  for (let row = 0; row < known; row++) if (y[row] <= 0) return false;
  if (blocks.length < 3) return false;
  const variation = (values: readonly number[]): number => {
    const centre = mean(values);
    return Math.sqrt(mean(values.map((value) => (value - centre) * (value - centre)))) / centre;
  };
  return variation(blocks.map(({ level, spread }) => spread / level)) < variation(blocks.map(({ spread }) => spread));
}

/**
 * How much a series moves before `origin`, in its own unit: the mean |y_t − y_{t−m}| of the last two seasons (or 24 rows), at least a
 * tenth of the same over all rows before; 1 where nothing moves. Ranges are drawn in units of it.
 */
export function spreadOf(y: ArrayLike<number>, season: number): (origin: number) => number {
  // Sums and counts of the moves before each row, so that one origin costs no pass over the rows.
  const sums = new Float64Array(y.length + 1);
  const counts = new Float64Array(y.length + 1);
  for (let row = 0; row < y.length; row++) {
    const move = row < season ? Number.NaN : Math.abs(y[row] - y[row - season]);
    sums[row + 1] = sums[row] + (Number.isNaN(move) ? 0 : move);
    counts[row + 1] = counts[row] + (Number.isNaN(move) ? 0 : 1);
  }
  const between = (from: number, to: number): number => {
    const n = counts[to] - counts[from];
    return n === 0 ? 0 : (sums[to] - sums[from]) / n;
  };
  return (origin) => {
    const recent = between(Math.min(origin, Math.max(season, origin - Math.max(24, 2 * season))), origin);
    return Math.max(recent, 0.1 * between(0, origin)) || 1;
  };
}
