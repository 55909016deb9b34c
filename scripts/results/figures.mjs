// What the results scripts work out from scores, and the lines of a table as they come.

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

/** Geometric mean and worst of a ratio over the rows that have it: above 0 and finite. */
export function summary(rows, above, below) {
  const ratios = rows
    .map((row) => ({ name: row.name, ratio: above(row) / below(row) }))
    .filter(({ ratio }) => ratio > 0 && ratio < Infinity);
  const worst = [...ratios].sort((a, b) => b.ratio - a.ratio)[0];
  return { series: ratios.length, mean: geometricMean(ratios.map(({ ratio }) => ratio)), worst: worst?.ratio, at: worst?.name };
}

/** How much ranges held, by level: the share of all values of all rows that have a range, their number, and the mean of the rows' shares. */
export function coverageOf(rows, who) {
  const levels = [...new Set(rows.flatMap(({ ranges }) => ranges[who].map(({ level }) => level)))];
  return levels.map((level) => {
    const cells = rows.flatMap(({ ranges }) => ranges[who].filter((cell) => cell.level === level && cell.n > 0));
    const n = cells.reduce((sum, cell) => sum + cell.n, 0);
    return { level, n, held: cells.reduce((sum, cell) => sum + cell.held * cell.n, 0) / n, bySeries: mean(cells.map(({ held }) => held)) };
  });
}

/**
 * Picking a method as one must who doesn't know the future: at each origin but the first, the one with the least mean absolute error of the
 * forecasts made before, on the rows known by then. Its mean absolute error over those origins, divided by that of the best of `rivals` over
 * the same; NaN without a second origin, or where that best one makes no error.
 */
export function pickedRatio({ target, origins, methods }, rivals) {
  /** Mean |y − f| of forecasts from the origins `from` … `to` − 1, on rows before `end`. */
  const error = ({ forecasts }, from, to, end) => {
    const errors = origins.slice(from, to).flatMap((origin, w) => Array.from(forecasts[from + w], (f, h) => [origin + h, f]));
    return mean(errors.flatMap(([row, f]) => (row < end && !Number.isNaN(target[row] - f) ? [Math.abs(target[row] - f)] : [])));
  };
  const best = (list) => list.indexOf(Math.min(...list.filter((value) => !Number.isNaN(value))));
  const all = target.length;
  /** @type {number[]} */
  const picked = [];
  for (let w = 1; w < origins.length; w++) {
    const chosen = methods[best(methods.map((method) => error(method, 0, w, origins[w])))] ?? methods[0];
    picked.push(error(chosen, w, w + 1, all));
  }
  const rival = Math.min(...methods.filter(({ name }) => rivals.includes(name)).map((method) => error(method, 1, origins.length, all)));
  return rival > 0 ? mean(picked.filter((value) => !Number.isNaN(value))) / rival : NaN;
}
