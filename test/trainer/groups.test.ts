import { describe, expect, it } from "vitest";
import { batches } from "../../src/batch.ts";
import { optimizers } from "../../src/optimizers/index.ts";
import type { TrainerOptions } from "../../src/trainer.ts";
import { all, network, rows, start, weightsOf } from "./small.ts";

const rate = 0.5;
const names = [...network().parameters().keys()];
const matrices = names.filter((name) => name.includes("weight"));
const biases = names.filter((name) => name.includes("bias"));

/** Biases that aren't 0, so that a decay of them would show. */
function stirred() {
  const net = network();
  for (const name of biases) {
    const bias = net.parameters().get(name);
    bias?.assign(Float64Array.from({ length: bias.size }, (_, k) => 0.1 + 0.01 * k));
  }
  return net;
}

/** How far one update of SGD (one batch, rate 0.5) moves each parameter, and what was there before. */
async function moved(more: Partial<TrainerOptions>, sgd: { weightDecay?: number } = {}) {
  const run = start({
    network: stirred(),
    batches: batches(rows(), { size: 12, shuffle: false }),
    epochs: 1,
    clipNorm: Number.POSITIVE_INFINITY,
    optimizer: optimizers.sgd({ learningRate: rate, ...sgd }),
    ...more,
  });
  const before = weightsOf(run);
  const [progress] = await all(run);
  const after = weightsOf(run);
  const by = (name: string): Float64Array => Float64Array.from(after[name].data, (value, k) => value - before[name].data[k]);
  return { before, by, after, progress };
}

const largest = (list: Float64Array): number => Math.max(...list.map(Math.abs));

/** max |a − b| between a move and (the plain move) − rate · decay · (weights before). */
function decayError(
  name: string,
  plain: Awaited<ReturnType<typeof moved>>,
  decayed: Awaited<ReturnType<typeof moved>>,
  decay: number,
): number {
  return largest(decayed.by(name).map((value, k) => value - (plain.by(name)[k] - rate * decay * plain.before[name].data[k])));
}

describe("weight decay", () => {
  it("moves matrices by rate · decay · weight (1e-6), and by default no bias, to the bit", async () => {
    const plain = await moved({});
    const decayed = await moved({}, { weightDecay: 0.1 });
    for (const name of matrices) {
      expect(decayError(name, plain, decayed, 0.1), name).toBeLessThan(1e-6);
      expect(decayed.after[name], name).not.toEqual(plain.after[name]);
    }
    for (const name of biases) expect(decayed.after[name], name).toEqual(plain.after[name]);
  });

  it("with decayVectors it moves biases too (1e-6)", async () => {
    const plain = await moved({});
    const decayed = await moved({ decayVectors: true }, { weightDecay: 0.1 });
    for (const name of names) expect(decayError(name, plain, decayed, 0.1), name).toBeLessThan(1e-6);
    for (const name of biases) expect(decayed.after[name], name).not.toEqual(plain.after[name]);
  });

  it("a group's own counts for all it matches (1e-6), the first match wins, and a global expression is no trap", async () => {
    const plain = await moved({});
    const groups = [
      { match: /weight_hh/g, weightDecay: 0 },
      { match: /^0\./g, weightDecay: 0.3 },
    ];
    const decayed = await moved({ groups }, { weightDecay: 0.1 });
    for (const name of names) {
      const decay = name.includes("weight_hh") ? 0 : name.startsWith("0.") ? 0.3 : name.includes("weight") ? 0.1 : 0;
      expect(decayError(name, plain, decayed, decay), name).toBeLessThan(1e-6);
    }
  });
});

