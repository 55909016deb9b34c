/**
 * The two nets, the batches that both learn from, and their values. With memory: recurrent layers read the rows up to each row, and every step has an
 * output and a loss (many to many). Without: a multilayer perceptron on the row alone (one to one), with as many weights.
 */
import type { Batch, BatchSource } from "../../batch.ts";
import type { Cell } from "../../cell.ts";
import { cellByName } from "../../cells/index.ts";
import { constantly } from "../../initializer.ts";
import { activation, linear, recurrent, sequential } from "../../layers/index.ts";
import type { Network } from "../../network.ts";
import { generator } from "../../random.ts";
import { sizeOf } from "../../values.ts";
import type { Encoded } from "./encode.ts";
import type { RegressorSpec } from "./options.ts";
import type { Span } from "./plan.ts";

/** A row of a sequence. */
export interface Place {
  readonly sequence: number;
  readonly row: number;
}

/** Both nets: names in files, and in tables where the spec doesn't name the cell. */
export interface Nets {
  readonly memory: Network;
  readonly row: Network;
}

export type NetShapes = Readonly<Record<keyof Nets, ReadonlyMap<string, readonly number[]>>>;

/** Names and shapes of both nets' weights; nothing is allocated. */
export function weightShapes({ cell, hidden, layers }: RegressorSpec, channels: number): NetShapes {
  const own = Array.from({ length: layers }, (_, layer) => {
    const sizes = { input: layer === 0 ? channels : hidden, hidden, bias: true };
    return Object.entries(cellByName(cell).parameters(sizes)).map(([name, { shape }]) => [`0.${name}_l${layer}`, shape] as const);
  });
  const memory = new Map<string, readonly number[]>([...own.flat(), ["1.weight", [1, hidden]], ["1.bias", [1]]]);
  const weights = [...memory.values()].reduce((sum, shape) => sum + sizeOf(shape), 0);
  return { memory, row: perceptron(channels, layers + 1, perceptronWidth(channels, layers + 1, weights)) };
}

/** Weights of a perceptron with `depth` hidden layers; layers 0, 2, 4 … are linear, those between are tanh. */
function perceptron(channels: number, depth: number, width: number): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  for (let layer = 0; layer <= depth; layer++) {
    const output = layer === depth ? 1 : width;
    shapes.set(`${2 * layer}.weight`, [output, layer === 0 ? channels : width]);
    shapes.set(`${2 * layer}.bias`, [output]);
  }
  return shapes;
}

/** The fewest units in each hidden layer with which a perceptron has at least so many weights. */
export function perceptronWidth(channels: number, depth: number, weights: number): number {
  let width = 1;
  while (width * (channels + 1) + (depth - 1) * width * (width + 1) + width + 1 < weights) width++;
  return width;
}

/** New nets: both start at 0 everywhere, the mean of training, since their last layer does. */
export const makeNets = (spec: RegressorSpec, channels: number): Nets => netsOf(spec, channels, cellByName(spec.cell));

/** The same nets for weights that a file holds: all zeros, since finding orthogonal ones takes seconds for large nets. */
export function blankNets(spec: RegressorSpec, channels: number): Nets {
  const cell = cellByName(spec.cell);
  const zeros = constantly(0);
  const parameters: Cell["parameters"] = (size) =>
    Object.fromEntries(Object.entries(cell.parameters(size)).map(([name, { shape }]) => [name, { shape, initial: zeros }]));
  return netsOf(spec, channels, { ...cell, parameters });
}

function netsOf(spec: RegressorSpec, channels: number, cell: Cell): Nets {
  const { hidden, layers, seed, backend } = spec;
  const shapes = weightShapes(spec, channels);
  const memory = sequential([recurrent({ cell, input: channels, hidden, layers }), linear({ output: 1 })], { seed, backend });
  const [width] = shapes.row.get("0.weight") as readonly number[];
  const inner = Array.from({ length: layers + 1 }, (_, layer) => [
    linear(layer === 0 ? { input: channels, output: width } : { output: width }),
    activation("tanh"),
  ]);
  const row = sequential([...inner.flat(), linear({ output: 1 })], { seed, backend });
  for (const [net, last] of [
    [memory, 1],
    [row, 2 * (layers + 1)],
  ] as const) {
    for (const name of [`${last}.weight`, `${last}.bias`]) {
      const parameter = net.parameters().get(name);
      parameter?.assign(new Float64Array(parameter.size));
    }
  }
  return { memory, row };
}

/** Rows from … to − 1 of a sequence. */
interface Window extends Span {
  readonly sequence: number;
}

