// TensorFlow.js, both of its backends that need no browser: training steps on one thread. Its GRU has one bias and its reset before.
import { compare as compareRows, grid, ours, workOf } from "../rows.mjs";
import { here, Side } from "../side.mjs";

export async function compare({ quick }) {
  for (const backend of ["wasm", "cpu"]) {
    const peer = new Side({ name: `TF.js ${backend}`, command: [process.execPath, here("./peers/tfjs-side.mjs"), backend] });
    const { version } = await peer.hello();
    console.log(`${version}, backend ${backend}, 1 thread`);
    const own = [await ours("wasm"), await ours("native")].filter((side) => side !== undefined);
    // Small steps first: they tell how long the large ones would take.
    const jobs = [...grid].sort((a, b) => workOf(a) - workOf(b)).map((job) => ({ ...job, reset: "before", zeroRecurrentBias: true }));
    try {
      await compareRows({
        name: `tfjs-${backend}`,
        what: `training, 1 thread, TensorFlow.js ${backend}`,
        peer,
        own,
        jobs,
        quick,
        rounds: 3,
        milliseconds: 200,
        longest: quick ? 2000 : 8000,
      });
    } finally {
      for (const side of [peer, ...own]) side.end();
    }
  }
}
