import type { Chart } from "../chart.ts";
import type { Landscape } from "../lenses/landscape.ts";
import { tanh } from "../math.ts";
import { axis, linear } from "./scale.ts";
import { at, escapeXml, key, leftOf, type SvgSize, svg, topOf } from "./svg.ts";

/** The map h → f(w h + b + u) of one unit: its curve, the diagonal, the way of h from 0 between them, and where it stands still. */
export interface CobwebStyle extends SvgSize {
  readonly words: {
    readonly title: string;
    readonly description: string;
    readonly map: string;
    readonly same: string;
    readonly way: string;
    readonly fixed: string;
    readonly now: string;
    readonly next: string;
    number(value: number, decimals: number): string;
  };
}

const looks = {
  map: "stroke:var(--main);stroke-width:2.5",
  same: "stroke:var(--soft);stroke-width:1",
  way: "stroke:var(--other);stroke-width:1.5",
};
const dot = "fill:var(--third);stroke:var(--paper);stroke-width:1";

/** Low and high of a picture that holds the way: [−1, 1] for tanh, from 0 for relu. */
function boundsOf({ activation, h, fixed }: Landscape["cobweb"]): [number, number] {
  if (activation === "tanh") return [-1, 1];
  const most = Math.max(1, ...fixed.map((one) => one.h), ...h.filter((value) => value < 1e3));
  return [0, 1.1 * most];
}

export const cobwebSvg: Chart<Landscape["cobweb"], CobwebStyle> = (web, style) => {
  const { words, width = 760, height = 360, inside } = style;
  const line = (look: string): string => `<path class="line" style="${look}" d="M0 0H22"/>`;
  const legend = key(
    [
      [line(looks.map), words.map],
      [line(looks.same), words.same],
      [line(looks.way), words.way],
      [`<circle cx="11" cy="0" r="5" style="${dot}"/>`, words.fixed],
    ],
    leftOf(style),
    width - 16,
    topOf(style),
  );
  const box = { left: 56, right: width - 16, top: legend.bottom + 12, bottom: height - 44 };
  const [low, high] = boundsOf(web);
  const x = linear([low, high], [box.left, box.right]);
  const y = linear([low, high], [box.bottom, box.top]);
  const place = (h: number, next: number): string =>
    `${at(x(Math.max(low, Math.min(high, h))))} ${at(y(Math.max(low, Math.min(high, next))))}`;
  const { w, b, input } = web;
  const f = (h: number): number => (web.activation === "tanh" ? tanh(w * h + b + input) : Math.max(0, w * h + b + input));
  const curve = Array.from({ length: 101 }, (_, k) => low + ((high - low) * k) / 100).map((h) => place(h, f(h)));
  const way = web.h.slice(1).flatMap((next, k) => [place(web.h[k], next), place(next, next)]);
  const ticks = axis(low, high, 5);
  const frame = `style="fill:none;stroke:var(--grid)" x="${at(box.left)}" y="${at(box.top)}" width="${at(box.right - box.left)}" height="${at(box.bottom - box.top)}"`;
  return svg(
    [
      legend.text,
      `<rect ${frame}/>`,
      `<path class="line" style="${looks.same}" d="M${place(low, low)}L${place(high, high)}"/>`,
      `<path class="line" style="${looks.map}" d="M${curve.join("L")}"/>`,
      ...(way.length === 0 ? [] : [`<path class="line" style="${looks.way}" d="M${place(web.h[0], web.h[0])}L${way.join("L")}"/>`]),
      ...web.fixed.map(({ h }) => `<circle style="${dot}" cx="${at(x(h))}" cy="${at(y(h))}" r="5"/>`),
      ...ticks.ticks.flatMap((tick) => [
        `<text x="${at(x(tick))}" y="${at(box.bottom + 18)}" text-anchor="middle">${words.number(tick, ticks.decimals)}</text>`,
        `<text x="${at(box.left - 8)}" y="${at(y(tick) + 4)}" text-anchor="end">${words.number(tick, ticks.decimals)}</text>`,
      ]),
      `<text x="${at(box.right)}" y="${at(box.bottom + 36)}" text-anchor="end">${escapeXml(words.now)}</text>`,
      `<text transform="translate(14 ${at(box.bottom)}) rotate(-90)">${escapeXml(words.next)}</text>`,
    ],
    words,
    width,
    height,
    inside,
  );
};
