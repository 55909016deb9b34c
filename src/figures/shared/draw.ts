/** What the figures are drawn with: symbols with indices, boxes, wires with rounded corners, lines of words. */
import { at, escapeXml } from "../../charts/svg.ts";
import { wrap } from "../../text.ts";

export type Point = readonly [x: number, y: number];

/** Where a text stands: its middle line, and its width about. Told so that tests can see that nothing overlaps. */
interface TextLook {
  /** Pixels. Default 15. */
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  /** CSS: `fill:var(--main)`. Default: ink. */
  readonly look?: string;
}

interface Part {
  readonly text: string;
  /** On the line (0), above (1), below (−1). */
  readonly level: 0 | 1 | -1;
}

/** `h^1_{t−1}` in parts. */
function partsOf(text: string): Part[] {
  const level = { "^": 1, _: -1 } as const;
  return [...text.matchAll(/([_^])(?:\{([^}]*)\}|(.))|([^_^]+)/gu)].map(([, mark, group, one, plain]) =>
    plain === undefined ? { text: group ?? one, level: level[mark as "_" | "^"] } : { text: plain, level: 0 },
  );
}

const small = 0.72;

/** About the width of a part. */
const partWidth = ({ text, level }: Part, size: number): number => 0.56 * size * (level === 0 ? 1 : small) * [...text].length;

/** An index that stands over or under the one before it. */
const stacked = (parts: readonly Part[], k: number): boolean => k > 0 && parts[k].level * parts[k - 1].level === -1;

/** About the width of a symbol, or of words with symbols in them. */
export function symbolWidth(text: string, size = 15): number {
  let [width, before] = [0, 0];
  const parts = partsOf(text);
  for (const [k, part] of parts.entries()) {
    const own = partWidth(part, size);
    width += stacked(parts, k) ? Math.max(0, own - before) : own;
    before = own;
  }
  return width;
}

/** A symbol such as `∂L/∂w_h` or `h^1_{t−1}`, or words with symbols, the middle at y. */
export function symbol(text: string, [x, y]: Point, { size = 15, anchor = "middle", look = "fill:var(--ink)" }: TextLook = {}): string {
  let lifted = 0;
  const parts = partsOf(text);
  const spans = parts.map((part, k) => {
    const lift = Math.round(part.level * size * (part.level > 0 ? 0.38 : 0.25));
    const moves = [
      ...(stacked(parts, k) ? [`dx="${at(-partWidth(parts[k - 1], size))}"`] : []),
      ...(lift === lifted ? [] : [`dy="${lifted - lift}"`]),
    ];
    lifted = lift;
    const own = part.level === 0 ? [] : [`style="font-size:${at(size * small)}px"`];
    const inside = escapeXml(part.text);
    return moves.length + own.length === 0 ? inside : `<tspan ${[...moves, ...own].join(" ")}>${inside}</tspan>`;
  });
  return `<text x="${at(x)}" y="${at(y + 0.35 * size)}" text-anchor="${anchor}" style="font-size:${at(size)}px;${look}">${spans.join("")}</text>`;
}

/** A rounded box around a middle, with words in it. */
export function box([x, y]: Point, width: number, height: number, look: string, inside = ""): string {
  const shape = `<rect x="${at(x - width / 2)}" y="${at(y - height / 2)}" width="${at(width)}" height="${at(height)}" rx="7" style="${look}"/>`;
  return shape + inside;
}

/** The look of boxes: on paper, outlined. */
export const outline = (color: string, tint = 0): string =>
  tint === 0
    ? `fill:var(--paper);stroke:var(--${color});stroke-width:1.5`
    : `fill:var(--${color});fill-opacity:${tint};stroke:var(--${color});stroke-width:1.5`;

export interface WireLook {
  /** Name of a colour. */
  readonly color: string;
  readonly width?: number;
  readonly dashes?: string;
  readonly opacity?: number;
  /** An arrow's head at the end. Default true. */
  readonly head?: boolean;
}

const length = ([x, y]: Point): number => Math.sqrt(x * x + y * y);

const away = ([ax, ay]: Point, [bx, by]: Point, distance: number): Point => {
  const apart = Math.max(1e-9, length([bx - ax, by - ay]));
  return [ax + ((bx - ax) * distance) / apart, ay + ((by - ay) * distance) / apart];
};

