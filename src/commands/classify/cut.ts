import type { Note } from "../../data/table.ts";
import { DataError, OptionError, show } from "../../errors.ts";
import type { ReadSequence, Recording } from "./data.ts";

/**
 * Recordings as sequences: whole, or cut into windows. All windows of a recording stay on one side of the test: they overlap, and are
 * alike besides. Where recordings hold several classes, a window has one class or is left out.
 */

export interface Cut {
  readonly sequences: readonly ReadSequence[];
  readonly window?: { readonly rows: number; readonly step: number };
}

const units = new Map([
  ["ms", 0.001],
  ["s", 1],
  ["m", 60],
  ["min", 60],
  ["h", 3600],
  ["d", 86_400],
]);

/** `50` rows, or `2s`, `500ms`, `1min`: in rows by the median step of time. Throws OptionError `option-invalid`, `option-needs`. */
function rowsOf(flag: string, text: string, interval: number | undefined): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = match === null ? undefined : match[2] === "" ? 0 : units.get(match[2].toLowerCase());
  const invalid = (got: string) => {
    const expected = "a number of rows such as 50, or a time such as 2s, 500ms or 1min, of at least one row";
    return new OptionError({
      code: "window-invalid",
      where: `invalid ${flag}`,
      expected,
      got,
      fields: { flag, got },
    });
  };
  if (match === null || unit === undefined) throw invalid(show(text));
  if (unit > 0 && interval === undefined) {
    throw new OptionError({
      code: "window-needs-time",
      where: flag,
      expected: "a column of times, for a window in units of time",
      got: "none",
      hint: `name it with --time, or give rows: ${flag} 50`,
      fields: { flag },
    });
  }
  const rows = unit > 0 ? Math.round((Number(match[1]) * unit) / (interval as number)) : Number(match[1]);
  if (!Number.isInteger(rows) || rows < 1) throw invalid(unit > 0 ? `${show(text)}, ${rows} rows` : show(text));
  return rows;
}

/** Median of the steps between rows; undefined without times. */
function intervalOf(recordings: readonly Recording[]): number | undefined {
  const steps = recordings.flatMap(({ seconds }) =>
    seconds === undefined ? [] : Array.from(seconds.subarray(1), (moment, k) => moment - seconds[k]).filter((step) => step > 0),
  );
  return steps.length === 0 ? undefined : steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)];
}

const slice = ({ features, labels }: Recording, from: number, to: number) => ({
  features: new Map([...features].map(([name, column]) => [name, column.slice(from, to)] as const)),
  classes: new Set(labels.slice(from, to)),
});

/** Recordings as they are. Throws DataError `label-varies` for one of several classes. */
export function whole(recordings: readonly Recording[], file: string): Cut {
  return {
    sequences: recordings.map((recording) => {
      const { id, labels } = recording;
      const { features, classes } = slice(recording, 0, labels.length);
      classes.delete("");
      if (classes.size > 1) {
        const some = [...classes].slice(0, 4).join(", ");
        throw new DataError({
          code: "label-varies",
          where: `${file}, ${show(id)}`,
          expected: "one class in a sequence",
          got: some,
          hint: "cut recordings into windows: --window 50 --step 25, or name the column that tells sequences apart: --id",
          fields: { file, id, got: some },
        });
      }
      const [label] = classes;
      return { sequence: { id, group: id, features, ...(label !== undefined && { label }) }, name: id };
    }),
  };
}

/**
 * Windows of `window` rows, one every `step` (default: half a window). Recordings are those of the data where each class is in three of them at least;
 * else each stretch of one class counts as a recording of its own, and a note says so.
 */
export function windows(recordings: readonly Recording[], window: string, step: string | undefined, file: string, notes: Note[]): Cut {
  const interval = intervalOf(recordings);
  const rows = rowsOf("--window", window, interval);
  const every = step === undefined ? Math.max(1, Math.floor(rows / 2)) : rowsOf("--step", step, interval);
  const perClass = new Map<string, Set<string>>();
  for (const { id, labels } of recordings)
    for (const label of new Set(labels)) if (label !== "") perClass.set(label, (perClass.get(label) ?? new Set()).add(id));
  const byRecording = [...perClass.values()].every(({ size }) => size >= 3);
  let mixed = 0;
  const sequences = recordings.flatMap((recording): ReadSequence[] => {
    const { id, labels, at } = recording;
    let stretch = 0;
    const stretches = labels.map((label, row) => (row > 0 && label !== labels[row - 1] ? ++stretch : stretch));
    const own: ReadSequence[] = [];
    for (let from = 0; from + rows <= labels.length; from += every) {
      const { features, classes } = slice(recording, from, from + rows);
      if (classes.size > 1) {
        mixed++;
        continue;
      }
      const [label] = classes;
      const name = [id, at(from)].filter((part) => part !== "").join(" ");
      const group = byRecording ? id : `${id}#${stretches[from]}`;
      own.push({ sequence: { id: name, group, features, ...(label !== "" && { label }) }, name });
    }
    return own;
  });
  if (sequences.length === 0) {
    const longest = recordings.reduce((most, { labels }) => Math.max(most, labels.length), 0);
    throw new DataError({
      code: "window-long",
      where: file,
      expected: `a stretch of one class of ${rows} rows, as --window asks`,
      got: `recordings of up to ${longest} rows`,
      hint: "give a shorter --window",
      fields: { file, rows, longest },
    });
  }
  if (mixed > 0) notes.push({ code: "windows-mixed", fields: { count: mixed } });
  if (!byRecording && perClass.size > 0) notes.push({ code: "split-by-stretch", fields: {} });
  return { sequences, window: { rows, step: every } };
}
