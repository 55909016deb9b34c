import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { gates } from "../../src/lenses/gates.ts";
import { forced } from "../../src/lenses/shared/force.ts";
import { losses } from "../../src/losses/index.ts";
import { relativeError, wave } from "../helpers/differences.ts";
import { inputsOf, leaky, smallNet } from "../helpers/lens-nets.ts";
import { lstmByHand } from "../helpers/lstm-by-hand.ts";

const [B, T, H] = [2, 6, 3];
const inputs = inputsOf(B, T);
const targets = wave([B, T, 2], 0.8);
const lengths = [6, 4];
/** The steps of both rows that count. */
const counted = (all: number[][][]): number[][] => all.flatMap((row, b) => row.slice(0, lengths[b]));
const squaredError = (y: number[][][]): number => {
  let [sum, count] = [0, 0];
  y.forEach((row, b) => {
    row.slice(0, lengths[b]).forEach((values, t) => {
      values.forEach((value, k) => {
        sum += (value - targets.data[(b * T + t) * 2 + k]) ** 2;
        count++;
      });
    });
  });
  return sum / count;
};

describe("gates against an LSTM in plain loops, float64, relative error < 1e-10", () => {
  const net = smallNet({ cell: "lstm" }, 3);
  const view = gates(net, { inputs, targets, lengths }, { loss: losses.mse() });
  const hand = lstmByHand(net, inputs);

  it.each(["i", "f", "g", "o"] as const)("openness, saturation and stuck units of %s", (name) => {
    const own = view.layers[0].gates.find((gate) => gate.name === name);
    const values = counted(hand.gates[name]);
    const column = (k: number): number[] => values.map((row) => row[k]);
    const mean = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
    const low = name === "g" ? -0.9 : 0.1;
    expect(own?.role).toBe(name === "g" ? "candidate" : "gate");
    for (let k = 0; k < H; k++) {
      expect(own?.mean[k]).toBeCloseTo(mean(column(k)), 12);
      expect(own?.shut[k]).toBeCloseTo(column(k).filter((value) => value < low).length / 10, 12);
      expect(own?.open[k]).toBeCloseTo(column(k).filter((value) => value > 0.9).length / 10, 12);
      expect(own?.alwaysShut.includes(k)).toBe(column(k).every((value) => value < low));
      expect(own?.alwaysOpen.includes(k)).toBe(column(k).every((value) => value > 0.9));
    }
    expect(own?.saturated).toBeCloseTo(values.flat().filter((value) => value < low || value > 0.9).length / 30, 12);
    const step3 = [0, 1, 2].map((k) => (hand.gates[name][0][3][k] + hand.gates[name][1][3][k]) / 2);
    expect(relativeError((own?.byStep[3] ?? []) as number[], step3)).toBeLessThan(1e-10);
    expect(relativeError((own?.byStep[5] ?? []) as number[], hand.gates[name][0][5])).toBeLessThan(1e-10);
  });

  it("time constants are −1/ln of the mean forget gate", () => {
    const f = counted(hand.gates.f);
    const expected = [0, 1, 2].map((k) => -1 / Math.log(f.reduce((sum, row) => sum + row[k], 0) / f.length));
    expect(relativeError((view.layers[0].timeConstants ?? []) as number[], expected)).toBeLessThan(1e-10);
  });

  it("the loss as it is, and with each gate held open and shut", () => {
    expect(Math.abs((view.forced?.loss ?? 0) / squaredError(hand.y) - 1)).toBeLessThan(1e-10);
    expect(view.forced?.gates.map(({ name }) => name)).toEqual(["i", "f", "o"]);
    for (const { name, open, shut } of view.forced?.gates ?? []) {
      expect(Math.abs((open ?? 0) / squaredError(lstmByHand(net, inputs, { [name]: 1 }).y) - 1)).toBeLessThan(1e-10);
      expect(Math.abs((shut ?? 0) / squaredError(lstmByHand(net, inputs, { [name]: 0 }).y) - 1)).toBeLessThan(1e-10);
    }
  });
});

describe("a gate held", () => {
  const net = smallNet({ cell: "lstm" });

  it("does what the lesson says: f shut wipes c, i shut writes nothing, o shut shows nothing", () => {
    const states = (gate: string) => forced(net, { gate, value: 0 }, () => net.forward(inputs, { record: true })).recordings[0];
    const c = states("f");
    const written = c.gates.get("i")?.data.map((value, k) => value * (c.gates.get("g")?.data[k] ?? 0));
    expect(Array.from(c.states.get("c")?.data ?? [])).toEqual(Array.from(written ?? [1]));
    expect(
      states("i")
        .states.get("c")
        ?.data.every((value) => value === 0),
    ).toBe(true);
    expect(
      states("o")
        .states.get("h")
        ?.data.every((value) => value === 0),
    ).toBe(true);
  });

  it("leaves the network as it was, after an error too", () => {
    const before = net.forward(inputs).output.data;
    expect(() => forced(net, { gate: "z", value: 0 }, () => net.forward(inputs))).toThrow(ModelError);
    expect(() =>
      forced(net, { gate: "f", value: 0 }, () => {
        throw new Error("mine");
      }),
    ).toThrow("mine");
    expect(net.forward(inputs).output.data).toEqual(before);
  });

  it("of one layer by its name", () => {
    expect(() => forced(net, { gate: "f", value: 0, name: "1" }, () => net.forward(inputs))).toThrow("a gate named f");
    expect(forced(net, { gate: "o", value: 0, name: "0" }, () => net.forward(inputs)).state["0.h"].data.every((value) => value === 0)).toBe(
      true,
    );
  });
});

describe("gates of other cells", () => {
  it("the plain cell has a candidate alone; a net that stands still has dead units", () => {
    const net = smallNet({ cell: "rnn" });
    for (const parameter of net.parameters().values()) parameter.assign(new Float64Array(parameter.size));
    const [{ gates: views, dead, timeConstants }] = gates(net, { inputs }).layers;
    expect(views.map(({ name, role }) => [name, role])).toEqual([["h", "candidate"]]);
    expect(dead).toEqual([0, 1, 2]);
    expect(timeConstants).toBeNull();
  });

  it("GRU keeps by z; a bias of ±50 opens and shuts it", () => {
    const net = smallNet({ cell: "gru" });
    const bias = net.parameters().get("0.bias_ih_l0");
    const values = Float64Array.from(bias?.values().data ?? []);
    values.set([50, -50, 0], 3);
    bias?.assign(values);
    const [{ gates: views, timeConstants, dead }] = gates(net, { inputs }).layers;
    const z = views.find(({ name }) => name === "z");
    expect([z?.alwaysOpen, z?.alwaysShut]).toEqual([[0], [1]]);
    expect(timeConstants?.[0]).toBeNull();
    expect(timeConstants?.[1]).toBeLessThan(0.1);
    expect(dead).toEqual([0]);
  });

  it("refuses a cell that names none, and forcing without a loss", () => {
    expect(() => gates(smallNet({ cell: leaky }), { inputs })).toThrow("a cell that names its gates");
    expect(() => gates(smallNet({ cell: "gru" }), { inputs }, { force: true })).toThrow("missing loss");
  });
});
