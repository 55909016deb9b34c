// npm run bench: our training step at each size, alone. Stored under bench/results with machine and runtime.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { cells, median, sizes, timeSteps } from "./step.mjs";

const rows = [];
for (const cell of cells) {
  for (const size of sizes) {
    const times = await timeSteps(cell, size);
    const row = { cell, size: size.join("×"), ms: median(times), spread: [Math.min(...times), Math.max(...times)] };
    rows.push(row);
    console.log(
      `${cell.padEnd(5)} ${row.size.padEnd(16)} ${row.ms.toFixed(2).padStart(8)} ms  ${row.spread.map((ms) => ms.toFixed(2)).join(" … ")}`,
    );
  }
}
const result = {
  what: "one training step, wasm, ms",
  machine: cpus()[0]?.model,
  cores: cpus().length,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  rows,
};
writeFileSync(new URL("./results/step.json", import.meta.url), `${JSON.stringify(result, undefined, 2)}\n`);
