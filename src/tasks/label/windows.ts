/** Windows of sequences as batches that the net learns from, and the log-probabilities of each step. */
import type { Batch, BatchSource } from "../../batch.ts";
import type { Network, State } from "../../network.ts";
import { generator } from "../../random.ts";
import { logSoftmaxRows } from "./decode.ts";
import type { Encoded } from "./encode.ts";
import type { Span } from "./plan.ts";

/** Steps from … to − 1 of a sequence. */
interface Window extends Span {
  readonly sequence: number;
}

/** What a step of a class counts in the loss; by class. */
export type Weights = readonly number[];

/** Windows as one batch, padded to the longest: [n, T, width] and classes [n, T]; steps without a known class count nothing. */
export function batchOf(encoded: readonly Encoded[], windows: readonly Window[], weights: Weights): Batch {
  const T = Math.max(...windows.map(({ from, to }) => to - from));
  const n = windows.length;
  const { width } = encoded[0];
  const inputs = new Float64Array(n * T * width);
  const targets = new Float64Array(n * T);
  const mask = new Float64Array(n * T);
  windows.forEach(({ sequence, from, to }, k) => {
    const own = encoded[sequence];
    inputs.set(own.inputs.subarray(from * width, to * width), k * T * width);
    for (let t = from; t < to; t++) {
      if (own.target[t] < 0) continue;
      targets[k * T + t - from] = own.target[t];
      mask[k * T + t - from] = weights[own.target[t]];
    }
  });
  return {
    inputs: { shape: [n, T, width], data: inputs },
    targets: { shape: [n, T], data: targets },
    mask: { shape: [n, T], data: mask },
    lengths: windows.map(({ from, to }) => to - from),
  };
}

/** Windows of at most `lookback` steps that cover the spans once; the first of each ends after `first` steps. */
export function cut(spans: readonly Span[], lookback: number, first: (length: number) => number): Window[] {
  return spans.flatMap(({ from, to }, sequence) => {
    const windows: Window[] = [];
    let at = from;
    for (let end = to - from <= lookback ? to : from + first(lookback); at < to; end += lookback) {
      const window = { sequence, from: at, to: Math.min(to, end) };
      at = window.to;
      windows.push(window);
    }
    return windows;
  });
}

/** Windows without a known class teach nothing. */
const hasClass =
  (encoded: readonly Encoded[]) =>
  ({ sequence, from, to }: Window): boolean =>
    encoded[sequence].target.subarray(from, to).some((place) => place >= 0);

/** Updates that make an epoch at most: long data would otherwise take minutes between two looks at the validation part. */
const updatesAnEpoch = 512;
/** Batches whose windows are sorted by length together, so that little is padded. */
const pool = 16;

export interface SourceOptions {
  readonly lookback: number;
  readonly batch: number | "auto";
  readonly weights: Weights;
  /** How often each word came in training, by its number − 1; see `dropWords`. */
  readonly wordCounts: readonly number[];
  /** Channels of numbers before the words' numbers. */
  readonly channels: number;
}

/** Windows in batches; each epoch cuts long sequences at other places and takes windows in another order. Memory is that of one epoch's list of windows and one batch. */
export function trainingSource(
  encoded: readonly Encoded[],
  spans: readonly Span[],
  options: SourceOptions,
): BatchSource & { readonly count: number } {
  const { lookback, batch, weights, wordCounts, channels } = options;
  const windows = spans.reduce((sum, { from, to }) => sum + Math.ceil((to - from) / lookback), 0);
  const size = batch === "auto" ? Math.max(1, Math.min(32, Math.round(windows / 16))) : batch;
  const count = Math.min(Math.ceil(windows / size), updatesAnEpoch);
  return {
    count,
    fingerprint: `${spans.map(({ from, to }) => `${from}-${to}`).join(" ")} lookback ${lookback} size ${size}`,
    *epoch(seed, epoch) {
      const random = generator(seed, "windows", epoch);
      const all = cut(spans, lookback, (length) => 1 + random.integer(length)).filter(hasClass(encoded));
      const order = Array.from(random.permutation(all.length), (place) => all[place]).slice(0, count * size);
      for (let start = 0; start < order.length; start += size * pool) {
        const near = order.slice(start, start + size * pool).sort((a, b) => b.to - b.from - (a.to - a.from));
        for (const place of random.permutation(Math.ceil(near.length / size))) {
          const made = batchOf(encoded, near.slice(place * size, (place + 1) * size), weights);
          if (wordCounts.length > 0) dropWords(made, channels, wordCounts, () => random.uniform());
          yield made;
        }
      }
    },
  };
}

