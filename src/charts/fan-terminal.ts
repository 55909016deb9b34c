import type { Chart, Fan, FanWords } from "../chart.ts";
import { cut, flow } from "../text.ts";
import { axis as axisOf, extent, lastFinite, linear, widestFirst } from "./scale.ts";

/** The fan chart in characters: braille dots (2 × 4 a character), or one mark a character where only ASCII can be shown. */

export interface TerminalStyle {
  readonly words: Pick<FanWords, "history" | "forecast" | "range" | "number">;
  /** Width in characters, from 20. */
  readonly columns: number;
  /** Height of the plot in characters. Default 10. */
  readonly rows?: number;
  readonly unicode: boolean;
  readonly color: boolean;
}

const empty = 0;
const past = 1;
const forecast = 2;

/** Bits of the braille dots, by row and column within a character (Unicode 2800–28FF). */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];

const marks = {
  unicode: { shades: ["▒", "░"], corner: "└", line: "─", now: "┬", tick: "┤", edge: "│", past: "⠒⠒", forecast: "⠤⠤" },
  ascii: { shades: [":", "."], corner: "+", line: "-", now: "^", tick: "+", edge: "|", past: "*", forecast: "o" },
};

const paint = {
  past: (text: string) => text,
  forecast: (text: string) => `\u001b[1;36m${text}\u001b[0m`,
  shade: (text: string) => `\u001b[36m${text}\u001b[0m`,
};

/** Value of a polyline at a fractional step; NaN beside a missing value. */
function valueAt(values: ArrayLike<number>, step: number): number {
  const low = Math.max(0, Math.min(values.length - 1, Math.floor(step)));
  const high = Math.min(values.length - 1, low + 1);
  const share = step - low;
  return share === 0 ? values[low] : values[low] * (1 - share) + values[high] * share;
}

