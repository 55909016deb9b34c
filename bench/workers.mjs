// npm run bench:workers, or node bench/workers.mjs [backend]: a training step by 1 and by 2 workers, in alternation in one process. Prints
// medians, their ratio, and the milliseconds that a step's exchange costs beside what the threads compute.
import { cells, median, sizes, stepper } from "./step.mjs";

const backend = process.argv[2] ?? "wasm";
const rounds = Number(process.env.ROUNDS ?? 7);

for (const cell of cells) {
  for (const size of sizes) {
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
    const line = [cell.padEnd(5), size.join("×").padEnd(16), ...[one, two].map((ms) => `${ms.toFixed(2).padStart(8)} ms`)];
    console.log([...line, `${(one / two).toFixed(2)}×`].join(" "));
  }
}
