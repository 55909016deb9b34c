/** Matrix products. Weights are stored [out, in], as PyTorch stores them. */
import type { Pointer } from "../backend.ts";
import { gradientOf, record, result, type Tensor } from "../tensor.ts";
import { shapeError, shapeText, sizeOf } from "../values.ts";

/** C (+)= op(A) · op(B), contiguous, with scratch from the arena. */
export function product(
  of: Tensor,
  a: Pointer,
  ta: 0 | 1,
  b: Pointer,
  tb: 0 | 1,
  c: Pointer,
  m: number,
  n: number,
  k: number,
  accumulate: 0 | 1,
): void {
  const { workspace, kernels } = of;
  workspace.scratch(() => {
    const scratch = workspace.allocate(kernels.matmulScratch(m, n, k));
    kernels.matmul(a, ta === 1 ? m : k, ta, b, tb === 1 ? k : n, tb, c, n, m, n, k, accumulate, scratch);
  });
}

/** a[…, m, k] · b: with b[k, n] for all, or with b[…, k, n] of the same leading extents, one product each. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const k = a.shape.at(-1) ?? 0;
  const [rows, n] = b.shape.slice(-2);
  const shared = b.shape.length === 2;
  const lead = a.shape.slice(0, -2);
  if (a.shape.length < 2 || b.shape.length < 2 || rows !== k || (!shared && shapeText(lead) !== shapeText(b.shape.slice(0, -2)))) {
    throw shapeError("matmul", `[…, m, k] · [k, n] or […, k, n], with ${shapeText(a.shape)} on the left`, b.shape);
  }
  const height = a.shape[a.shape.length - 2];
  const batches = shared ? 1 : sizeOf(lead);
  const m = shared ? sizeOf(lead) * height : height;
  const out = result([...lead, height, n], [a, b]);
  const bytes = a.workspace.backend.realBytes;
  const each = (body: (A: number, B: number, C: number) => void): void => {
    for (let batch = 0; batch < batches; batch++) body(batch * m * k * bytes, batch * k * n * bytes, batch * m * n * bytes);
  };
  each((A, B, C) => product(out, a.pointer + A, 0, b.pointer + B, 0, out.pointer + C, m, n, k, 0));
  record(out, () => {
    const da = a.tracked ? gradientOf(a) : 0;
    const db = b.tracked ? gradientOf(b) : 0;
    each((A, B, C) => {
      if (da !== 0) product(out, out.gradient + C, 0, b.pointer + B, 1, da + A, m, k, n, 1);
      if (db !== 0) product(out, a.pointer + A, 1, out.gradient + C, 0, db + B, k, n, m, 1);
    });
  });
  return out;
}

/** x[…, in] · Wᵀ + b, with W[out, in] and b[out]. */
export function affine(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const [n, k] = weight.shape;
  if (x.shape.at(-1) !== k) throw shapeError("input", `${k} features on the last axis`, x.shape);
  const m = sizeOf(x.shape.slice(0, -1));
  const out = result([...x.shape.slice(0, -1), n], bias === undefined ? [x, weight] : [x, weight, bias]);
  if (bias !== undefined) out.kernels.copy(bias.pointer, out.pointer, 1, 1, m, n, 0, 0, 0, 1, 0, 0, n, 1, 0);
  product(out, x.pointer, 0, weight.pointer, 1, out.pointer, m, n, k, bias === undefined ? 0 : 1);
  record(out, () => {
    if (x.tracked) product(out, out.gradient, 0, weight.pointer, 0, gradientOf(x), m, k, n, 1);
    if (weight.tracked) product(out, out.gradient, 1, x.pointer, 0, gradientOf(weight), n, k, m, 1);
    if (bias?.tracked) out.kernels.copy(out.gradient, gradientOf(bias), 1, 1, m, n, 0, 0, n, 1, 0, 0, 0, 1, 1);
  });
  return out;
}
