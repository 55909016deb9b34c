import { describe, expect, it } from "vitest";
import { runCase } from "../../scripts/conformance/task.mjs";
import { gru, lstm, rnn } from "../../src/cells/index.ts";
import { network, recurrent } from "../../src/layers/index.ts";
import * as ops from "../../src/ops/index.ts";
import { constant } from "../../src/tensor.ts";
import { goldenCases } from "../goldens/read.ts";
import { kerasCase, type LayerCase, onnxCase, torchCase, webnnCase } from "./encode.ts";

const memoria = { network, recurrent, rnn, gru, lstm, ops, constant };
const run = (item: unknown): { outcome: string; detail?: string } => runCase(memoria, item, "reference");
const passes = (item: unknown): void => expect(run(item)).toMatchObject({ outcome: "pass" });

const cases = (goldenCases("layer") as unknown as LayerCase[]).filter(({ layers, projection }) => layers === 1 && projection === 0);
const named = (list: LayerCase[]): [string, LayerCase][] => list.map((item) => [item.name, item]);
/** Real steps at places that are no prefix, as many as the goldens' lengths 3, 5, 1. */
const mask = [
  [true, false, true, false, true],
  [true, true, true, true, true],
  [false, false, false, true, false],
];

describe("PyTorch's numbers read from another project's weights, |a−b| ≤ 1e-12 + 1e-9 |b|", () => {
  it("has each cell, direction, ragged lengths, given states, no bias", () => {
    expect(cases.length).toBeGreaterThanOrEqual(24);
    expect(cases.some(({ bias, bidirectional, lengths, states }) => !bias && bidirectional && lengths && states)).toBe(true);
  });
  it.each(named(cases))("ONNX: %s", (_, item) => passes(onnxCase(item)));
  it.each(named(cases.filter(({ bidirectional }) => bidirectional)))("ONNX reverse, one half of %s", (_, item) =>
    passes(onnxCase(item, 1)),
  );
  it.each(named(cases))("WebNN: %s", (_, item) => passes(webnnCase(item)));
  it.each(named(cases.filter(({ bidirectional }) => !bidirectional)))("PyTorch: %s", (_, item) => passes(torchCase(item)));
  it.each(named(cases.filter(({ lengths }) => lengths === null)))("Keras: %s", (_, item) => {
    passes(kerasCase(item));
    passes(kerasCase(item, { sequences: false }));
  });
  it.each(named(cases.filter(({ lengths }) => lengths !== null)))("Keras with a mask that is no prefix: %s", (_, item) => {
    passes(kerasCase(item, { mask }));
    passes(kerasCase(item, { mask, zero: true }));
    passes(kerasCase(item, { mask, sequences: false }));
  });
});

describe("what PyTorch doesn't have, one unit by hand, |a−b| ≤ 1e-12", () => {
  const σ = (a: number): number => 1 / (1 + Math.exp(-a));
  const column = (data: number[]) => ({ shape: [1, data.length, 1], data });
  const one = (value: number) => ({ shape: [1, 1, 1], data: [value] });
  const base = { convention: "onnx", tolerance: { atol: 1e-12, rtol: 0 } };
  const options = { layout: "TBI", direction: "forward", hidden_size: 1, activations: null };
  const [x, h, c] = [0.7, -0.4, 0.9];

  it("peepholes i, o, f; the output gate sees the new cell", () => {
    const [wi, wo, wf, wg] = [0.3, -0.5, 0.8, 1.1];
    const [ri, ro, rf, rg] = [-0.2, 0.6, 0.4, -0.9];
    const [pi, po, pf] = [0.35, -0.75, 0.55];
    const next = σ(wf * x + rf * h + pf * c) * c + σ(wi * x + ri * h + pi * c) * Math.tanh(wg * x + rg * h);
    const out = σ(wo * x + ro * h + po * next) * Math.tanh(next);
    passes({
      ...base,
      cell: "lstm",
      options,
      weights: { W: column([wi, wo, wf, wg]), R: column([ri, ro, rf, rg]), P: { shape: [1, 3], data: [pi, po, pf] } },
      inputs: { x: one(x) },
      state0: { h: one(h), c: one(c) },
      expected: { h_n: one(out), c_n: one(next) },
    });
  });

  it.each([false, true])("GRU with linear_before_reset %s", (after) => {
    const [wz, wr, wn] = [0.3, -0.5, 0.8];
    const [rz, rr, rn] = [-0.2, 0.6, 0.4];
    const biases = [0.1, 0.2, 0.3, -0.15, 0.25, 0.65];
    const r = σ(wr * x + biases[1] + rr * h + biases[4]);
    const z = σ(wz * x + biases[0] + rz * h + biases[3]);
    const n = Math.tanh(wn * x + biases[2] + (after ? r * (rn * h + biases[5]) : rn * (r * h) + biases[5]));
    passes({
      ...base,
      cell: "gru",
      options: { ...options, linear_before_reset: after },
      weights: { W: column([wz, wr, wn]), R: column([rz, rr, rn]), B: { shape: [1, 6], data: biases } },
      inputs: { x: one(x) },
      state0: { h: one(h) },
      expected: { h_n: one((1 - z) * n + z * h) },
    });
  });
});

describe("a case that can't be run", () => {
  const item = onnxCase(cases[0]);
  const both = cases.find(({ cell, bidirectional }) => cell === "rnn" && bidirectional) as LayerCase;
  it("is named with its reason, not failed", () => {
    const activations = ["tanh", "relu"];
    expect(run({ ...onnxCase(both), options: { ...onnxCase(both).options, activations } })).toEqual({
      outcome: "unsupported",
      detail: "directions with different activations tanh, relu",
    });
    expect(run({ ...item, cell: "stack" })).toEqual({ outcome: "unsupported", detail: "cell stack" });
    expect(run({ ...item, convention: "jax" })).toEqual({ outcome: "unsupported", detail: "convention jax" });
  });
  it("fails with another number, another shape or nothing expected", () => {
    const { h_n } = item.expected;
    const other = { ...h_n, data: (h_n as { data: number[] }).data.map((value, k) => (k === 3 ? value + 1e-6 : value)) };
    expect(run({ ...item, expected: { h_n: other } })).toMatchObject({ outcome: "fail", detail: expect.stringContaining("h_n[3]") });
    expect(run({ ...item, expected: { h_n: { shape: [1, 1], data: [0] } } })).toMatchObject({ outcome: "fail" });
    expect(run({ ...item, expected: {} })).toMatchObject({ outcome: "fail" });
  });
});
