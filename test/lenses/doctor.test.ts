import { describe, expect, it } from "vitest";
import { batches } from "../../src/batch.ts";
import { rnn } from "../../src/cells/index.ts";
import { problems } from "../../src/datasets/index.ts";
import { linear, recurrent, sequential } from "../../src/layers/index.ts";
import { type Course, type DiagnosisCode, doctor, type Evidence } from "../../src/lenses/doctor.ts";
import { losses } from "../../src/losses/index.ts";
import type { Network } from "../../src/network.ts";
import { adam, sgd } from "../../src/optimizers/index.ts";
import { trainer } from "../../src/trainer.ts";
import { wave } from "../helpers/differences.ts";
import { leaky } from "../helpers/lens-nets.ts";

const loss = losses.mse();
const inputs = wave([24, 20, 1], 0.4);
/** The value of two steps before: needs memory. */
const targets = { shape: [24, 20, 1], data: inputs.data.map((_, k) => (k % 20 < 2 ? 0 : inputs.data[k - 2])) };
const batch = { inputs, targets };
const net = (cell: Parameters<typeof recurrent>[0]["cell"] = "lstm", hidden = 8): Network =>
  sequential([recurrent({ cell, input: 1, hidden }), linear({ output: 1 })], { seed: 3 });
const changed = (name: string, change: (value: number, k: number) => number, of = net()): Network => {
  const parameter = of.parameters().get(name);
  if (parameter === undefined) throw new Error(name);
  parameter.assign(parameter.values().data.map(change));
  return of;
};
const trained = async (of = net("gru", 12)): Promise<Network> => {
  await trainer({ network: of, loss, batches: batches(batch, { size: 8 }), epochs: 150, optimizer: adam({ learningRate: 0.02 }) }).run();
  return of;
};
const codes = (evidence: Evidence): DiagnosisCode[] => doctor(evidence).diagnoses.map(({ code }) => code);
const course = (losses: number[], valLosses?: number[], rest: Partial<Course> = {}): Course => ({
  epochs: losses.map((value, k) => ({ loss: value, valLoss: valLosses?.[k] })),
  ...rest,
});
const steps = (count: number, f: (k: number) => number): number[] => Array.from({ length: count }, (_, k) => f(k));

