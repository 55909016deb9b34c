import { describe, expect, it } from "vitest";
import { batches } from "../../src/batch.ts";
import { gru, lstm } from "../../src/cells/index.ts";
import { Layer } from "../../src/layer.ts";
import { embedding, linear, norm, recurrent, sequential } from "../../src/layers/index.ts";
import { losses } from "../../src/losses/index.ts";
import type { Network } from "../../src/network.ts";
import { square, sum } from "../../src/ops/index.ts";
import { constant, type Tensor } from "../../src/tensor.ts";
import { trainer } from "../../src/trainer.ts";
import { toNested, type Values } from "../../src/values.ts";
import { wave } from "../helpers/differences.ts";

const [T, I, H] = [7, 3, 5];

/** Every step of x, each from the state before, as one array [B, T, …]: what `forward` gives. */
function stepped(net: Network, x: Values, take: (step: Values) => Parameters<Network["step"]>[0] = (step) => step): Values {
  const [B] = x.shape;
  const outputs: Values[] = [];
  let state = {};
  for (let t = 0; t < T; t++) {
    const data = new Float64Array(B * I).map((_, k) => x.data[(Math.floor(k / I) * T + t) * I + (k % I)]);
    const made = net.step(take({ shape: [B, I], data }), state);
    outputs.push(made.output);
    ({ state } = made);
  }
  const width = outputs[0].shape[1];
  const data = net.backend.array(B * T * width);
  outputs.forEach((output, t) => {
    for (let b = 0; b < B; b++) data.set(output.data.subarray(b * width, (b + 1) * width), (b * T + t) * width);
  });
  return { shape: [B, T, width], data };
}

describe("many steps, most of them by notes, equal the whole sequence, to the bit", () => {
  it.each([
    ["rnn", "rnn"],
    ["gru", "gru"],
    ["gru, reset before", gru({ reset: "before" })],
    ["lstm", "lstm"],
    ["lstm, peepholes and projection", lstm({ peepholes: true, projection: 2 })],
    ["lstm by its equations", lstm({ layerNorm: true })],
  ])("%s, two layers, on wasm and reference", (_, cell) => {
    for (const backend of ["wasm", "reference"]) {
      const net = sequential([recurrent({ cell, input: I, hidden: H, layers: 2 }), norm(), linear({ output: 2 })], { backend });
      for (const B of [1, 3]) {
        const x = wave([B, T, I], 0.3);
        expect(stepped(net, x)).toEqual(net.forward(x).output);
        expect(stepped(net, x)).toEqual(net.forward(x).output);
      }
    }
  });

  it("nested arrays, and states as a Map", () => {
    const net = sequential([recurrent({ cell: "lstm", input: I, hidden: H }), linear({ output: 2 })]);
    const x = wave([2, T, I], 0.3);
    expect(stepped(net, x, (step) => toNested(step))).toEqual(net.forward(x).output);
    const { state } = net.forward(x);
    const made = [0, 1, 2, 3].map(() => net.step(wave([2, I], 0.1), new Map(Object.entries(state))));
    for (const one of made) expect(one).toEqual(made[0]);
  });

  it("with the weights as they are now: loaded, assigned, trained, or back after nine other nets took the memory", async () => {
    const make = (seed: number): Network => sequential([recurrent({ cell: "gru", input: I, hidden: H }), linear({ output: 2 })], { seed });
    const net = make(1);
    const x = wave([2, T, I], 0.3);
    const check = (): void => expect(stepped(net, x)).toEqual(net.forward(x).output);
    check();
    net.loadStateDict(make(2).stateDict());
    check();
    net.parameters().get("1.bias")?.assign([3, 4]);
    check();
    const source = batches({ inputs: x, targets: wave([2, T, 2], 0.7) }, { size: 2 });
    for await (const _ of trainer({ network: net, loss: losses.mse(), batches: source, epochs: 3 })) check();
    check();
    const others = Array.from({ length: 9 }, (_, seed) => make(seed + 3));
    for (const other of others) stepped(other, x);
    check();
    for (const other of others) expect(stepped(other, x)).toEqual(other.forward(x).output);
  });

  it("of a layer that looks at numbers", () => {
    class Looking extends Layer {
      readonly kind = "looking";
      readonly options = {};
      readonly input = I;
      protected build(): number {
        return I;
      }
      run(x: Tensor): Tensor {
        const { shape, data } = x.values();
        return square(constant({ shape, data: data.map((value) => value + 1) }));
      }
    }
    const net = sequential([new Looking(), recurrent({ cell: "gru", hidden: H })]);
    const x = wave([2, T, I], 0.3);
    expect(stepped(net, x)).toEqual(net.forward(x).output);
    const tokens = sequential([embedding({ vocabulary: 5, output: 2 }), recurrent({ cell: "gru", hidden: H })]);
    const made = [0, 1, 2, 3, 4].map((token) => tokens.step({ shape: [1], data: [token] }).output.data);
    expect(new Set(made.map(String)).size).toBe(5);
    expect(() => tokens.step({ shape: [1], data: [9] })).toThrow("token");
  });

  it("a step inside a step, and a wrong state after many right ones", () => {
    const net = sequential([recurrent({ cell: "lstm", input: I, hidden: H })]);
    const x = wave([1, I], 0.3);
    let { state } = net.step(x);
    for (let t = 0; t < 4; t++) ({ state } = net.step(x, state));
    const alone = net.step(x, state);
    net.gradients(wave([1, T, I], 0.2), (output) => {
      expect(net.step(x, state)).toEqual(alone);
      expect(net.step({ shape: [2, I], data: [...x.data, ...x.data] }).output.shape).toEqual([2, H]);
      return sum(output);
    });
    expect(() => net.step(x, { "0.h": state["0.h"], "0.c": { shape: [1, 1, 4], data: new Float64Array(4) } })).toThrow("0.c");
    expect(() => net.step(x, { "0.h": state["0.h"], other: state["0.c"] })).toThrow("other");
    expect(() => net.step({ shape: [1, 2], data: [0, 0] }, state)).toThrow("input of recurrent");
    expect(net.step(x, state)).toEqual(alone);
  });

  it("leaves memory flat over steps of many sizes", () => {
    const net = sequential([recurrent({ cell: "lstm", input: I, hidden: H })]);
    const all = (): void => {
      for (let B = 1; B <= 40; B++) for (let again = 0; again < 3; again++) net.step(wave([B, I], 0.2), net.step(wave([B, I], 0.1)).state);
    };
    all();
    const { bytes } = net.workspace();
    net.loadStateDict(net.stateDict());
    all();
    expect(net.workspace().bytes).toBe(bytes);
  });
});
