import { describe, expect, it } from "vitest";
import { batches } from "../../src/batch.ts";
import { gru, lstm, rnn } from "../../src/cells/index.ts";
import { ModelError } from "../../src/errors.ts";
import { constantly, glorot, normal, orthogonal, uniform } from "../../src/initializer.ts";
import { embedding, linear, network, norm, type RecurrentOptions, recurrent, sequential } from "../../src/layers/index.ts";
import { losses } from "../../src/losses/index.ts";
import type { Network } from "../../src/network.ts";
import { generator } from "../../src/random.ts";
import { trainer } from "../../src/trainer.ts";
import { stir, wave, weighing } from "../helpers/differences.ts";

const reference = { backend: "reference" } as const;
const one = (options: Omit<RecurrentOptions, "input"> & { input?: number }, seed = 1): Network =>
  network(recurrent({ input: 3, ...options }), { ...reference, seed });
const shapes = (net: Network): Record<string, readonly number[]> =>
  Object.fromEntries([...net.parameters()].map(([name, parameter]) => [name, parameter.shape]));

describe("names and shapes", () => {
  it("of a recurrent layer are PyTorch's, in PyTorch's order", () => {
    const net = one({ cell: lstm({ projection: 2 }), hidden: 5, layers: 2, bidirectional: true });
    const layer = (suffix: string, input: number): [string, number[]][] => [
      [`weight_ih${suffix}`, [20, input]],
      [`weight_hh${suffix}`, [20, 2]],
      [`bias_ih${suffix}`, [20]],
      [`bias_hh${suffix}`, [20]],
      [`weight_hr${suffix}`, [2, 5]],
    ];
    const expected = [...layer("_l0", 3), ...layer("_l0_reverse", 3), ...layer("_l1", 4), ...layer("_l1_reverse", 4)];
    expect(Object.entries(shapes(net))).toEqual(expected);
    expect(Object.keys(net.stateDict())).toEqual(expected.map(([name]) => name));
  });

  it("without biases, with peepholes and with layer norm", () => {
    expect(shapes(one({ cell: "gru", hidden: 2, bias: false }))).toEqual({ weight_ih_l0: [6, 3], weight_hh_l0: [6, 2] });
    expect(shapes(one({ cell: lstm({ peepholes: true }), hidden: 2 }))).toMatchObject({ weight_peephole_l0: [6] });
    expect(shapes(one({ cell: rnn({ layerNorm: true }), hidden: 2 }))).toMatchObject({ norm_gain_ih_l0: [2], norm_bias_hh_l0: [2] });
  });

  it("of layers in a row carry their place", () => {
    const net = sequential(
      [embedding({ vocabulary: 4, output: 3 }), recurrent({ cell: "rnn", hidden: 2 }), norm(), linear({ output: 1 })],
      reference,
    );
    expect(Object.keys(net.stateDict())).toEqual([
      "0.weight",
      "1.weight_ih_l0",
      "1.weight_hh_l0",
      "1.bias_ih_l0",
      "1.bias_hh_l0",
      "2.weight",
      "2.bias",
      "3.weight",
      "3.bias",
    ]);
    expect(Object.keys(net.forward([[1, 2]]).state)).toEqual(["1.h"]);
  });
});

