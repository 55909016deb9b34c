import { MemoriaError } from "../../errors.ts";
import {
  type BpttMatrix,
  bpttMatrix,
  type Checkup,
  doctor,
  type Gates,
  type GradientFlow,
  gates,
  gradientFlow,
  type MemoryHorizon,
  memoryHorizon,
  type SpectrumResult,
  spectrum,
} from "../../lenses/index.ts";
import type { Inside } from "../../task.ts";
import type { Known } from "./model.ts";

/** What all lenses see of a net with its data. A lens that can't look at this net is null. */
export interface Look {
  readonly flow: GradientFlow;
  readonly horizon: MemoryHorizon;
  readonly gates: Gates | null;
  readonly matrix: BpttMatrix | null;
  readonly spectrum: SpectrumResult;
  readonly checkup: Checkup;
}

/** Null for what the net isn't made for. */
function fitting<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof MemoriaError && error.code === "lens-unfit") return null;
    throw error;
  }
}

/** Looks with every lens; null where the net has no recurrent layer that they see. */
export function lookInside({ network, batch, loss }: Inside, known: Known): Look | null {
  const checkup = doctor({ network, batch, loss, facts: known });
  // A net with a number that isn't finite has no other view.
  if (checkup.diagnoses.some(({ code }) => code === "not-finite")) return null;
  const flow = fitting(() => gradientFlow(network, batch));
  if (flow === null) return null;
  return {
    flow,
    horizon: memoryHorizon(network, batch, { loss, rows: 32 }),
    gates: fitting(() => gates(network, batch, { loss })),
    matrix: fitting(() => bpttMatrix(network, batch, { loss, rows: 4 })),
    spectrum: spectrum(network),
    checkup,
  };
}
