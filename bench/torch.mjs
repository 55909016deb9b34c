// npm run bench:torch: our training step against PyTorch's, one pinned thread each, in alternation within the same minutes.
// Needs a python with torch (Debian: apt-get install python3-torch). Run it through taskset: see package.json.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { createInterface } from "node:readline";
import { cells, median, sizes, timeSteps } from "./step.mjs";

const env = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
const python = spawn(process.env.PYTHON ?? "/usr/bin/python3", [new URL("./pytorch.py", import.meta.url).pathname], {
  env,
  stdio: ["pipe", "pipe", "inherit"],
});
const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
const { value: version } = await lines.next();
const torch = async (cell, size, milliseconds) => {
  python.stdin.write(`${cell} ${size.join(" ")} ${milliseconds}\n`);
  const [ms, cpu] = (await lines.next()).value.split(" ").map(Number);
  if (cpu > 1.1) throw new Error(`PyTorch used ${cpu.toFixed(2)} cores: the row is void; pin its threads`);
  return ms;
};
const rows = [];
for (const cell of cells) {
  for (const size of sizes) {
    const own = [];
    const theirs = [];
    for (let round = 0; round < 5; round++) {
      own.push(...(await timeSteps(cell, size, { chunks: 1, milliseconds: 300 })));
      theirs.push(await torch(cell, size, 300));
    }
    const row = { cell, size: size.join("×"), ms: median(own), torch: median(theirs), ratio: median(theirs) / median(own) };
    rows.push(row);
    console.log(
      `${cell.padEnd(5)} ${row.size.padEnd(16)} memoria ${row.ms.toFixed(2).padStart(8)} ms   PyTorch ${row.torch.toFixed(2).padStart(8)} ms   ${row.ratio.toFixed(2)} ×`,
    );
  }
}
python.stdin.end();
const mean = Math.exp(rows.reduce((sum, { ratio }) => sum + Math.log(ratio), 0) / rows.length);
console.log(`geometric mean ${mean.toFixed(2)} × (PyTorch ${version}, one thread each)`);
const result = {
  what: "one training step, wasm, one pinned thread each, ms",
  torch: version,
  machine: cpus()[0]?.model,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  geometricMean: mean,
  rows,
};
writeFileSync(new URL("./results/torch.json", import.meta.url), `${JSON.stringify(result, undefined, 2)}\n`);
