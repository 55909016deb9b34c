/** The forecasting net, its windows as batches, and its outputs as forecasts. */
import type { Batch, BatchSource } from "../../batch.ts";
import type { Cell } from "../../cell.ts";
import { cellByName } from "../../cells/index.ts";
import { constantly } from "../../initializer.ts";
import { linear, recurrent, sequential } from "../../layers/index.ts";
import type { Network } from "../../network.ts";
import { generator } from "../../random.ts";
import type { ForecasterSpec } from "./options.ts";
import { channels, type View } from "./view.ts";

/** A window: which series, and its first target row. */
export interface Place {
  readonly series: number;
  readonly origin: number;
}

/** Recurrent layers that read the window, then one linear layer for all steps, which starts at 0: the untrained net gives the anchor. */
export const makeNet = (spec: ForecasterSpec): Network => netOf(spec, cellByName(spec.cell));

/** The same net for weights that a file holds: all zeros, since finding orthogonal ones takes seconds for large nets. */
export function blankNet(spec: ForecasterSpec): Network {
  const cell = cellByName(spec.cell);
  const zeros = constantly(0);
  const parameters: Cell["parameters"] = (size) =>
    Object.fromEntries(Object.entries(cell.parameters(size)).map(([name, { shape }]) => [name, { shape, initial: zeros }]));
  return netOf(spec, { ...cell, parameters });
}

/** Names and shapes of that net's weights; nothing is allocated. */
export function weightShapes({ cell, hidden, layers, horizon }: ForecasterSpec): Map<string, readonly number[]> {
  const recurrentWeights = Array.from({ length: layers }, (_, layer) => {
    const own = cellByName(cell).parameters({ input: layer === 0 ? channels : hidden, hidden, bias: true });
    return Object.entries(own).map(([name, { shape }]) => [`0.${name}_l${layer}`, shape] as const);
  });
  return new Map<string, readonly number[]>([...recurrentWeights.flat(), ["1.weight", [horizon, hidden]], ["1.bias", [horizon]]]);
}

function netOf({ hidden, layers, horizon, seed, backend }: ForecasterSpec, cell: Cell): Network {
  const net = sequential([recurrent({ cell, input: channels, hidden, layers, returns: "last" }), linear({ output: horizon })], {
    seed,
    backend,
  });
  for (const name of ["1.weight", "1.bias"]) {
    const parameter = net.parameters().get(name);
    parameter?.assign(new Float64Array(parameter.size));
  }
  return net;
}

/** Windows as one batch: inputs [n, lookback, channels], targets [n, horizon], masked where missing. */
export function batchOf(views: readonly View[], places: readonly Place[], lookback: number, horizon: number): Batch {
  const n = places.length;
  const inputs = new Float64Array(n * lookback * channels);
  const targets = new Float64Array(n * horizon);
  const mask = new Float64Array(n * horizon);
  places.forEach(({ series, origin }, row) => {
    const view = views[series];
    view.inputs(origin, lookback, inputs, row * lookback * channels);
    view.anchors(origin, horizon).forEach((anchor, j) => {
      const value = view.target(origin, j, anchor);
      const there = Number.isFinite(value);
      targets[row * horizon + j] = there ? value : 0;
      mask[row * horizon + j] = there ? 1 : 0;
    });
  });
  return {
    inputs: { shape: [n, lookback, channels], data: inputs },
    targets: { shape: [n, horizon], data: targets },
    mask: { shape: [n, horizon], data: mask },
  };
}

/** Updates that make an epoch at most: a long series would otherwise take minutes between two looks at the validation part. */
const updatesAnEpoch = 64;

/**
 * Batches of windows, cut when they are needed: memory is that of one batch. Each epoch takes the windows in another order,
 * and at most 64 batches of them; with `all`, every window in the given order.
 */
export function windowSource(
  views: readonly View[],
  places: readonly Place[],
  lookback: number,
  horizon: number,
  size: number,
  all = false,
): BatchSource & { readonly count: number } {
  const whole = Math.ceil(places.length / size);
  const count = all ? whole : Math.min(whole, updatesAnEpoch);
  return {
    count,
    fingerprint: `${places.length} windows of ${lookback} and ${horizon}, size ${size}`,
    *epoch(seed, epoch) {
      const order = all ? undefined : generator(seed, "windows", epoch).permutation(places.length);
      for (let k = 0; k < count; k++) {
        const rows = Array.from({ length: Math.min(size, places.length - k * size) }, (_, r) => k * size + r);
        yield batchOf(
          views,
          rows.map((row) => places[order === undefined ? row : order[row]]),
          lookback,
          horizon,
        );
      }
    },
  };
}

/** At most `most` of a list, evenly spaced. */
export const thinned = <T>(list: readonly T[], most: number): T[] =>
  list.length <= most ? [...list] : Array.from({ length: most }, (_, k) => list[Math.floor((k * list.length) / most)]);

/** Forecasts at places, in the data's unit: forward passes only. */
export function forecastsAt(
  net: Network,
  views: readonly View[],
  places: readonly Place[],
  lookback: number,
  horizon: number,
  floors: readonly number[],
): Float64Array[] {
  const out: Float64Array[] = [];
  const chunk = 256;
  for (let start = 0; start < places.length; start += chunk) {
    const part = places.slice(start, start + chunk);
    const { data } = net.forward(batchOf(views, part, lookback, horizon).inputs).output;
    part.forEach(({ series, origin }, row) => {
      const anchors = views[series].anchors(origin, horizon);
      out.push(
        Float64Array.from({ length: horizon }, (_, j) =>
          Math.max(floors[series], views[series].value(data[row * horizon + j], anchors[j])),
        ),
      );
    });
  }
  return out;
}
