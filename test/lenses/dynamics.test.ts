import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { batches } from "../../src/batch.ts";
import { linear, recurrent, sequential } from "../../src/layers/index.ts";
import { dynamics } from "../../src/lenses/dynamics.ts";
import { spectrum } from "../../src/lenses/spectrum.ts";
import { losses } from "../../src/losses/index.ts";
import type { Network, State } from "../../src/network.ts";
import { type Progress, trainer } from "../../src/trainer.ts";
import { wave } from "../helpers/differences.ts";
import { leaky, smallNet } from "../helpers/lens-nets.ts";

const inputs = wave([16, 10, 2], 0.4);
const targets = wave([16, 10, 2], 0.8);
const train = async (see: (progress: Progress, weights: State) => void, net = small()): Promise<State> => {
  await trainer({ network: net, loss: losses.mse(), batches: batches({ inputs, targets }, { size: 4 }), epochs: 3, clipNorm: 0.2 }).run(
    (progress) => see(progress, net.stateDict()),
  );
  return net.stateDict();
};
const small = () => sequential([recurrent({ cell: "gru", input: 2, hidden: 4 }), linear({ output: 2 })]);

describe("dynamics", () => {
  it("samples each so many updates; change, clipping and norms are those of the updates", async () => {
    const net = small();
    const watch = dynamics(net, { every: 5, clipNorm: 0.2 });
    const all: { progress: Progress; weights: State }[] = [];
    await train((progress, weights) => {
      watch.see(progress);
      all.push({ progress, weights });
    }, net);
    const { samples, every, clipNorm } = watch.result();
    expect([every, clipNorm, samples.map(({ step }) => step)]).toEqual([5, 0.2, [5, 10]]);
    for (const { step, change, before, after, clipped, loss } of samples) {
      const { progress, weights } = all[step - 1];
      const old = all[step - 2].weights;
      const flat = (state: State): number[] => Object.values(state).flatMap(({ data }) => Array.from(data));
      const [a, b] = [flat(old), flat(weights)];
      const norm = (list: number[]): number => Math.sqrt(list.reduce((sum, x) => sum + x * x, 0));
      expect(change).toBeCloseTo(norm(b.map((x, k) => x - a[k])) / norm(a), 12);
      expect([before, loss]).toEqual([progress.gradNorm, progress.loss]);
      expect(after).toBe(Math.min(progress.gradNorm, 0.2));
      expect(clipped).toBe(all.slice(step - 5, step).filter((one) => one.progress.gradNorm > 0.2).length / 5);
    }
    expect(samples.some(({ clipped }) => clipped > 0)).toBe(true);
    expect(JSON.parse(JSON.stringify(watch.result()))).toEqual(watch.result());
  });

  it("watching changes no bit of the run", async () => {
    const net = small();
    const watch = dynamics(net, { every: 1 });
    expect(await train(watch.see, net)).toEqual(await train(() => undefined));
    expect(watch.result().samples.map(({ change }) => change === null)).toEqual([true, ...new Array(11).fill(false)]);
  });

  it("by default a sample in twice as many updates as units, fewer where they would take over 4 % of the time, every second one gone over 128", () => {
    const progress = (step: number, seconds: number) => ({ step, seconds, loss: 1, learningRate: 0.1, gradNorm: 0.5 }) as Progress;
    const stepsSeen = (net: Network, updates: number, secondsEach: number): number[] => {
      const watch = dynamics(net);
      for (let step = 1; step <= updates; step++) watch.see(progress(step, secondsEach * step));
      return watch.result().samples.map(({ step }) => step);
    };
    const wide = sequential([recurrent({ cell: "rnn", input: 2, hidden: 40 })]);
    expect(stepsSeen(small(), 64, 10)).toEqual([16, 32, 48, 64]);
    expect(stepsSeen(wide, 400, 10)).toEqual([128, 256, 384]);
    // No time passes in training: the first two are all that there is.
    expect(stepsSeen(wide, 700, 0)).toEqual([128, 256]);
    const many = stepsSeen(small(), 16 * 130, 10);
    expect([many.length, many[0], many[1]]).toEqual([65, 32, 64]);
  });

  it("between samples no weight is copied", async () => {
    const net = small();
    let copies = 0;
    const counted = new Proxy(net, {
      get: (target, key) => {
        if (key === "stateDict") copies++;
        const value = Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const watch = dynamics(counted, { every: 6 });
    await trainer({ network: net, loss: losses.mse(), batches: batches({ inputs, targets }, { size: 4 }), epochs: 3 }).run(watch.see);
    expect([watch.result().samples.length, copies]).toEqual([2, 4]);
  });
});

describe("spectrum", () => {
  it("gives each gate's σ and ρ, equal to ml-matrix's eigenvalues to 1e-10", () => {
    const net = smallNet({ cell: "lstm", layers: 2, bidirectional: true });
    const { matrices } = spectrum(net);
    expect(matrices.map(({ gate }) => gate).join("")).toBe("ifgo".repeat(4));
    for (const { weight, gate, sigma, rho } of matrices) {
      const data = net.stateDict()[weight].data.slice("ifgo".indexOf(gate) * 9, "ifgo".indexOf(gate) * 9 + 9);
      const { realEigenvalues: re, imaginaryEigenvalues: im } = new EigenvalueDecomposition(Matrix.from1DArray(3, 3, Array.from(data)));
      expect(rho).toBeCloseTo(Math.max(...re.map((x, k) => Math.hypot(x, im[k]))), 10);
      expect(sigma).toBeGreaterThanOrEqual((rho ?? 0) - 1e-12);
    }
  });

  it("of a cell of one's own: its square parameters, not those of the input", () => {
    expect(spectrum(smallNet({ cell: leaky })).matrices.map(({ weight }) => weight)).toEqual(["0.U_l0"]);
  });
});

it("refuses options that can't be", () => {
  expect(() => dynamics(small(), { every: 0 })).toThrow("invalid every");
  expect(() => dynamics(small(), { clipNorm: 0 })).toThrow("invalid clipNorm");
  expect(() => dynamics(sequential([linear({ input: 1, output: 1 })]))).toThrow("a recurrent layer");
});
