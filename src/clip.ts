/** Gradient clipping (Pascanu, Mikolov & Bengio 2013), as PyTorch's clip_grad_norm_ and clip_grad_value_. */
import { binaryCode, type Kernels, type Pointer, unaryCode } from "./backend.ts";

/** A gradient in memory. */
export interface GradientBlock {
  readonly pointer: Pointer;
  readonly n: number;
}

/** Scale all gradients so that their joint norm is at most `max` (Infinity only measures). Returns the norm before. */
export function clipNorm(kernels: Kernels, blocks: readonly GradientBlock[], max: number): number {
  const norm = Math.sqrt(blocks.reduce((sum, { pointer, n }) => sum + kernels.sumSquares(pointer, n), 0));
  const factor = max / (norm + 1e-6);
  if (factor < 1) for (const { pointer, n } of blocks) kernels.unary(unaryCode("scale"), pointer, pointer, n, factor);
  return norm;
}

/** Hold each entry between −max and max. `scratch`: room for one real. */
export function clipValue(kernels: Kernels, blocks: readonly GradientBlock[], max: number, scratch: Pointer): void {
  kernels.fill(scratch, max, 1);
  for (const { pointer, n } of blocks) kernels.binary(binaryCode("minimum"), pointer, scratch, pointer, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 0);
  kernels.fill(scratch, -max, 1);
  for (const { pointer, n } of blocks) kernels.binary(binaryCode("maximum"), pointer, scratch, pointer, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 0);
}
