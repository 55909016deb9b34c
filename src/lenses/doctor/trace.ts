/** Where the first number that isn't finite stands: a weight, an input, or what the net made of them, by step, gate, unit and row. */
import type { LensBatch } from "../../lens.ts";
import type { Network } from "../../network.ts";
import { sizeOf, type Values } from "../../values.ts";
import type { Diagnosis } from "../doctor.ts";
import { seenUnits } from "../shared/places.ts";

/** Undefined where every number is finite. */
export function trace(network: Network, batch: LensBatch | undefined): Diagnosis | undefined {
  for (const [name, parameter] of network.parameters()) {
    const k = parameter.values().data.findIndex((value) => !Number.isFinite(value));
    if (k >= 0) return { code: "not-finite", level: "fault", fields: { what: "weight", name, index: k } };
  }
  if (batch === undefined) return undefined;
  const { inputs, lengths } = batch;
  const [B, T] = inputs.shape;
  const width = sizeOf(inputs.shape.slice(2));
  for (let row = 0; row < B; row++) {
    for (let k = 0; k < (lengths?.[row] ?? T) * width; k++) {
      if (!Number.isFinite(inputs.data[row * T * width + k]))
        return { code: "not-finite", level: "fault", fields: { what: "input", row, step: Math.floor(k / width), feature: k % width } };
    }
  }
  return made(network, batch);
}

/** The first step that the net itself spoils; gates before states. */
function made(network: Network, { inputs, lengths }: LensBatch): Diagnosis | undefined {
  const { output, recordings } = network.forward(inputs, { lengths, record: true });
  for (const { name, layer, reverse, gates, states } of recordings) {
    const first = [...gates, ...states].flatMap(([gate, values]) => {
      const at = firstBroken(values, reverse);
      return at === undefined ? [] : [{ gate, ...at }];
    });
    // Gates come first in the list: of the same step, the gate is the cause.
    first.sort((a, b) => (reverse ? b.step - a.step : a.step - b.step));
    if (first.length === 0) continue;
    const [{ gate, row, step, unit }] = first;
    const cell = seenUnits(network).find(({ place }) => place.name === name && place.layer === layer)?.place.cell ?? "";
    const place = { name, layer, reverse, cell };
    return { code: "not-finite", level: "fault", place, fields: { what: gates.has(gate) ? "gate" : "state", gate, row, step, unit } };
  }
  const k = output.data.findIndex((value) => !Number.isFinite(value));
  if (k < 0) return undefined;
  return { code: "not-finite", level: "fault", fields: { what: "output", row: Math.floor((k * output.shape[0]) / output.data.length) } };
}

/** The earliest step, as the direction reads, with a number that isn't finite. */
function firstBroken({ shape, data }: Values, reverse: boolean): { row: number; step: number; unit: number } | undefined {
  const [B, T, H] = shape;
  for (let s = 0; s < T; s++) {
    const step = reverse ? T - 1 - s : s;
    for (let row = 0; row < B; row++) {
      for (let unit = 0; unit < H; unit++) {
        if (!Number.isFinite(data[(row * T + step) * H + unit])) return { row, step, unit };
      }
    }
  }
  return undefined;
}
