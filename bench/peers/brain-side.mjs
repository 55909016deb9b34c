// brain.js's side of a comparison: one sequence, one update; x_{t+1} is the target of step t. Its optimizer is its own (RMSprop with
// decay 0.999 and clipping) and can't be chosen; it has no batches.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { decode, decodeWeights, serve } from "../serve.mjs";

const require = createRequire(import.meta.url);
/** A peer's package, untyped: it is there only where the peers are installed. */
const peer = (name) => require(name);
console.log = console.info = console.warn = () => {};
const { recurrent } = peer("brain.js");
const { version } = JSON.parse(readFileSync(new URL("./node_modules/brain.js/package.json", import.meta.url), "utf8"));

/** Its names of a gate's W, U and b, the gates in our order. */
const names = {
  rnn: [["weight", "transition", "bias"]],
  lstm: ["input", "forget", "cellActivation", "output"].map((gate) => [`${gate}Matrix`, `${gate}Hidden`, `${gate}Bias`]),
  gru: ["resetGate", "updateGate", "cellWrite"].map((gate) => [`${gate}InputMatrix`, `${gate}HiddenMatrix`, `${gate}Bias`]),
};

function open({ cell, size: [, T, I, H], weights, x }) {
  const Net = { rnn: recurrent.RNNTimeStep, gru: recurrent.GRUTimeStep, lstm: recurrent.LSTMTimeStep }[cell];
  const net = new Net({ inputSize: I, hiddenLayers: [H], outputSize: I });
  net.initialize();
  net.bindEquation();
  const given = decodeWeights(weights);
  const [layer] = net.model.hiddenLayers;
  const put = (matrix, values) => matrix.weights.set(values);
  names[cell].forEach(([w, u, b], gate) => {
    put(layer[w], given.weight_ih_l0.data.subarray(gate * H * I, (gate + 1) * H * I));
    put(layer[u], given.weight_hh_l0.data.subarray(gate * H * H, (gate + 1) * H * H));
    put(layer[b], given.bias_ih_l0.data.subarray(gate * H, (gate + 1) * H));
  });
  put(net.model.outputConnector, given.head.data);
  put(net.model.output, given.headBias.data);
  const rows = decode(x);
  const sequence = Array.from({ length: T }, (_, t) => rows.slice(t * I, (t + 1) * I));
  return {
    check: () => ({ output: I === 1 ? [net.run(sequence.map(([value]) => value))] : net.run(sequence) }),
    step() {
      net.trainPattern(sequence, false);
    },
  };
}

await serve({ version: `brain.js ${version}`, open });
