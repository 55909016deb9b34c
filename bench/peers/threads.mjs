// Two threads: PyTorch on two, memoria with two workers. What the second worker brings: bench/workers.mjs.
import { compare as compareRows, grid, ours } from "../rows.mjs";
import { resultName, torch } from "./torch.mjs";

export async function compare({ quick }) {
  const peer = await torch(2);
  const own = [await ours("wasm", { threads: 2 }), await ours("native", { threads: 2 })].filter((side) => side !== undefined);
  const jobs = grid.filter(({ size }) => size[0] >= 32);
  try {
    await compareRows({ name: resultName("threads", peer.about), what: "training, 2 threads", peer, own, jobs, quick });
  } finally {
    for (const side of [peer, ...own]) side.end();
  }
}
