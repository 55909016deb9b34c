/** Found and right, class by class, as bars and as a table. */
import { barsSvg } from "../charts/index.ts";
import type { Speech } from "../message.ts";
import { figure, folded, table } from "./html.ts";

/** A class in a test. Shares are null where there is nothing to count them on. */
export interface ClassRow {
  readonly label: string;
  readonly n: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Classes that are drawn: the commonest. */
const most = 24;

export interface ByClassWords {
  readonly caption: string;
  /** What `n` counts. */
  readonly n: string;
}

export function byClassFigure(classes: readonly ClassRow[], { words, numbers }: Speech, { caption, n }: ByClassWords): string {
  if (classes.length === 0) return "";
  const own = words.pages.byClass;
  const common = new Set([...classes].sort((a, b) => b.n - a.n).slice(0, most));
  const drawn = classes.filter((one) => common.has(one));
  const share = (value: number | null) => (value === null ? "–" : numbers.percent(value));
  const said = {
    title: own.title,
    description: own.description(numbers.number(drawn.length)),
    value: (value: number) => numbers.percent(value),
  };
  const rows = drawn.map(({ label, precision, recall }) => ({ name: label, values: [recall, precision] }));
  const more = drawn.length < classes.length ? [own.commonest(numbers.number(most), numbers.number(classes.length))] : [];
  const bars = figure({ id: "by-class", title: own.title, caption: [caption, ...more] }, (size) =>
    barsSvg({ rows, measures: [own.recall, own.precision], whole: 1 }, { ...size, words: said }),
  );
  const list = classes.map((one) => [
    one.label,
    numbers.number(one.n),
    share(one.recall),
    share(one.precision),
    one.f1 === null ? "–" : numbers.number(one.f1, 3),
  ]);
  const head = [own.label, n, own.recall, own.precision, own.f1];
  return `${bars}\n${folded(own.table, table({ caption: own.title, head, rows: list, long: true }))}`;
}
