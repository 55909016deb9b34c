import { MemoriaError } from "../../errors.ts";
import {
  type BpttMatrix,
  bpttMatrix,
  type Checkup,
  type DataFacts,
  doctor,
  type Gates,
  type GradientFlow,
  gates,
  gradientFlow,
  type Landscape,
  landscape,
  type MemoryHorizon,
  memoryHorizon,
  type SpectrumResult,
  spectrum,
} from "../../lenses/index.ts";
import { seenUnits } from "../../lenses/shared/places.ts";
import type { Inside } from "../../task.ts";

/** What all lenses see of a net with its data. A lens that can't look at this net is null. */
export interface Look {
  readonly flow: GradientFlow;
  readonly horizon: MemoryHorizon;
  readonly gates: Gates | null;
  readonly matrix: BpttMatrix | null;
  readonly spectrum: SpectrumResult;
  /** Null for a net that isn't one plain unit, or without known answers. */
  readonly landscape: Landscape | null;
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

/** Units up to which every row's Jacobians are looked at, in seconds; wider nets get no envelope, and one row who teaches whom. */
const narrow = 128;

/** Looks with every lens; null where the net has no recurrent layer that they see. */
export function lookInside({ network, batch, loss }: Inside, known: DataFacts): Look | null {
  const checkup = doctor({ network, batch, loss, facts: known });
  // A net with a number that isn't finite has no other view.
  if (checkup.diagnoses.some(({ code }) => code === "not-finite")) return null;
  const wide = seenUnits(network).some(({ hidden }) => hidden > narrow);
  const flow = fitting(() => gradientFlow(network, batch, { envelope: !wide }));
  if (flow === null) return null;
  return {
    flow,
    horizon: memoryHorizon(network, batch, { loss, rows: 32 }),
    gates: fitting(() => gates(network, batch, { loss })),
    matrix: fitting(() => bpttMatrix(network, batch, { loss, rows: wide ? 1 : 4 })),
    spectrum: spectrum(network),
    landscape: loss === undefined ? null : fitting(() => landscape(network, batch, { loss })),
    checkup,
  };
}
