import { describe, expect, it } from "vitest";
import { gates } from "../../src/lenses/gates.ts";
import { gradientFlow } from "../../src/lenses/gradient-flow.ts";
import { memoryHorizon } from "../../src/lenses/memory-horizon.ts";
import { losses } from "../../src/losses/index.ts";
import { relativeError, wave } from "../helpers/differences.ts";
import { inputsOf, leaky, smallNet } from "../helpers/lens-nets.ts";
import { lstmByHand } from "../helpers/lstm-by-hand.ts";

const [B, T] = [3, 7];
const inputs = inputsOf(B, T);
const targets = wave([B, T, 2], 0.8);

describe("memory-horizon", () => {
  it("ablation against an LSTM in plain loops, float64, relative error < 1e-10: zeros and mean", () => {
    const net = smallNet({ cell: "lstm" }, 0.9);
    const { ablations, ablationLags, loss } = memoryHorizon(net, { inputs, targets }, { loss: losses.mse() });
    expect(ablationLags).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const mean = [0, 1].map((k) => Array.from({ length: B * T }, (_, n) => inputs.data[n * 2 + k]).reduce((a, b) => a + b, 0) / (B * T));
    const last = (data: Float64Array) => lstmByHand(net, { shape: [B, T, 2], data }).y.flatMap((row) => row[T - 1]);
    const whole = last(inputs.data as Float64Array);
    const norm = (list: number[]): number => Math.sqrt(list.reduce((sum, x) => sum + x * x, 0));
    const lossOf = (y: number[]): number =>
      y.reduce((sum, value, k) => sum + (value - targets.data[(Math.floor(k / 2) * T + T - 1) * 2 + (k % 2)]) ** 2, 0) / y.length;
    expect(loss).toBeCloseTo(lossOf(whole), 12);
    for (const { by, change, loss: losses } of ablations.filter(({ by }) => by !== "shuffle")) {
      ablationLags.forEach((lag, index) => {
        const data = Float64Array.from(inputs.data, (value, n) =>
          Math.floor(n / 2) % T < T - lag ? (by === "mean" ? mean[n % 2] : 0) : value,
        );
        const y = last(data);
        expect(change[index]).toBeCloseTo(norm(y.map((value, k) => value - whole[k])) / norm(whole), 12);
        expect(losses?.[index]).toBeCloseTo(lossOf(y), 12);
      });
    }
  });

  it("shuffle takes the same lag of another row", () => {
    const net = smallNet({ cell: "lstm" }, 0.9);
    const two = { shape: [2, T, 2], data: inputs.data.slice(0, 2 * T * 2) };
    const shuffle = memoryHorizon(net, { inputs: two }).ablations.find(({ by }) => by === "shuffle");
    const whole = lstmByHand(net, two).y.map((row) => row[T - 1]);
    const swapped = [...whole[1], ...whole[0]].map((value, k) => value - whole.flat()[k]);
    const norm = (list: number[]): number => Math.sqrt(list.reduce((sum, x) => sum + x * x, 0));
    expect(shuffle?.change[0]).toBeCloseTo(norm(swapped) / norm(whole.flat()), 12);
    expect(shuffle?.change[T]).toBe(0);
  });

  it("gradient and time constant are those of the other lenses", () => {
    const net = smallNet({ cell: "gru" }, 0.9);
    const [{ gradient, timeConstant }] = memoryHorizon(net, { inputs }).layers;
    expect(gradient.share).toEqual(gradientFlow(net, { inputs }).layers[0].gradient.median);
    const z = gates(net, { inputs }).layers[0].gates.find(({ name }) => name === "z")?.mean ?? [];
    const [, median] = [...z].sort((a, b) => a - b);
    expect(
      relativeError(
        (timeConstant?.share ?? []) as number[],
        Array.from({ length: T }, (_, k) => k * Math.log10(median)),
      ),
    ).toBeLessThan(1e-10);
  });

  it("a net whose W_h is 0 remembers the newest step alone: each horizon is 1", () => {
    const net = smallNet({ cell: "rnn" });
    net.parameters().get("0.weight_hh_l0")?.assign(new Float64Array(9));
    const { layers, ablations } = memoryHorizon(net, { inputs });
    expect([layers[0].gradient.horizon, ...ablations.map(({ horizon }) => horizon)]).toEqual([1, 1, 1, 1]);
    expect(layers[0].timeConstant).toBeNull();
  });

  it("a horizon that isn't reached is null; a level of 0 is never reached but by 0", () => {
    const net = smallNet({ cell: "rnn", hidden: 2 });
    net.parameters().get("0.weight_hh_l0")?.assign([0, -1, 1, 0]);
    net.parameters().get("0.weight_ih_l0")?.assign([1e-3, 0, 0, 1e-3]);
    for (const name of ["0.bias_ih_l0", "0.bias_hh_l0"]) net.parameters().get(name)?.assign([0, 0]);
    expect(memoryHorizon(net, { inputs }).layers[0].gradient.horizon).toBeNull();
    expect(memoryHorizon(smallNet({ cell: "rnn" }), { inputs }, { level: 0 }).layers[0].gradient.horizon).toBeNull();
  });

  it("long rows are tried at lags a quarter apart, to the whole", () => {
    const { ablationLags } = memoryHorizon(smallNet({ cell: leaky }), { inputs: inputsOf(2, 50) });
    expect(ablationLags).toEqual([...Array.from({ length: 17 }, (_, k) => k), 20, 25, 32, 40, 50]);
  });

  it("one row has no other to shuffle with; a level that can't be is refused", () => {
    const net = smallNet({ cell: leaky });
    expect(memoryHorizon(net, { inputs: inputsOf(1, 4) }).ablations.map(({ by }) => by)).toEqual(["zeros", "mean"]);
    expect(() => memoryHorizon(net, { inputs }, { level: 1 })).toThrow("invalid level");
  });
});
