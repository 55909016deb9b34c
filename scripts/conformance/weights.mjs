// Weights of any of the suites in our order, which is PyTorch's.
import { build } from "./tensor.mjs";
import { need } from "./unsupported.mjs";

/** Our gates in order. */
const ours = { rnn: "h", lstm: "ifgo", gru: "rzn" };
/** Our peepholes in order: the output gate's sees the new cell state. */
const ourPeepholes = "ifo";

/** ONNX's gates in our letters; Keras has the same for GRU. */
export const onnxGates = { rnn: "h", lstm: "iofg", gru: "zrn" };
export const kerasGates = { rnn: "h", lstm: "ifgo", gru: "zrn" };
/** Peepholes of ONNX and WebNN. */
export const onnxPeepholes = "iof";

/** The row of another order that holds our row. */
function rowOf(own, theirs, H) {
  need([...own].sort().join() === [...theirs].sort().join(), `gates ${theirs}`);
  return (row) => theirs.indexOf(own[Math.floor(row / H)]) * H + (row % H);
}

/**
 * State dict of a one-layer net. `take` reads the suite's arrays by (direction, their row, column): `input`, `recurrent`, and
 * where there are any `inputBias`, `recurrentBias`, `peephole`.
 * @param {{ cell: string, gates: string, peepholes?: string, input: number, hidden: number, directions: number, take: Record<string, any> }} sizes
 */
export function stateDict({ cell, gates, peepholes = ourPeepholes, input, hidden: H, directions, take }) {
  const source = rowOf(ours[cell], gates, H);
  const rows = gates.length * H;
  const weights = {};
  for (let d = 0; d < directions; d++) {
    const suffix = d === 0 ? "_l0" : "_l0_reverse";
    weights[`weight_ih${suffix}`] = build([rows, input], (row, column) => take.input(d, source(row), column));
    weights[`weight_hh${suffix}`] = build([rows, H], (row, column) => take.recurrent(d, source(row), column));
    if (take.inputBias || take.recurrentBias) {
      weights[`bias_ih${suffix}`] = build([rows], (row) => take.inputBias?.(d, source(row)) ?? 0);
      weights[`bias_hh${suffix}`] = build([rows], (row) => take.recurrentBias?.(d, source(row)) ?? 0);
    }
    if (take.peephole) {
      const place = rowOf(ourPeepholes, peepholes, H);
      weights[`weight_peephole${suffix}`] = build([3 * H], (row) => take.peephole(d, place(row)));
    }
  }
  return weights;
}
