/** Real sequences and drawn ones in a few figures: a table. */
import type { Speech } from "../message.ts";
import { decimalsFor } from "../number-format.ts";

export interface SequencesOf {
  /** The class. Default: none. */
  readonly label?: string;
  /** All sequences of the data, and all that were drawn, each a list of channels. */
  readonly real: readonly (readonly ArrayLike<number>[])[];
  readonly drawn: readonly (readonly ArrayLike<number>[])[];
}

interface Likeness {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Mean, spread, bounds and the mean change from a step to the next, over the known values. */
export function figuresOf(sequences: readonly ArrayLike<number>[]) {
  let [n, sum, squares, low, high, changes, change] = [0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  const all = sequences.map((values) => Array.from(values));
  for (const values of all) {
    values.forEach((value, t) => {
      if (!Number.isFinite(value)) return;
      [n, sum, low, high] = [n + 1, sum + value, Math.min(low, value), Math.max(high, value)];
      if (t > 0 && Number.isFinite(values[t - 1])) [changes, change] = [changes + 1, change + Math.abs(value - values[t - 1])];
    });
  }
  const mean = sum / n;
  for (const values of all) for (const value of values) if (Number.isFinite(value)) squares += (value - mean) * (value - mean);
  return { mean, spread: Math.sqrt(squares / n), low, high, change: change / changes };
}

/** Notes a step, the share of steps without any, and of sounding notes the share that sounds on in the next step. */
export function rollFigures(sequences: readonly (readonly ArrayLike<number>[])[]) {
  let [steps, notes, silent, followed, held] = [0, 0, 0, 0, 0];
  for (const channels of sequences) {
    const length = channels[0]?.length ?? 0;
    for (let t = 0; t < length; t++) {
      const now = channels.filter((values) => values[t] === 1);
      steps++;
      notes += now.length;
      if (now.length === 0) silent++;
      if (t + 1 < length) [followed, held] = [followed + now.length, held + now.filter((values) => values[t + 1] === 1).length];
    }
  }
  return { notes: notes / steps, silent: silent / steps, held: held / followed };
}

/** A row for the real ones and one for the drawn ones, of each class, and of numbers of each channel. */
export function likeness(
  groups: readonly SequencesOf[],
  kind: "numbers" | "roll",
  channels: readonly string[],
  { words, numbers }: Speech,
): Likeness {
  const own = words.pages.generate.numbers;
  const said = (value: number, decimals: number) => (Number.isFinite(value) ? numbers.number(value, decimals) : "–");
  const share = (value: number) => (Number.isFinite(value) ? numbers.percent(value) : "–");
  const both = groups.flatMap(({ label, real, drawn }) =>
    [
      { name: own.real, sequences: real },
      { name: own.drawn, sequences: drawn },
    ]
      .filter(({ sequences }) => sequences.length > 0)
      .map(({ name, sequences }) => ({ label, name, sequences })),
  );
  const nameOf = (parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).join(" · ");
  if (kind === "roll") {
    const rows = both.map(({ label, name, sequences }) => {
      const { notes, silent, held } = rollFigures(sequences);
      return [nameOf([label, name]), numbers.number(sequences.length), said(notes, 2), share(silent), share(held)];
    });
    return { head: [own.which, own.count, own.notes, own.silent, own.held], rows };
  }
  const rows = channels.flatMap((channel, c) => {
    const measured = both.map((one) => ({ ...one, ...figuresOf(one.sequences.map((values) => values[c])) }));
    const decimals = decimalsFor(measured.map(({ spread }) => spread));
    return measured.map(({ label, name, sequences, mean, spread, low, high, change }) => [
      nameOf([channels.length > 1 ? channel : undefined, label, name]),
      numbers.number(sequences.length),
      ...[mean, spread, low, high, change].map((value) => said(value, decimals)),
    ]);
  });
  return { head: [own.which, own.count, own.mean, own.spread, own.low, own.high, own.change], rows };
}
