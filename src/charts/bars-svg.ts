import type { Chart } from "../chart.ts";
import { cut } from "../text.ts";
import { at, escapeXml, key, leftOf, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** Rows of bars, lying: one or more measures for each row, each with its value at its end; one below 0 lies to the left of the others. */

export interface BarsData {
  readonly rows: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** Names of the measures, one a value of each row; a single one needs no key. */
  readonly measures: readonly string[];
  /** The value of a bar over the whole width. Default: the largest value. */
  readonly whole?: number;
}

export interface BarsStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    /** A value as text. */
    value(value: number): string;
  };
}

const looks = [
  "fill:var(--main);fill-opacity:0.75",
  "fill:var(--other);fill-opacity:0.35;stroke:var(--other)",
  "fill:var(--third);fill-opacity:0.5",
];

export const barsSvg: Chart<BarsData, BarsStyle> = ({ rows, measures, whole }, style) => {
  const { words, width = 760, inside } = style;
  const left = leftOf(style) + Math.min(width * 0.36, 1.1 * Math.max(0, ...rows.map(({ name }) => textWidth(name)))) + 10;
  const said = (value: number | null) => (value === null || !Number.isFinite(value) ? "–" : words.value(value));
  const side = Math.max(0, ...rows.flatMap(({ values }) => values.map((value) => textWidth(said(value))))) + 12;
  const most =
    whole ?? Math.max(0, ...rows.flatMap(({ values }) => values.map((value) => (Number.isFinite(value) ? (value as number) : 0))));
  const legend =
    measures.length < 2
      ? { text: "", bottom: topOf(style) }
      : key(
          measures.map((name, m) => [`<rect y="-6" width="22" height="10" style="${looks[m % looks.length]}"/>`, name] as const),
          leftOf(style),
          width - 16,
          topOf(style),
        );
  const thick = 13;
  const each = measures.length * thick + 10;
  const top = legend.bottom + 10;
  const height = style.height ?? top + Math.max(1, rows.length) * each + 4;
  const low = Math.min(0, ...rows.flatMap(({ values }) => values.map((value) => (Number.isFinite(value) ? (value as number) : 0))));
  const room = Math.max(1, width - left - side - 4);
  const span = most - low;
  const longOf = (value: number): number => (span > 0 && Number.isFinite(span) ? (value / span) * room : 0);
  const zero = left - longOf(low);
  const drawn = rows.flatMap(({ name, values }, r) => {
    const y = top + r * each;
    const label = escapeXml(cut(name, Math.max(1, Math.round((left - leftOf(style) - 10) / 6.7))));
    return [
      `<text x="${at(left - 8)}" y="${at(y + (measures.length * thick) / 2 + 4)}" text-anchor="end">${label}</text>`,
      ...values.map((value, m) => {
        const long = value !== null && Number.isFinite(value) ? longOf(Math.min(value, most)) : 0;
        const [from, to] = [Math.min(zero, zero + long), Math.max(zero, zero + long)];
        return (
          `<rect x="${at(from)}" y="${at(y + m * thick + 1)}" width="${at(to - from)}" height="${thick - 3}" style="${looks[m % looks.length]}"/>` +
          `<text x="${at(to + 6)}" y="${at(y + m * thick + 10)}">${escapeXml(said(value))}</text>`
        );
      }),
    ];
  });
  const ground = `<line class="grid" x1="${at(zero)}" x2="${at(zero)}" y1="${at(top - 4)}" y2="${at(height - 4)}"/>`;
  return svg([legend.text, ground, ...drawn], words, width, height, inside);
};
