/** Whether probabilities hold: bins of cases by the probability given to their class, with the share that was right. */
import type { ReliabilityBin } from "../charts/index.ts";
import { reliabilitySvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import { figure, folded, table } from "./html.ts";

/** A case: how sure the net was of the class that it gave, and whether that was right. */
export interface Sureness {
  readonly probability: number;
  readonly right: boolean;
}

/** The share that lies in 95 of 100 cases around one of n seen (Wilson 1927). */
export function wilson(share: number, n: number): readonly [number, number] {
  const z = 1.959964;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** Cases in `count` bins of equal width from 0 to 1. */
export function reliabilityOf(cases: readonly Sureness[], count = 10): ReliabilityBin[] {
  return Array.from({ length: count }, (_, b) => {
    const own = cases.filter(({ probability }) => Math.min(count - 1, Math.floor(probability * count)) === b);
    const n = own.length;
    const right = own.filter((one) => one.right).length / n;
    const given = own.reduce((sum, { probability }) => sum + probability, 0) / n;
    const [lower, upper] = n === 0 ? [Number.NaN, Number.NaN] : wilson(right, n);
    return { from: b / count, to: (b + 1) / count, n, given, right, lower, upper };
  });
}

/** The expected calibration error: the mean distance of probability and share right, weighted by the bins' cases. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const all = bins.reduce((sum, { n }) => sum + n, 0);
  return bins.reduce((sum, { n, given, right }) => (n === 0 ? sum : sum + (n / all) * Math.abs(given - right)), 0);
}

export function reliabilityFigure(cases: readonly Sureness[], { words, numbers }: Speech): string {
  if (cases.length === 0) return "";
  const text = words.pages.reliability;
  const bins = reliabilityOf(cases);
  const error = numbers.percent(calibrationError(bins), 1);
  const said = {
    ...text,
    description: text.description(numbers.number(cases.length), error),
    number: numbers.number,
    percent: (value: number) => numbers.percent(value),
  };
  const picture = figure({ id: "reliability", title: text.title, caption: [text.caption, text.error(error)] }, (size) =>
    reliabilitySvg(bins, { ...size, words: said }),
  );
  const rows = bins.flatMap(({ from, to, n, given, right, lower, upper }) =>
    n === 0
      ? []
      : [
          [
            words.report.bounds(numbers.percent(from), numbers.percent(to)),
            numbers.number(n),
            numbers.percent(given),
            numbers.percent(right),
            words.report.bounds(numbers.percent(lower), numbers.percent(upper)),
          ],
        ],
  );
  const head = [text.given, text.cases, text.mean, text.right, text.bounds];
  return `${picture}\n${folded(text.table, table({ caption: text.title, head, rows }))}`;
}
