/** What a generator of numbers is fitted on: sequences of frames, checked. Nothing here changes what the caller gave. */
import { DataError, OptionError, show } from "../../../errors.ts";
import { isText, toRows } from "../../regress/data.ts";

/** One sequence of T frames. */
export interface NumbersSequence {
  /** Name in messages. Default: its position, counted from 1. */
  readonly id?: string;
  /** Its class, which the net is told: from a label, a sequence. Default: none; then no sequence may have one. */
  readonly label?: string;
  /** Channels by name, T numbers each; NaN is missing. The same names in every sequence. */
  readonly features: Readonly<Record<string, ArrayLike<number>>> | ReadonlyMap<string, ArrayLike<number>>;
}

/** Numbers [T], frames [T, F] with as many numbers each, or sequences by channel. */
export type NumbersInput = ArrayLike<number> | readonly ArrayLike<number>[] | NumbersSequence | readonly NumbersSequence[];

/** A checked sequence. */
export interface Frames {
  readonly name: string;
  readonly label: string | undefined;
  readonly length: number;
  /** [T, F]; NaN is missing. */
  readonly values: Float64Array;
}

export interface Sequences {
  readonly channels: readonly string[];
  readonly frames: readonly Frames[];
}

const lists = (value: unknown): value is readonly ArrayLike<number>[] =>
  Array.isArray(value) && value.length > 0 && value.every((frame) => Array.isArray(frame) || ArrayBuffer.isView(frame));

/** Arrays as one sequence of channels `value`, or `1`, `2` …. */
function named(input: NumbersInput): NumbersSequence | readonly NumbersSequence[] {
  if (lists(input)) {
    const width = input[0].length;
    input.forEach((frame, t) => {
      if (frame.length !== width) fail("series-length", `frame ${t + 1}`, `${width} numbers as in the first`, `${frame.length}`);
    });
    const channel = (c: number) => Array.from(input, (frame) => frame[c]);
    return { features: new Map(Array.from({ length: width }, (_, c) => [width === 1 ? "value" : `${c + 1}`, channel(c)])) };
  }
  const plain = ArrayBuffer.isView(input) || (Array.isArray(input) && typeof input[0] === "number");
  return plain ? { features: { value: input as ArrayLike<number> } } : (input as NumbersSequence | readonly NumbersSequence[]);
}

/**
 * Throws DataError: `series-empty`, `series-type`, `series-length`, `series-value`, `series-duplicate-id`, `features-differ` (other channels than the
 * first one's, or than `known`), `label-missing` (some have a label, others don't).
 */
export function toFrames(input: NumbersInput, known?: readonly string[]): Sequences {
  const given = named(input);
  const rows = toRows(given);
  const labels = ("features" in given ? [given as NumbersSequence] : Array.from(given as readonly NumbersSequence[])).map(
    ({ label }) => label,
  );
  const channels = known ?? [...rows[0].features.keys()];
  if (channels.length === 0) fail("series-empty", "series", "at least one channel", "none");
  const labelled = labels.some((label) => label !== undefined);
  const frames = rows.map(({ name, length, features }, k): Frames => {
    if (features.size !== channels.length || channels.some((channel) => !features.has(channel)))
      fail("features-differ", name, `the channels ${channels.join(", ")}`, [...features.keys()].join(", "));
    const label: unknown = labels[k];
    if (labelled && (typeof label !== "string" || label === "")) fail("label-missing", name, "a label, as others have", show(label));
    const values = new Float64Array(length * channels.length);
    channels.forEach((channel, c) => {
      const column = features.get(channel) ?? [];
      if (isText(column)) fail("series-type", `${name}, feature ${channel}`, "numbers", "text");
      for (let t = 0; t < length; t++) values[t * channels.length + c] = (column as ArrayLike<number>)[t];
    });
    return { name, label: labels[k], length, values };
  });
  return { channels, frames };
}

/** Only 0 and 1, and both. */
export function isRoll(frames: readonly Frames[]): boolean {
  const seen = new Set<number>();
  for (const { values } of frames)
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      if (value !== 0 && value !== 1) return false;
      seen.add(value);
    }
  return seen.size === 2;
}

/** Throws DataError `roll-values` where a roll holds anything but 0, 1 and missing. */
export function checkRoll(frames: readonly Frames[]): void {
  for (const { name, values } of frames)
    for (const value of values)
      if (value !== 0 && value !== 1 && !Number.isNaN(value)) fail("roll-values", name, "0, 1 or missing in a roll", show(value));
}

/** Number of a label. Throws OptionError `label-unknown`; none where there are no labels. */
export function labelNumber(labels: readonly string[], label: string | undefined): number {
  if (label === undefined) {
    if (labels.length === 0) return -1;
    const known = labels.slice(0, 20).join(", ");
    throw new OptionError({
      code: "label-unknown",
      where: "missing label",
      expected: `one of ${known}`,
      got: "none",
      fields: { known, got: "" },
    });
  }
  const at = labels.indexOf(label);
  if (at >= 0) return at;
  const known = labels.length === 0 ? "none: the model has no labels" : labels.slice(0, 20).join(", ");
  throw new OptionError({
    code: "label-unknown",
    where: "invalid label",
    expected: labels.length === 0 ? "none: the model has no labels" : `one of ${known}`,
    got: show(label),
    fields: { known: labels.slice(0, 20).join(", "), got: label },
  });
}

export function fail(code: string, where: string, expected: string, got: string, hint?: string): never {
  throw new DataError({ code, where, expected, got, hint, fields: { where, expected, got } });
}
