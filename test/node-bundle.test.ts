/** dist/node, what Node users get: the same library in a few files, with its thread found. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const program = `
import { losses, network, recurrent, trainer } from "memoria";
const batch = { inputs: { shape: [64, 20, 8], data: Float32Array.from({ length: 64 * 20 * 8 }, (_, k) => Math.sin(k)) },
  targets: { shape: [64, 64], data: new Float32Array(64 * 64).fill(0.1) } };
const batches = { fingerprint: "one", *epoch() { for (let step = 0; step < 3; step++) yield batch; } };
const trained = [];
for (const workers of [1, 2]) {
  const net = network(recurrent({ cell: "lstm", input: 8, hidden: 64, returns: "last" }));
  await trainer({ network: net, loss: losses.mse(), batches, epochs: 1, workers }).run();
  trained.push(Object.values(net.stateDict()).map(({ data }) => Array.from(data)));
}
console.log(JSON.stringify({ same: JSON.stringify(trained[0]) === JSON.stringify(trained[1]), threads: globalThis.started }));
process.exit(0);
`;
/** Counts the threads that are started. */
const counting = `
import { syncBuiltinESMExports } from "node:module";
import threads from "node:worker_threads";
globalThis.started = [];
const { Worker } = threads;
threads.Worker = class extends Worker { constructor(url, options) { super(url, options); globalThis.started.push(String(url).replace(/.*\\/dist\\//, "dist/")); } };
syncBuiltinESMExports();
`;

it("trains with a second thread, to the same bits", () => {
  const preload = `data:text/javascript,${encodeURIComponent(counting)}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", preload, "--input-type=module", "-e", program], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ same: true, threads: ["dist/node/worker.js"] });
});

it("carries the licence of each package inside", () => {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  const licences = readFileSync("dist/node/LICENSES.txt", "utf8");
  for (const name of Object.keys(dependencies).filter((name) => name !== "@bsull/augurs"))
    expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
});
