/** Steps of the cells with NaN, ±Infinity and subnormals, and without the buffers that are optional. */
import { expect, it } from "vitest";
import { type Bench, type Block, numbers } from "./bench.ts";
import { part } from "./cells.ts";

export function cellSpecials(bench: Bench): void {
  const { kernels } = bench;

  it("gru without a place for h_{t−1} gives the same h, to the bit", () => {
    const [g, hn, h, y] = [numbers(15, 1), numbers(5, 2), numbers(5, 3), 5].map((from) => bench.reals(from));
    const [hp, start] = [bench.reals(5), { g: g.read(), h: h.read() }];
    kernels.gruForward(g.at, hn.at, h.at, hp.at, y.at, 5, 1, 5);
    const [after, values] = [h.read(), g.read()];
    g.write(start.g);
    h.write(start.h);
    kernels.gruForward(g.at, hn.at, h.at, 0, y.at, 5, 1, 5);
    expect([h.read(), g.read()]).toEqual([after, values]);
    h.write(start.h);
    g.write(start.g);
    kernels.gruBeforeOutput(g.at, h.at, hp.at, y.at, 5, 1, 5);
    const before = h.read();
    h.write(start.h);
    g.write(start.g);
    kernels.gruBeforeOutput(g.at, h.at, 0, y.at, 5, 1, 5);
    expect(h.read()).toEqual(before);
    bench.done("no hp");
  });

  it("a NaN in one unit's value or in its dy spoils that unit's gradients alone", () => {
    const nan = (size: number, at: number): Block => bench.reals(numbers(size, size).map((value, k) => (k === at ? Number.NaN : value)));
    const spoilt = (block: Block, width = 5): boolean[] => part(block.read(), 5, width / 5, 0).map(Number.isNaN);
    const only = [false, false, true, false, false];
    for (const where of [-1, 2]) {
      const other = where === 2 ? -1 : 2;
      for (const flag of [0, 1]) {
        const [g, dy, dh] = [nan(5, where), nan(5, other), nan(5, -1)];
        kernels.rnnBackward(g.at, dy.at, 5, dh.at, 1, 5, flag);
        expect([spoilt(g), spoilt(dh)]).toEqual([only, new Array(5).fill(false)]);
      }
      const [g, cp, tc, dy, dc, peep, dpeep] = [
        nan(20, where),
        nan(5, -1),
        nan(5, -1),
        nan(5, other),
        nan(5, -1),
        nan(15, -1),
        nan(15, -1),
      ];
      kernels.lstmBackward(g.at, cp.at, tc.at, peep.at, dpeep.at, dy.at, 5, 0, dc.at, 0, 1, 5);
      expect([spoilt(g, 20), spoilt(dc), spoilt(dpeep, 15)]).toEqual([only, only, only]);
      const [r, hn, hp, dv, dh] = [nan(15, where), nan(5, -1), nan(5, -1), nan(5, other), nan(5, -1)];
      kernels.gruBackward(r.at, hn.at, hp.at, dv.at, 5, dh.at, 1, 5);
      expect([spoilt(r, 15), spoilt(hn), spoilt(dh)]).toEqual([only, only, where === 2 ? new Array(5).fill(false) : only]);
    }
    bench.done("NaN");
  });

  it("a NaN in one unit spoils that unit alone; ±Infinity saturates; subnormals stay finite", () => {
    const tiny = bench.backend.realBytes === 4 ? 2 ** -140 : 2 ** -1060;
    const infinity = Number.POSITIVE_INFINITY;
    const [g, h, y] = [bench.reals([Number.NaN, infinity, -infinity, tiny, 0.5]), bench.reals(5), bench.reals(5)];
    kernels.rnnForward(g.at, h.at, y.at, 5, 1, 5, 0);
    expect(y.read().slice(0, 4)).toEqual([Number.NaN, 1, -1, tiny]);
    g.write([Number.NaN, infinity, -infinity, tiny, 0.5]);
    kernels.rnnForward(g.at, h.at, y.at, 5, 1, 5, 1);
    expect(y.read()).toEqual([Number.NaN, infinity, 0, tiny, 0.5]);
    for (const gate of [0, 1, 2, 3]) {
      const pre = bench.reals(new Array(20).fill(0).map((_, at) => (at === gate * 5 + 2 ? Number.NaN : at % 5 === 4 ? infinity : tiny)));
      const [c, out] = [bench.reals([1, 1, 1, 1, 1]), bench.reals(5)];
      kernels.lstmForward(pre.at, c.at, 0, 0, 0, 0, out.at, 5, 1, 5);
      expect(out.read().map(Number.isNaN)).toEqual([false, false, true, false, false]);
      // Saturated: every gate 1, so c = 1 · 1 + 1 · 1.
      expect(c.read()[4]).toBe(2);
      expect(c.read().map(Number.isNaN)).toEqual([false, false, gate < 3, false, false]);
    }
    for (const gate of [0, 1, 2]) {
      const pre = bench.reals(new Array(15).fill(0).map((_, at) => (at === gate * 5 + 2 ? Number.NaN : tiny)));
      const [hn, own, out] = [bench.reals([1, 1, 1, 1, 1]), bench.reals([1, 1, 1, 1, 1]), bench.reals(5)];
      kernels.gruForward(pre.at, hn.at, own.at, 0, out.at, 5, 1, 5);
      expect(out.read().map(Number.isNaN)).toEqual([false, false, true, false, false]);
    }
    bench.done("special");
  });
}
