// The module's exports: the kernels of src/backend.ts, by their names there. Each takes numbers only; memory is imported.
export { matmul, matmulPacked, matmulScratch, pack, packedSize } from "./matmul";
export { gruBackward, gruBeforeGates, gruBeforeGatesBackward, gruBeforeOutput, gruBeforeOutputBackward, gruForward } from "./gru";
export { lstmBackward, lstmForward } from "./lstm";
export { rnnBackward, rnnForward } from "./rnn";
