// Rows of a comparison: measured, printed and kept.
import { geometric, save } from "./machine.mjs";
import { here, jobOf, measure, Side } from "./side.mjs";

export const cells = ["rnn", "gru", "lstm"];
/** B×T×I×H: the grid of every comparison. */
export const sizes = [
  [32, 50, 1, 32],
  [32, 100, 8, 64],
  [64, 100, 32, 128],
  [32, 100, 64, 256],
  [32, 100, 128, 512],
  [1, 100, 8, 64],
];
/** @type {{ cell: string, size: number[] }[]} */
export const grid = cells.flatMap((cell) => sizes.map((size) => ({ cell, size })));

/** memoria with a backend; undefined where the backend can't run here, said. */
export async function ours(backend, { threads = 1, more = {} } = {}) {
  const name = `${backend}${threads > 1 ? ` ×${threads}` : ""}`;
  const side = new Side({ name, command: [process.execPath, here("./ours.mjs")], threads, more: { backend, workers: threads, ...more } });
  await side.hello();
  try {
    await side.ask(jobOf({ cell: "lstm", size: [1, 2, 1, 2] }));
    await side.ask({ do: "check" });
    return side;
  } catch (error) {
    side.end();
    console.log(`memoria ${name} is left out: ${`${/** @type {Error} */ (error).message}`.split("\n")[0]}`);
    return undefined;
  }
}

const text = (ms) => (ms < 0.1 ? `${(1000 * ms).toFixed(1)} µs` : `${ms.toFixed(ms < 10 ? 2 : 1)} ms`);

/**
 * Measure jobs on our sides and one peer's, print and keep them. A job whose step would last longer than `longest` ms on the peer, as
 * the rows before say, is left out and named.
 * @param {any} options
 */
export async function compare({ name, what, peer, own, jobs, quick, rounds = 5, milliseconds = 300, tolerance, longest, more = {} }) {
  const sides = [...own, peer];
  const rows = [];
  const skipped = [];
  // How long an amount of work took in the cell's row before, a smaller one: dispatch weighs less in larger steps, so at most this.
  const rates = new Map();
  for (const { label, tolerance: within = tolerance, ...job } of jobs) {
    const work = workOf(job);
    const size = job.size.join("×");
    const rate = rates.get(job.cell) ?? 0;
    if (longest !== undefined && rate * work > longest) {
      skipped.push({ cell: job.cell, size, expected: rate * work });
      console.log(
        `${job.cell.padEnd(5)} ${size.padEnd(16)} left out: ${peer.name} would take about ${((rate * work) / 1000).toFixed(0)} s a step`,
      );
      continue;
    }
    const { apart, times } = await measure(jobOf(job), sides, {
      rounds: quick ? 2 : rounds,
      milliseconds: quick ? 60 : milliseconds,
      tolerance: within,
    });
    const theirs = times[times.length - 1];
    rates.set(job.cell, (theirs.ms * theirs.cpu) / work);
    const ratios = Object.fromEntries(times.slice(0, -1).map((time) => [time.name, theirs.ms / time.ms]));
    const bad = times.filter((time) => time.void !== undefined).map((time) => `void: ${time.name} ${time.void}`);
    // A process that had less than its cores measures the others on the machine; two threads that wait for each other suffer most.
    const busy = times.some(({ cpu, threads }) => cpu < (threads === 1 ? 0.85 : 0.7 * threads));
    rows.push({ cell: job.cell, size, label, apart, times, ratios, busy, void: bad.length > 0 ? bad.join("; ") : undefined });
    console.log(
      `${job.cell.padEnd(5)} ${size.padEnd(16)} ${times.map((time) => `${time.name} ${text(time.ms)}`.padEnd(20)).join(" ")} ${Object.entries(
        ratios,
      )
        .map(([side, ratio]) => `${side} ${ratio.toFixed(2)} ×`)
        .join("  ")}${label ? `  ${label}` : ""}${bad.length ? `  ${bad.join("; ")}` : ""}${busy ? "  (the machine was busy)" : ""}`,
    );
  }
  const valid = rows.filter((row) => row.void === undefined && !row.label);
  const means = Object.fromEntries(own.map((side) => [side.name, geometric(valid.map(({ ratios }) => ratios[side.name]))]));
  const worst = Object.fromEntries(own.map((side) => [side.name, Math.min(...valid.map(({ ratios }) => ratios[side.name]))]));
  for (const side of own)
    console.log(
      `${what}: memoria ${side.name} against ${peer.about.version}: geometric mean ${means[side.name].toFixed(2)} ×, worst ${worst[side.name].toFixed(2)} ×`,
    );
  const result = { what, peer: { name: peer.name, ...peer.about, threads: peer.threads }, means, worst, rows, skipped, ...more };
  if (!quick) save(name, result);
  return result;
}

/**
 * Multiply–adds of a job's step, about.
 * @param {any} job
 */
export function workOf({ cell, size: [B, T, I, H] }) {
  return B * T * { rnn: 1, gru: 3, lstm: 4 }[cell] * H * (I + H) + 30 * B * T * H;
}
