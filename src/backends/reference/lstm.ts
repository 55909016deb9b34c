/**
 * LSTM (Hochreiter & Schmidhuber 1997; Gers et al. 2000; peepholes: Gers & Schmidhuber 2000), one step, gates i f g o:
 *   i = σ(a_i + p_i ⊙ c′), f = σ(a_f + p_f ⊙ c′), g = tanh(a_g), c = f ⊙ c′ + i ⊙ g, o = σ(a_o + p_o ⊙ c), y = o ⊙ tanh(c)
 * with c′ = c_{t−1}. Backward, with δ = ∂L/∂y and dc = ∂L/∂c from later steps:
 *   da_o = δ ⊙ tanh(c) ⊙ o(1−o);  dc += δ ⊙ o ⊙ (1 − tanh²c) + da_o ⊙ p_o
 *   da_i = dc ⊙ g ⊙ i(1−i);  da_f = dc ⊙ c′ ⊙ f(1−f);  da_g = dc ⊙ i ⊙ (1−g²);  dc′ = dc ⊙ f + da_i ⊙ p_i + da_f ⊙ p_f
 */
import type { Kernels } from "../../backend.ts";
import { sigmoid, tanh } from "../../math.ts";
import type { Heap } from "../reference.ts";

export function lstmKernels(heap: Heap): Pick<Kernels, "lstmForward" | "lstmBackward"> {
  /** Value k of vector `which` of the peepholes, 0 without them. */
  const peephole = (peep: number, H: number, which: number, k: number): number => (peep === 0 ? 0 : heap.reals[peep / 8 + which * H + k]);
  return {
    lstmForward(g, c, cp, tc, peep, h, y, ldy, rows, H) {
      const x = heap.reals;
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < H; k++) {
          const at = g / 8 + r * 4 * H + k;
          const cell = r * H + k;
          const before = x[c / 8 + cell];
          const i = sigmoid(x[at] + peephole(peep, H, 0, k) * before);
          const f = sigmoid(x[at + H] + peephole(peep, H, 1, k) * before);
          const candidate = tanh(x[at + 2 * H]);
          const after = f * before + i * candidate;
          const o = sigmoid(x[at + 3 * H] + peephole(peep, H, 2, k) * after);
          const squashed = tanh(after);
          x[at] = i;
          x[at + H] = f;
          x[at + 2 * H] = candidate;
          x[at + 3 * H] = o;
          if (cp !== 0) x[cp / 8 + cell] = before;
          if (tc !== 0) x[tc / 8 + cell] = squashed;
          x[c / 8 + cell] = after;
          if (h !== 0) x[h / 8 + cell] = o * squashed;
          x[y / 8 + r * ldy + k] = o * squashed;
        }
      }
    },
    lstmBackward(g, cp, tc, peep, dpeep, dy, ldy, dh, dc, dcAll, rows, H) {
      const x = heap.reals;
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < H; k++) {
          const at = g / 8 + r * 4 * H + k;
          const cell = r * H + k;
          const [i, f, candidate, o] = [x[at], x[at + H], x[at + 2 * H], x[at + 3 * H]];
          const before = x[cp / 8 + cell];
          const squashed = x[tc / 8 + cell];
          const delta = x[dy / 8 + r * ldy + k] + (dh === 0 ? 0 : x[dh / 8 + cell]);
          const da_o = delta * squashed * o * (1 - o);
          const total = x[dc / 8 + cell] + delta * o * (1 - squashed * squashed) + da_o * peephole(peep, H, 2, k);
          const da_i = total * candidate * i * (1 - i);
          const da_f = total * before * f * (1 - f);
          x[dy / 8 + r * ldy + k] = delta;
          if (dh !== 0) x[dh / 8 + cell] = 0;
          x[at] = da_i;
          x[at + H] = da_f;
          x[at + 2 * H] = total * i * (1 - candidate * candidate);
          x[at + 3 * H] = da_o;
          if (dcAll !== 0) x[dcAll / 8 + cell] = total;
          x[dc / 8 + cell] = total * f + da_i * peephole(peep, H, 0, k) + da_f * peephole(peep, H, 1, k);
          if (dpeep !== 0) {
            x[dpeep / 8 + k] += da_i * before;
            x[dpeep / 8 + H + k] += da_f * before;
            x[dpeep / 8 + 2 * H + k] += da_o * (f * before + i * candidate);
          }
        }
      }
    },
  };
}
