/**
 * Tags of words (IOB1, IOB2, IOBES) as spans, by the rules of the CoNLL-2000 evaluation (Tjong Kim Sang and Buchholz 2000): a span is right when its first
 * word, its last word and its type all are.
 */
import type { LabelEvent } from "./events.ts";

const tagForm = /^(?:O|[BIES]-.+)$/;

/** Are these tags of words? All are `O`, `B-…`, `I-…`, `E-…` or `S-…`, and some begins or goes on. */
export const isIob = (classes: readonly string[]): boolean =>
  classes.every((name) => tagForm.test(name)) && classes.some((name) => /^[BI]-/.test(name));

interface Tag {
  readonly mark: string;
  readonly type: string;
}

const tagOf = (label: string): Tag =>
  tagForm.test(label) && label !== "O" ? { mark: label[0], type: label.slice(2) } : { mark: "O", type: "" };

/** Does a span end between two tags? */
const ends = (before: Tag, now: Tag): boolean =>
  before.mark !== "O" &&
  (now.mark === "O" || now.mark === "B" || now.mark === "S" || before.mark === "E" || before.mark === "S" || before.type !== now.type);

/** Does one begin at `now`? */
const begins = (before: Tag, now: Tag): boolean =>
  now.mark !== "O" &&
  (now.mark === "B" || now.mark === "S" || before.mark === "O" || before.mark === "E" || before.mark === "S" || before.type !== now.type);

/** The spans of one sentence's tags, in order, their label without the mark; what is no tag is outside. */
export function spansOf(labels: readonly string[]): LabelEvent[] {
  const spans: LabelEvent[] = [];
  let before = tagOf("O");
  let from = -1;
  for (let t = 0; t <= labels.length; t++) {
    const now = tagOf(t < labels.length ? labels[t] : "O");
    if (from >= 0 && ends(before, now)) {
      spans.push({ from, to: t, label: before.type });
      from = -1;
    }
    if (begins(before, now)) from = t;
    before = now;
  }
  return spans;
}

/**
 * Which tag may follow which: [before · (n + 1) + after], row n being the start of a sentence. Forbidden is what the training never had for tags that
 * go on (`I-x` after anything but itself and what it followed there).
 */
export function allowedAfter(classes: readonly string[], sentences: readonly (readonly string[])[]): Uint8Array {
  const n = classes.length;
  const allowed = new Uint8Array((n + 1) * n);
  const places = new Map(classes.map((name, k) => [name, k]));
  for (let before = 0; before <= n; before++)
    for (let after = 0; after < n; after++) if (!/^[IE]-/.test(classes[after])) allowed[before * n + after] = 1;
  for (const labels of sentences) {
    let before: number | undefined = n;
    for (const label of labels) {
      const after = places.get(label);
      if (before !== undefined && after !== undefined) allowed[before * n + after] = 1;
      before = after;
    }
  }
  return allowed;
}
