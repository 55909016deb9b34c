// A case of any suite → a task in memoria's terms → what it gives, compared with what the source states.
import { ownFunctions } from "./activations.mjs";
import { keras } from "./keras.mjs";
import { onnx, webnn } from "./onnx.mjs";
import { ownCell } from "./own-cell.mjs";
import { at, build } from "./tensor.mjs";
import { torch } from "./torch.mjs";
import { need, Unsupported } from "./unsupported.mjs";

const conventions = new Map(Object.entries({ onnx, webnn, keras, torch }));

/**
 * Run one case. `memoria` holds `network`, `recurrent`, the cells `rnn`, `gru`, `lstm`, and for a cell of one's own `ops` and
 * `constant`.
 * @returns {{ outcome: string, error?: number, detail?: string }} outcome: pass, fail or unsupported; error: the largest share
 *   of its tolerance that a number uses, 1 being the limit
 */
export function runCase(memoria, item, backend) {
  try {
    need(memoria[item.cell] !== undefined, `cell ${item.cell}`);
    const convention = conventions.get(item.convention);
    if (convention === undefined) throw new Unsupported(`convention ${item.convention}`);
    return compare(item, runTask(memoria, convention(item), backend));
  } catch (error) {
    if (error instanceof Unsupported) return { outcome: "unsupported", detail: error.message };
    return { outcome: "fail", detail: error instanceof Error ? error.message : `${error}` };
  }
}

function runTask(
  memoria,
  { cell: { kind, ...options }, input, hidden, bidirectional, weights, x, lengths, state, calls, results },
  backend,
) {
  const cell = options.own
    ? ownCell(memoria.ops, { kind, ...options, ...options.own, functions: ownFunctions(memoria, options.own) })
    : memoria[kind](options);
  const net = memoria.network(memoria.recurrent({ cell, input, hidden, bidirectional, bias: "bias_ih_l0" in weights }), { backend });
  net.loadStateDict(weights);
  let pass = net.forward(x, { lengths, state });
  for (let call = 1; call < calls; call++) pass = net.forward(x, { lengths, state: pass.state });
  return results(pass);
}

/** |got − want| ≤ atol + rtol·|want|, everywhere. */
function compare({ expected, tolerance: { atol, rtol }, batch_index: row }, results) {
  let worst = 0;
  const names = Object.keys(expected);
  if (names.length === 0) return { outcome: "fail", detail: "the case expects nothing" };
  for (const name of names) {
    const want = expected[name];
    if (results[name] === undefined) return { outcome: "unsupported", detail: `output ${name}` };
    const got = row === undefined || row === null ? results[name] : rowOf(results[name], row);
    if (got.shape.join() !== want.shape.join())
      return { outcome: "fail", detail: `${name}: shape [${got.shape}], expected [${want.shape}]` };
    for (let k = 0; k < want.data.length; k++) {
      const share = Math.abs(got.data[k] - want.data[k]) / (atol + rtol * Math.abs(want.data[k]));
      if (!(share <= 1)) return { outcome: "fail", error: share, detail: `${name}[${k}]: ${got.data[k]}, expected ${want.data[k]}` };
      worst = Math.max(worst, share);
    }
  }
  return { outcome: "pass", error: worst };
}

const rowOf = (tensor, row) => build(tensor.shape.slice(1), (...index) => at(tensor, row, ...index));
