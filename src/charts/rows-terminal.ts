import type { Chart } from "../chart.ts";
import { cut } from "../text.ts";

/** Sequences one under the other, a row of characters each, all on one scale. */

export interface Rows {
  /** NaN is missing. */
  readonly rows: readonly { readonly name: string; readonly values: ArrayLike<number> }[];
}

export interface RowsStyle {
  /** Width in characters, from 20. */
  readonly columns: number;
  readonly unicode: boolean;
}

const heights = { unicode: "▁▂▃▄▅▆▇█", ascii: "_.-=+*#@" };

/** Each character spans some steps of the longest row: the value farthest from the middle of all that is shown, of two the higher. */
export const rowsTerminal: Chart<Rows, RowsStyle> = ({ rows }, { columns, unicode }) => {
  const side = Math.min(
    rows.reduce((most, { name }) => Math.max(most, name.length), 0),
    Math.floor(columns / 3),
  );
  const longest = rows.reduce((most, { values }) => Math.max(most, values.length), 1);
  const width = Math.min(longest, columns - side - 4);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of rows)
    for (let t = 0; t < values.length; t++)
      if (Number.isFinite(values[t])) [low, high] = [Math.min(low, values[t]), Math.max(high, values[t])];
  const marks = unicode ? heights.unicode : heights.ascii;
  const middle = (low + high) / 2;
  const mark = (values: ArrayLike<number>, k: number): string => {
    const from = Math.floor((k * longest) / width);
    const to = Math.max(from + 1, Math.floor(((k + 1) * longest) / width));
    let far = Number.NaN;
    for (let t = from; t < Math.min(to, values.length); t++) {
      const value = values[t];
      if (!Number.isFinite(value)) continue;
      const off = Math.abs(value - middle) - Math.abs(far - middle);
      if (Number.isNaN(far) || off > 0 || (off === 0 && value > far)) far = value;
    }
    if (Number.isNaN(far)) return " ";
    return marks[high > low ? Math.min(7, Math.floor((8 * (far - low)) / (high - low))) : 0];
  };
  return rows
    .map(({ name, values }) => {
      const title = (unicode ? cut(name, side) : name.slice(0, side)).padEnd(side);
      return `  ${title}  ${Array.from({ length: width }, (_, k) => mark(values, k)).join("")}`.trimEnd();
    })
    .join("\n");
};
