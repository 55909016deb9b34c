import type { Chart } from "../chart.ts";
import { cut } from "../text.ts";

/** A signal over time in one row of characters, and below it rows of labels: which class stands where. */

export interface Signal {
  /** NaN is missing. */
  readonly values: ArrayLike<number>;
  /** Rows of labels, one a step each; "" leaves the place empty. */
  readonly rows: readonly { readonly name: string; readonly labels: readonly string[] }[];
  /** What stands under the first and under the last step. */
  readonly ends: readonly [string, string];
}

export interface SignalStyle {
  /** Width in characters, from 20. */
  readonly columns: number;
  readonly unicode: boolean;
  /** Name of the signal's own row. */
  readonly name: string;
}

const heights = { unicode: "▁▂▃▄▅▆▇█", ascii: "_.-=+*#@" };

/** Each class's own letter: its first one that no class before has, else a digit. */
function lettersOf(names: readonly string[]): Map<string, string> {
  const letters = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    const letter = [...name.toUpperCase(), ..."123456789"].find((one) => !taken.has(one) && one.trim() !== "") ?? "?";
    taken.add(letter);
    letters.set(name, letter);
  }
  return letters;
}

/** Each character spans some steps: the signal's value farthest from the middle of what is shown, and the commonest label that isn't empty. A key says the letters. */
export const signalTerminal: Chart<Signal, SignalStyle> = ({ values, rows, ends }, { columns, unicode, name }) => {
  const side = Math.min(Math.max(name.length, ...rows.map((row) => row.name.length)), Math.floor(columns / 3));
  const width = Math.max(4, Math.min(values.length, columns - side - 4));
  const cell = (k: number): [number, number] => [
    Math.floor((k * values.length) / width),
    Math.max(Math.floor(((k + 1) * values.length) / width), Math.floor((k * values.length) / width) + 1),
  ];
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  const [low, high] = [
    known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ];
  const marks = unicode ? heights.unicode : heights.ascii;
  const bars = Array.from({ length: width }, (_, k) => {
    const own = Array.from(values)
      .slice(...cell(k))
      .filter((value) => !Number.isNaN(value));
    if (own.length === 0) return " ";
    const middle = (low + high) / 2;
    const far = own.reduce((most, value) => (Math.abs(value - middle) > Math.abs(most - middle) ? value : most));
    return marks[high > low ? Math.min(7, Math.floor((8 * (far - low)) / (high - low))) : 0];
  });
  const classes = [...new Set(rows.flatMap(({ labels }) => labels))].filter((label) => label !== "").sort();
  const letters = lettersOf(classes);
  const line = (title: string, text: string): string =>
    `  ${(unicode ? cut(title, side) : title.slice(0, side)).padEnd(side)}  ${text}`.trimEnd();
  const marked = rows.map((row) => {
    const text = Array.from({ length: width }, (_, k) => letters.get(commonest(row.labels.slice(...cell(k)))) ?? (unicode ? "·" : "."));
    return line(row.name, text.join(""));
  });
  const key = classes.map((label) => `${letters.get(label)} ${label}`).join("  ");
  const space = width - ends[0].length - ends[1].length;
  const axis = space < 1 ? ends[0].slice(0, width) : `${ends[0]}${" ".repeat(space)}${ends[1]}`;
  return [
    line(name, bars.join("")),
    ...marked,
    line("", axis),
    ...(key === "" || 4 + side + key.length > columns ? [] : [line("", key)]),
  ].join("\n");
};

function commonest(labels: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const label of labels) if (label !== "") counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? "";
}
