/** Single steps of a batch's rows as a batch of their own: what was read there, and the states before it. */
import type { Dense } from "../../batch.ts";
import type { State } from "../../pass.ts";
import type { Recording } from "../../recorder.ts";
import { sizeOf, type Values } from "../../values.ts";
import { recordingOf, type Unit } from "./places.ts";

/** A step of a row. */
export interface Spot {
  readonly row: number;
  readonly step: number;
}

/** Those steps of [B, T, …] as [spots, 1, …]. */
export function pick({ shape, data }: Dense, spots: readonly Spot[], T: number): Values {
  const width = sizeOf(shape.slice(2));
  const out = new Float64Array(spots.length * width);
  spots.forEach(({ row, step }, k) => {
    for (let j = 0; j < width; j++) out[k * width + j] = data[(row * T + step) * width + j];
  });
  return { shape: [spots.length, 1, ...shape.slice(2)], data: out };
}

/** The states before those steps, for a network that reads forwards; zeros before a row's first. */
export function statesBefore(units: readonly Unit[], recordings: readonly Recording[], spots: readonly Spot[]): State {
  const state: Record<string, { shape: number[]; data: Float64Array }> = {};
  for (const unit of units) {
    const { states } = recordingOf(recordings, unit);
    for (const [local, width] of Object.entries(unit.widths)) {
      const name = unit.stateName(local);
      const count = units.filter((other) => other.stateName(local) === name).length;
      state[name] ??= { shape: [count, spots.length, width], data: new Float64Array(count * spots.length * width) };
      const { data, shape } = states.get(local) as Values;
      spots.forEach(({ row, step }, k) => {
        if (step === 0) return;
        const from = (row * shape[1] + step - 1) * width;
        state[name].data.set(data.subarray(from, from + width), (unit.index * spots.length + k) * width);
      });
    }
  }
  return state;
}
