/** A confusion matrix small enough to be read, as a picture and as a table. */
import type { ConfusionData } from "../charts/index.ts";
import { confusionSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import { figure, folded, table } from "./html.ts";

/** Classes that a picture shows. */
const most = 20;

/** The classes that are mixed up most, in their order, and one more for all others. */
export function mostMixed({ labels, counts }: ConfusionData, others: (count: number) => string, shown = most): ConfusionData {
  if (labels.length <= shown) return { labels, counts };
  const mistakes = labels.map((_, c) =>
    counts.reduce((sum, row, i) => sum + (i === c ? row.reduce((all, count) => all + count, 0) - row[c] : row[c]), 0),
  );
  const size = labels.map((_, c) => counts[c].reduce((sum, count) => sum + count, 0));
  const order = [...labels.keys()].sort((a, b) => mistakes[b] - mistakes[a] || size[b] - size[a] || a - b);
  const kept = order.slice(0, shown - 1).sort((a, b) => a - b);
  const place = new Map(kept.map((c, k) => [c, k]));
  const at = (c: number) => place.get(c) ?? kept.length;
  const sums = Array.from({ length: kept.length + 1 }, () => new Array<number>(kept.length + 1).fill(0));
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      sums[at(i)][at(j)] += count;
    });
  });
  return { labels: [...kept.map((c) => labels[c]), others(labels.length - kept.length)], counts: sums };
}

/** How many cases of which class were given which, drawn and listed. */
export function confusionFigure(all: ConfusionData, { words, numbers }: Speech, caption: readonly string[]): string {
  const text = words.pages.confusion;
  const data = mostMixed(all, (count) => text.others(numbers.number(count)));
  const total = all.counts.flat().reduce((sum, count) => sum + count, 0);
  const right = all.counts.reduce((sum, row, i) => sum + row[i], 0);
  const said = {
    title: text.title,
    description: text.description(numbers.number(right), numbers.number(total)),
    given: text.given,
    is: text.is,
    number: numbers.number,
  };
  const picture = figure({ id: "confusion", title: text.title, caption: [text.caption, ...caption] }, (size) =>
    confusionSvg(data, { ...size, words: said }),
  );
  const rows = data.labels.map((label, i) => [label, ...data.counts[i].map((count) => numbers.number(count))]);
  const twin = table({ caption: text.title, head: [`${text.is} \\ ${text.given}`, ...data.labels], rows, long: true });
  return `${picture}\n${folded(text.table, twin)}`;
}
