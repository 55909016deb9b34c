// The machine itself: an LSTM's training step beside the bare BLAS doing the same products, on one thread.
import { compare as compareRows, ours } from "../rows.mjs";
import { here, Side } from "../side.mjs";

export async function compare({ quick }) {
  const own = [await ours("native")].filter((side) => side !== undefined);
  if (own.length === 0) throw new Error("needs the native backend");
  const peer = new Side({ name: "bare BLAS", command: [process.execPath, here("./blas-side.mjs")] });
  console.log(`${(await peer.hello()).version}, 1 thread`);
  try {
    const jobs = [[32, 100, 128, 512]].map((size) => ({ cell: "lstm", size }));
    const { rows } = await compareRows({ name: "machine", what: "products alone, 1 thread", peer, own, jobs, quick });
    for (const { size, times } of rows) {
      const [B, T, I, H] = size.split("×").map(Number);
      const operations = 2 * B * T * 4 * H * (2 * (I + H) + H);
      const rates = times.map(({ name, ms }) => `${name} ${(operations / ms / 1e6).toFixed(1)} GFLOP/s`);
      console.log(`${rates.join(", ")}: ${((100 * times[1].ms) / times[0].ms).toFixed(0)} % of the bare rate`);
    }
  } finally {
    for (const side of [peer, ...own]) side.end();
  }
}
