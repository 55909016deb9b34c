/** Sequences as the net sees them, by what the training part alone decides: scalers, categories, vocabularies and classes. */
import { channelsOf, encode as encodeRows, type FeatureSpec, fitEncoder as fitRows } from "../regress/encode.ts";
import type { Steps } from "./data.ts";
import type { Table } from "./fields.ts";
import type { Span } from "./plan.ts";
import { tokenViews, vocabularyOf } from "./tokens.ts";

export interface EncoderSpec {
  readonly features: readonly FeatureSpec[];
  /** Entries by view, as `tokenViews` has them; none without tokens. */
  readonly views: readonly (readonly string[])[];
  /** The commonest first. */
  readonly classes: readonly string[];
}

/** A sequence as numbers. */
export interface Encoded {
  readonly rows: number;
  /** Channels of numbers, then one number of an entry a view. */
  readonly width: number;
  /** [rows, width]. */
  readonly inputs: Float64Array;
  /** Place among the classes; −1 where the label isn't known, or was not in training. */
  readonly target: Int32Array;
}

const rowSpec = (features: readonly FeatureSpec[]) => ({ features, target: { mean: 0, scale: 1 }, pastTarget: false });

/** Channels of numbers. */
export const channelsIn = ({ features }: Pick<EncoderSpec, "features">): number =>
  features.length === 0 ? 0 : channelsOf(rowSpec(features));

/** Tables of word vectors: the word's as wide as the hidden layer, those of its parts a quarter. */
export const tablesOf = ({ views }: Pick<EncoderSpec, "views">, hidden: number): Table[] =>
  views.map((entries, k) => ({
    name: tokenViews[k].name,
    entries: entries.length + 1,
    width: k === 0 ? hidden : Math.max(4, Math.floor(hidden / 4)),
  }));

/** Labels in spans, by how often they come; then by name. */
export function countClasses(sequences: readonly Steps[], spans: readonly Span[]): [string, number][] {
  const counts = new Map<string, number>();
  spans.forEach(({ from, to }, k) => {
    for (let t = from; t < to; t++) {
      const name = sequences[k].label[t];
      if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  });
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Fits on the training spans, each from its sequence's first step. `wordCounts`: how often each word came, for word dropout. */
export function fitEncoder(
  sequences: readonly Steps[],
  training: readonly Span[],
): { encoder: EncoderSpec; wordCounts: readonly number[] } {
  const rows = sequences.map((steps) => steps.rows);
  const { features } = fitRows(
    rows,
    training.map(({ to }) => to),
    false,
  );
  const sentences = sequences.map(({ tokens = [] }, k) => tokens.slice(training[k].from, training[k].to));
  const vocabularies = sequences[0].tokens === undefined ? [] : tokenViews.map((view) => vocabularyOf(view, sentences));
  return {
    encoder: {
      features,
      views: vocabularies.map(({ entries }) => entries),
      classes: countClasses(sequences, training).map(([name]) => name),
    },
    wordCounts: vocabularies[0]?.counts ?? [],
  };
}

/** Encodes a sequence. Throws DataError `feature-mismatch` for one that lacks a feature, or has it in another kind. */
export function encodeSteps(steps: Steps, spec: EncoderSpec): Encoded {
  const channels = channelsIn(spec);
  const width = channels + spec.views.length;
  const inputs = new Float64Array(steps.length * width);
  if (channels > 0) {
    const own = encodeRows(steps.rows, rowSpec(spec.features)).inputs;
    for (let t = 0; t < steps.length; t++) inputs.set(own.subarray(t * channels, (t + 1) * channels), t * width);
  }
  placesOf(spec).views.forEach((places, k) => {
    for (let t = 0; t < steps.length; t++) inputs[t * width + channels + k] = places.get(tokenViews[k].of(steps.tokens?.[t] ?? "")) ?? 0;
  });
  const { classes } = placesOf(spec);
  return { rows: steps.length, width, inputs, target: Int32Array.from(steps.label, (name) => classes.get(name) ?? -1) };
}

interface Places {
  readonly views: readonly ReadonlyMap<string, number>[];
  readonly classes: ReadonlyMap<string, number>;
}
const known = new WeakMap<EncoderSpec, Places>();

/** Entries and classes by name, worked out once a spec. */
function placesOf(spec: EncoderSpec): Places {
  const found = known.get(spec);
  if (found !== undefined) return found;
  const places = {
    views: spec.views.map((entries) => new Map(entries.map((entry, k) => [entry, k + 1]))),
    classes: new Map(spec.classes.map((name, k) => [name, k])),
  };
  known.set(spec, places);
  return places;
}
