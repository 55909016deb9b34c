import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/cell.ts";
import { gru, lstm, rnn } from "../../src/cells/index.ts";
import { DataError, OptionError } from "../../src/errors.ts";
import { linear, network, norm, type RecurrentOptions, recurrent, sequential } from "../../src/layers/index.ts";
import type { Network, Objective, State } from "../../src/network.ts";
import { add, multiply, square, sum } from "../../src/ops/index.ts";
import type { Values } from "../../src/values.ts";
import { gradientError, relativeError, stir, wave, weighing } from "../helpers/differences.ts";

const cells: Record<string, Cell> = {
  "rnn tanh": rnn(),
  "rnn relu": rnn({ activation: "relu" }),
  lstm: lstm(),
  "lstm with peepholes and projection": lstm({ peepholes: true, projection: 3 }),
  "gru, reset after": gru(),
  "gru, reset before": gru({ reset: "before" }),
  "lstm with layer norm (equations)": lstm({ layerNorm: true }),
  "gru with layer norm (equations)": gru({ layerNorm: true }),
};
const variants: Record<string, Partial<RecurrentOptions>> = {
  "one layer": {},
  "one layer, both directions, last output": { bidirectional: true, returns: "last" },
  "three layers, both directions": { layers: 3, bidirectional: true },
};
const [B, T, I, H] = [7, 6, 3, 5];
const lengths = [4, 6, 1, 0, 3, 6, 2];
const x = wave([B, T, I], 0.1);
const make = (cell: Cell, options: Partial<RecurrentOptions> = {}): Network =>
  stir(network(recurrent({ cell, input: I, hidden: H, ...options })));
/** Every output and state counts, and no row's weight depends on the others. */
const energy: Objective = (output, states) =>
  [...states.values()].reduce((total, state) => add(total, sum(square(state))), sum(square(output)));

function statesFor(cell: Cell, { layers = 1, bidirectional = false }: Partial<RecurrentOptions>): State {
  const widths = Object.entries(cell.states({ input: I, hidden: H, bias: true }));
  return Object.fromEntries(widths.map(([name, width], k) => [name, wave([layers * (bidirectional ? 2 : 1), B, width], 5 + k)]));
}
/** Row r of an array whose axis 0 counts rows, or (states) axis 1. */
const row = ({ shape, data }: Values, r: number): Values => {
  const width = data.length / shape[0];
  return { shape: [1, ...shape.slice(1)], data: data.slice(r * width, (r + 1) * width) };
};
const stateRow = (states: State, r: number): State =>
  Object.fromEntries(
    Object.entries(states).map(([name, { shape, data }]) => {
      const [layers, , width] = shape;
      const own = Array.from({ length: layers }, (_, layer) =>
        Array.from(data.slice((layer * shape[1] + r) * width, (layer * shape[1] + r + 1) * width)),
      );
      return [name, { shape: [layers, 1, width], data: Float32Array.from(own.flat()) }];
    }),
  );
const steps = ({ shape, data }: Values, from: number, to: number): Values => {
  const width = shape[2];
  const own = Array.from({ length: shape[0] }, (_, r) =>
    Array.from(data.slice((r * shape[1] + from) * width, (r * shape[1] + to) * width)),
  );
  return { shape: [shape[0], to - from, width], data: Float32Array.from(own.flat()) };
};