export const fanTerminal: Chart<Fan, TerminalStyle> = (fan, { words, columns, rows = 10, unicode, color }) => {
  const { point, pastTime = [], time = [] } = fan;
  const mark = unicode ? marks.unicode : marks.ascii;
  const [across, down] = unicode ? [2, 4] : [1, 1];
  const { domain, ticks, decimals } = axisOf(...extent(fan), Math.max(2, Math.floor(rows / 2)));
  const labels = ticks.map((value) => words.number(value, decimals));
  const labelWidth = columns < 16 ? 0 : Math.min(Math.max(...labels.map((label) => label.length)), columns - 12);
  const width = Math.max(4, columns - labelWidth - 1);
  const last = lastFinite(fan.past);
  const now = fan.past.length - 1;
  const end = Math.max(1, now + point.length);
  const toStep = linear([0, width * across - 1], [0, end]);
  const toCell = linear([0, end], [0, width - 1]);
  const toDot = linear(domain, [rows * down - 1, 0]);

  const bits = Array.from({ length: rows }, () => new Uint8Array(width));
  const kinds = Array.from({ length: rows }, () => new Uint8Array(width));
  const shades = Array.from({ length: rows }, () => new Uint8Array(width));
  const dot = (x: number, y: number, kind: number) => {
    const [row, column] = [Math.floor(y / down), Math.floor(x / across)];
    bits[row][column] |= dots[y % down][x % across];
    kinds[row][column] = Math.max(kinds[row][column], kind);
  };

  // Lines: a column of dots from the last column's height to this one's, so that steep parts stay joined.
  const future = [last, ...Array.from(point)];
  let before = Number.NaN;
  for (let x = 0; x < width * across; x++) {
    const step = toStep(x);
    const value = step <= now ? valueAt(fan.past, step) : valueAt(future, step - now);
    const kind = step <= now ? past : forecast;
    if (!Number.isFinite(value)) {
      before = Number.NaN;
      continue;
    }
    const y = Math.round(toDot(value));
    const from = Number.isNaN(before) ? y : before;
    const stride = Math.sign(from - y);
    for (let at = y; at !== from; at += stride) dot(x, at, kind);
    dot(x, y, kind);
    before = y;
  }

  // Ranges, the narrowest last, so that it wins.
  const ranges = widestFirst(fan.ranges);
  ranges.forEach(({ lower, upper }, order) => {
    const [low, high] = [
      [last, ...Array.from(lower)],
      [last, ...Array.from(upper)],
    ];
    for (let column = 0; column < width; column++) {
      const step = toStep(column * across + (across - 1) / 2) - now;
      if (step <= 0) continue;
      const [top, bottom] = [toDot(valueAt(high, step)), toDot(valueAt(low, step))];
      for (let row = 0; row < rows; row++) {
        const overlap = Math.min(bottom, (row + 1) * down - 0.5) - Math.max(top, row * down - 0.5);
        if (overlap >= 0.4 * down) shades[row][column] = ranges.length - order;
      }
    }
  });

  const cell = (row: number, column: number): string => {
    const kind = kinds[row][column];
    const shade = shades[row][column];
    if (kind === empty && shade === 0) return " ";
    if (kind === empty) {
      const text = mark.shades[Math.min(shade, mark.shades.length) - 1];
      return color ? paint.shade(text) : text;
    }
    const text = unicode ? String.fromCharCode(0x2800 + bits[row][column]) : kind === past ? mark.past : mark.forecast;
    return color && kind === forecast ? paint.forecast(text) : text;
  };

  const tickRows = new Map(ticks.map((value, i) => [Math.floor(toDot(value) / down), labels[i]]));
  const lines = Array.from({ length: rows }, (_, row) => {
    const label = tickRows.get(row);
    const axis = labelWidth === 0 ? "" : cut(label ?? "", labelWidth).padStart(labelWidth) + (label === undefined ? mark.edge : mark.tick);
    return (axis + Array.from({ length: width }, (_, column) => cell(row, column)).join("")).trimEnd();
  });
  const nowCell = Math.round(toCell(Math.max(0, now)));
  const axis = Array.from({ length: width }, (_, column) => (column === nowCell ? mark.now : mark.line)).join("");
  lines.push(" ".repeat(labelWidth) + (labelWidth === 0 ? "" : mark.corner) + axis);
  if (time.length > 0 && pastTime.length > 0) lines.push(timeLine(labelWidth, width, nowCell, pastTime, time));

  const legend = [
    `${mark.past} ${words.history}`,
    color ? paint.forecast(`${mark.forecast} ${words.forecast}`) : `${mark.forecast} ${words.forecast}`,
    ...[...ranges].reverse().map(({ level }, i) => `${mark.shades[Math.min(i, mark.shades.length - 1)]} ${words.range(level)}`),
  ];
  const indent = columns < 40 ? "" : " ".repeat(Math.min(labelWidth + 1, 8));
  lines.push(...flow(legend, columns - indent.length + (color ? 11 : 0), "").map((line) => indent + line));
  return lines.join("\n");
};

/** First, last past and last label under the axis: the ends first, the middle one where it fits between them. */
function timeLine(labelWidth: number, width: number, nowCell: number, pastTime: readonly string[], time: readonly string[]): string {
  const end = time[time.length - 1];
  const room = width + 1;
  if (end.length > room) return "";
  const line = Array.from({ length: room }, () => " ");
  const put = (text: string, start: number) => {
    const from = Math.max(0, start - 1);
    const to = Math.min(room, start + text.length + 1);
    if (start < 0 || start + text.length > room || line.slice(from, to).some((mark) => mark !== " ")) return;
    for (let i = 0; i < text.length; i++) line[start + i] = text[i];
  };
  put(end, room - end.length);
  put(pastTime[0], 1);
  const middle = pastTime[pastTime.length - 1];
  put(middle, nowCell + 1 - Math.floor(middle.length / 2));
  return `${" ".repeat(labelWidth)}${line.join("")}`.trimEnd();
}
