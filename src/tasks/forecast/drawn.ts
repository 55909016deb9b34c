/** Forecasts of trained nets: forward passes, read in the data's unit. */
import type { OwnRange } from "../../conformal.ts";
import type { Network } from "../../network.ts";
import { type Head, headOf } from "./head.ts";
import type { ForecasterSpec } from "./options.ts";
import type { Ahead } from "./view.ts";
import { batchOf, type Layout, type Place, type Seen } from "./window.ts";

/** Trained nets (whose outputs are averaged) and how they see the series. */
export interface Fold {
  readonly nets: readonly Network[];
  readonly layout: Layout;
  readonly seen: readonly Seen[];
}

/** A forecast in the data's unit. */
export interface Drawn {
  readonly point: Float64Array;
  /** The head's ranges, before calibration. */
  readonly own: readonly OwnRange[];
  /** Encoder–decoder: [horizon · lookback], each step's weights of the past steps. */
  readonly attention?: Float64Array;
}

/** Places in one forward pass: memory stays that of one batch, and a row's forecast is the same in any (to float32's rounding). */
const chunk = 256;

/** Forecasts at places. `floor(series)`: no value or range lies below. */
export function forecastsAt(
  { nets, layout, seen }: Fold,
  spec: ForecasterSpec,
  places: readonly Place[],
  floor: (series: number) => number,
): Drawn[] {
  const head = headOf(spec);
  const out: Drawn[] = [];
  for (let start = 0; start < places.length; start += chunk) {
    const part = places.slice(start, start + chunk);
    const drawn = part.map(({ series }) => new Sheet(spec, floor(series)));
    if (spec.mode === "recursive") stepByStep(nets, layout, head, seen, part, spec.horizon, drawn);
    else allAtOnce(nets, layout, head, seen, part, drawn);
    out.push(...drawn.map((sheet) => sheet.done()));
  }
  return out;
}

/** Steps of one forecast as they come. */
class Sheet {
  readonly point: number[] = [];
  readonly #spec: ForecasterSpec;
  readonly #floor: number;
  readonly #lower: number[][];
  readonly #upper: number[][];
  attention: Float64Array | undefined;

  constructor(spec: ForecasterSpec, floor: number) {
    this.#spec = spec;
    this.#floor = floor;
    this.#lower = spec.levels.map(() => []);
    this.#upper = spec.levels.map(() => []);
  }

  add({ point, lower, upper }: ReturnType<Head["read"]>): void {
    this.point.push(Math.max(this.#floor, point));
    lower.forEach((value, l) => {
      this.#lower[l].push(Math.max(this.#floor, value));
      this.#upper[l].push(Math.max(this.#floor, upper[l]));
    });
  }

  done(): Drawn {
    const own =
      this.#lower[0].length === 0 ? [] : this.#spec.levels.map((level, l) => ({ level, lower: this.#lower[l], upper: this.#upper[l] }));
    return { point: Float64Array.from(this.point), own, attention: this.attention };
  }
}

/** Mean output of the nets, [n, horizon, outputs], and of what they attended to. */
function meanOf(nets: readonly Network[], inputs: Parameters<Network["forward"]>[0]): { data: Float64Array; attention?: Float64Array } {
  const passes = nets.map((net) => net.forward(inputs));
  const mean = (arrays: readonly ArrayLike<number>[]): Float64Array =>
    Float64Array.from(arrays[0], (_, k) => arrays.reduce((sum, array) => sum + array[k], 0) / arrays.length);
  const weights = passes.flatMap(({ state }) => Object.entries(state).filter(([name]) => name.endsWith("attention")));
  return {
    data: mean(passes.map(({ output }) => output.data)),
    attention: weights.length === 0 ? undefined : mean(weights.map(([, { data }]) => data)),
  };
}

function allAtOnce(
  nets: readonly Network[],
  layout: Layout,
  head: Head,
  seen: readonly Seen[],
  places: readonly Place[],
  sheets: readonly Sheet[],
): void {
  const { data, attention } = meanOf(nets, batchOf(layout, head, seen, places).inputs);
  const { horizon, lookback } = layout;
  places.forEach(({ series, origin }, row) => {
    const { view } = seen[series];
    const unit = view.unit(origin, lookback);
    for (let j = 0; j < horizon; j++) {
      sheets[row].add(head.read(view, view.anchor(origin, j), unit, data, (row * horizon + j) * head.outputs));
    }
    const size = horizon * lookback;
    if (attention !== undefined) sheets[row].attention = attention.slice(row * size, (row + 1) * size);
  });
}

/** One step at a time: each forecast takes the place of the value for the next one. */
function stepByStep(
  nets: readonly Network[],
  layout: Layout,
  head: Head,
  seen: readonly Seen[],
  places: readonly Place[],
  horizon: number,
  sheets: readonly Sheet[],
): void {
  const aheads: (Ahead & { z: number[] })[] = places.map(({ origin }) => ({ from: origin, z: [] }));
  for (let j = 0; j < horizon; j++) {
    const next = places.map(({ series, origin }) => ({ series, origin: origin + j }));
    const { data } = meanOf(nets, batchOf(layout, head, seen, next, aheads).inputs);
    next.forEach(({ series, origin }, row) => {
      const { view } = seen[series];
      const unit = view.unit(origin, layout.lookback, aheads[row]);
      const anchor = view.anchor(origin, 0, aheads[row]);
      const reading = head.read(view, anchor, unit, data, row * head.outputs);
      sheets[row].add(reading);
      aheads[row].z.push(view.scaled(sheets[row].point[j]));
    });
  }
}
