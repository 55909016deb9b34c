// What the results scripts share: lines of a table as they come, and means.

/** A row of cells under a row of titles: numbers to the right, the first cell to the left. */
export function columns(titles, widths) {
  const line = (cells) => cells.map((cell, k) => (k === 0 ? `${cell}`.padEnd(widths[k]) : `${cell}`.padStart(widths[k]))).join("  ");
  return { head: line(titles), line };
}

/** Fixed decimals; a dash for what is not defined. */
export const fixed = (value, decimals = 3) => (typeof value === "number" && Number.isFinite(value) ? value.toFixed(decimals) : "–");

/** NaN for none. */
export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** exp of the mean logarithm; NaN for none. */
export const geometricMean = (values) => Math.exp(mean(values.map(Math.log)));
