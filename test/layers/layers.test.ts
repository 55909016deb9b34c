import { describe, expect, it } from "vitest";
import { DataError, ModelError, OptionError } from "../../src/errors.ts";
import { activation, dropout, embedding, linear, network, norm, recurrent, sequential } from "../../src/layers/index.ts";
import type { Network, PassOptions } from "../../src/network.ts";
import type { Values } from "../../src/values.ts";
import { gradientError, relativeError, stir, wave, weighing } from "../helpers/differences.ts";
import { values } from "../helpers/ops.ts";

const reference = { backend: "reference" } as const;
const data = ({ data: numbers }: Values): number[] => Array.from(numbers);

describe("gradients of weights and inputs equal central differences, relative error < 1e-6", () => {
  const nets: Record<string, [() => Network, number[], PassOptions?]> = {
    "linear on [B, F]": [() => network(linear({ input: 3, output: 2 }), reference), [4, 3]],
    "linear on [B, T, F] without bias": [() => network(linear({ input: 3, output: 2, bias: false }), reference), [2, 4, 3]],
    "norm on [B, F]": [() => sequential([linear({ input: 3, output: 4 }), norm()], reference), [4, 3]],
    "norm on [B, T, F], large ε": [() => sequential([linear({ input: 3, output: 4 }), norm({ epsilon: 0.5 })], reference), [2, 3, 3]],
    ...Object.fromEntries(
      ["tanh", "relu", "sigmoid", "softplus"].map((name) => [
        `activation ${name}`,
        [() => sequential([linear({ input: 3, output: 4 }), activation(name)], reference), [4, 3]],
      ]),
    ),
    "dropout in training": [
      () => sequential([linear({ input: 3, output: 4 }), dropout(0.4), linear({ output: 2 })], reference),
      [3, 2, 3],
      { training: true, step: 5 },
    ],
    "dropout in evaluation": [() => sequential([linear({ input: 3, output: 4 }), dropout(0.4)], reference), [3, 3]],
    "all in a row": [
      () =>
        sequential(
          [
            linear({ input: 2, output: 3 }),
            recurrent({ cell: "gru", hidden: 3 }),
            norm(),
            activation("tanh"),
            recurrent({ cell: "lstm", hidden: 2, returns: "last" }),
            dropout(0.3),
            linear({ output: 2 }),
          ],
          reference,
        ),
      [3, 4, 2],
      { training: true, step: 2, lengths: [4, 2, 3] },
    ],
  };
  it.each(Object.entries(nets))("%s", (_name, [make, shape, options]) => {
    const { error, where } = gradientError(stir(make()), wave(shape, 0.1), weighing(), options);
    expect(error, where).toBeLessThan(1e-6);
  });

  it("embedding: each token's row gets the sum over its places", () => {
    const net = sequential([embedding({ vocabulary: 4, output: 3 }), recurrent({ cell: "rnn", hidden: 2 })], reference);
    const tokens = values([2, 3], [1, 3, 1, 0, 1, 3]);
    const own = net.gradients(tokens, weighing());
    const weight = net.parameters().get("0.weight");
    const start = weight?.values().data ?? [];
    const numeric = Array.from(start, (value, k) => {
      const side = (delta: number): number => {
        weight?.assign(Array.from(start, (other, index) => (index === k ? value + delta : other)));
        return net.gradients(tokens, weighing()).loss;
      };
      return (side(1e-5) - side(-1e-5)) / 2e-5;
    });
    expect(relativeError(own.parameters["0.weight"].data, numeric)).toBeLessThan(1e-6);
    expect(data(own.parameters["0.weight"]).slice(6, 9)).toEqual([0, 0, 0]);
    expect(data(own.input)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe("what they compute", () => {
  it("linear: x Wᵀ + b, to the bit on whole numbers", () => {
    for (const backend of ["reference", "wasm"]) {
      const net = network(linear({ input: 2, output: 3 }), { backend });
      net.loadStateDict({
        weight: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        bias: [10, 20, 30],
      });
      expect(
        data(
          net.forward([
            [1, 1],
            [0, 2],
          ]).output,
        ),
      ).toEqual([13, 27, 41, 14, 28, 42]);
    }
  });

  it("norm: mean 0 and variance 1 − ε/(v + ε) before gain and bias, within 1e-12", () => {
    const net = sequential([linear({ input: 3, output: 5 }), norm()], reference);
    const { output } = stirFirst(net).forward(wave([4, 3], 0.2));
    for (let row = 0; row < 4; row++) {
      const own = data(output).slice(5 * row, 5 * row + 5);
      const mean = own.reduce((a, b) => a + b, 0) / 5;
      const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5;
      expect(Math.abs(mean)).toBeLessThan(1e-12);
      expect(variance).toBeGreaterThan(0.999);
      expect(variance).toBeLessThan(1);
    }
  });

  it("norm of equal numbers is the bias, not NaN, to the bit", () => {
    for (const backend of ["reference", "wasm"]) {
      const net = sequential([linear({ input: 1, output: 3 }), norm()], { backend });
      net.loadStateDict({ "0.weight": [[0], [0], [0]], "0.bias": [7, 7, 7], "1.weight": [1, 2, 3], "1.bias": [4, 5, 6] });
      expect(data(net.forward([[1]]).output)).toEqual([4, 5, 6]);
    }
  });

  it("embedding: the token's row, to the bit, for [B, T] and [B]", () => {
    const net = network(embedding({ vocabulary: 3, output: 2 }));
    net.loadStateDict({
      weight: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    });
    expect(
      net.forward([
        [2, 0],
        [1, 1],
      ]).output,
    ).toEqual({ shape: [2, 2, 2], data: Float32Array.of(5, 6, 1, 2, 3, 4, 3, 4) });
    expect(net.forward([2]).output).toEqual({ shape: [1, 2], data: Float32Array.of(5, 6) });
  });

  it.each([3, -1, 0.5, Number.NaN])("embedding: the token %d of 3 is a DataError that names its place", (token) => {
    const call = (): unknown => network(embedding({ vocabulary: 3, output: 2 })).forward([[0, token]]);
    expect(call).toThrow(DataError);
    expect(call).toThrow(`token 1: expected a token from 0 to 2, got ${token}`);
  });

  it("embedding: a token in the padding may be anything", () => {
    const net = sequential([embedding({ vocabulary: 3, output: 2 }), recurrent({ cell: "gru", hidden: 2, returns: "last" })]);
    const clean = net.forward(
      [
        [1, 2],
        [2, 0],
      ],
      { lengths: [2, 1] },
    );
    expect(
      net.forward(
        [
          [1, 2],
          [2, Number.NaN],
        ],
        { lengths: [2, 1] },
      ),
    ).toEqual(clean);
  });
});

function stirFirst(net: Network): Network {
  net
    .parameters()
    .get("0.weight")
    ?.assign(wave([5, 3], 0.6).data);
  return net;
}

describe("dropout", () => {
  const ones = (...shape: number[]): Values => values(shape, new Array(shape.reduce((a, b) => a * b, 1)).fill(1));
  /** The mask of a layer after an identity. */
  const masked = (shape: number[], options: PassOptions, p = 0.4): number[] => {
    const F = shape[shape.length - 1];
    const net = sequential([linear({ input: F, output: F, bias: false }), dropout(p)], reference);
    const identity = Array.from({ length: F }, (_, r) => Array.from({ length: F }, (_, k) => Number(r === k)));
    net.loadStateDict({ "0.weight": identity });
    return data(net.forward(ones(...shape), options).output);
  };

  it("is nothing in evaluation and with p = 0, to the bit", () => {
    expect(masked([3, 4], {})).toEqual(new Array(12).fill(1));
    expect(masked([3, 4], { training: true }, 0)).toEqual(new Array(12).fill(1));
  });

  it("in training drops a share p within 0.02 and keeps the mean at 1 within 0.03 (10,000 numbers)", () => {
    const mask = masked([100, 100], { training: true });
    expect(new Set(mask)).toEqual(new Set([0, 1 / 0.6]));
    expect(Math.abs(mask.filter((value) => value === 0).length / 10_000 - 0.4)).toBeLessThan(0.02);
    expect(Math.abs(mask.reduce((a, b) => a + b, 0) / 10_000 - 1)).toBeLessThan(0.03);
  });

  it("the mask is the row's, the step's and the seed's: the same in a larger batch or a longer sequence, another at the next update", () => {
    const run = (B: number, T: number, step: number, seed = 1): number[] => masked([B, T, 8], { training: true, step, seed });
    expect(run(4, 3, 1)).toEqual(run(4, 3, 1));
    expect(run(4, 3, 1).slice(0, 48)).toEqual(run(2, 3, 1));
    expect(run(1, 5, 1).slice(0, 24)).toEqual(run(1, 3, 1));
    expect(run(4, 3, 2)).not.toEqual(run(4, 3, 1));
    expect(run(4, 3, 1, 2)).not.toEqual(run(4, 3, 1));
    expect(run(4, 3, 1).slice(0, 8)).not.toEqual(run(4, 3, 1).slice(24, 32));
    expect(run(4, 3, 1).slice(0, 8)).not.toEqual(run(4, 3, 1).slice(8, 16));
  });

  it("two layers of one network have different masks", () => {
    const net = sequential([linear({ input: 1, output: 40, bias: false }), dropout(0.5), dropout(0.5)], reference);
    net.loadStateDict({ "0.weight": new Array(40).fill([1]) });
    const twice = data(net.forward([[1]], { training: true }).output);
    expect(new Set(twice)).toEqual(new Set([0, 4]));
    expect(twice.filter((value) => value === 4).length).toBeLessThan(18);
  });
});

describe("refusals", () => {
  it.each<[string, () => unknown, string]>([
    ["linear without outputs", () => linear({ output: 0 }), "invalid output: expected an integer ≥ 1, got 0"],
    ["linear with 1.5 inputs", () => linear({ input: 1.5, output: 1 }), "invalid input: expected an integer ≥ 1, got 1.5"],
    ["embedding without tokens", () => embedding({ vocabulary: 0, output: 1 }), "invalid vocabulary: expected an integer ≥ 1, got 0"],
    ["dropout of everything", () => dropout(1), "invalid dropout: expected a number from 0 to below 1, got 1"],
    ["norm without ε", () => norm({ epsilon: 0 }), "invalid epsilon: expected a number > 0, got 0"],
    ["an unknown function", () => activation("gelu"), 'unknown activation: expected one of tanh, relu, sigmoid, softplus, got "gelu"'],
    ["no layers", () => sequential([]), "missing layers: expected at least one layer, got nothing"],
    ["no input size", () => network(linear({ output: 1 })), "missing linear.input: expected the number of input features"],
    [
      "an unknown backend",
      () => network(linear({ input: 1, output: 1 }), { backend: "gpu" }),
      'unknown backend: expected one of wasm, native, reference, got "gpu"',
    ],
    ["a seed below 0", () => network(linear({ input: 1, output: 1 }), { seed: -1 }), "invalid seed: expected a safe integer ≥ 0, got -1"],
    ["an unknown cell", () => recurrent({ cell: "lstn", hidden: 2 }), 'unknown cell: expected one of rnn, lstm, gru, got "lstn"'],
    ["no hidden units", () => recurrent({ cell: "lstm", hidden: 0 }), "invalid hidden: expected an integer ≥ 1, got 0"],
    ["half a layer", () => recurrent({ cell: "lstm", hidden: 2, layers: 0.5 }), "invalid layers: expected an integer ≥ 1, got 0.5"],
    [
      "an unknown output",
      () => recurrent({ cell: "lstm", hidden: 2, returns: "first" as "last" }),
      'invalid returns: expected sequence or last, got "first"',
    ],
  ])("%s", (_name, make, message) => {
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
  });

  it("sizes that don't meet, and a layer used twice, are ModelErrors", () => {
    const mismatch = (): unknown => sequential([linear({ input: 2, output: 3 }), linear({ input: 4, output: 1 })]);
    expect(mismatch).toThrow(ModelError);
    expect(mismatch).toThrow("layer 1 (linear): expected 3 input features, as the layer before gives, got 4");
    const layer = linear({ input: 2, output: 2 });
    expect(() => sequential([layer, layer])).toThrow(
      "layer 1 (linear): expected a layer that isn't part of a network yet, got one that is",
    );
  });

  it.each<[string, unknown, string]>([
    ["features", [[[1, 2]]], "input of recurrent: expected [batch, time, 3], got [1, 1, 2]"],
    ["a matrix", [[1, 2, 3]], "input of recurrent: expected [batch, time, 3], got [1, 3]"],
    ["a number", 5, "input of recurrent: expected [batch, time, 3], got []"],
    ["nothing", [], "input of recurrent: expected [batch, time, 3], got [0]"],
  ])("%s of the wrong shape", (_name, x, message) => {
    expect(() => network(recurrent({ cell: "gru", input: 3, hidden: 2 })).forward(x as number[])).toThrow(message);
  });
});

describe("unknown options", () => {
  it.each([
    ["recurrent", () => recurrent({ cell: "gru", hidden: 2, layer: 2 } as never)],
    ["linear", () => linear({ outputs: 2 } as never)],
    ["embedding", () => embedding({ vocabulary: 3, size: 2 } as never)],
  ])("%s refuses a name that isn't an option, and lists those that are", (_name, make) => {
    expect(make).toThrow("unknown option: expected one of");
  });
});