/** Windows as one batch, padded to the longest: [n, T, channels] and [n, T, 1]. `counts`: which rows' targets count; all known ones otherwise. */
function batchOf(encoded: readonly Encoded[], windows: readonly Window[]): Batch {
  const T = Math.max(...windows.map(({ from, to }) => to - from));
  const n = windows.length;
  const { channels } = encoded[0];
  const inputs = new Float64Array(n * T * channels);
  const targets = new Float64Array(n * T);
  const mask = new Float64Array(n * T);
  windows.forEach(({ sequence, from, to }, k) => {
    const own = encoded[sequence];
    inputs.set(own.inputs.subarray(from * channels, to * channels), k * T * channels);
    for (let row = from; row < to; row++) {
      const value = own.target[row];
      if (Number.isNaN(value)) continue;
      targets[k * T + row - from] = value;
      mask[k * T + row - from] = 1;
    }
  });
  return {
    inputs: { shape: [n, T, channels], data: inputs },
    targets: { shape: [n, T, 1], data: targets },
    mask: { shape: [n, T], data: mask },
    lengths: windows.map(({ from, to }) => to - from),
  };
}

/** Updates that make an epoch at most: long data would otherwise take minutes between two looks at the validation part. */
const updatesAnEpoch = 64;

/**
 * Windows of `lookback` rows, side by side, that cover the spans once; each epoch cuts them at another place and takes them in another order, and
 * at most 64 batches of them. Both nets get the same ones. Memory is that of one batch.
 */
export function trainingSource(
  encoded: readonly Encoded[],
  spans: readonly Span[],
  lookback: number,
  wanted: number | "auto",
): BatchSource & { readonly count: number } {
  const windows = spans.reduce((sum, { from, to }) => sum + Math.ceil((to - from) / lookback), 0);
  const size = wanted === "auto" ? Math.max(1, Math.min(32, Math.round(windows / 32))) : wanted;
  const count = Math.min(Math.ceil(windows / size), updatesAnEpoch);
  return {
    count,
    fingerprint: `${spans.map(({ from, to }) => `${from}-${to}`).join(" ")} lookback ${lookback} size ${size}`,
    *epoch(seed, epoch) {
      const random = generator(seed, "windows", epoch);
      const cut: Window[] = [];
      spans.forEach(({ from, to }, sequence) => {
        let at = from;
        for (let end = from + 1 + random.integer(lookback); at < to; end += lookback) {
          const window = { sequence, from: at, to: Math.min(to, end) };
          at = window.to;
          if (encoded[sequence].target.subarray(window.from, window.to).some((value) => !Number.isNaN(value))) cut.push(window);
        }
      });
      const order = random.permutation(cut.length);
      for (let k = 0; k < cut.length && k < count * size; k += size)
        yield batchOf(
          encoded,
          Array.from(order.subarray(k, k + size), (index) => cut[index]),
        );
    },
  };
}

/** The rows that a value is made from: the last `lookback` ones up to it. */
const windowTo = ({ sequence, row }: Place, lookback: number): Window => ({ sequence, from: Math.max(0, row - lookback + 1), to: row + 1 });

const chunk = 256;

/** Batches in which only the last row of each window counts: what early stopping looks at is what a value is made from. */
export function checkSource(encoded: readonly Encoded[], places: readonly Place[], lookback: number): BatchSource {
  return {
    count: Math.ceil(places.length / chunk),
    fingerprint: `${places.length} rows, lookback ${lookback}`,
    *epoch() {
      for (let k = 0; k < places.length; k += chunk) {
        const batch = batchOf(
          encoded,
          places.slice(k, k + chunk).map((place) => windowTo(place, lookback)),
        );
        const [n, T] = batch.targets.shape;
        const lengths = batch.lengths as readonly number[];
        const last = Float64Array.from({ length: n * T }, (_, at) => (at % T === lengths[Math.floor(at / T)] - 1 ? 1 : 0));
        yield { ...batch, mask: { shape: [n, T], data: last } };
      }
    },
  };
}

/** Values at places, standardized: forward passes only. A value depends on its own window alone, whatever else is in the batch. */
export function valuesAt(net: Network, encoded: readonly Encoded[], places: readonly Place[], lookback: number): Float64Array {
  const values = new Float64Array(places.length);
  for (let start = 0; start < places.length; start += chunk) {
    const windows = places.slice(start, start + chunk).map((place) => windowTo(place, lookback));
    const { inputs, lengths } = batchOf(encoded, windows);
    const { data } = net.forward(inputs, { lengths }).output;
    const [, T] = inputs.shape;
    windows.forEach(({ from, to }, k) => {
      values[start + k] = data[k * T + to - from - 1];
    });
  }
  return values;
}
