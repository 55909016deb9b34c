/**
 * Gates: how far each is open, by unit and step; which are stuck, which units are dead; how long they keep; and what a gate is worth:
 * the loss with it held open or shut.
 *
 *   shut: under 0.1; open: over 0.9. A candidate (tanh) is saturated where its size is over 0.9
 *   time constant  −1 / ln f̄, f̄ the mean over rows and steps of the gate that keeps (LSTM: f; GRU: z): steps until a memory is at 1/e
 *   dead unit      its h moves by less than 1e-3 over all rows and steps
 */

import { missingOption } from "../errors.ts";
import { type LensBatch, type LensOptions, type Maybe, type Place, unfit } from "../lens.ts";
import { log } from "../math.ts";
import type { Network } from "../network.ts";
import { flag, onlyKnown } from "../range.ts";
import type { Values } from "../values.ts";
import { forced } from "./shared/force.ts";
import { lossOver } from "./shared/losses.ts";
import { type Looked, look, recordingOf, type Unit, unitsOf } from "./shared/places.ts";

export interface GatesOptions extends LensOptions {
  /** Measure the loss with each gate held open and shut; needs a loss. Default: where a loss is given. */
  readonly force?: boolean;
}

/** One gate of a direction of a layer. Lists by unit unless said. */
export interface GateView {
  /** As the cell names it: i f g o, r z n, h. */
  readonly name: string;
  /** A gate lies in [0, 1]; a candidate in [−1, 1]. */
  readonly role: "gate" | "candidate";
  /** Mean over the rows, by step, then unit: T lists of H; null where no row has that step. */
  readonly byStep: Maybe[][];
  readonly mean: number[];
  /** Share of rows and steps at which it is shut, and open; for a candidate: under −0.9, over 0.9. */
  readonly shut: number[];
  readonly open: number[];
  /** Units at which it is shut, or open, at every step of every row. */
  readonly alwaysShut: number[];
  readonly alwaysOpen: number[];
  /** Share of all that is shut or open. */
  readonly saturated: number;
}

export interface LayerGates extends Place {
  readonly gates: GateView[];
  /** Units whose h stands still. */
  readonly dead: number[];
  /** Steps, by unit: null where it never forgets, or at once; the whole is null for a cell without a gate that is known to keep. */
  readonly timeConstants: Maybe[] | null;
}

export interface Gates {
  readonly kind: "gates";
  readonly rows: number;
  readonly steps: number;
  readonly layers: LayerGates[];
  /** Loss as it is, and with a gate held open and shut in every layer. */
  readonly forced: {
    readonly loss: number;
    readonly gates: { readonly name: string; readonly open: Maybe; readonly shut: Maybe }[];
  } | null;
}

/** The gate that keeps what was there, by cell. */
export const keepingGate: ReadonlyMap<string, string> = new Map([
  ["lstm", "f"],
  ["gru", "z"],
]);
/** What is no gate in the library's cells. */
const candidates = new Set(["lstm g", "gru n", "rnn h"]);

/**
 * Gates at work. `rows`: default 32. Throws ModelError `lens-unfit` for a net without a recurrent layer, or whose cells name no gate.
 *
 * @example
 * ```ts
 * import { lenses, network, recurrent } from "memoria";
 * const net = network(recurrent({ cell: "gru", input: 1, hidden: 4 }));
 * const { layers } = lenses.gates(net, { inputs: { shape: [1, 5, 1], data: [0, 1, 0, 1, 1] } });
 * console.log(layers[0].timeConstants, layers[0].gates.map(({ name, saturated }) => [name, saturated]));
 * ```
 */
