// npm run bench:workers, or node bench/workers.mjs [backend]: a training step by 1 and by 2 workers, in alternation in one process. Prints
// medians and their ratio; kept in bench/results.
import { geometric, median, save } from "./machine.mjs";
import { grid } from "./rows.mjs";
import { stepper } from "./step.mjs";

const backend = process.argv[2] ?? "wasm";
const rounds = Number(process.env.ROUNDS ?? 5);

const rows = [];
for (const { cell, size } of grid.filter(({ size: [B] }) => B >= 32)) {
  const runs = [1, 2].map((workers) => stepper(cell, size, backend, workers));
  /** @type {number[][]} */
  const times = runs.map(() => []);
  for (const { next } of runs) for (let warm = 0; warm < 3; warm++) await next();
  for (let round = 0; round < rounds; round++) {
    for (const [index, { next }] of runs.entries()) {
      const start = performance.now();
      let n = 0;
      while (performance.now() - start < 150) {
        await next();
        n++;
      }
      times[index].push((performance.now() - start) / n);
    }
  }
  for (const { stop } of runs) await stop();
  const [one, two] = times.map(median);
  rows.push({ cell, size: size.join("×"), hidden: size[3], one, two, gain: one / two });
  const line = [cell.padEnd(5), size.join("×").padEnd(16), ...[one, two].map((ms) => `${ms.toFixed(2).padStart(8)} ms`)];
  console.log([...line, `${(one / two).toFixed(2)}×`].join(" "));
}
const gains = rows.filter(({ hidden }) => hidden >= 64).map(({ gain }) => gain);
const mean = geometric(gains);
console.log(`1 → 2 workers, ${backend}, hidden ≥ 64: geometric mean ${mean.toFixed(2)} ×, least ${Math.min(...gains).toFixed(2)} ×`);
save(`workers-${backend}`, { what: `1 → 2 workers, ${backend}: a training step, ms`, mean, least: Math.min(...gains), rows });
