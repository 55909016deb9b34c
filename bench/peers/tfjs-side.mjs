// TensorFlow.js's side of a comparison; its backend (cpu or wasm) is the argument.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { decode, decodeWeights, serve } from "../serve.mjs";

const backend = process.argv[2];
const require = createRequire(import.meta.url);
/** A peer's package, untyped: it is there only where the peers are installed. */
const peer = (name) => require(name);
// It greets and hints on the console, which is the answers' channel here.
console.log = console.info = console.warn = () => {};
const tf = peer("@tensorflow/tfjs");
if (backend === "wasm") {
  const wasm = peer("@tensorflow/tfjs-backend-wasm");
  wasm.setWasmPaths(join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm")), "/"));
  wasm.setThreadsCount(1);
}
await tf.setBackend(backend);
await tf.ready();

const gates = { rnn: [0], lstm: [0, 1, 2, 3], gru: [1, 0, 2] };

/** PyTorch's [G·H, n] to Keras's [n, G·H], gates i f c o and z r h. */
function kernel(cell, { shape: [rows, n], data }) {
  const order = gates[cell];
  const H = rows / order.length;
  const out = new Float32Array(rows * n);
  for (let r = 0; r < rows; r++) {
    const from = order[Math.floor(r / H)] * H + (r % H);
    for (let i = 0; i < n; i++) out[i * rows + r] = data[from * n + i];
  }
  return out;
}

/** Back: [n, G·H] as Keras has it to [G·H, n] as PyTorch does. The order of gates is its own inverse. */
function unkernel(cell, data, n, rows) {
  const order = gates[cell];
  const H = rows / order.length;
  const out = new Float32Array(rows * n);
  for (let r = 0; r < rows; r++) {
    const to = order[Math.floor(r / H)] * H + (r % H);
    for (let i = 0; i < n; i++) out[to * n + i] = data[i * rows + r];
  }
  return out;
}

function open({ cell, size: [B, T, I, H], weights, x, y }) {
  const G = gates[cell].length * H;
  const options = { units: H, inputShape: [T, I], ...(cell === "rnn" ? {} : { recurrentActivation: "sigmoid" }) };
  const layer = { rnn: tf.layers.simpleRNN, gru: tf.layers.gru, lstm: tf.layers.lstm }[cell](options);
  const model = tf.sequential({ layers: [layer] });
  const { weight_ih_l0: ih, weight_hh_l0: hh, bias_ih_l0: bias } = decodeWeights(weights);
  const own = [
    tf.tensor2d(kernel(cell, ih), [I, G]),
    tf.tensor2d(kernel(cell, hh), [H, G]),
    tf.tensor1d(kernel(cell, { shape: [G, 1], data: bias.data })),
  ];
  model.setWeights(own);
  const input = tf.tensor3d(decode(x), [B, T, I]);
  const target = tf.tensor2d(decode(y), [B, H]);
  const adam = tf.train.adam(1e-3);
  const loss = () => tf.losses.meanSquaredError(target, model.apply(input, { training: true }));
  return {
    check() {
      const { value, grads } = tf.variableGrads(loss);
      const [k, r, b] = model.trainableWeights.map((weight) => grads[weight.val.name].dataSync());
      return {
        loss: value.dataSync(),
        weight_ih_l0: unkernel(cell, k, I, G),
        weight_hh_l0: unkernel(cell, r, H, G),
        bias_ih_l0: unkernel(cell, b, 1, G),
      };
    },
    step() {
      adam.minimize(loss);
    },
    close() {
      model.dispose();
      tf.dispose([input, target, ...own]);
      adam.dispose();
    },
  };
}

await serve({ version: `TensorFlow.js ${tf.version.tfjs}`, open });