export function gates(network: Network, batch: LensBatch, options: GatesOptions = {}): Gates {
  onlyKnown(options, ["loss", "rows", "seed", "force"]);
  const { loss, rows = 32, force = loss !== undefined } = options;
  if (flag("force", force) && loss === undefined) throw missingOption("loss", "a loss such as losses.mse(), to hold gates");
  const units = unitsOf(network, "gates");
  const seen = look(batch, rows);
  const { recordings } = network.forward(seen.inputs, { lengths: seen.lengths, record: true });
  const layers = units.map((unit): LayerGates => {
    const recording = recordingOf(recordings, unit);
    const views = [...recording.gates].filter(([, { shape }]) => shape[2] > 0).map(([name, values]) => viewOf(unit, name, values, seen));
    const keeps = views.find(({ name }) => name === keepingGate.get(unit.place.cell));
    const h = [...recording.states.values()][0];
    return {
      ...unit.place,
      gates: views,
      dead: standing(h, seen),
      timeConstants: keeps === undefined ? null : keeps.mean.map(timeConstant),
    };
  });
  if (layers.every((layer) => layer.gates.length === 0)) {
    throw unfit(
      "gates",
      "a cell that names its gates",
      units.map(({ place }) => place.cell).join(", "),
      "its step calls tools.gate(name, f, x)",
    );
  }
  const names = [...new Set(layers.flatMap((layer) => layer.gates.filter(({ role }) => role === "gate").map(({ name }) => name)))];
  const lossWith = (gate: string, value: number): Maybe => {
    if (loss === undefined) return null;
    const held = forced(network, { gate, value }, () => lossOver(network, loss, seen));
    return Number.isFinite(held) ? held : null;
  };
  return {
    kind: "gates",
    rows: seen.B,
    steps: Math.max(...seen.lengths),
    layers,
    forced:
      force && loss !== undefined
        ? { loss: lossOver(network, loss, seen), gates: names.map((name) => ({ name, open: lossWith(name, 1), shut: lossWith(name, 0) })) }
        : null,
  };
}

/** −1 / ln of a mean gate, in steps. */
export function timeConstant(mean: number): Maybe {
  return mean > 0 && mean < 1 ? -1 / log(mean) : null;
}

/** Every value of a unit that counts: rows within their lengths. */
function eachStep({ lengths, T }: Looked, visit: (row: number, step: number, place: number) => void): void {
  lengths.forEach((length, row) => {
    for (let step = 0; step < length; step++) visit(row, step, row * T + step);
  });
}

function viewOf(unit: Unit, name: string, { shape, data }: Values, seen: Looked): GateView {
  const H = shape[2];
  const known = candidates.has(`${unit.place.cell} ${name}`) || (!keepingGate.has(unit.place.cell) && data.some((value) => value < 0));
  const low = known ? -0.9 : 0.1;
  const steps = Math.max(...seen.lengths);
  const sums = Array.from({ length: steps }, () => new Float64Array(H));
  const rows = new Float64Array(steps);
  const [total, shut, open] = [new Float64Array(H), new Float64Array(H), new Float64Array(H)];
  let count = 0;
  eachStep(seen, (_row, step, place) => {
    rows[step]++;
    count++;
    for (let k = 0; k < H; k++) {
      const value = data[place * H + k];
      sums[step][k] += value;
      total[k] += value;
      if (value < low) shut[k]++;
      if (value > 0.9) open[k]++;
    }
  });
  const share = (list: Float64Array): number[] => Array.from(list, (value) => value / count);
  const always = (list: Float64Array): number[] => Array.from(list.keys()).filter((k) => list[k] === count);
  return {
    name,
    role: known ? "candidate" : "gate",
    byStep: sums.map((list, step) => Array.from(list, (sum) => (rows[step] > 0 ? sum / rows[step] : null))),
    mean: share(total),
    shut: share(shut),
    open: share(open),
    alwaysShut: always(shut),
    alwaysOpen: always(open),
    saturated: [...shut, ...open].reduce((a, b) => a + b, 0) / (count * H),
  };
}

/** Units whose state moves by less than 1e-3. */
function standing({ shape, data }: Values, seen: Looked): number[] {
  const width = shape[2];
  const low = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
  eachStep(seen, (_row, _step, place) => {
    for (let k = 0; k < width; k++) {
      low[k] = Math.min(low[k], data[place * width + k]);
      high[k] = Math.max(high[k], data[place * width + k]);
    }
  });
  return Array.from(low.keys()).filter((k) => high[k] - low[k] < 1e-3);
}