/** By diagnosis: a made case that has it, and one near to it that hasn't. */
const cases: [DiagnosisCode, Evidence | (() => Promise<Evidence>), Evidence | (() => Promise<Evidence>)][] = [
  ["gradient-vanishing", { network: changed("0.weight_hh_l0", (value) => value * 0.2, net("rnn")), batch }, { network: net("rnn"), batch }],
  [
    "gradient-exploding",
    { network: changed("0.weight_hh_l0", (_, k) => (k % 9 === 0 ? 1.6 : 0), net(rnn({ activation: "relu" }))), batch },
    { network: changed("0.weight_hh_l0", (_, k) => (k % 9 === 0 ? 1 : 0), net(rnn({ activation: "relu" }))), batch },
  ],
  [
    "gates-saturated",
    { network: changed("0.weight_ih_l0", (value) => value * 500), batch },
    { network: changed("0.weight_ih_l0", (value) => value * 2), batch },
  ],
  [
    "gate-stuck",
    { network: changed("0.bias_ih_l0", (value, k) => (k < 8 ? -20 : value)), batch },
    { network: changed("0.bias_ih_l0", (value, k) => (k < 6 ? -20 : value)), batch },
  ],
  [
    "units-dead",
    { network: changed("0.bias_ih_l0", () => -30, net(rnn({ activation: "relu" }))), batch },
    { network: changed("0.bias_ih_l0", (_, k) => (k < 1 ? -30 : 0.5), net(rnn({ activation: "relu" }))), batch },
  ],
  ["output-constant", { network: changed("1.weight", (value) => value * 1e-3), batch, loss }, { network: net(), batch, loss }],
  [
    "memory-unused",
    { network: changed("0.weight_hh_l0", () => 0, net("rnn")), batch: { inputs, targets: inputs }, loss },
    async () => ({ network: await trained(), batch, loss }),
  ],
  [
    "data-unscaled",
    { network: net(), batch: { inputs: { shape: inputs.shape, data: inputs.data.map((x) => 1200 + 30 * x) } } },
    { network: net(), batch: { inputs: { shape: inputs.shape, data: inputs.data.map((x) => 2 + 3 * x) } } },
  ],
  [
    "leak",
    { batch: { inputs, targets: { shape: [24, 1], data: steps(24, (row) => 3 - 2 * inputs.data[row * 20 + 19]) } } },
    { batch: { inputs, targets: { shape: [24, 1], data: steps(24, (row) => inputs.data[row * 20 + 19] + 0.1 * Math.sin(9 * row)) } } },
  ],
  ["lookback-short", { facts: { lookback: 8, season: 12 } }, { facts: { lookback: 12, season: 12 } }],
  ["copying", { facts: { copying: { share: 0.04, n: 60, copies: true } } }, { facts: { copying: { share: 0.6, n: 60, copies: false } } }],
  ["learning-rate-high", { course: course([1, 0.8, 3, 9, 40, 120]) }, { course: course([1, 0.8, 0.9, 0.7, 0.75, 0.6]) }],
  ["learning-rate-low", { course: course(steps(20, (k) => 1 - 1e-4 * k)) }, { course: course(steps(20, (k) => 1 / (1 + k))) }],
  [
    "still-learning",
    {
      course: course(
        steps(30, (k) => 2 - k / 20),
        undefined,
        { reason: "finished" },
      ),
    },
    {
      course: course(
        steps(30, (k) => 1 + 1 / (1 + k)),
        undefined,
        { reason: "finished" },
      ),
    },
  ],
  [
    "overfitting",
    {
      course: course(
        steps(30, (k) => 1 / (1 + k)),
        steps(30, (k) => 1 + (k - 5) ** 2 / 100),
        { best: false },
      ),
    },
    {
      course: course(
        steps(30, (k) => 1 / (1 + k)),
        steps(30, (k) => 1 + 1 / (1 + k)),
        { best: false },
      ),
    },
  ],
  [
    "always-clipped",
    { course: course([1, 0.9], undefined, { gradNorms: steps(40, (k) => 50 + (k % 7)) }) },
    { course: course([1, 0.9], undefined, { gradNorms: steps(40, (k) => (k < 10 ? 50 : 0.5)) }) },
  ],
  [
    "not-finite",
    { network: net(), batch: { inputs: { shape: inputs.shape, data: inputs.data.map((x, k) => (k === 65 ? Number.NaN : x)) } } },
    {
      network: net(),
      batch: { inputs: { shape: inputs.shape, data: inputs.data.map((x, k) => (k === 65 ? Number.NaN : x)) }, lengths: steps(24, () => 5) },
    },
  ],
];

describe("the doctor", () => {
  it.each(cases)("%s: a case that has it, and one that hasn't", async (code, has, hasNot) => {
    expect(codes(typeof has === "function" ? await has() : has)).toContain(code);
    expect(codes(typeof hasNot === "function" ? await hasNot() : hasNot)).not.toContain(code);
  });

  it("has a case for each diagnosis, more than twelve", () => {
    expect(cases.length).toBeGreaterThanOrEqual(12);
    expect(new Set(cases.map(([code]) => code)).size).toBe(cases.length);
  });

  it("says nothing of a net that learned, nor of fresh ones on scaled data", async () => {
    const network = await trained();
    expect(doctor({ network, batch, loss }).diagnoses).toEqual([]);
    for (const cell of ["rnn", "lstm", "gru", leaky] as const) expect(codes({ network: net(cell), batch }), `${cell}`).toEqual([]);
  });

  it("says nothing of the course of a run that went well, and of one on each shipped problem", async () => {
    const made = [problems.adding({ seed: 1, batch: 64, length: 12 }), problems.echo({ seed: 1, batch: 64, length: 12 })];
    for (const data of made) {
      const width = data.inputs.shape[2] ?? 1;
      const [, T] = data.inputs.shape;
      const stepwise = data.targets.shape[1] === T;
      const network = sequential([
        recurrent({ cell: "gru", input: width, hidden: 12, returns: stepwise ? "sequence" : "last" }),
        linear({ output: 1 }),
      ]);
      const epochs: { loss: number }[] = [];
      const norms: number[] = [];
      await trainer({ network, loss, batches: batches(data, { size: 16 }), epochs: 10, optimizer: adam({ learningRate: 0.01 }) }).run(
        ({ epochLoss, gradNorm }) => {
          norms.push(gradNorm);
          if (epochLoss !== undefined) epochs.push({ loss: epochLoss });
        },
      );
      const found = doctor({ network, batch: data, course: { epochs, gradNorms: norms, reason: "finished" } }).diagnoses;
      expect(found.filter(({ level }) => level !== "note")).toEqual([]);
    }
  });
});

