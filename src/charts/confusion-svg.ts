import type { Chart } from "../chart.ts";
import { cut } from "../text.ts";
import { at, escapeXml, leftOf, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** A confusion matrix: a row for what is, a column for what was given, the count in each cell. What is right stands on the diagonal and in another colour than mistakes. */

export interface ConfusionData {
  readonly labels: readonly string[];
  /** `counts[i][j]`: cases of label i that were given label j. */
  readonly counts: readonly (readonly number[])[];
}

export interface ConfusionStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    /** Above the columns, and above the rows' names. */
    readonly given: string;
    readonly is: string;
    number(value: number, decimals: number): string;
  };
}

/** The fullest cell's share of colour: letters stay readable on it. A mistake is seen however few there are. */
const fullest = 0.5;
const faintest = 0.16;

export const confusionSvg: Chart<ConfusionData, ConfusionStyle> = ({ labels, counts }, style) => {
  const { words, width = 760, inside } = style;
  const n = Math.max(1, labels.length);
  const longest = Math.max(0, ...labels.map(textWidth));
  const left = leftOf(style) + Math.max(textWidth(`${words.is} ↓`), Math.min(1.1 * longest, width * 0.3)) + 10;
  const cell = Math.min(72, (width - left - 4) / n);
  const tall = Math.max(16, Math.min(38, cell));
  // Names that are wider than their column stand upright.
  const upright = longest > cell - 6;
  const names = upright ? Math.min(longest, 110) + 8 : 18;
  const top = topOf(style) + 24 + names;
  const height = style.height ?? top + n * tall + 12;
  const fits = (label: string, room: number) => escapeXml(cut(label, Math.max(1, Math.round(room / 6.7))));

  const columns = labels.map((label, j) => {
    const x = left + (j + 0.5) * cell;
    return upright
      ? `<text transform="translate(${at(x + 4)} ${at(top - 6)}) rotate(-90)">${fits(label, 110)}</text>`
      : `<text x="${at(x)}" y="${at(top - 8)}" text-anchor="middle">${fits(label, cell)}</text>`;
  });
  const rows = labels.map((label, i) => {
    const y = top + (i + 0.5) * tall;
    return `<text x="${at(left - 8)}" y="${at(y + 4)}" text-anchor="end">${fits(label, left - leftOf(style) - 10)}</text>`;
  });
  const cells = labels.flatMap((_, i) => {
    const all = counts[i].reduce((sum, count) => sum + count, 0);
    return labels.map((__, j) => {
      const count = counts[i][j];
      const [x, y] = [left + j * cell, top + i * tall];
      const share = all === 0 ? 0 : count / all;
      const color = `fill:var(--${i === j ? "main" : "other"});fill-opacity:${(count === 0 ? 0 : faintest + (fullest - faintest) * (i === j ? share : Math.sqrt(share))).toFixed(2)}`;
      const label = words.number(count, 0);
      const shown = count > 0 && textWidth(label) <= cell - 2;
      return (
        `<rect x="${at(x)}" y="${at(y)}" width="${at(cell)}" height="${at(tall)}" style="${color};stroke:var(--grid)"/>` +
        (shown
          ? `<text class="strong" x="${at(x + cell / 2)}" y="${at(y + tall / 2 + 4)}" text-anchor="middle">${escapeXml(label)}</text>`
          : "")
      );
    });
  });
  return svg(
    [
      `<text x="${at(left)}" y="${at(topOf(style) + 14)}">${escapeXml(words.given)} →</text>`,
      `<text x="${at(left - 8)}" y="${at(top - 8)}" text-anchor="end">${escapeXml(words.is)} ↓</text>`,
      ...columns,
      ...rows,
      ...cells,
    ],
    words,
    width,
    height,
    inside,
  );
};