describe("stateDict and loadStateDict", () => {
  const make = (backend = "reference", seed = 1): Network =>
    sequential([recurrent({ cell: "lstm", input: 2, hidden: 3 }), linear({ output: 1 })], { backend, seed });

  it.each(["reference", "wasm"])("carry all weights over to the bit, through JSON and structuredClone too: %s", (backend) => {
    const from = stir(make(backend));
    const weights = from.stateDict();
    const x = wave([2, 3, 2], 0.1);
    const plain = Object.fromEntries(Object.entries(weights).map(([name, { shape, data }]) => [name, { shape, data: Array.from(data) }]));
    for (const copy of [weights, new Map(Object.entries(weights)), structuredClone(weights), JSON.parse(JSON.stringify(plain))]) {
      const to = make(backend, 2);
      to.loadStateDict(copy);
      expect(to.stateDict()).toEqual(weights);
      expect(to.forward(x)).toEqual(from.forward(x));
    }
  });

  it("are copies: changing one changes no network", () => {
    const net = make();
    const before = net.stateDict();
    net.stateDict()["1.weight"].data.fill(9);
    const given = net.stateDict();
    net.loadStateDict(given);
    given["1.weight"].data.fill(9);
    expect(net.stateDict()).toEqual(before);
  });

  const { "1.bias": _, ...missing } = make().stateDict();
  const full = make().stateDict();
  it.each<[string, Record<string, unknown>, string]>([
    ["a missing one", missing, "weight 1.bias: expected an array [1], got none"],
    ["an extra one", { ...full, "1.extra": [1] }, "weight 1.extra: expected no such weight, got one"],
    ["__proto__", JSON.parse(`{"__proto__": [1]}`), "weight 0.weight_ih_l0: expected an array [12, 2], got none"],
    ["a transposed one", { ...full, "0.weight_ih_l0": wave([2, 12], 0) }, "weight 0.weight_ih_l0: expected [12, 2], got [2, 12]"],
    ["a flat one", { ...full, "0.weight_ih_l0": wave([24], 0) }, "weight 0.weight_ih_l0: expected [12, 2], got [24]"],
    ["NaN", { ...full, "1.bias": [Number.NaN] }, "weight 1.bias: expected finite numbers, got NaN"],
    ["Infinity", { ...full, "1.bias": [Number.NEGATIVE_INFINITY] }, "weight 1.bias: expected finite numbers, got -Infinity"],
  ])("%s is refused by name, and no weight is changed", (_name, weights, message) => {
    const net = make();
    const changed = Object.fromEntries(
      Object.entries(weights).map(([name, value], k) => [
        name,
        k === 0 && name.includes("ih") && message.includes("1.") ? wave([12, 2], 9) : value,
      ]),
    );
    let error: unknown;
    try {
      net.loadStateDict(changed as Record<string, number[]>);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ code: "weights-mismatch" });
    expect((error as Error).message).toContain(message);
    expect(net.stateDict()).toEqual(full);
  });

  it("on wasm a number too large for float32 is refused too", () => {
    const net = make("wasm");
    expect(() => net.loadStateDict({ ...net.stateDict(), "1.bias": [1e39] })).toThrow(
      "weight 1.bias: expected finite numbers, got Infinity",
    );
  });
});

describe("freezing", () => {
  const make = (): Network => sequential([recurrent({ cell: "gru", input: 2, hidden: 3 }), linear({ output: 2 })]);
  const x = wave([2, 4, 2], 0.1);

  it("frozen weights take no gradient, the others the same to the bit", () => {
    for (const prefix of ["0.", "1.", "0.weight_hh", "0.bias", ""]) {
      const [net, free] = [make(), make()];
      const count = net.freeze(prefix);
      expect(count).toBe([...net.parameters().keys()].filter((name) => name.startsWith(prefix)).length);
      const [a, b] = [net, free].map((each) => each.gradients(x, weighing()));
      expect(a.input).toEqual(b.input);
      for (const [name, gradient] of Object.entries(a.parameters)) {
        if (name.startsWith(prefix))
          expect(
            Array.from(gradient.data).every((value) => value === 0),
            name,
          ).toBe(true);
        else expect(gradient, name).toEqual(b.parameters[name]);
      }
      net.freeze(prefix, false);
      expect(net.gradients(x, weighing())).toEqual(b);
    }
  });

  it("training leaves them as they are, to the bit, and moves the others; nothing at all to train is no fault", async () => {
    const source = batches({ inputs: x, targets: wave([2, 4, 2], 0.7) }, { size: 2 });
    for (const prefix of ["0.", "1.", ""]) {
      const net = make();
      net.freeze(prefix);
      const before = net.stateDict();
      await trainer({ network: net, loss: losses.mse(), batches: source, epochs: 2 }).run();
      for (const [name, now] of Object.entries(net.stateDict()))
        expect(String(now.data) === String(before[name].data), name).toBe(name.startsWith(prefix));
    }
  });

  it("a prefix that ends in a digit means that number", () => {
    const net = sequential(Array.from({ length: 11 }, () => linear({ input: 1, output: 1 })));
    expect(net.freeze("1")).toBe(2);
    expect([...net.parameters().values()].filter(({ trainable }) => !trainable).map(({ name }) => name)).toEqual(["1.weight", "1.bias"]);
    expect(net.freeze("10")).toBe(2);
  });
});

it("summary lists layers, outputs and parameters, in all and to train", () => {
  const net = sequential([
    embedding({ vocabulary: 10, output: 4 }),
    recurrent({ cell: "lstm", hidden: 8, bidirectional: true }),
    linear({ output: 3 }),
  ]);
  net.freeze("0.");
  expect(net.summary()).toBe(
    [
      "layer        output  parameters",
      "0 embedding       4          40",
      "1 recurrent      16         896",
      "2 linear          3          51",
      "total                       987",
      "trainable                   947",
    ].join("\n"),
  );
});

