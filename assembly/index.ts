// The module's exports: the kernels of src/backend.ts, by their names there. Each takes numbers only; memory is imported.
export { matmul, matmulPacked, matmulScratch, pack, packedSize } from "./matmul";
export { gruBackward, gruBeforeGates, gruBeforeGatesBackward, gruBeforeOutput, gruBeforeOutputBackward, gruForward } from "./gru";
export { lstmBackward, lstmForward } from "./lstm";
export { rnnBackward, rnnForward } from "./rnn";
export { binary, fill, unary, unaryGradient } from "./elementwise";
export { copy } from "./copy";
export { firstNonFinite, sum, sumSquares } from "./reduce";
export { logSoftmax, logSoftmaxGradient, softmax, softmaxGradient } from "./softmax";
export { gatherRows, scatterAddRows } from "./rows";
export { dropoutMask } from "./dropout";
export { adagrad, adam, rmsprop, sgd } from "./optimizer";
