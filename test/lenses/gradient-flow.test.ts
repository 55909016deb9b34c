import { describe, expect, it } from "vitest";
import { gru, lstm, rnn } from "../../src/cells/index.ts";
import { gradientFlow } from "../../src/lenses/gradient-flow.ts";
import { spectralNorm } from "../../src/lenses/shared/norm.ts";
import { direction } from "../../src/lenses/shared/probe.ts";
import { losses } from "../../src/losses/index.ts";
import type { Network } from "../../src/network.ts";
import type { Values } from "../../src/values.ts";
import { wave } from "../helpers/differences.ts";
import { inputsOf, leaky, smallNet, stepsOf } from "../helpers/lens-nets.ts";

const h = 1e-5;
const H = 3;

/** ∂h_T/∂h_t of one row by central differences: the net run on from a moved state. [j][i]: of unit j at T by unit i at t. */
function jacobian(net: Network, row: Values, length: number, lag: number, layer: number, reverse: boolean): Float64Array {
  const T = row.shape[1];
  const { recordings } = net.forward(row, { lengths: [length], record: true });
  const step = reverse ? lag : length - 1 - lag;
  const rest = reverse ? stepsOf(row, 0, step) : stepsOf(row, step + 1, length);
  const states = new Map<string, number[]>();
  for (const recording of recordings)
    for (const [name, { data }] of recording.states) {
      const all = states.get(name) ?? [];
      // The other direction starts anew: it doesn't reach this one's state.
      all.push(...(recording.reverse === reverse ? Array.from(data.subarray(step * H, (step + 1) * H)) : new Array(H).fill(0)));
      states.set(name, all);
    }
  const index = recordings.findIndex((one) => one.layer === layer && one.reverse === reverse);
  const final = (i: number, delta: number): Float64Array => {
    const state = Object.fromEntries(
      [...states].map(([name, data]) => {
        const moved = Float64Array.from(data);
        if (name === "h") moved[index * H + i] += delta;
        return [`0.${name}`, { shape: [recordings.length, 1, H], data: moved }];
      }),
    );
    return Float64Array.from(net.forward(rest, { state }).state["0.h"].data.subarray(index * H, (index + 1) * H));
  };
  expect(T).toBeGreaterThanOrEqual(length);
  const out = new Float64Array(H * H);
  for (let i = 0; i < H; i++) {
    const [up, down] = [final(i, h), final(i, -h)];
    for (let j = 0; j < H; j++) out[j * H + i] = lag === 0 ? Number(i === j) : (up[j] - down[j]) / (2 * h);
  }
  return out;
}

const power = (x: number | null): number => (x === null ? 0 : 10 ** x);
/** Equal to 1e-6; 0 only where the other is. */
const same = (got: number, expected: number): void =>
  expected === 0 ? expect(got).toBe(0) : expect(Math.abs(got / expected - 1)).toBeLessThan(1e-6);
const cases = [
  ["rnn", { cell: "rnn" }],
  ["rnn, relu, two layers", { cell: rnn({ activation: "relu" }), layers: 2 }],
  ["lstm", { cell: "lstm" }],
  ["lstm with peepholes, two layers", { cell: lstm({ peepholes: true }), layers: 2 }],
  ["gru, both directions", { cell: "gru", bidirectional: true }],
  ["gru, reset before", { cell: gru({ reset: "before" }) }],
  ["a cell of one's own, two layers", { cell: leaky, layers: 2 }],
] as const;

