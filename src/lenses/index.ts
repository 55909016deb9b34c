/** The lenses, one file each. */

export { type BpttMatrix, type BpttMatrixOptions, bpttMatrix, type ShareByLag } from "./bptt-matrix.ts";
export { type Gates, type GatesOptions, type GateView, gates, type LayerGates } from "./gates.ts";
export { type GradientFlow, type GradientFlowOptions, gradientFlow, type LayerFlow } from "./gradient-flow.ts";
export { type Ablation, type HorizonCurve, type MemoryHorizon, type MemoryHorizonOptions, memoryHorizon } from "./memory-horizon.ts";
export { type Force, forced } from "./shared/force.ts";