describe("initial weights", () => {
  const block = (data: ArrayLike<number>, rows: number, n: number, gate: number): number[][] =>
    Array.from({ length: rows }, (_, r) => Array.from({ length: n }, (_, k) => data[(gate * rows + r) * n + k]));
  const transposed = (m: number[][]): number[][] => m[0].map((_, k) => m.map((row) => row[k]));
  /** The largest |⟨u, v⟩ − δ| over rows. */
  const orthonormality = (rows: number[][]): number =>
    Math.max(...rows.flatMap((u, i) => rows.map((v, j) => Math.abs(u.reduce((sum, value, k) => sum + value * v[k], 0) - Number(i === j)))));

  it.each([
    [1, 1],
    [3, 3],
    [16, 16],
    [3, 7],
    [7, 3],
    [20, 64],
  ])("orthogonal: each block of %i×%i has orthonormal rows or columns, to 1e-12, and is its own", (rows, n) => {
    const data = orthogonal(3)([3 * rows, n], generator(1, "test"));
    const blocks = [0, 1, 2].map((gate) => block(data, rows, n, gate));
    for (const own of blocks) expect(orthonormality(rows <= n ? own : transposed(own))).toBeLessThan(1e-12);
    if (rows * n > 1) expect(blocks[0]).not.toEqual(blocks[1]);
  });

  it.each([
    ["rnn", 1],
    ["lstm", 4],
    ["gru", 3],
  ])("%s: recurrent weights are orthogonal gate by gate to 1e-12, input weights within Glorot's bound, biases 0", (cell, gates) => {
    const net = one({ cell, hidden: 20 });
    const { weight_ih_l0: input, weight_hh_l0: recurrentWeight, bias_ih_l0: bias, bias_hh_l0: second } = net.stateDict();
    for (let gate = 0; gate < gates; gate++) expect(orthonormality(block(recurrentWeight.data, 20, 20, gate))).toBeLessThan(1e-12);
    const bound = Math.sqrt(6 / (3 + 20));
    const largest = Math.max(...Array.from(input.data, Math.abs));
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.8 * bound);
    // The forget gate stays open at first.
    expect(Array.from(bias.data)).toEqual(Array.from({ length: gates * 20 }, (_, k) => Number(cell === "lstm" && k >= 20 && k < 40)));
    expect(Array.from(second.data).every((value) => value === 0)).toBe(true);
  });

  it("lstm's forget bias is an option", () => {
    expect(Array.from(one({ cell: lstm({ forgetBias: -2 }), hidden: 2 }).stateDict().bias_ih_l0.data)).toEqual([0, 0, -2, -2, 0, 0, 0, 0]);
  });

  it("linear within Glorot's bound, embedding N(0, 1): mean and deviation within 0.05 of 10,000", () => {
    const { weight } = network(linear({ input: 30, output: 20 }), reference).stateDict();
    expect(Math.max(...Array.from(weight.data, Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 50));
    const table = Array.from(network(embedding({ vocabulary: 100, output: 100 }), reference).stateDict().weight.data);
    const mean = table.reduce((a, b) => a + b, 0) / 10_000;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(Math.abs(Math.sqrt(table.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 10_000) - 1)).toBeLessThan(0.05);
  });

  it("uniform, normal, constantly and glorot are what they say", () => {
    const random = () => generator(3, "test");
    expect(Math.max(...uniform(0.2)([50, 40], random()).map(Math.abs))).toBeLessThanOrEqual(0.2);
    expect(Math.max(...normal(0.01)([50, 40], random()).map(Math.abs))).toBeLessThan(0.06);
    expect(Array.from(constantly(2)([2, 2], random()))).toEqual([2, 2, 2, 2]);
    expect(Math.max(...glorot(4)([40, 5], random()).map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 15));
  });

  it("depend on seed and name alone: the same for the same seed, another for another, the same whatever stands beside", () => {
    const options = { cell: gru(), hidden: 4 };
    expect(one(options).stateDict()).toEqual(one(options).stateDict());
    expect(one(options, 2).stateDict().weight_ih_l0).not.toEqual(one(options).stateDict().weight_ih_l0);
    expect(one({ ...options, layers: 2 }).stateDict().weight_ih_l0).toEqual(one(options).stateDict().weight_ih_l0);
  });

  it("on wasm are those of reference, rounded to float32", () => {
    const make = (backend: string): Network => network(recurrent({ cell: "lstm", input: 3, hidden: 4 }), { backend });
    for (const [name, { data }] of Object.entries(make("wasm").stateDict()))
      expect(data, name).toEqual(Float32Array.from(make("reference").stateDict()[name].data));
  });
});
