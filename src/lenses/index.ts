/** The lenses, one file each. */

export { type BpttMatrix, type BpttMatrixOptions, bpttMatrix, type ShareByLag } from "./bptt-matrix.ts";
export { type Checkup, type Course, type DataFacts, type Diagnosis, type DiagnosisCode, doctor, type Evidence } from "./doctor.ts";
export {
  type Dynamics,
  type DynamicsOptions,
  type DynamicsSample,
  dynamics,
} from "./dynamics.ts";
export { type Gates, type GatesOptions, type GateView, gates, type LayerGates } from "./gates.ts";
export { type GradientFlow, type GradientFlowOptions, gradientFlow, type LayerFlow } from "./gradient-flow.ts";
export { type Landscape, type LandscapeOptions, landscape, type PathPoint } from "./landscape.ts";
export { type Ablation, type HorizonCurve, type MemoryHorizon, type MemoryHorizonOptions, memoryHorizon } from "./memory-horizon.ts";
export { type Force, forced } from "./shared/force.ts";
export { type RecurrentSpectrum, type SpectrumResult, spectrum } from "./spectrum.ts";
