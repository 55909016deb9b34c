/** The small ops, each beside its gradient. A cell, a layer or a loss of your own is written with these. */
export { absolute, exp, log, negate, reciprocal, relu, sigmoid, softplus, sqrt, square, tanh } from "./activation.ts";
export { dropout, dropoutMask, type MaskKey } from "./dropout.ts";
export { add, atLeast, divide, maximum, minimum, multiply, subtract } from "./elementwise.ts";
export { gather } from "./gather.ts";
export { affine, matmul } from "./matmul.ts";
export { mean, sum } from "./reduce.ts";
export { concat, reshape, slice, transpose } from "./shape.ts";
export { logSoftmax, softmax } from "./softmax.ts";
export { split } from "./split.ts";
