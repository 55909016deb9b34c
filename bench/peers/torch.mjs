// PyTorch: training steps on one thread. Python: PYTHON, else the first of python3 and /usr/bin/python3 that imports torch.
import { spawnSync } from "node:child_process";
import { compare as compareRows, grid, ours } from "../rows.mjs";
import { here, Side } from "../side.mjs";

export function python() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "/usr/bin/python3"];
  const found = candidates.find((command) => spawnSync(command, ["-c", "import torch, numpy"]).status === 0);
  if (found === undefined) throw new Error(`no Python with torch and numpy among ${candidates.join(", ")}; name one: PYTHON=…`);
  return found;
}

/** PyTorch on as many threads, with what it says of itself printed. */
export async function torch(threads) {
  const side = new Side({ name: "PyTorch", command: [python(), here("./peers/pytorch.py")], threads });
  const { version, blas } = await side.hello();
  console.log(`${version}, ${threads} thread${threads > 1 ? "s" : ""}; BLAS: ${blas}`);
  return side;
}

/** The name under which a version's results are kept: `torch-2.15`. */
export const resultName = (kind, { version }) => `${kind}-${/\d+\.\d+/.exec(version)?.[0]}`;

export async function compare({ quick }) {
  const peer = await torch(1);
  const own = [await ours("wasm"), await ours("native")].filter((side) => side !== undefined);
  // Rows that hurt, beside the grid: as wide as a layer gets, ragged rows, a step of one row.
  const ragged = Array.from({ length: 64 }, (_, row) => 1 + ((row * 37) % 100));
  const jobs = [
    ...grid,
    { cell: "lstm", size: [64, 20, 256, 1024], label: "very wide" },
    { cell: "gru", size: [64, 100, 16, 64], lengths: ragged, label: "ragged: lengths 1 … 100" },
    { cell: "rnn", size: [1, 1, 1, 8], label: "one tiny step" },
  ];
  try {
    await compareRows({ name: resultName("torch", peer.about), what: "training, 1 thread", peer, own, jobs, quick });
  } finally {
    for (const side of [peer, ...own]) side.end();
  }
}
