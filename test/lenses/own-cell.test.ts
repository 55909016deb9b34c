import { describe, expect, it } from "vitest";
import { batches } from "../../src/batch.ts";
import type { Cell } from "../../src/cell.ts";
import { lookInside } from "../../src/commands/inspect/look.ts";
import { lenses } from "../../src/index.ts";
import { losses } from "../../src/losses/index.ts";
import { add, affine, multiply, sigmoid, subtract, tanh } from "../../src/ops/index.ts";
import { trainer } from "../../src/trainer.ts";
import { wave } from "../helpers/differences.ts";
import { inputsOf, leaky, smallNet } from "../helpers/lens-nets.ts";

/** Every lens on a cell that names no gates, and on one that names its own: a file holds the library's cells alone, so that these are looked at in code. */

const loss = losses.mse();
const batch = { inputs: inputsOf(6, 12), targets: wave([6, 12, 2], 0.8) };
const unfit = expect.objectContaining({ code: "lens-unfit" });

/** A cell of one's own with a gate `k` that keeps, and a candidate `u`. */
const keeping: Cell = {
  ...leaky,
  kind: "keeping",
  step(x, { h }, { W, U, a }, { gate }) {
    const keep = gate("k", sigmoid, add(affine(x, W), a));
    const candidate = gate("u", tanh, add(affine(x, W), affine(h, U)));
    return { h: add(candidate, multiply(keep, subtract(h, candidate))) };
  },
};

describe.each([
  ["that names no gates", leaky],
  ["that names its own", keeping],
])("a cell of one's own %s", (_name, cell) => {
  const net = () => smallNet({ cell });
  const named = cell === keeping;

  it("gradient-flow: gradient and envelope; no theory and no direct path, which are other cells'", () => {
    const [layer] = lenses.gradientFlow(net(), batch).layers;
    expect(layer.gradient.median.every((value) => value !== null)).toBe(true);
    for (const [lag, most] of (layer.envelope ?? []).entries())
      expect(layer.gradient.high[lag] ?? 0).toBeLessThanOrEqual((most ?? 0) + 1e-9);
    expect([layer.theory, layer.cellState, layer.direct]).toEqual([null, null, null]);
  });

  it("bptt-matrix: the triangle, and all parameters' gradient by lag, whose parts sum to 1", () => {
    const { layers, weights } = lenses.bpttMatrix(net(), batch, { loss, rows: 2 });
    expect(layers[0].gradients.map((row) => row.length)).toEqual(Array.from({ length: 12 }, (_, t) => t + 1));
    const all = weights.find(({ name }) => name === "*");
    expect(all?.part.reduce<number>((sum, part) => sum + (part ?? 0), 0)).toBeCloseTo(1, 9);
  });

  it("memory-horizon: by gradient and ablation; no time constant", () => {
    const { layers, ablations } = lenses.memoryHorizon(net(), batch, { loss });
    expect(layers[0].timeConstant).toBeNull();
    expect(layers[0].gradient.share[0]).toBe(0);
    expect(ablations.map(({ by }) => by)).toEqual(["zeros", "mean", "shuffle"]);
  });

  it("spectrum and dynamics: its square parameters", async () => {
    const own = net();
    expect(lenses.spectrum(own).matrices.map(({ weight }) => weight)).toEqual(["0.U_l0"]);
    const watch = lenses.dynamics(own, { every: 2 });
    await trainer({ network: own, loss, batches: batches(batch, { size: 3 }), epochs: 3 }).run(watch.see);
    expect(watch.result().samples.map(({ step, matrices }) => [step, matrices.length])).toEqual([
      [2, 1],
      [4, 1],
      [6, 1],
    ]);
  });

  it(`gates and forced: ${named ? "its own gates, held open and shut" : "refused, naming what is missing"}`, () => {
    if (!named) {
      expect(() => lenses.gates(net(), batch, { loss })).toThrow(unfit);
      expect(() => lenses.forced(net(), { gate: "k", value: 1 }, () => net().forward(batch.inputs))).toThrow(unfit);
      return;
    }
    const own = net();
    const { layers, forced } = lenses.gates(own, batch, { loss });
    expect(layers[0].gates.map(({ name }) => name)).toEqual(["k", "u"]);
    expect(layers[0].timeConstants).toBeNull();
    expect(forced?.gates.map(({ name }) => name)).toContain("k");
    // Held open, the gate keeps the zeros that h begins with.
    const { state } = lenses.forced(own, { gate: "k", value: 1 }, () => own.forward(batch.inputs));
    expect(Array.from(Object.values(state)[0].data).every((h) => h === 0)).toBe(true);
  });

  it("landscape: refused, since it is of one plain unit", () => {
    expect(() => lenses.landscape(net(), batch, { loss })).toThrow(unfit);
  });

  it("doctor: silent on a healthy one, and it sees a state that runs off, by place", () => {
    expect(lenses.doctor({ network: net(), batch }).diagnoses).toEqual([]);
    const broken = net();
    const parameter = broken.parameters().get("0.W_l0");
    parameter?.assign(parameter.values().data.map(() => Number.POSITIVE_INFINITY));
    expect(lenses.doctor({ network: broken, batch }).diagnoses[0]).toMatchObject({
      code: "not-finite",
      fields: { what: "weight", name: "0.W_l0" },
    });
  });

  it("what inspect draws: every lens that fits, null for the others", () => {
    const look = lookInside({ network: net(), batch, loss }, {});
    expect(
      Object.entries(look ?? {})
        .filter(([, seen]) => seen === null)
        .map(([name]) => name),
    ).toEqual(named ? ["landscape"] : ["gates", "landscape"]);
  });
});
