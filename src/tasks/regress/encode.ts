/**
 * Columns as the nets see them: numbers standardized, with a second channel that says where one is missing; text as one channel a category. All of
 * it is fitted on given rows alone (those that train), so that no later row has a say.
 */
import { DataError } from "../../errors.ts";
import { type FeatureColumn, isText, type Rows } from "./data.ts";

/** x → (x − mean) / scale. */
export interface Scaler {
  readonly mean: number;
  /** Standard deviation; 0 where all values are the same: such a column says nothing. */
  readonly scale: number;
}

export type FeatureSpec =
  | ({
      readonly name: string;
      readonly kind: "number" /** Was one missing in the rows that it was fitted on? */;
      readonly missing: boolean;
    } & Scaler)
  | {
      readonly name: string;
      readonly kind: "text" /** Categories, the commonest first. Another is like none. */;
      readonly words: readonly string[];
    };

export interface EncoderSpec {
  readonly features: readonly FeatureSpec[];
  readonly target: Scaler;
  /** Is the last known target before a row an input? */
  readonly pastTarget: boolean;
}

/** A sequence as numbers. */
export interface Encoded {
  readonly rows: number;
  readonly channels: number;
  /** [rows, channels]. */
  readonly inputs: Float64Array;
  /** What is learnt, standardized: the target less `base`; NaN is not known. */
  readonly target: Float64Array;
  /** With `pastTarget` the last known target before each row, standardized, so that an untrained net gives that; else 0, the mean. */
  readonly base: Float64Array;
}

/** Categories of a column that get a channel: the commonest. */
export const mostWords = 64;
/** Values farther from the mean than so many standard deviations are cut off there. */
const farthest = 100;

/** Mean and standard deviation of what isn't NaN. Values up to the largest number don't overflow. */
export function scalerOf(values: readonly ArrayLike<number>[]): Scaler {
  let largest = 0;
  let n = 0;
  const each = (visit: (value: number) => void): void => {
    for (const list of values) for (let k = 0; k < list.length; k++) if (!Number.isNaN(list[k])) visit(list[k]);
  };
  each((value) => {
    largest = Math.max(largest, Math.abs(value));
    n++;
  });
  if (largest === 0) return { mean: 0, scale: 0 };
  let sum = 0;
  each((value) => {
    sum += value / largest;
  });
  const mean = sum / n;
  let squares = 0;
  each((value) => {
    squares += (value / largest - mean) * (value / largest - mean);
  });
  const spread = Math.sqrt(squares / n);
  return { mean: mean * largest, scale: spread < 1e-12 ? 0 : spread * largest };
}

const standard = (value: number, { mean, scale }: Scaler): number =>
  scale === 0 ? 0 : Math.min(farthest, Math.max(-farthest, (value - mean) / scale));

/** Fits on rows 0 … known[k] − 1 of sequence k. */
export function fitEncoder(sequences: readonly Rows[], known: readonly number[], pastTarget: boolean): EncoderSpec {
  const cut = <T>(column: ArrayLike<T>, k: number): T[] => Array.prototype.slice.call(column, 0, known[k]);
  const features = [...sequences[0].features.keys()].map((name): FeatureSpec => {
    const kind = isText(sequences[0].features.get(name) as FeatureColumn) ? "text" : "number";
    const parts = sequences.map((rows, k) => cut(checkKind(rows, name, kind) as ArrayLike<number | string>, k));
    if (kind === "number") {
      const numbers = parts.map((list) => list.map((cell) => (cell === "" ? Number.NaN : Number(cell))));
      return { name, kind: "number", missing: numbers.some((list) => list.some(Number.isNaN)), ...scalerOf(numbers) };
    }
    const counts = new Map<string, number>();
    for (const word of (parts as string[][]).flat()) if (word !== "") counts.set(word, (counts.get(word) ?? 0) + 1);
    const words = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
    return { name, kind: "text", words: words.slice(0, mostWords) };
  });
  const { mean, scale } = scalerOf(sequences.map(({ target }, k) => cut(target, k)));
  return { features, target: { mean, scale: scale === 0 ? 1 : scale }, pastTarget };
}

const channelsOfFeature = (feature: FeatureSpec): number => (feature.kind === "text" ? feature.words.length : feature.missing ? 2 : 1);

/** Channels of a row: one where nothing else is. */
export function channelsOf({ features, pastTarget }: EncoderSpec): number {
  const count = features.reduce((sum, feature) => sum + channelsOfFeature(feature), 0) + (pastTarget ? 1 : 0);
  return Math.max(1, count);
}

/** Encodes a sequence. Throws DataError `feature-mismatch` for one that lacks a feature, or has it in another kind. */
export function encode(rows: Rows, spec: EncoderSpec): Encoded {
  const channels = channelsOf(spec);
  const inputs = new Float64Array(rows.length * channels);
  let at = 0;
  for (const feature of spec.features) {
    const column = checkKind(rows, feature.name, feature.kind);
    if (feature.kind === "text") encodeText(column as readonly string[], feature.words, inputs, at, channels);
    else {
      for (let row = 0; row < rows.length; row++) {
        const value = column[row];
        if (typeof value === "number" && !Number.isNaN(value)) inputs[row * channels + at] = standard(value, feature);
        else if (feature.missing) inputs[row * channels + at + 1] = 1;
      }
    }
    at += channelsOfFeature(feature);
  }
  const target = rows.target.map((value) => (Number.isNaN(value) ? Number.NaN : standard(value, spec.target)));
  const base = new Float64Array(rows.length);
  if (spec.pastTarget) {
    let last = 0;
    for (let row = 0; row < rows.length; row++) {
      inputs[row * channels + at] = last;
      base[row] = last;
      if (!Number.isNaN(target[row])) last = target[row];
    }
  }
  return { rows: rows.length, channels, inputs, target: target.map((value, row) => value - base[row]), base };
}

function encodeText(column: readonly string[], words: readonly string[], inputs: Float64Array, at: number, channels: number): void {
  const places = new Map(words.map((word, place) => [word, place]));
  for (let row = 0; row < column.length; row++) {
    const place = places.get(column[row]);
    if (place !== undefined) inputs[row * channels + at + place] = 1;
  }
}

/** Throws DataError `feature-mismatch` unless the column is there, in that kind; one without any value passes as either. */
function checkKind(rows: Rows, name: string, kind: FeatureSpec["kind"]): FeatureColumn {
  const column = rows.features.get(name);
  const own = column === undefined ? undefined : isText(column) ? "text" : "number";
  if (column !== undefined && (own === kind || Array.from<number | string>(column).every((cell) => cell === "" || Number.isNaN(cell))))
    return column;
  const said = { text: "text", number: "numbers" };
  const [expected, got] = [said[kind], own === undefined ? "no such column" : said[own]];
  throw new DataError({
    code: "feature-mismatch",
    where: `${rows.name}, feature ${name}`,
    expected,
    got,
    hint: "give every sequence the features that the first has, or the model was trained on",
    fields: { name, expected, got },
  });
}
