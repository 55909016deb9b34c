// brain.js 2: a training step on one sequence, x_{t+1} the target of step t, on one thread. It has no batches, and no choice of optimizer:
// both sides take RMSprop. Its rnn is with relu and its GRU with the reset before. Its LSTM is none: it carries h in the place of c, so its
// outputs can't equal ours, and its row is timed unchecked and says so.
import { cells, compare as compareRows, ours } from "../rows.mjs";
import { encode } from "../serve.mjs";
import { here, numbers, Side } from "../side.mjs";

export async function compare({ quick }) {
  const peer = new Side({ name: "brain.js", command: [process.execPath, here("./peers/brain-side.mjs")] });
  console.log(`${(await peer.hello()).version}, 1 thread`);
  const own = [await ours("wasm"), await ours("native")].filter((side) => side !== undefined);
  const jobs = cells.flatMap((cell) =>
    [
      [1, 50, 1, 32],
      [1, 100, 8, 64],
    ].map((size) => {
      const [, , I, H] = size;
      const head = { shape: [I, H], data: encode(numbers(I * H, 21).map((value) => value / 8)) };
      const headBias = { shape: [I], data: encode(new Float32Array(I)) };
      return {
        cell,
        size,
        work: "next",
        reset: "before",
        activation: "relu",
        zeroRecurrentBias: true,
        more: { head, headBias },
        label: cell === "lstm" ? "not an LSTM there" : undefined,
        tolerance: cell === "lstm" ? null : 1e-4,
      };
    }),
  );
  try {
    await compareRows({ name: "brain", what: "training on one sequence, 1 thread", peer, own, jobs, quick });
  } finally {
    for (const side of [peer, ...own]) side.end();
  }
}
