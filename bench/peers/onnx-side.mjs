// ONNX Runtime's side of a comparison; the argument says which: onnxruntime-node or onnxruntime-web (WebAssembly, in Node).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { decode, decodeWeights, serve } from "../serve.mjs";
import { model } from "./onnx-model.mjs";

const name = process.argv[2];
const require = createRequire(import.meta.url);
/** A peer's package, untyped: it is there only where the peers are installed. */
const peer = (name) => require(name);
const ort = peer(name);
const { version } = JSON.parse(readFileSync(new URL(`./node_modules/${name}/package.json`, import.meta.url), "utf8"));
if (name === "onnxruntime-web") ort.env.wasm.numThreads = 1;

/** [B, T, I] to [T, B, I]. */
function timeMajor(data, [B, T, I]) {
  const out = new Float32Array(data.length);
  for (let b = 0; b < B; b++) for (let t = 0; t < T; t++) out.set(data.subarray((b * T + t) * I, (b * T + t + 1) * I), (t * B + b) * I);
  return out;
}

async function open({ work, cell, size: [B, T, I, H], weights, x }) {
  const states = work === "stream";
  const length = states ? 1 : T;
  const bytes = model({ cell, size: [B, length, I, H], weights: decodeWeights(weights), states });
  const session = await ort.InferenceSession.create(new Uint8Array(bytes), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
  });
  const whole = timeMajor(decode(x), [B, T, I]);
  const zeros = () => new ort.Tensor("float32", new Float32Array(B * H), [1, B, H]);
  const fetches = cell === "lstm" ? ["Y", "h", "c"] : ["Y", "h"];
  if (!states) {
    const feeds = { X: new ort.Tensor("float32", whole, [T, B, I]) };
    return {
      async check() {
        const { Y } = await session.run(feeds, fetches);
        return { output: timeMajor(Y.data, [T, B, H]) };
      },
      step: () => session.run(feeds, fetches),
      close: () => session.release(),
    };
  }
  const xs = Array.from({ length: T }, (_, t) => new ort.Tensor("float32", whole.slice(t * B * I, (t + 1) * B * I), [1, B, I]));
  const beginning = () => (cell === "lstm" ? { h0: zeros(), c0: zeros() } : { h0: zeros() });
  const next = ({ h, c }) => (cell === "lstm" ? { h0: h, c0: c } : { h0: h });
  let state = beginning();
  let t = 0;
  return {
    async check() {
      let now = beginning();
      let last;
      for (const X of xs) {
        last = await session.run({ X, ...now }, fetches);
        now = next(last);
      }
      return { output: last.Y.data };
    },
    async step() {
      state = next(await session.run({ X: xs[t], ...state }, fetches));
      t = (t + 1) % T;
    },
    close: () => session.release(),
  };
}

await serve({ version: `${name} ${version}`, open });
