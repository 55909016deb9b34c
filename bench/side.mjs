// A side of a comparison as a pinned process, and rows measured on two or more of them in turn.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { median, quantile } from "./machine.mjs";
import { decode, encode } from "./serve.mjs";

/** A path beside this file. */
export const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** One pinned process. `more`: fields of every `open` request, such as the backend. */
export class Side {
  /** @param {{ name: string, command: string[], threads?: number, more?: object, env?: Record<string, string> }} options */
  constructor({ name, command, threads = 1, more = {}, env = {} }) {
    this.name = name;
    this.threads = threads;
    this.more = more;
    const cores = Array.from({ length: threads }, (_, core) => core).join(",");
    const count = `${threads}`;
    this.process = spawn("taskset", ["-c", cores, ...command], {
      env: { ...process.env, OPENBLAS_NUM_THREADS: count, OMP_NUM_THREADS: count, MKL_NUM_THREADS: count, ...env },
      stdio: ["pipe", "pipe", process.env.BENCH_VERBOSE ? "inherit" : "ignore"],
    });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  async #read() {
    for (;;) {
      const { value, done } = await this.lines.next();
      if (done) throw new Error(`${this.name} ended; BENCH_VERBOSE=1 shows what it says`);
      if (!value.startsWith("{")) continue;
      const answer = JSON.parse(value);
      if (answer.error !== undefined) throw new Error(`${this.name}: ${answer.error}`);
      return answer;
    }
  }

  /** What the side says of itself: { version, blas? }. */
  async hello() {
    this.about = await this.#read();
    return this.about;
  }

  ask(request) {
    this.process.stdin.write(`${JSON.stringify({ ...request, ...(request.do === "open" ? this.more : {}) })}\n`);
    return this.#read();
  }

  end() {
    this.process.stdin.end();
  }
}

/** Seeded numbers in (−1, 1). */
export function numbers(n, seed) {
  const values = new Float32Array(n);
  let state = Math.imul(seed, 2654435761) | 1;
  for (let i = 0; i < n; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    values[i] = state / 2 ** 31;
  }
  return values;
}

const gates = { rnn: 1, gru: 3, lstm: 4 };

/**
 * A job with its weights under PyTorch's names. `zeroRecurrentBias`: where a peer has one bias only.
 * @param {any} job
 */
export function jobOf({ work = "train", cell, size, lengths, zeroRecurrentBias = false, more: extra = {}, ...more }) {
  const [B, T, I, H] = size;
  const G = gates[cell] * H;
  const shapes = { weight_ih_l0: [G, I], weight_hh_l0: [G, H], bias_ih_l0: [G], bias_hh_l0: [G] };
  const weights = Object.entries(shapes).map(([name, shape], index) => {
    const zero = zeroRecurrentBias && name === "bias_hh_l0";
    const values = numbers(shape[0] * (shape[1] ?? 1), index + 1).map((value) => (zero ? 0 : value / Math.sqrt(H)));
    return [name, { shape, data: encode(values) }];
  });
  return {
    do: "open",
    work,
    cell,
    size,
    lengths,
    weights: { ...Object.fromEntries(weights), ...extra },
    x: encode(numbers(B * T * I, 11)),
    y: encode(numbers(B * H, 12)),
    ...more,
  };
}

/** The largest difference of two answers to `check`, each tensor's relative to its largest number. */
export function difference(a, b) {
  let worst = 0;
  for (const name of Object.keys(b).filter((name) => name in a)) {
    const [x, y] = [decode(a[name]), decode(b[name])];
    if (x.length !== y.length) throw new Error(`${name} has ${x.length} numbers on one side, ${y.length} on the other`);
    const largest = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const apart = y.reduce((most, value, k) => Math.max(most, Math.abs(value - x[k])), 0);
    worst = Math.max(worst, Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart / Math.max(largest, 1e-30));
  }
  return worst;
}

/**
 * Measure a job on sides in turn, after checking that they compute the same within 1e-4. Gives for each side the median of its
 * rounds, their quartiles, and CPU time over wall time; a row of one thread that used more than 1.1 cores is void.
 */
export async function measure(job, sides, { rounds = 5, milliseconds = 300, tolerance = 1e-4 } = {}) {
  for (const side of sides) await side.ask(job);
  const checks = [];
  for (const side of sides) checks.push(await side.ask({ do: "check" }));
  const apart = Math.max(...checks.slice(1).map((check) => difference(check, checks[0])));
  if (tolerance !== null && !(apart <= tolerance))
    throw new Error(
      `the sides differ by ${apart.toExponential(1)}: ${checks
        .slice(1)
        .map((check, k) => `${sides[k + 1].name} ${difference(check, checks[0]).toExponential(1)}`)
        .join(", ")}`,
    );
  for (const side of sides) await side.ask({ do: "time", milliseconds: Math.min(100, milliseconds) });
  const taken = sides.map(() => ({ ms: [], cpu: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, side] of sides.entries()) {
      const { ms, cpu } = await side.ask({ do: "time", milliseconds });
      taken[index].ms.push(ms);
      taken[index].cpu.push(cpu);
    }
  }
  const times = sides.map(({ name, threads }, index) => {
    const { ms, cpu } = taken[index];
    const used = Math.max(...cpu);
    return {
      name,
      threads,
      ms: median(ms),
      quartiles: [quantile(ms, 0.25), quantile(ms, 0.75)],
      cpu: median(cpu),
      void: threads === 1 && used > 1.1 ? `used ${used.toFixed(2)} cores` : undefined,
    };
  });
  return { apart, times };
}
