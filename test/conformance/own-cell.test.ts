import { describe, expect, it } from "vitest";
import { runCase } from "../../scripts/conformance/task.mjs";
import { gru, lstm, rnn } from "../../src/cells/index.ts";
import { network, recurrent } from "../../src/layers/index.ts";
import * as ops from "../../src/ops/index.ts";
import { constant } from "../../src/tensor.ts";
import { goldenCases } from "../goldens/read.ts";
import { type LayerCase, onnxCase } from "./encode.ts";

const memoria = { network, recurrent, rnn, gru, lstm, ops, constant };
const run = (item: unknown): { outcome: string; detail?: string } => runCase(memoria, item, "reference");
const passes = (item: unknown): void => expect(run(item)).toMatchObject({ outcome: "pass" });

const cases = (goldenCases("layer") as unknown as LayerCase[]).filter(({ layers, projection }) => layers === 1 && projection === 0);

describe("a cell of one's own, by the small ops, in the place of memoria's: PyTorch's numbers, |a−b| ≤ 1e-12 + 1e-9 |b|", () => {
  it.each(cases.map((item): [string, LayerCase] => [item.name, item]))("%s", (_, item) => {
    const usual = onnxCase(item);
    // A clip that no preactivation reaches takes the case away from memoria's cells; a tight one shows that it does.
    passes({ ...usual, options: { ...usual.options, clip: 1e6 } });
    expect(run({ ...usual, options: { ...usual.options, clip: 1e-3 } })).toMatchObject({ outcome: "fail" });
  });
});

const [x, h, c] = [0.7, -0.4, 0.9];
const one = (value: number) => ({ shape: [1, 1, 1], data: [value] });
const column = (data: number[]) => ({ shape: [1, data.length, 1], data });
const base = { convention: "onnx", inputs: { x: one(x) }, tolerance: { atol: 1e-12, rtol: 0 } };
const options = { layout: "TBI", direction: "forward", hidden_size: 1, activations: null };
const σ = (a: number): number => 1 / (1 + Math.exp(-a));

describe("ONNX's options that memoria's cells don't have, one unit by hand, |a−b| ≤ 1e-12", () => {
  const [wi, wo, wf, wg] = [0.3, -0.5, 0.8, 1.1];
  const [ri, ro, rf, rg] = [-0.2, 0.6, 0.4, -0.9];
  const [pi, po, pf] = [0.35, -0.75, 0.55];
  const weights = { W: column([wi, wo, wf, wg]), R: column([ri, ro, rf, rg]), P: { shape: [1, 3], data: [pi, po, pf] } };
  const item = { ...base, cell: "lstm", weights, state0: { h: one(h), c: one(c) } };

  it("input_forget: the forget gate is 1 − i", () => {
    const i = σ(wi * x + ri * h + pi * c);
    const next = (1 - i) * c + i * Math.tanh(wg * x + rg * h);
    const out = σ(wo * x + ro * h + po * next) * Math.tanh(next);
    passes({ ...item, options: { ...options, input_forget: true }, expected: { h_n: one(out), c_n: one(next) } });
  });

  it("clip: what enters every activation stays within ±0.25", () => {
    const cut = (a: number): number => Math.max(-0.25, Math.min(0.25, a));
    const i = σ(cut(wi * x + ri * h + pi * c));
    const next = σ(cut(wf * x + rf * h + pf * c)) * c + i * Math.tanh(cut(wg * x + rg * h));
    const out = σ(cut(wo * x + ro * h + po * next)) * Math.tanh(cut(next));
    passes({ ...item, options: { ...options, clip: 0.25 }, expected: { h_n: one(out), c_n: one(next) } });
  });

  it("alpha and beta, in order for the functions that have them: HardSigmoid, Softsign, ScaledTanh", () => {
    const hard = (a: number): number => Math.max(0, Math.min(1, 0.3 * a + 0.4));
    const sign = (a: number): number => a / (1 + Math.abs(a));
    const next = hard(wf * x + rf * h + pf * c) * c + hard(wi * x + ri * h + pi * c) * sign(wg * x + rg * h);
    const out = hard(wo * x + ro * h + po * next) * 1.7 * Math.tanh(0.6 * next);
    const activations = ["HardSigmoid", "Softsign", "ScaledTanh"];
    const given = { ...options, activations, activation_alpha: [0.3, 1.7], activation_beta: [0.4, 0.6] };
    passes({ ...item, options: given, expected: { h_n: one(out), c_n: one(next) } });
  });
});

describe("ONNX's activations by the small ops at −1.5, −0.2, 0, 0.4, 1 and 3, |a−b| ≤ 1e-12", () => {
  const at = [-1.5, -0.2, 0, 0.4, 1, 3];
  const known: [string, number[], number[], (a: number) => number][] = [
    ["Affine", [0.5], [-2], (a) => 0.5 * a - 2],
    ["Relu", [], [], (a) => Math.max(0, a)],
    ["LeakyRelu", [], [], (a) => (a < 0 ? 0.01 * a : a)],
    ["LeakyRelu", [0.3], [], (a) => (a < 0 ? 0.3 * a : a)],
    ["ThresholdedRelu", [], [], (a) => (a > 1 ? a : 0)],
    ["ScaledTanh", [2], [0.5], (a) => 2 * Math.tanh(0.5 * a)],
    ["Sigmoid", [], [], σ],
    ["HardSigmoid", [], [], (a) => Math.max(0, Math.min(1, 0.2 * a + 0.5))],
    ["Elu", [], [], (a) => (a < 0 ? Math.exp(a) - 1 : a)],
    ["Elu", [0.7], [], (a) => (a < 0 ? 0.7 * (Math.exp(a) - 1) : a)],
    ["Softsign", [], [], (a) => a / (1 + Math.abs(a))],
    ["Softplus", [], [], (a) => Math.log(1 + Math.exp(a))],
  ];
  it.each(known)("%s, alpha %j, beta %j", (name, alpha, beta, f) => {
    const size = at.length;
    const zeros = { shape: [1, size, size], data: new Array<number>(size * size).fill(0) };
    const weights = { W: { shape: [1, size, 1], data: at }, R: zeros };
    const given = { ...options, hidden_size: size, activations: [name], activation_alpha: alpha, activation_beta: beta };
    passes({
      ...base,
      cell: "rnn",
      options: given,
      weights,
      inputs: { x: one(1) },
      expected: { h_n: { shape: [1, 1, size], data: at.map(f) } },
    });
  });
  it("is unsupported, with its reason, where a function is unknown or has no alpha", () => {
    const item = { ...base, cell: "rnn", weights: { W: column([1]), R: column([1]) }, expected: { h_n: one(0) } };
    expect(run({ ...item, options: { ...options, hidden_size: 1, activations: ["Mish"] } }).detail).toBe("activation mish");
    expect(run({ ...item, options: { ...options, hidden_size: 1, activations: ["Affine"] } }).detail).toBe(
      "activation affine without alpha",
    );
  });
});
