/**
 * GRU (Cho et al. 2014, arXiv:1406.1078v3, with z and 1−z exchanged), one step, gates r z n, h′ = h_{t−1}:
 *   r = σ(a_r), z = σ(a_z), n = tanh(a_n + r ⊙ u) (reset after, u = U_n h′ + b) or tanh(a_n) (reset before), h = (1−z) ⊙ n + z ⊙ h′
 * Backward, δ = ∂L/∂h:
 *   da_z = δ ⊙ (h′ − n) ⊙ z(1−z);  da_n = δ ⊙ (1−z) ⊙ (1−n²);  direct path to h′: δ ⊙ z
 *   after:  da_r = da_n ⊙ u ⊙ r(1−r), du = da_n ⊙ r;   before, with v = da_n · U_n:  da_r = v ⊙ h′ ⊙ r(1−r), on to h′: v ⊙ r
 */
import type { Kernels } from "../../backend.ts";
import { sigmoid, tanh } from "../../math.ts";
import type { Heap } from "../reference.ts";

type GruKernels = Pick<
  Kernels,
  "gruForward" | "gruBackward" | "gruBeforeGates" | "gruBeforeOutput" | "gruBeforeOutputBackward" | "gruBeforeGatesBackward"
>;

export function gruKernels(heap: Heap): GruKernels {
  /** Visit each unit: its place in a [rows, 3H] and in a [rows, H] buffer, its row and column. */
  const each = (rows: number, H: number, body: (gate: number, unit: number, r: number, k: number) => void): void => {
    for (let r = 0; r < rows; r++) for (let k = 0; k < H; k++) body(r * 3 * H + k, r * H + k, r, k);
  };
  /** h = (1−z) ⊙ n + z ⊙ h′, written where the step keeps it. */
  const blend = (at: number, H: number, n: number, h: number, hp: number, unit: number, to: number): void => {
    const x = heap.reals;
    const before = x[h / 8 + unit];
    const z = x[at + H];
    const after = (1 - z) * n + z * before;
    x[at + 2 * H] = n;
    if (hp !== 0) x[hp / 8 + unit] = before;
    x[h / 8 + unit] = after;
    x[to] = after;
  };
  /** The part of the way back that both kinds share; returns da_n. */
  const unblend = (at: number, H: number, hp: number, dh: number, unit: number, from: number): number => {
    const x = heap.reals;
    const [z, n] = [x[at + H], x[at + 2 * H]];
    const delta = x[from] + x[dh / 8 + unit];
    const da_n = delta * (1 - z) * (1 - n * n);
    x[from] = delta;
    x[dh / 8 + unit] = delta * z;
    x[at + H] = delta * (x[hp / 8 + unit] - n) * z * (1 - z);
    x[at + 2 * H] = da_n;
    return da_n;
  };
  return {
    gruForward(g, hn, h, hp, y, ldy, rows, H) {
      const x = heap.reals;
      each(rows, H, (gate, unit, r, k) => {
        const at = g / 8 + gate;
        x[at] = sigmoid(x[at]);
        x[at + H] = sigmoid(x[at + H]);
        blend(at, H, tanh(x[at + 2 * H] + x[at] * x[hn / 8 + unit]), h, hp, unit, y / 8 + r * ldy + k);
      });
    },
    gruBackward(g, hn, hp, dy, ldy, dh, rows, H) {
      const x = heap.reals;
      each(rows, H, (gate, unit, row, k) => {
        const at = g / 8 + gate;
        const r = x[at];
        const da_n = unblend(at, H, hp, dh, unit, dy / 8 + row * ldy + k);
        x[at] = da_n * x[hn / 8 + unit] * r * (1 - r);
        x[hn / 8 + unit] = da_n * r;
      });
    },
    gruBeforeGates(g, hm, rh, rows, H) {
      const x = heap.reals;
      each(rows, H, (gate, unit) => {
        const at = g / 8 + gate;
        x[at] = sigmoid(x[at]);
        x[at + H] = sigmoid(x[at + H]);
        x[rh / 8 + unit] = x[at] * x[hm / 8 + unit];
      });
    },
    gruBeforeOutput(g, h, hp, y, ldy, rows, H) {
      each(rows, H, (gate, unit, r, k) => {
        const at = g / 8 + gate;
        blend(at, H, tanh(heap.reals[at + 2 * H]), h, hp, unit, y / 8 + r * ldy + k);
      });
    },
    gruBeforeOutputBackward(g, hp, dy, ldy, dh, rows, H) {
      each(rows, H, (gate, unit, r, k) => {
        unblend(g / 8 + gate, H, hp, dh, unit, dy / 8 + r * ldy + k);
      });
    },
    gruBeforeGatesBackward(g, hm, drh, rows, H) {
      const x = heap.reals;
      each(rows, H, (gate, unit) => {
        const at = g / 8 + gate;
        const r = x[at];
        const v = x[drh / 8 + unit];
        x[at] = v * x[hm / 8 + unit] * r * (1 - r);
        x[drh / 8 + unit] = v * r;
      });
    },
  };
}
