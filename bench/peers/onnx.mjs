// ONNX Runtime, its native library in Node and its WebAssembly: inference on one thread, whole sequences and single steps.
import { cells, compare as compareRows, grid, ours } from "../rows.mjs";
import { here, Side } from "../side.mjs";

export async function compare({ quick }) {
  for (const name of ["onnxruntime-node", "onnxruntime-web"]) {
    const short = name.replace("onnxruntime-", "ORT ");
    const peer = new Side({ name: short, command: [process.execPath, here("./peers/onnx-side.mjs"), name] });
    const { version } = await peer.hello();
    console.log(`${version}, 1 thread`);
    const own = [await ours("wasm"), await ours("native")].filter((side) => side !== undefined);
    const common = { peer, own, quick, rounds: 5, milliseconds: 200 };
    try {
      const whole = grid.filter(({ cell }) => cell === "lstm" || cell === "gru").map((job) => ({ ...job, work: "infer" }));
      for (const cell of ["lstm", "gru"])
        await compareRows({
          ...common,
          name: `${name.replace("onnxruntime", "ort")}-${cell}`,
          what: `inference of whole sequences, ${cell}, 1 thread`,
          jobs: whole.filter((job) => job.cell === cell),
        });
      await compareRows({
        ...common,
        name: `${name.replace("onnxruntime", "ort")}-step`,
        what: "one step of a stream, batch 1, hidden 64, 1 thread",
        jobs: cells.map((cell) => ({ cell, size: [1, 50, 8, 64], work: "stream" })),
      });
    } finally {
      for (const side of [peer, ...own]) side.end();
    }
  }
}
