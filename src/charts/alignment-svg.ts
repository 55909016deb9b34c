import type { Chart } from "../chart.ts";
import { cut } from "../text.ts";
import { at, escapeXml, leftOf, type SvgSize, svg, textWidth, topOf } from "./svg.ts";

/** Attention between two sequences of tokens: a row for each token found, a column for each token of the source, the stronger the colour the more weight. */

export interface AlignmentData {
  readonly source: readonly string[];
  readonly target: readonly { readonly token: string; readonly wrong?: boolean }[];
  /** A row a token of the target, a weight a token of the source; each row adds up to 1. More rows than tokens: the last is that of the end. */
  readonly weights: readonly (readonly number[])[];
}

export interface AlignmentStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly source: string;
    readonly target: string;
    /** Names the row of the end. */
    readonly end: string;
  };
}

/** Tokens drawn on each side; the rest is left out, and said by a last `…`. */
const most = { source: 48, target: 60 };
const visible = (token: string) => token.replaceAll(" ", "␣").replaceAll("\t", "⇥");

export const alignmentSvg: Chart<AlignmentData, AlignmentStyle> = ({ source, target, weights }, style) => {
  const { words, width = 760, inside } = style;
  const shownSource = source.slice(0, most.source);
  const rows = [...target, ...(weights.length > target.length ? [{ token: words.end, wrong: false }] : [])].slice(0, most.target);
  const label = (token: string, wrong = false) => `${wrong ? "✗ " : ""}${visible(token)}`;
  const longest = (texts: readonly string[]) => 1.1 * Math.max(0, ...texts.map(textWidth));
  const left =
    leftOf(style) +
    Math.min(width * 0.34, Math.max(longest(rows.map(({ token, wrong }) => label(token, wrong))), textWidth(`${words.target} ↓`))) +
    10;
  const cell = Math.max(4, Math.min(48, (width - left - 8) / Math.max(1, shownSource.length)));
  const tall = rows.length > 30 ? 14 : 18;
  const upright = longest(shownSource.map(visible)) > cell - 4;
  const names = upright ? Math.min(longest(shownSource.map(visible)), 96) + 8 : 18;
  const top = topOf(style) + 24 + names;
  const cutEnd = source.length > shownSource.length || target.length > most.target;
  const height = style.height ?? top + Math.max(1, rows.length) * tall + (cutEnd ? 24 : 10);
  const fits = (text: string, room: number) => escapeXml(cut(text, Math.max(1, Math.round(room / 6.7))));
  const columns = shownSource.map((token, s) => {
    const x = left + (s + 0.5) * cell;
    return upright
      ? `<text transform="translate(${at(x + 4)} ${at(top - 6)}) rotate(-90)">${fits(visible(token), 96)}</text>`
      : `<text x="${at(x)}" y="${at(top - 8)}" text-anchor="middle">${escapeXml(visible(token))}</text>`;
  });
  const cells = rows.map(({ token, wrong = false }, t) => {
    const y = top + t * tall;
    const name = `<text${wrong ? ' style="fill:var(--other)"' : ""} x="${at(left - 8)}" y="${at(y + tall / 2 + 4)}" text-anchor="end">${fits(label(token, wrong), left - leftOf(style) - 10)}</text>`;
    const marks = shownSource.map((_, s) => {
      const weight = Math.max(0, Math.min(1, weights[t]?.[s] ?? 0));
      if (!(weight >= 0.02)) return "";
      return `<rect x="${at(left + s * cell)}" y="${at(y)}" width="${at(cell)}" height="${tall}" style="fill:var(--main);fill-opacity:${weight.toFixed(2)}"/>`;
    });
    return `${name}${marks.join("")}`;
  });
  const bottom = top + rows.length * tall;
  const right = left + shownSource.length * cell;
  const lines = [
    ...Array.from({ length: rows.length + 1 }, (_, t) => `M${at(left)} ${at(top + t * tall)}H${at(right)}`),
    ...Array.from({ length: shownSource.length + 1 }, (_, s) => `M${at(left + s * cell)} ${at(top)}V${at(bottom)}`),
  ];
  return svg(
    [
      `<text x="${at(left)}" y="${at(topOf(style) + 14)}">${escapeXml(words.source)} →</text>`,
      `<text x="${at(left - 8)}" y="${at(top - 8)}" text-anchor="end">${escapeXml(words.target)} ↓</text>`,
      ...columns,
      ...cells,
      `<path class="grid" style="fill:none" d="${lines.join("")}"/>`,
      cutEnd ? `<text x="${at(left)}" y="${at(bottom + 16)}">…</text>` : "",
    ],
    words,
    width,
    height,
    inside,
  );
};
