// node bench/dynamics.mjs [H …]: what watching a training with lenses.dynamics costs at the default `every`, in CPU time: trainings with and without in turns (medians;
// the least of each, which other programs disturb less), and the time inside the lens beside the rest of the same training.
import { lenses, losses, network, optimizers, recurrent, trainer } from "memoria";
import { median, quantile, save } from "./machine.mjs";
import { numbers } from "./side.mjs";

/** Cell, B×T×I×H, updates of a training, and trainings of each kind. @type {[string, [number, number, number, number], number, number][]} */
const sizes = [
  ["lstm", [32, 50, 1, 8], 4096, 5],
  ["lstm", [8, 20, 1, 32], 2048, 5],
  ["lstm", [32, 50, 1, 32], 512, 5],
  ["gru", [32, 50, 1, 32], 512, 5],
  ["rnn", [32, 50, 1, 32], 2048, 5],
  ["lstm", [32, 50, 1, 64], 384, 3],
  ["lstm", [32, 50, 1, 128], 300, 3],
  ["lstm", [32, 50, 1, 256], 520, 1],
];

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * Milliseconds of CPU that a training takes, and its samples.
 * @param {any} cell
 * @param {[number, number, number, number]} size
 */
async function training(cell, [B, T, I, H], updates, watches) {
  const net = network(recurrent({ cell, input: I, hidden: H, returns: "last" }));
  const batch = {
    inputs: { shape: [B, T, I], data: numbers(B * T * I, 11) },
    targets: { shape: [B, H], data: numbers(B * H, 12) },
  };
  const batches = {
    fingerprint: "bench",
    *epoch() {
      for (let k = 0; k < updates; k++) yield batch;
    },
  };
  const watch = watches ? lenses.dynamics(net) : undefined;
  let inside = 0;
  const see = (progress) => {
    const before = cpu();
    watch?.see(progress);
    inside += cpu() - before;
  };
  const run = trainer({ network: net, loss: losses.mse(), optimizer: optimizers.adam({ learningRate: 1e-3 }), batches, epochs: 1 });
  const start = cpu();
  await run.run(see);
  return { ms: cpu() - start, inside, samples: watch?.result().samples.length ?? 0 };
}

// Until the engine has compiled what both kinds run.
await training("lstm", [8, 20, 1, 32], 1024, true);
const asked = process.argv.slice(2).map(Number);
const results = [];
for (const [cell, size, updates, rounds] of sizes) {
  if (asked.length > 0 && !asked.includes(size[3])) continue;
  /** @type {Awaited<ReturnType<typeof training>>[][]} */
  const [watched, plain] = [[], []];
  await training(cell, size, Math.ceil(updates / 4), true);
  for (let k = 0; k < rounds; k++) {
    // In turns, the first of a pair in turns too: the machine's mood is shared.
    for (const watches of k % 2 === 0 ? [false, true] : [true, false])
      (watches ? watched : plain).push(await training(cell, size, updates, watches));
  }
  const of = (list) => list.map(({ ms }) => ms);
  const turns = median(of(watched)) / median(of(plain)) - 1;
  const least = Math.min(...of(watched)) / Math.min(...of(plain)) - 1;
  // Less what asking for the time costs.
  const asking = median(plain.map(({ ms, inside }) => inside / (ms - inside)));
  const shares = watched.map(({ ms, inside }) => inside / (ms - inside) - asking);
  const [{ samples }] = watched.slice(-1);
  const percent = (share) => `${(100 * share).toFixed(1)} %`.padStart(7);
  console.log(
    `${cell.padEnd(4)} ${size.join("×").padEnd(12)} in turns ${percent(turns)}, least of each ${percent(least)}, in the lens ${percent(median(shares))} (${quantile(shares, 0.25).toFixed(3)} … ${quantile(shares, 0.75).toFixed(3)}); ${samples} samples in ${updates} updates`,
  );
  results.push({ cell, size, updates, rounds, turns, least, inside: median(shares), insides: shares, samples });
}
if (asked.length === 0)
  save("dynamics", {
    what: "CPU time of a training watched by lenses.dynamics beside one that isn't, less 1 (turns, least), and in the lens beside the rest of the training (inside); every: default",
    results,
  });