describe("a group's learning rate", () => {
  it("replaces the optimizer's (1e-6); 0 leaves its parameters as they are, to the bit", async () => {
    const plain = await moved({});
    const groups = [
      { match: /^1\./, learningRate: 0.05 },
      { match: /bias/, learningRate: 0 },
    ];
    const grouped = await moved({ groups });
    for (const name of names) {
      const part = name.startsWith("1.") ? 0.1 : name.includes("bias") ? 0 : 1;
      expect(largest(grouped.by(name).map((value, k) => value - part * plain.by(name)[k])), name).toBeLessThan(1e-6);
      if (part === 0) expect(grouped.after[name], name).toEqual(grouped.before[name]);
    }
  });

  it.each(["adam", "adamw", "rmsprop", "adagrad"] as const)("0 leaves everything to the bit with %s, decay included", async (kind) => {
    const run = start({ groups: [{ match: /./, learningRate: 0 }], optimizer: optimizers[kind]({ weightDecay: 0.1 }) });
    const before = weightsOf(run);
    await run.run();
    expect(weightsOf(run)).toEqual(before);
  });

  it("is scaled by a schedule as the optimizer's is (1e-6)", async () => {
    const plain = await moved({});
    const schedule = { kind: "half", rate: (_: number, base: number) => base / 2 };
    const half = await moved({ schedule, groups: [{ match: /^1\./, learningRate: 0.05 }] });
    for (const name of names) {
      const part = name.startsWith("1.") ? 0.05 : 0.5;
      expect(largest(half.by(name).map((value, k) => value - part * plain.by(name)[k])), name).toBeLessThan(1e-6);
    }
  });
});

describe("frozen parameters", () => {
  it("stay to the bit, decay or not; the others move; freed, they move again", async () => {
    const net = stirred();
    const frozen = net.freeze("0.");
    expect(frozen).toBe(4);
    const run = start({ network: net, optimizer: optimizers.adamw({ weightDecay: 0.1 }) });
    const before = weightsOf(run);
    await run.run();
    for (const name of names) {
      if (name.startsWith("0.")) expect(weightsOf(run)[name], name).toEqual(before[name]);
      else expect(weightsOf(run)[name], name).not.toEqual(before[name]);
    }
    net.freeze("0.", false);
    const again = start({ network: net });
    await again.run();
    for (const name of names) expect(weightsOf(again)[name], name).not.toEqual(before[name]);
  });
});

describe("clipping", () => {
  const norm = (move: Awaited<ReturnType<typeof moved>>): number =>
    Math.sqrt(names.reduce((sum, name) => sum + move.by(name).reduce((all, value) => all + value * value, 0), 0)) / rate;

  it("by norm: the gradient's norm becomes clipNorm (1e-5), its direction stays (1e-6); the norm told is the one before", async () => {
    const free = await moved({});
    expect(norm(free)).toBeCloseTo(free.progress.gradNorm, 5);
    const clipped = await moved({ clipNorm: 0.01 });
    expect(clipped.progress.gradNorm).toBe(free.progress.gradNorm);
    expect(clipped.progress.gradNorm).toBeGreaterThan(0.1);
    expect(Math.abs(norm(clipped) / 0.01 - 1)).toBeLessThan(1e-4);
    const part = 0.01 / free.progress.gradNorm;
    for (const name of names) expect(largest(clipped.by(name).map((value, k) => value - part * free.by(name)[k])), name).toBeLessThan(1e-6);
  });

  it("by value: each entry within ±clipValue (1e-6), those inside as they were; the norm told is the one before", async () => {
    const free = await moved({});
    const clipped = await moved({ clipValue: 0.02 });
    expect(clipped.progress.gradNorm).toBe(free.progress.gradNorm);
    let cut = 0;
    for (const name of names) {
      clipped.by(name).forEach((value, k) => {
        const whole = free.by(name)[k] / rate;
        if (Math.abs(whole) > 0.02) cut++;
        expect(Math.abs(value / rate - Math.min(0.02, Math.max(-0.02, whole))), name).toBeLessThan(1e-6);
      });
    }
    expect(cut).toBeGreaterThan(0);
  });

  it("the default is norm 1", async () => {
    const big = batches(
      { ...rows(), targets: { shape: [12, 1], data: Array.from(rows().targets.data, (value) => 100 * value) } },
      { size: 12 },
    );
    const clipped = await moved({ batches: big, clipNorm: undefined });
    expect(clipped.progress.gradNorm).toBeGreaterThan(10);
    expect(Math.abs(norm(clipped) - 1)).toBeLessThan(1e-4);
  });
});
