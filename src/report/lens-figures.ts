/** Charts of `inspect MODEL DATA` that only some nets have: the loss over one unit's weight and bias, its cobweb; and how a training moved the weights. */
import { cobwebSvg, dynamicsSvg, lagSvg, landscapeSvg } from "../charts/index.ts";
import type { Dynamics, Landscape } from "../lenses/index.ts";
import { log } from "../math.ts";
import type { Speech } from "../message.ts";
import { each, figure } from "./html.ts";

/** Of a net with one plain unit; of others a sentence that says so. */
export function landscapeFigures(seen: Landscape | null, { words, numbers }: Speech): string[] {
  const own = words.lens.landscape;
  if (seen === null) return [each("p", [own.unfit])];
  const { cobweb, plain, clipped, clipNorm } = seen;
  const steps = numbers.number(Math.max(plain.length, clipped.length) - 1);
  const fixed = cobweb.fixed.map(({ h, slope }) => own.stands(numbers.number(h, 2), numbers.number(slope, 2)));
  return [
    figure({ id: "landscape", title: own.title, caption: [own.caption(steps, numbers.number(clipNorm, 1))], height: 420 }, (size) =>
      landscapeSvg(seen, { ...size, words: { ...own, number: numbers.number } }),
    ),
    figure({ id: "cobweb", title: own.cobweb.title, caption: [own.cobweb.caption, ...fixed], height: 360 }, (size) =>
      cobwebSvg(cobweb, { ...size, words: { ...own.cobweb, number: numbers.number } }),
    ),
  ];
}

/** σ and ρ by update, and beside them what each update did. */
export function dynamicsFigures(seen: Dynamics | null, { words, numbers }: Speech): string[] {
  const own = words.lens.dynamics;
  if (seen === null || seen.samples.length < 2) return [];
  const { samples, clipNorm } = seen;
  const lags = samples.map(({ step }) => step);
  const power = (value: number | null): number | null => (value === null || !(value > 0) ? null : log(value) / Math.LN10);
  const lines = (["before", "after", "change"] as const).map((name) => ({
    label: own[name],
    lags,
    values: samples.map((one) => power(one[name])),
  }));
  const share = samples.reduce((sum, { clipped }) => sum + clipped, 0) / samples.length;
  const caption = clipNorm === null ? own.free : own.clipped(numbers.percent(share), numbers.number(clipNorm, 1));
  return [
    figure({ id: "dynamics", title: own.title, caption: [own.caption] }, (size) =>
      dynamicsSvg(seen, { ...size, words: { ...own, number: numbers.number } }),
    ),
    figure({ id: "updates", title: own.updates, caption: [caption] }, (size) =>
      lagSvg(
        { lines },
        { ...size, words: { title: own.updates, description: own.updatesDescription, lag: own.update, number: numbers.number } },
      ),
    ),
  ];
}