it("a net without a recurrent layer gets the data's diagnoses alone", () => {
  const network = sequential([linear({ input: 1, output: 1 })]);
  expect(codes({ network, batch, loss })).toEqual([]);
  expect(codes({ network, batch: { inputs: { shape: inputs.shape, data: inputs.data.map((x) => 500 + x) } } })).toEqual(["data-unscaled"]);
});

describe("the doctor sees a run go wrong", () => {
  it("a rate of 1e4 without clipping: learning-rate-high", async () => {
    const network = net();
    const run = trainer({
      network,
      loss,
      batches: batches(batch),
      epochs: 30,
      optimizer: sgd({ learningRate: 1e4 }),
      clipNorm: Number.POSITIVE_INFINITY,
    });
    const epochs: { loss: number }[] = [];
    const { reason } = await run.run(({ epochLoss }) => {
      if (epochLoss !== undefined) epochs.push({ loss: epochLoss });
    });
    expect(codes({ course: { epochs, reason } })).toContain("learning-rate-high");
  });
});

describe("a number that isn't finite is traced", () => {
  it("to the input's row, step and feature", () => {
    const data = inputs.data.map((x, k) => (k === 3 * 20 + 7 ? Number.POSITIVE_INFINITY : x));
    const [first] = doctor({ network: net(), batch: { inputs: { shape: inputs.shape, data } } }).diagnoses;
    expect(first).toEqual({ code: "not-finite", level: "fault", fields: { what: "input", row: 3, step: 7, feature: 0 } });
  });

  it("to the weight", () => {
    const broken = changed("0.weight_hh_l0", (value, k) => (k === 11 ? Number.NaN : value));
    expect(doctor({ network: broken, batch }).diagnoses[0].fields).toEqual({ what: "weight", name: "0.weight_hh_l0", index: 11 });
  });

  it("to the step, gate, unit and row where the net itself overflows", () => {
    const network = changed("0.weight_hh_l0", (value, k) => (k === 5 * 8 + 5 ? 1e30 : value * 0), net(rnn({ activation: "relu" })));
    for (const name of ["0.bias_ih_l0", "0.bias_hh_l0"]) changed(name, () => 0, network);
    changed("0.weight_ih_l0", () => 1, network);
    const data = new Float32Array(3 * 20);
    data[20 + 4] = 1;
    // Unit 5 of row 1: 1 at step 4, 1e30 at 5, past float32 at 6.
    const { diagnoses } = doctor({ network, batch: { inputs: { shape: [3, 20, 1], data } } });
    expect(diagnoses[0].fields).toEqual({ what: "gate", gate: "h", row: 1, step: 6, unit: 5 });
    expect(diagnoses[0].place).toEqual({ name: "0", layer: 0, reverse: false, cell: "rnn" });
  });

  it("to the gate, not to the states that it spoils at the same step", () => {
    const network = sequential([recurrent({ cell: "lstm", input: 2, hidden: 8 }), linear({ output: 1 })], { seed: 3 });
    // Gate f of unit 5: ∞ − ∞ where both features are 10, which is row 2, step 3.
    changed("0.weight_ih_l0", (value, k) => (k === 2 * 13 ? 3e38 : k === 2 * 13 + 1 ? -3e38 : value), network);
    const data = new Float32Array(3 * 6 * 2);
    data.fill(10, (2 * 6 + 3) * 2, (2 * 6 + 4) * 2);
    const { diagnoses } = doctor({ network, batch: { inputs: { shape: [3, 6, 2], data } } });
    expect(diagnoses[0].fields).toEqual({ what: "gate", gate: "f", row: 2, step: 3, unit: 5 });
  });
});

it("JSON goes through; the worst comes first; evidence of another name is refused", () => {
  const result = doctor({ batch: cases[8][1] instanceof Function ? undefined : cases[8][1].batch, facts: { lookback: 1, season: 7 } });
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  expect(result.diagnoses.map(({ level }) => level)).toEqual(["fault", "warning"]);
  expect(() => doctor({ model: 1 } as Evidence)).toThrow("unknown option");
});
