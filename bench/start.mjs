// node bench/start.mjs: milliseconds from import to the first training step, in fresh processes, and the parts of it.
import { execFileSync } from "node:child_process";
import { median, quantile, save } from "./machine.mjs";
import { here } from "./side.mjs";

const program = `
const start = performance.now();
const { losses, network, recurrent, trainer } = await import("memoria");
const imported = performance.now();
const net = network(recurrent({ cell: "lstm", input: 1, hidden: 32, returns: "last" }));
const made = performance.now();
const batch = { inputs: { shape: [32, 50, 1], data: new Float32Array(1600).fill(0.1) }, targets: { shape: [32, 32], data: new Float32Array(1024) } };
const batches = { fingerprint: "bench", *epoch() { for (;;) yield batch; } };
const run = trainer({ network: net, loss: losses.mse(), batches })[Symbol.asyncIterator]();
await run.next();
console.log(JSON.stringify([imported - start, made - imported, performance.now() - made, performance.now() - start]));
process.exit(0);
`;
const runs = Array.from({ length: 11 }, () =>
  JSON.parse(
    execFileSync("taskset", ["-c", "0", process.execPath, "--input-type=module", "-e", program], { cwd: here(".."), encoding: "utf8" }),
  ),
);
const parts = ["import", "network", "first step", "together"].map((name, index) => {
  const all = runs.map((run) => run[index]);
  return { name, ms: median(all), quartiles: [quantile(all, 0.25), quantile(all, 0.75)], least: Math.min(...all) };
});
for (const { name, ms, quartiles, least } of parts)
  console.log(
    `${name.padEnd(12)} ${ms.toFixed(0).padStart(4)} ms  ${quartiles.map((at) => at.toFixed(0)).join(" … ")}, least ${least.toFixed(0)}`,
  );
save("start", { what: "from import to the first training step, LSTM 32×50×1×32, wasm, fresh processes, 1 core", parts });