describe.each(Object.entries(cells))("%s on wasm", (_name, cell) => {
  it.each(Object.entries(variants))(
    "a row of a padded batch gives what it gives alone, outputs and states to the bit; gradients to the bit with fused kernels, else within 1e-5: %s",
    (_variant, options) => {
      const net = make(cell, options);
      const state = statesFor(cell, options);
      const all = net.gradients(x, energy, { lengths, state });
      // The equations add the same gradients up in another order when rows end.
      const same = (what: string, a: Values, b: Values): void => {
        if (cell.twin !== undefined) expect(a, what).toEqual(b);
        else expect(relativeError(a.data, b.data), what).toBeLessThan(1e-5);
      };
      for (const [r, length] of lengths.entries()) {
        const alone = net.gradients(steps(row(x, r), 0, length), energy, { state: stateRow(state, r) });
        const own = row(all.output, r);
        expect(options.returns === "last" ? own : steps(own, 0, length), `output of row ${r}`).toEqual(alone.output);
        expect(stateRow(all.state, r), `state of row ${r}`).toEqual(alone.state);
        same(`input gradient of row ${r}`, steps(row(all.input, r), 0, length), alone.input);
        for (const [name, values] of Object.entries(stateRow(all.initial, r)))
          same(`gradient of ${name} of row ${r}`, values, alone.initial[name]);
      }
    },
  );

  it.each(Object.entries(variants))(
    "what the padding holds (1e30, NaN, ±Infinity) changes nothing, and it gets no output and no gradient, to the bit: %s",
    (_variant, options) => {
      const net = make(cell, options);
      const isPadding = (k: number): boolean => Math.floor(k / I) % T >= lengths[Math.floor(k / (T * I))];
      const clean = net.gradients(x, weighing(), { lengths });
      for (const value of [1e30, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const data = Float64Array.from(x.data, (own, k) => (isPadding(k) ? value : own));
        expect(net.gradients({ shape: x.shape, data }, weighing(), { lengths })).toEqual(clean);
      }
      clean.input.data.forEach((value, k) => {
        if (isPadding(k)) expect(value).toBe(0);
      });
      if (options.returns !== "last") {
        const width = clean.output.shape[2];
        clean.output.data.forEach((value, k) => {
          if (Math.floor(k / width) % T >= lengths[Math.floor(k / (T * width))]) expect(value).toBe(0);
        });
      }
    },
  );

  it("step by step, or in pieces, with the state kept (and cloned) equals the whole sequence, to the bit", () => {
    const net = stir(sequential([recurrent({ cell, input: I, hidden: H, layers: 2 }), norm(), linear({ output: 2 })]));
    const whole = net.forward(x);
    let state: State = {};
    for (let t = 0; t < T; t++) {
      const { shape, data } = steps(x, t, t + 1);
      const made = net.step({ shape: [shape[0], I], data }, state);
      expect(made.output).toEqual({ shape: [B, 2], data: steps(whole.output, t, t + 1).data });
      state = structuredClone(made.state);
    }
    expect(state).toEqual(whole.state);
    const first = net.forward(steps(x, 0, 2));
    const kept = structuredClone(first);
    const rest = net.forward(steps(x, 2, T), { state: first.state });
    expect(rest.output).toEqual(steps(whole.output, 2, T));
    expect(rest.state).toEqual(whole.state);
    expect(first).toEqual(kept);
  });

  it("lengths that are all T are as good as none, to the bit; a row of length 0 keeps its state", () => {
    const net = make(cell);
    const state = statesFor(cell, {});
    expect(net.forward(x, { state, lengths: new Array(B).fill(T) })).toEqual(net.forward(x, { state }));
    const after = net.forward(x, { state, lengths: new Uint8Array(B) });
    for (const [name, values] of Object.entries(state)) expect(after.state[name].data).toEqual(Float32Array.from(values.data));
    expect(after.output.data.every((value) => value === 0)).toBe(true);
  });

  it("inputs, lengths and states are never modified", () => {
    const given = { x: structuredClone(x), lengths: [...lengths], state: structuredClone(statesFor(cell, {})) };
    const copy = structuredClone(given);
    const net = make(cell);
    net.forward(given.x, { lengths: given.lengths, state: given.state });
    net.gradients(given.x, weighing(), { lengths: given.lengths, state: given.state, training: true });
    expect(given).toEqual(copy);
  });

  it("batch, time, units and inputs of 1: gradients against central differences, relative error < 1e-6; of 0 rows or steps: empty", () => {
    for (const [b, t, i, h] of [
      [1, 1, 1, 1],
      [2, 1, 1, 3],
      [1, 3, 2, 1],
      [3, 2, 1, 1],
    ]) {
      const own = cell.options?.projection ? lstm({ peepholes: true, projection: 1 }) : cell;
      const net = stir(network(recurrent({ cell: own, input: i, hidden: h }), { backend: "reference" }));
      const { error, where } = gradientError(net, wave([b, t, i], 0.1), weighing());
      // Layer norm over one unit is constant: its gradients are 0 and differences only rounding.
      if (!(cell.options?.layerNorm && h === 1)) expect(error, `${[b, t, i, h]} ${where}`).toBeLessThan(1e-6);
    }
    const net = make(cell);
    const width = net.root.outputSize;
    expect(net.gradients({ shape: [0, T, I], data: [] }, energy).output).toEqual({ shape: [0, T, width], data: new Float32Array(0) });
    expect(net.gradients({ shape: [2, 0, I], data: [] }, energy).output).toEqual({ shape: [2, 0, width], data: new Float32Array(0) });
  });
});

it("a linear layer before the recurrent one doesn't see the padding either: gradients to the bit", () => {
  const net = stir(sequential([linear({ input: I, output: 4 }), norm(), recurrent({ cell: "gru", hidden: H }), linear({ output: 2 })]));
  const clean = net.gradients(x, weighing(), { lengths });
  for (const value of [1e30, Number.NaN, Number.NEGATIVE_INFINITY]) {
    const data = Float64Array.from(x.data, (own, k) => (Math.floor(k / I) % T >= lengths[Math.floor(k / (T * I))] ? value : own));
    expect(net.gradients({ shape: x.shape, data }, weighing(), { lengths })).toEqual(clean);
  }
});

describe("dropout in training, on wasm", () => {
  it("a row's masks are its own: the first rows of a batch are the same whatever follows, to the bit", () => {
    for (const variational of [false, true]) {
      const net = make(lstm(), { layers: 2, bidirectional: true, dropout: 0.4, variational, recurrentDropout: 0.3 });
      const pass = { training: true, step: 9 };
      const all = net.forward(x, { ...pass, lengths });
      for (const count of [1, 2, 5]) {
        const some = net.forward(
          { shape: [count, T, I], data: x.data.slice(0, count * T * I) },
          { ...pass, lengths: lengths.slice(0, count) },
        );
        expect(some.output.data).toEqual(all.output.data.slice(0, some.output.data.length));
      }
    }
  });
});

describe("dropout's masks, seen through a cell that shows them", () => {
  const base = { states: ({ hidden }: { hidden: number }) => ({ h: hidden }), parameters: () => ({}), recurrentDropout: true };
  /** h_t is the recurrent mask. */
  const mask: Cell = { ...base, kind: "mask", step: (_x, { h }, _w, { drop }) => ({ h: drop(add(multiply(h, 0), 1)) }) };
  /** h_t is the input. */
  const wire: Cell = { ...base, kind: "wire", step: (x) => ({ h: x }) };
  const ones = (steps: number, width: number): Values => ({
    shape: [4, steps, width],
    data: new Float64Array(4 * steps * width).fill(1),
  });

  it("recurrent: one for all steps, other masks in each layer and direction, another at the next update", () => {
    const net = network(recurrent({ cell: mask, input: 1, hidden: 16, layers: 2, bidirectional: true, recurrentDropout: 0.5 }));
    const masks = (step: number, length = 3): string[] => {
      const { data } = net.forward(ones(length, 1), { training: true, step }).state.h;
      return Array.from({ length: 4 }, (_, k) => `${data.slice(k * 64, (k + 1) * 64)}`);
    };
    expect(masks(1, 5)).toEqual(masks(1, 1));
    expect(new Set([...masks(1), ...masks(2)]).size).toBe(8);
  });

  it.each([false, true])(
    "between layers: other masks for each layer, another at the next update (one for all steps: %s)",
    (variational) => {
      const through = (layers: number, step: number): number[] => {
        const net = network(recurrent({ cell: wire, input: 16, hidden: 16, layers, dropout: 0.5, variational }));
        return Array.from(net.forward(ones(3, 16), { training: true, step }).output.data);
      };
      const [first, both] = [through(2, 1), through(3, 1)];
      expect(new Set(first)).toEqual(new Set([0, 2]));
      expect(new Set(both.filter((_, k) => first[k] === 2))).toEqual(new Set([0, 4]));
      expect(through(2, 2)).not.toEqual(first);
      const stepOf = (t: number): string[] => [0, 1, 2, 3].map((r) => `${first.slice((r * 3 + t) * 16, (r * 3 + t + 1) * 16)}`);
      if (variational) expect(stepOf(1)).toEqual(stepOf(0));
      else expect(stepOf(1)).not.toEqual(stepOf(0));
    },
  );
});

describe("lengths and states that can't be", () => {
  const net = make(lstm());
  it.each<[string, ArrayLike<number>, string]>([
    ["too long", [4, 6, 7, 0, 3, 6, 2], "lengths[2]: expected an integer from 0 to 6, got 7"],
    ["negative", [4, -1, 1, 0, 3, 6, 2], "lengths[1]: expected an integer from 0 to 6, got -1"],
    ["fractional", [4, 6, 1, 0, 2.5, 6, 2], "lengths[4]: expected an integer from 0 to 6, got 2.5"],
    ["NaN", [Number.NaN, 6, 1, 0, 3, 6, 2], "lengths[0]: expected an integer from 0 to 6, got NaN"],
    ["too few", [4, 6], "lengths: expected one length for each of 7 rows, got 2"],
  ])("lengths %s: a DataError", (_name, given, message) => {
    const call = (): unknown => net.forward(x, { lengths: given });
    expect(call).toThrow(DataError);
    expect(call).toThrow(message);
  });

  it.each<[string, State, string]>([
    ["an unknown name", { hidden: wave([1, B, H], 0) }, 'state: expected one of h, c, got "hidden"'],
    ["another batch", { h: wave([1, 2, H], 0) }, "state h: expected [1, 7, 5], got [1, 2, 5]"],
    ["no layer axis", { c: wave([B, H], 0) }, "state c: expected [1, 7, 5], got [7, 5]"],
  ])("a state with %s", (_name, state, message) => {
    const call = (): unknown => net.forward(x, { state });
    expect(call).toThrow(OptionError);
    expect(call).toThrow(message);
  });
});
