/** The lenses, one file each. */

export { type BpttMatrix, type BpttMatrixOptions, bpttMatrix, type ShareByLag } from "./bptt-matrix.ts";
export { type GradientFlow, type GradientFlowOptions, gradientFlow, type LayerFlow } from "./gradient-flow.ts";
