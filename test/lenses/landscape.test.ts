import { describe, expect, it } from "vitest";
import { rnn } from "../../src/cells/index.ts";
import { network, recurrent } from "../../src/layers/index.ts";
import { landscape } from "../../src/lenses/landscape.ts";
import { losses } from "../../src/losses/index.ts";
import { stir, wave } from "../helpers/differences.ts";
import { leaky, smallNet } from "../helpers/lens-nets.ts";

const [B, T] = [2, 8];
const inputs = wave([B, T, 1], 0.4);
const targets = wave([B, 1], 0.9);
const loss = losses.mse();
const unit = (activation: "tanh" | "relu" = "tanh") =>
  stir(network(recurrent({ cell: rnn({ activation }), input: 1, hidden: 1, returns: "last" }), { backend: "reference" }));
const net = unit();
const wx = net.stateDict().weight_ih_l0.data[0];

/** The loss in plain loops. */
function byHand(w: number, b: number): number {
  let sum = 0;
  for (let row = 0; row < B; row++) {
    let h = 0;
    for (let t = 0; t < T; t++) h = Math.tanh(wx * inputs.data[row * T + t] + w * h + b);
    sum += (h - targets.data[row]) ** 2;
  }
  return sum / B;
}

describe("landscape of one unit", () => {
  const seen = landscape(net, { inputs, targets }, { loss, points: 9, w: [-4, 4], b: [-1, 1], updates: 6, clipNorm: 0.05, steps: 12 });

  it("loss over (w, b) equals plain loops, relative error < 1e-10", () => {
    expect([seen.w[0], seen.w[8], seen.b[0], seen.b[8]]).toEqual([-4, 4, -1, 1]);
    seen.b.forEach((b, i) => {
      seen.w.forEach((w, j) => {
        expect(Math.abs((seen.loss[i][j] ?? 0) / byHand(w, b) - 1)).toBeLessThan(1e-10);
      });
    });
  });

  it.each([
    ["plain", Number.POSITIVE_INFINITY],
    ["clipped", 0.05],
  ] as const)("the path, %s, is gradient descent by central differences, relative error < 1e-6", (name, clip) => {
    const path = seen[name];
    expect(path.length).toBe(7);
    path.forEach(({ w, b, loss: now, gradNorm }, k) => {
      const h = 1e-5;
      const [gw, gb] = [(byHand(w + h, b) - byHand(w - h, b)) / (2 * h), (byHand(w, b + h) - byHand(w, b - h)) / (2 * h)];
      const norm = Math.hypot(gw, gb);
      expect(Math.abs((gradNorm ?? 0) / norm - 1)).toBeLessThan(1e-6);
      expect(now).toBeCloseTo(byHand(w, b), 10);
      if (path[k + 1] === undefined) return;
      const scale = 0.1 * Math.min(1, clip / norm);
      expect(path[k + 1].w).toBeCloseTo(w - scale * gw, 8);
      expect(path[k + 1].b).toBeCloseTo(b - scale * gb, 8);
    });
    if (name === "clipped") expect(Math.hypot(path[1].w - path[0].w, path[1].b - path[0].b)).toBeCloseTo(0.1 * 0.05, 10);
  });

  it("the cobweb runs h → tanh(w h + b + u); each fixed point is one", () => {
    const { h, w, b, input, fixed } = seen.cobweb;
    expect(input).toBeCloseTo((wx * Array.from(inputs.data).reduce((x, y) => x + y, 0)) / (B * T), 12);
    expect(h.length).toBe(13);
    for (let k = 0; k < 12; k++) expect(h[k + 1]).toBeCloseTo(Math.tanh(w * h[k] + b + input), 12);
    expect(fixed.length).toBeGreaterThan(0);
    for (const point of fixed) expect(point.h).toBeCloseTo(Math.tanh(w * point.h + b + input), 12);
  });

  it("w = 3 without input or bias has three fixed points, of which the middle one is left", () => {
    const one = unit();
    const zero = { shape: [1, 4, 1], data: new Float64Array(4) };
    for (const name of ["bias_ih_l0", "bias_hh_l0"]) one.parameters().get(name)?.assign([0]);
    one.parameters().get("weight_hh_l0")?.assign([3]);
    const { fixed } = landscape(one, { inputs: zero, targets: { shape: [1, 1], data: [0.5] } }, { loss, points: 2, updates: 1 }).cobweb;
    expect(fixed.map(({ slope }) => Math.abs(slope) > 1)).toEqual([false, true, false]);
    expect(fixed[1].h).toBeCloseTo(0, 12);
  });

  it("a descent that runs off ends where numbers do; the weights are as before", () => {
    const wild = unit("relu");
    wild.parameters().get("weight_hh_l0")?.assign([1.4]);
    wild.parameters().get("weight_ih_l0")?.assign([1]);
    const weights = JSON.stringify(wild.stateDict());
    const long = { inputs: { shape: [1, 60, 1], data: new Float64Array(60).fill(1) }, targets: { shape: [1, 1], data: [0] } };
    const { plain, clipped } = landscape(wild, long, { loss, points: 2, w: [1, 1.5], b: [0, 1], updates: 20, learningRate: 1 });
    expect(Math.abs(plain[1].w)).toBeGreaterThan(1e6);
    expect(Math.abs(clipped[1].w)).toBeLessThan(3);
    expect(JSON.stringify(wild.stateDict())).toBe(weights);
  });

  it("refuses more than one unit, another cell, no loss", () => {
    const batch = { inputs: wave([2, 4, 2], 0.1), targets: wave([2, 4, 2], 0.2) };
    expect(() => landscape(smallNet({ cell: "rnn" }), batch, { loss })).toThrow("one plain unit");
    expect(() => landscape(smallNet({ cell: leaky, hidden: 1 }), batch, { loss })).toThrow("one plain unit");
    expect(() => landscape(smallNet({ cell: "rnn", hidden: 1, layers: 2 }), batch, { loss })).toThrow("one plain unit");
    expect(() => landscape(net, { inputs, targets })).toThrow("missing loss");
  });
});