describe("gradient-flow against Jacobians by central differences, float64, relative error < 1e-6", () => {
  it.each(cases)("%s", (_name, options) => {
    const net = smallNet(options, 0.9);
    const inputs = inputsOf(2, 5);
    const lengths = [5, 4];
    const flow = gradientFlow(net, { inputs, lengths });
    const v = direction(1, H);
    expect(flow.lags).toBe(5);
    for (const { layer, reverse, gradient, envelope, theory } of flow.layers) {
      for (let lag = 0; lag < 5; lag++) {
        const norms: number[] = [];
        let largest = 0;
        lengths.forEach((length, r) => {
          if (lag >= length) return;
          const row = { shape: [1, 5, 2], data: inputs.data.subarray(r * 10, (r + 1) * 10) };
          const J = jacobian(net, row, length, lag, layer, reverse);
          const delta = [0, 1, 2].map((i) => [0, 1, 2].reduce((sum, j) => sum + v[j] * J[j * H + i], 0));
          norms.push(Math.hypot(...delta));
          largest = Math.max(largest, spectralNorm({ rows: H, columns: H, data: J }));
        });
        norms.sort((a, b) => a - b);
        const median = norms.length === 1 ? norms[0] : Math.sqrt(norms[0] * norms[1]);
        same(power(gradient.median[lag]), median);
        same(power(envelope?.[lag] ?? null), largest);
        if (theory !== null) expect(power(envelope?.[lag] ?? null)).toBeLessThanOrEqual(power(theory.bound[lag]) * (1 + 1e-9));
      }
    }
  });

  it("∂L/∂c_t of LSTM, and its direct path", () => {
    const net = smallNet({ cell: "lstm" }, 0.9);
    const inputs = inputsOf(1, 5);
    const [{ cellState, direct }] = gradientFlow(net, { inputs }).layers;
    const [{ states, gates }] = net.forward(inputs, { record: true }).recordings;
    const at = (values: Values | undefined, t: number): number[] => Array.from(values?.data.subarray(t * H, (t + 1) * H) ?? []);
    const v = direction(1, H);
    /** v · h_T with c_t moved, h_t = o_t ⊙ tanh(c_t) moving along. */
    const moved = (t: number, i: number, delta: number): number => {
      const c = at(states.get("c"), t);
      c[i] += delta;
      const hidden = at(gates.get("o"), t).map((o, k) => o * Math.tanh(c[k]));
      const place = (data: number[]) => ({ shape: [1, 1, H], data });
      const end =
        t === 4 ? hidden : net.forward(stepsOf(inputs, t + 1, 5), { state: { "0.h": place(hidden), "0.c": place(c) } }).state["0.h"].data;
      return v.reduce((sum, weight, k) => sum + weight * end[k], 0);
    };
    const gradients = [0, 1, 2, 3, 4].map((t) => [0, 1, 2].map((i) => (moved(t, i, h) - moved(t, i, -h)) / (2 * h)));
    for (let lag = 0; lag < 5; lag++) {
      const f = [0, 1, 2].map((k) => [3, 2, 1, 0].filter((l) => l < lag).reduce((p, l) => p * at(gates.get("f"), 4 - l)[k], 1));
      const last = Math.hypot(...gradients[4]);
      expect(Math.abs(power(cellState?.median[lag] ?? null) / (Math.hypot(...gradients[4 - lag]) / last) - 1)).toBeLessThan(1e-6);
      const path = Math.hypot(...gradients[4].map((g, k) => g * f[k]));
      expect(Math.abs(power(direct?.median[lag] ?? null) / (path / last) - 1)).toBeLessThan(1e-6);
    }
  });

  it("with a loss: that of the last step alone", () => {
    const net = smallNet({ cell: "rnn" }, 0.9);
    const inputs = inputsOf(1, 5);
    const targets = wave([1, 5, 2], 0.8);
    const flow = gradientFlow(net, { inputs, targets }, { loss: losses.mse() });
    const [{ states }] = net.forward(inputs, { record: true }).recordings;
    const y = (t: number, i: number, delta: number): number => {
      const hidden = Float64Array.from(states.get("h")?.data.subarray(t * H, (t + 1) * H) ?? []);
      hidden[i] += delta;
      const out = net.forward(stepsOf(inputs, t + 1, 5), { state: { "0.h": { shape: [1, 1, H], data: hidden } } }).output.data.slice(-2);
      return ((out[0] - targets.data[8]) ** 2 + (out[1] - targets.data[9]) ** 2) / 2;
    };
    const norm = (t: number): number => Math.hypot(...[0, 1, 2].map((i) => (y(t, i, h) - y(t, i, -h)) / (2 * h)));
    const ratio = power(flow.layers[0].gradient.median[3]) / power(flow.layers[0].gradient.median[1]);
    expect(Math.abs(ratio / (norm(1) / norm(3)) - 1)).toBeLessThan(1e-6);
  });
});

describe("gradient-flow beside the theory", () => {
  it("σ and ρ are told apart: a rotation shrunk to 0.9 has both 0.9; a shear has σ > 1 and ρ = 0.5", () => {
    const net = smallNet({ cell: "rnn", hidden: 2 });
    const weight = net.parameters().get("0.weight_hh_l0");
    const theory = () => gradientFlow(net, { inputs: inputsOf() }).layers[0].theory;
    weight?.assign([0, -0.9, 0.9, 0]);
    expect(theory()?.sigma).toBeCloseTo(0.9, 12);
    expect(theory()?.rho).toBeCloseTo(0.9, 12);
    weight?.assign([0.5, 2, 0, 0.5]);
    expect(theory()?.rho).toBeCloseTo(0.5, 12);
    expect(theory()?.sigma).toBeGreaterThan(2);
    expect(theory()?.bound[3]).toBeCloseTo(3 * Math.log10(theory()?.sigma ?? 0), 12);
  });

  it("a bound of 0 and a gradient of 0 are null from lag 1 on", () => {
    const net = smallNet({ cell: "rnn" });
    net.parameters().get("0.weight_hh_l0")?.assign(new Float64Array(9));
    const [{ gradient, envelope, theory }] = gradientFlow(net, { inputs: inputsOf() }).layers;
    for (const list of [gradient.median, envelope, theory?.bound, theory?.rate])
      expect(list).toEqual([expect.closeTo(0, 12), null, null, null, null]);
  });

  it("a cell that isn't the plain one has no bound", () => {
    for (const cell of ["lstm", "gru", leaky]) expect(gradientFlow(smallNet({ cell }), { inputs: inputsOf() }).layers[0].theory).toBeNull();
  });
});
