/** Rows of a table by index: embeddings, packing of ragged batches, picking each row's last step. */
import { show } from "../errors.ts";
import { gradientOf, record, result, type Tensor } from "../tensor.ts";
import { shapeError, sizeOf } from "../values.ts";

/** table[index[r]] for each r: [rows, width] from a table [n, width]. A negative index gives zeros and takes no gradient; one past the table is refused. */
export function gather(table: Tensor, index: ArrayLike<number>): Tensor {
  const count = table.shape[0] ?? 0;
  for (let r = 0; r < index.length; r++) {
    if (!Number.isInteger(index[r]) || index[r] >= count) throw shapeError(`index ${r}`, `a whole number below ${count}`, show(index[r]));
  }
  const width = sizeOf(table.shape.slice(1));
  const out = result([index.length, ...table.shape.slice(1)], [table]);
  const at = out.workspace.integers(index);
  out.kernels.gatherRows(table.pointer, at, out.pointer, index.length, width);
  record(out, () => out.kernels.scatterAddRows(out.gradient, at, gradientOf(table), index.length, width));
  return out;
}
