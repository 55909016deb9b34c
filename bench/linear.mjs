// npm run bench:linear: time and memory of a training step against the sequence's length. Both must grow as T and no faster.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { median } from "./machine.mjs";
import { stepper } from "./step.mjs";

const rows = [];
for (const T of [100, 300, 1000, 3000, 10_000]) {
  const { next, stop, network } = stepper("lstm", [4, T, 1, 32]);
  // Until the engine has compiled everything as well as it will.
  for (const start = performance.now(); performance.now() - start < 1000; ) await next();
  const times = [];
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    await next();
    times.push(performance.now() - start);
  }
  const bytes = network.workspace().bytes;
  await stop();
  rows.push({ T, ms: median(times), microsecondsAStep: (1000 * median(times)) / T, bytes, bytesAStep: bytes / T });
  const row = rows[rows.length - 1];
  console.log(
    `T ${`${T}`.padStart(6)}  ${row.ms.toFixed(1).padStart(7)} ms  ${row.microsecondsAStep.toFixed(1)} µs a time step  ${(bytes / 2 ** 20).toFixed(1).padStart(6)} MiB  ${row.bytesAStep.toFixed(0)} bytes a time step`,
  );
}
const result = {
  what: "LSTM training step, B 4, I 1, H 32, wasm, against T",
  machine: cpus()[0]?.model,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  rows,
};
writeFileSync(new URL("./results/linear.json", import.meta.url), `${JSON.stringify(result, undefined, 2)}\n`);
