/** What a network does with a batch, judged. */
import type { LensBatch } from "../../lens.ts";
import type { Loss } from "../../loss.ts";
import type { Network } from "../../network.ts";
import type { Diagnosis } from "../doctor.ts";
import { gates, keepingGate } from "../gates.ts";
import { gradientFlow } from "../gradient-flow.ts";
import { lossWithoutPast } from "../memory-horizon.ts";
import { seenUnits } from "../shared/places.ts";

/** Rows looked at. */
const rows = 16;
/** Under this beside the newest step, float32 rounds an old step's word away. */
const vanished = -7;
/** Over this, the oldest step speaks a thousand times louder than the newest. */
const exploded = 3;

export function networkRules(network: Network, batch: LensBatch, loss: Loss | undefined): Diagnosis[] {
  if (seenUnits(network).length === 0) return [];
  return [...flowRules(network, batch), ...gateRules(network, batch), ...outputRules(network, batch, loss)];
}

/** Vanishing within the rows' own length, or growing on the way back. */
function flowRules(network: Network, batch: LensBatch): Diagnosis[] {
  const { layers, lags } = gradientFlow(network, batch, { rows, envelope: false });
  return layers.flatMap(({ gradient, name, layer, reverse, cell }): Diagnosis[] => {
    const place = { name, layer, reverse, cell };
    const largest = Math.max(...gradient.median.map((value) => value ?? Number.NEGATIVE_INFINITY));
    if (largest > exploded) {
      const lag = gradient.median.indexOf(largest);
      return [{ code: "gradient-exploding", level: "warning", place, fields: { lag, exponent: Math.round(largest) } }];
    }
    const lag = gradient.median.findIndex((value) => value === null || value < vanished);
    // Rows of a few steps: a net that answers from the newest ones is no fault. Nor is a gated cell that has learnt to forget.
    if (lag < 0 || lags < 10) return [];
    const gated = keepingGate.has(cell);
    return [{ code: "gradient-vanishing", level: gated ? "note" : "warning", place, fields: { lag, steps: lags, gated: Number(gated) } }];
  });
}

/** Gates that hardly move, and units that stand still. */
function gateRules(network: Network, batch: LensBatch): Diagnosis[] {
  let seen: ReturnType<typeof gates>;
  try {
    seen = gates(network, batch, { rows });
  } catch (error) {
    if ((error as { code?: string }).code === "lens-unfit") return [];
    throw error;
  }
  return seen.layers.flatMap((one): Diagnosis[] => {
    const { gates: views, dead, name, layer, reverse, cell } = one;
    const place = { name, layer, reverse, cell };
    const found: Diagnosis[] = [];
    for (const { name: gate, role, saturated, alwaysShut, alwaysOpen, mean } of views) {
      const units = mean.length;
      const stuck = Math.max(alwaysShut.length, alwaysOpen.length);
      const state = alwaysShut.length >= alwaysOpen.length ? "shut" : "open";
      if (role === "gate" && stuck > 0.8 * units) {
        found.push({ code: "gate-stuck", level: "warning", place, fields: { gate, state, count: stuck, units } });
      } else if (saturated > 0.9) {
        found.push({ code: "gates-saturated", level: "warning", place, fields: { gate, role, percent: Math.round(100 * saturated) } });
      }
    }
    const units = views[0]?.mean.length ?? 0;
    if (dead.length > 0.25 * units) found.push({ code: "units-dead", level: "warning", place, fields: { count: dead.length, units } });
    return found;
  });
}

/** An output that doesn't answer to its input, and a past that makes no difference. */
function outputRules(network: Network, batch: LensBatch, loss: Loss | undefined): Diagnosis[] {
  const found: Diagnosis[] = [];
  const { targets, inputs, lengths } = batch;
  if (loss === undefined || targets === undefined || inputs.shape[0] < 4) return found;
  const { output } = network.forward(inputs, { lengths });
  if (output.shape.join() === targets.shape.join()) {
    const [given, wanted] = [deviation(output.data), deviation(targets.data)];
    if (wanted > 0 && given < 0.01 * wanted)
      found.push({ code: "output-constant", level: "warning", fields: { percent: Math.round((1000 * given) / wanted) / 10 } });
  }
  if (found.length > 0 || inputs.shape[1] <= 2) return found;
  const past = lossWithoutPast(network, batch, loss, 64);
  if (past !== undefined && past.whole > 0 && past.without <= 1.005 * past.whole)
    found.push({
      code: "memory-unused",
      level: "note",
      fields: { percent: Math.max(0, Math.round(1000 * (past.without / past.whole - 1)) / 10) },
    });
  return found;
}

/** Standard deviation. */
export function deviation(values: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let k = 0; k < values.length; k++) sum += values[k];
  const mean = sum / values.length;
  for (let k = 0; k < values.length; k++) squares += (values[k] - mean) * (values[k] - mean);
  return Math.sqrt(squares / values.length);
}