const spot = ([x, y]: Point): string => `${at(x)} ${at(y)}`;

/** The head of an arrow that ends at `tip`, coming from `from`. */
function head(from: Point, tip: Point, width: number, color: string): string {
  const size = 5 + 1.6 * width;
  const base = away(tip, from, size);
  const [dx, dy] = [(tip[0] - base[0]) / size, (tip[1] - base[1]) / size];
  const half = 0.48 * size;
  const [a, b]: Point[] = [
    [base[0] - dy * half, base[1] + dx * half],
    [base[0] + dy * half, base[1] - dx * half],
  ];
  return `<path d="M${spot(tip)}L${spot(a)}L${spot(b)}Z" style="fill:var(--${color})"/>`;
}

/** A line through points, its corners rounded. */
export function wire(points: readonly Point[], { color, width = 1.6, dashes, opacity, head: headed = true }: WireLook, radius = 8): string {
  const last = points.length - 1;
  const tip = points[last];
  const before = points[last - 1];
  const end = headed ? away(tip, before, 4) : tip;
  const corners = points.slice(1, last).map((corner, k) => {
    const [from, to] = [points[k], points[k + 2]];
    const room = (other: Point): number => Math.min(radius, length([corner[0] - other[0], corner[1] - other[1]]) / 2);
    return `L${spot(away(corner, from, room(from)))}Q${spot(corner)} ${spot(away(corner, to, room(to)))}`;
  });
  const dash = dashes === undefined ? "" : `;stroke-dasharray:${dashes}`;
  const line = `<path d="M${spot(points[0])}${corners.join("")}L${spot(end)}" style="fill:none;stroke:var(--${color});stroke-width:${at(width)}${dash}"/>`;
  const drawn = headed ? line + head(before, tip, width, color) : line;
  return opacity === undefined ? drawn : `<g style="opacity:${Math.round(opacity * 100) / 100}">${drawn}</g>`;
}

/** An arrow along a curve (quadratic) from one point over another to a third. */
export function arc(from: Point, over: Point, to: Point, { color, width = 1.6, dashes, opacity }: WireLook): string {
  const dash = dashes === undefined ? "" : `;stroke-dasharray:${dashes}`;
  const path = `<path d="M${spot(from)}Q${spot(over)} ${spot(away(to, over, 4))}" style="fill:none;stroke:var(--${color});stroke-width:${at(width)}${dash}"/>`;
  return `<g style="opacity:${Math.round((opacity ?? 1) * 100) / 100}">${path}${head(over, to, width, color)}</g>`;
}

/** A line of a key: a sign (a symbol, or the look of a wire) and what it means. */
export interface KeyLine {
  readonly sign: string | WireLook;
  readonly means: string;
}

/** A key below a figure: signs in a column, their meanings beside them, wrapped to the width; in two columns where there's room. */
export function keyLines(lines: readonly KeyLine[], left: number, right: number, top: number): { text: string; bottom: number } {
  const two = right - left >= 620 && lines.length > 2;
  const width = two ? (right - left - 28) / 2 : right - left;
  const signs = Math.max(28, ...lines.map(({ sign }) => (typeof sign === "string" ? symbolWidth(sign, 14) : 0)));
  const worded = lines.map(({ sign, means }) => ({ sign, said: wrap(means, Math.max(12, Math.floor((width - signs - 12) / 6.5))) }));
  const tall = ({ said }: { readonly said: readonly string[] }): number => 16 * said.length + 4;
  const half = worded.reduce((sum, line) => sum + tall(line), 0) / 2;
  let [column, y, bottom, past] = [0, top, top, 0];
  const parts = worded.map((line) => {
    if (two && column === 0 && past >= half) [column, y] = [1, top];
    const x = left + column * (width + 28);
    const middle = y + 9;
    const words = line.said.map((text, k) => symbol(text, [x + signs + 12, middle + 16 * k], { size: 12, anchor: "start", look: "" }));
    const { sign } = line;
    const end: Point = [x + 28, middle];
    const mark = typeof sign === "string" ? symbol(sign, [x, middle], { size: 14, anchor: "start" }) : wire([[x, middle], end], sign);
    past += tall(line);
    y += tall(line);
    bottom = Math.max(bottom, y);
    return mark + words.join("");
  });
  return { text: parts.join("\n"), bottom };
}
