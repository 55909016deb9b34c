/** The lesson's figures, drawn from a network's layers, a cell's equations, or their sizes. */

export type { FigureOptions } from "../figure.ts";
export { type ChainOptions, chain } from "./chain.ts";
export { problemTypes } from "./problem-types.ts";
export { unit } from "./unit.ts";
export { type UnrolledOptions, unrolled } from "./unrolled.ts";
