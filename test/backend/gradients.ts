/** Every backward kernel against central differences of its forward kernel. For float64 backends. */
import { expect, it } from "vitest";
import { unaryCode, unaryNames } from "../../src/backend.ts";
import { relativeError } from "../helpers/differences.ts";
import { type Bench, type Block, numbers } from "./bench.ts";

const h = 1e-5;
const [rows, H] = [3, 5];
const n = rows * H;

interface Step {
  /** Numbers of each input, and of what is read as the output. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Forward in place or into the outputs. */
  readonly forward: (inputs: readonly Block[], outputs: readonly Block[], keep: readonly Block[]) => void;
  /** Backward, right after a forward with the same blocks, given ∂L/∂outputs; returns where each input's gradient stands. */
  readonly backward: (inputs: readonly Block[], slopes: readonly Block[], keep: readonly Block[]) => readonly number[][];
}

export function gradients(bench: Bench): void {
  const { kernels } = bench;

  const check = (what: string, { inputs, outputs, forward, backward }: Step): void => {
    const starts = inputs.map((size, k) =>
      numbers(size, 20 + k).map((value) => 0.6 * value + (what.includes("log") || what.includes("sqrt") ? 1.5 : 0)),
    );
    const blocks = starts.map((values) => bench.reals(values));
    const out = outputs.map((size) => bench.reals(size));
    const keep = Array.from({ length: 3 }, () => bench.reals(n));
    const slopes = outputs.map((size, k) => numbers(size, 60 + k));
    const loss = (): number => {
      forward(blocks, out, keep);
      return out.reduce((sum, block, k) => sum + block.read().reduce((total, value, at) => total + value * slopes[k][at], 0), 0);
    };
    const set = (): void => {
      for (const [k, block] of blocks.entries()) block.write(starts[k]);
    };
    const numeric = starts.map((values, k) =>
      values.map((value, at) => {
        const side = (delta: number): number => {
          set();
          blocks[k].write(values.map((own, other) => (other === at ? value + delta : own)));
          return loss();
        };
        return (side(h) - side(-h)) / (2 * h);
      }),
    );
    set();
    forward(blocks, out, keep);
    const given = slopes.map((values) => bench.reals(values));
    const got = backward(blocks, given, keep);
    got.forEach((gradient, k) => {
      expect(relativeError(gradient, numeric[k]), `${what}, input ${k}`).toBeLessThan(1e-6);
    });
    expect(got.length).toBe(inputs.length);
    bench.done(what);
  };
  const zeros = (size: number): Block => bench.reals(new Array(size).fill(0));

  it.each(unaryNames)("unaryGradient %s equals central differences, relative error < 1e-6", (name) => {
    const code = unaryCode(name);
    check(name, {
      inputs: [n],
      outputs: [n],
      forward: ([x], [y]) => kernels.unary(code, x.at, y.at, n, 0.7),
      backward([x], [dy]) {
        const [y, dx] = [bench.reals(n), zeros(n)];
        kernels.unary(code, x.at, y.at, n, 0.7);
        kernels.unaryGradient(code, x.at, y.at, dy.at, dx.at, n, 0.7);
        return [dx.read()];
      },
    });
  });

  it.each(["softmax", "logSoftmax"] as const)("%sGradient equals central differences, relative error < 1e-6", (name) => {
    check(`row ${name.toLowerCase()}`, {
      inputs: [n],
      outputs: [n],
      forward: ([x], [y]) => kernels[name](x.at, y.at, rows, H),
      backward([x], [dy]) {
        const [y, dx] = [bench.reals(n), zeros(n)];
        kernels[name](x.at, y.at, rows, H);
        kernels[`${name}Gradient`](y.at, dy.at, dx.at, rows, H);
        return [dx.read()];
      },
    });
  });

  it("scatterAddRows is the gradient of gatherRows, relative error < 1e-6", () => {
    const index = [2, 0, -1, 2];
    check("rows", {
      inputs: [n],
      outputs: [4 * H],
      forward: ([table], [out]) => kernels.gatherRows(table.at, bench.ints(index), out.at, 4, H),
      backward(_, [dy]) {
        const dtable = zeros(n);
        kernels.scatterAddRows(dy.at, bench.ints(index), dtable.at, 4, H);
        return [dtable.read()];
      },
    });
  });

  it.each([0, 1])("rnnBackward equals central differences, relative error < 1e-6 (relu %i)", (relu) => {
    check("rnn", {
      inputs: [n],
      outputs: [n],
      forward: ([g], [y], [own]) => kernels.rnnForward(g.at, own.at, y.at, H, rows, H, relu),
      backward([g], [dy]) {
        kernels.rnnBackward(g.at, dy.at, H, zeros(n).at, rows, H, relu);
        return [g.read()];
      },
    });
  });

  it("lstmBackward equals central differences in gates, c_{t−1} and peepholes, relative error < 1e-6", () => {
    check("lstm", {
      inputs: [4 * n, n, 3 * H],
      outputs: [n, n],
      forward([g, c, peep], [y, last], [cp, tc]) {
        kernels.lstmForward(g.at, c.at, cp.at, tc.at, peep.at, 0, y.at, H, rows, H);
        last.write(c.read());
      },
      backward([g, , peep], [dy, dc], [cp, tc]) {
        const dpeep = zeros(3 * H);
        kernels.lstmBackward(g.at, cp.at, tc.at, peep.at, dpeep.at, dy.at, H, zeros(n).at, dc.at, 0, rows, H);
        return [g.read(), dc.read(), dpeep.read()];
      },
    });
  });

  it("gruBackward equals central differences in gates, hn and h_{t−1}, relative error < 1e-6", () => {
    check("gru", {
      inputs: [3 * n, n, n],
      outputs: [n],
      forward: ([g, hn, own], [y], [hp]) => kernels.gruForward(g.at, hn.at, own.at, hp.at, y.at, H, rows, H),
      backward([g, hn], [dy], [hp]) {
        const dh = zeros(n);
        kernels.gruBackward(g.at, hn.at, hp.at, dy.at, H, dh.at, rows, H);
        return [g.read(), hn.read(), dh.read()];
      },
    });
  });

  it("gruBeforeOutputBackward and gruBeforeGatesBackward equal central differences, relative error < 1e-6", () => {
    check("gru, reset before", {
      inputs: [3 * n, n, n],
      outputs: [n, n],
      forward([g, hm, own], [rh, y], [hp]) {
        kernels.gruBeforeGates(g.at, hm.at, rh.at, rows, H);
        kernels.gruBeforeOutput(g.at, own.at, hp.at, y.at, H, rows, H);
      },
      backward([g, hm], [drh, dy], [hp]) {
        const dh = zeros(n);
        kernels.gruBeforeOutputBackward(g.at, hp.at, dy.at, H, dh.at, rows, H);
        kernels.gruBeforeGatesBackward(g.at, hm.at, drh.at, rows, H);
        return [g.read(), drh.read(), dh.read()];
      },
    });
  });
}