/** A word is taken for any other with probability 0.5 / (0.5 + how often it came) (after Kiperwasser and Goldberg 2016), so that the net learns what to do with words it never saw. */
function dropWords({ inputs }: Batch, channels: number, counts: readonly number[], uniform: () => number): void {
  const data = inputs.data as Float64Array;
  const width = inputs.shape[2];
  for (let at = channels; at < data.length; at += width) {
    if (data[at] > 0 && uniform() < 0.5 / (0.5 + counts[data[at] - 1])) data[at] = 0;
  }
}

/** The same windows each time, in order, of which all steps count as in training. */
export function checkSource(encoded: readonly Encoded[], spans: readonly Span[], { lookback, weights }: SourceOptions): BatchSource {
  const all = cut(spans, lookback, (length) => length)
    .filter(hasClass(encoded))
    .sort((a, b) => b.to - b.from - (a.to - a.from));
  const size = Math.max(1, Math.floor(8192 / Math.max(1, lookback)));
  return {
    count: Math.ceil(all.length / size),
    fingerprint: `${all.length} windows`,
    *epoch() {
      for (let k = 0; k < all.length; k += size) yield batchOf(encoded, all.slice(k, k + size), weights);
    },
  };
}

/** Steps in one pass at most, over all its windows. */
const passSteps = 8192;

/** A window to label: what the net sees, and the steps whose classes are taken from it. */
interface Seen {
  readonly sequence: number;
  readonly view: Span;
  readonly core: Span;
}

/** How a net is run over sequences. */
export interface Reach {
  readonly lookback: number;
  readonly causal: boolean;
}

/**
 * Log-probabilities [rows, K] of each sequence, of the steps in `spans`; other steps are 0. In both directions the net sees steps up to the span's end and from the sequence's
 * first: all of them up to 4 lookbacks, else one lookback on either side. A causal net sees all steps from the first, its state carried on. A step's numbers depend
 * on its own sequence alone, whatever else is asked for.
 */
export function logsOf(net: Network, encoded: readonly Encoded[], spans: readonly Span[], K: number, reach: Reach): Float64Array[] {
  const logs = encoded.map(({ rows }) => new Float64Array(rows * K));
  const seen = spans.flatMap((span, sequence) => (span.to > span.from ? viewsOf(sequence, span, reach) : []));
  const length = ({ view }: Seen): number => view.to - view.from;
  const short = seen.filter((one) => length(one) <= passSteps).sort((a, b) => length(b) - length(a));
  for (let start = 0; start < short.length; ) {
    const n = Math.max(1, Math.floor(passSteps / length(short[start])));
    const group = short.slice(start, start + n);
    const { inputs, lengths } = batchOf(
      encoded,
      group.map(({ sequence, view }) => ({ sequence, ...view })),
      new Array(K).fill(1),
    );
    const { data } = net.forward(inputs, { lengths }).output;
    const T = inputs.shape[1];
    group.forEach(({ sequence, view, core }, k) => {
      const own = logSoftmaxRows(data, (k * T + core.from - view.from) * K, core.to - core.from, K);
      logs[sequence].set(own, core.from * K);
    });
    start += n;
  }
  for (const one of seen.filter((own) => length(own) > passSteps)) carry(net, encoded[one.sequence], one, K, logs[one.sequence]);
  return logs;
}

function viewsOf(sequence: number, span: Span, { lookback, causal }: Reach): Seen[] {
  if (causal || span.to <= 4 * lookback) return [{ sequence, view: { from: 0, to: span.to }, core: span }];
  return Array.from({ length: Math.ceil((span.to - span.from) / lookback) }, (_, k) => {
    const from = span.from + k * lookback;
    const to = Math.min(span.to, from + lookback);
    return { sequence, core: { from, to }, view: { from: Math.max(0, from - lookback), to: Math.min(span.to, to + lookback) } };
  });
}

/** A long sequence of a causal net, piece by piece. */
function carry(net: Network, { inputs, width }: Encoded, { view, core }: Seen, K: number, logs: Float64Array): void {
  let state: State = {};
  for (let from = view.from; from < view.to; from += passSteps) {
    const to = Math.min(view.to, from + passSteps);
    const pass = net.forward({ shape: [1, to - from, width], data: inputs.subarray(from * width, to * width) }, { state });
    state = pass.state;
    const first = Math.max(from, core.from);
    if (first < to) logs.set(logSoftmaxRows(pass.output.data, (first - from) * K, to - first, K), first * K);
  }
}
