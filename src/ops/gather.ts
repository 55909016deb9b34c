/** Rows of a table by index: embeddings, packing of ragged batches, picking each row's last step. */
import { gradientOf, record, result, type Tensor } from "../tensor.ts";

/** table[index[r]] for each r: [rows, width] from a table [n, width]. A negative index gives zeros and takes no gradient. */
export function gather(table: Tensor, index: ArrayLike<number>): Tensor {
  const width = table.size / (table.shape[0] || 1);
  const out = result([index.length, ...table.shape.slice(1)], [table]);
  const at = out.workspace.integers(index);
  out.kernels.gatherRows(table.pointer, at, out.pointer, index.length, width);
  record(out, () => out.kernels.scatterAddRows(out.gradient, at, gradientOf(table), index.length, width));
  return out;
}
