/** One step of each cell, forward and backward, against its equations on numbers that carry derivatives (`dual.ts`). */
import { expect, it } from "vitest";
import { type Bench, type Block, firstDifference, miss, numbers, sizes } from "./bench.ts";
import { type Dual, inputs, oneMinus, plus, relu, sigmoid, tanh, times } from "./dual.ts";

/** Rows and units, with a leading dimension of y that is sometimes longer. */
const shapes = sizes.flatMap((H, index) => [0, 1, 2, 5].map((rows) => ({ H, rows, ldy: H + (index % 2) * 3 })));
const shapeText = ({ H, rows, ldy }: (typeof shapes)[number]): string => `${rows}×${H}, rows of ${ldy}`;

/** Values of unit (r, k): part `gate` of a [rows, gates·H] buffer. */
export const part = (g: number[], H: number, gates: number, gate: number): number[] =>
  Array.from({ length: g.length / gates }, (_, at) => g[Math.floor(at / H) * gates * H + gate * H + (at % H)]);
/** Columns 0 … H−1 of rows of ldy, and the rest, which must stay as it was. */
const inside = (y: number[], H: number, ldy: number): number[] => y.filter((_, at) => at % ldy < H);
const outside = (y: number[], H: number, ldy: number): number[] => y.filter((_, at) => at % ldy >= H);

interface Watched {
  readonly block: Block;
  /** Elements a row. */
  readonly width: number;
}

/** Run over all rows, then from the same start row by row: every buffer has the same bits. */
function aloneToo(
  bench: Bench,
  rows: number,
  watched: readonly Watched[],
  run: (at: (index: number) => number, rows: number) => void,
): void {
  const before = watched.map(({ block }) => block.read());
  run((index) => watched[index].block.at, rows);
  const together = watched.map(({ block }) => block.read());
  watched.forEach(({ block }, index) => {
    block.write(before[index]);
  });
  for (let r = 0; r < rows; r++) run((index) => watched[index].block.at + bench.bytes(r * watched[index].width), 1);
  watched.forEach(({ block }, index) => {
    expect(firstDifference(block.read(), together[index]), `buffer ${index}, row by row`).toBe(-1);
  });
}

export function cells(bench: Bench, tolerance: number): void {
  const { kernels } = bench;
  const near = (what: string, got: number[], expected: number[], scale = 1): void =>
    expect(miss(bench, got, expected, scale), what).toBeLessThanOrEqual(tolerance);

  it.each([
    ["tanh", 0, tanh],
    ["relu", 1, relu],
  ] as const)(`rnn %s forward and backward within ${tolerance}; each row's bits alone as among others`, (_name, flag, f) => {
    for (const shape of shapes) {
      const { H, rows, ldy } = shape;
      const g = bench.reals(numbers(rows * H, H));
      const units = g.read().map((a) => f(inputs(a)[0]));
      const [h, y] = [bench.reals(rows * H), bench.reals(rows * ldy)];
      const gaps = outside(y.read(), H, ldy);
      aloneToo(
        bench,
        rows,
        [
          { block: g, width: H },
          { block: h, width: H },
          { block: y, width: ldy },
        ],
        (at, n) => kernels.rnnForward(at(0), at(1), at(2), ldy, n, H, flag),
      );
      const value = units.map((unit) => unit.value);
      near("g", g.read(), value);
      expect(h.read()).toEqual(g.read());
      expect(inside(y.read(), H, ldy)).toEqual(g.read());
      expect(outside(y.read(), H, ldy)).toEqual(gaps);
      const [dy, dh] = [bench.reals(numbers(rows * ldy, 7)), bench.reals(numbers(rows * H, 8))];
      const delta = inside(dy.read(), H, ldy).map((own, k) => own + dh.read()[k]);
      aloneToo(
        bench,
        rows,
        [
          { block: g, width: H },
          { block: dy, width: ldy },
          { block: dh, width: H },
        ],
        (at, n) => kernels.rnnBackward(at(0), at(1), ldy, at(2), n, H, flag),
      );
      near(
        "dg",
        g.read(),
        units.map((unit, k) => unit.by[0] * delta[k]),
        4,
      );
      near("dy", inside(dy.read(), H, ldy), delta, 4);
      expect(dh.read()).toEqual(new Array(rows * H).fill(0));
      bench.done(shapeText(shape));
    }
  });

  const lstmOptions = [true, false].flatMap((peepholes) => [true, false].map((keeps) => ({ peepholes, keeps })));
  it.each(lstmOptions)(
    `lstm (peepholes $peepholes, buffers kept $keeps) forward and backward within ${tolerance}; each row's bits alone`,
    ({ peepholes, keeps }) => {
      for (const shape of shapes) {
        const { H, rows, ldy } = shape;
        const n = rows * H;
        const g = bench.reals(numbers(4 * n, H));
        const c = bench.reals(numbers(n, 2));
        const peep = bench.reals(numbers(3 * H, 3));
        const [a, before, p] = [g.read(), c.read(), peepholes ? peep.read() : new Array(3 * H).fill(0)];
        const gate = (k: number): number[] => part(a, H, 4, k);
        const units = before.map((c0, at) => {
          const k = at % H;
          const [ai, af, ag, ao, c1, pi, pf, po] = inputs(
            gate(0)[at],
            gate(1)[at],
            gate(2)[at],
            gate(3)[at],
            c0,
            p[k],
            p[H + k],
            p[2 * H + k],
          );
          const next = plus(times(sigmoid(plus(af, times(pf, c1))), c1), times(sigmoid(plus(ai, times(pi, c1))), tanh(ag)));
          const h = times(sigmoid(plus(ao, times(po, next))), tanh(next));
          // The same half step with c_t as its input, for the whole ∂L/∂c_t.
          const [ct, out, weight] = inputs(next.value, ao.value, po.value);
          return { c: next, h, late: times(sigmoid(plus(out, times(weight, ct))), tanh(ct)).by[0] };
        });
        const [cp, tc, h, y] = [bench.reals(n), bench.reals(n), bench.reals(n), bench.reals(rows * ldy)];
        const gaps = outside(y.read(), H, ldy);
        const at0 = peepholes ? peep.at : 0;
        const forward = [
          { block: g, width: 4 * H },
          { block: c, width: H },
          { block: cp, width: H },
          { block: tc, width: H },
          { block: h, width: H },
          { block: y, width: ldy },
        ];
        aloneToo(bench, rows, forward, (at, count) =>
          kernels.lstmForward(at(0), at(1), keeps ? at(2) : 0, keeps ? at(3) : 0, at0, keeps ? at(4) : 0, at(5), ldy, count, H),
        );
        near(
          "c",
          c.read(),
          units.map((unit) => unit.c.value),
          3,
        );
        near(
          "y",
          inside(y.read(), H, ldy),
          units.map((unit) => unit.h.value),
        );
        expect(outside(y.read(), H, ldy)).toEqual(gaps);
        if (keeps) {
          expect(cp.read()).toEqual(before);
          expect(h.read()).toEqual(inside(y.read(), H, ldy));
          near(
            "tc",
            tc.read(),
            units.map((unit) => Math.tanh(unit.c.value)),
          );
        } else {
          for (const block of [cp, tc, h]) expect(block.read().every(Number.isNaN)).toBe(true);
          cp.write(before);
          tc.write(units.map((unit) => Math.tanh(unit.c.value)));
        }
        const [dy, dh, dc] = [bench.reals(numbers(rows * ldy, 7)), bench.reals(numbers(n, 8)), bench.reals(numbers(n, 9))];
        const [dcAll, dpeep] = [bench.reals(n), bench.reals(numbers(3 * H, 10))];
        const [later, start] = [dc.read(), dpeep.read()];
        const delta = inside(dy.read(), H, ldy).map((own, k) => own + (keeps ? dh.read()[k] : 0));
        const by = (k: number): number[] => units.map((unit, at) => delta[at] * unit.h.by[k] + later[at] * unit.c.by[k]);
        const backward = [
          ...forward.slice(0, 4),
          { block: dy, width: ldy },
          { block: dh, width: H },
          { block: dc, width: H },
          { block: dcAll, width: H },
          { block: dpeep, width: 0 },
        ];
        aloneToo(bench, rows, backward, (at, count) =>
          kernels.lstmBackward(
            at(0),
            at(2),
            at(3),
            at0,
            peepholes ? at(8) : 0,
            at(4),
            ldy,
            keeps ? at(5) : 0,
            at(6),
            keeps ? at(7) : 0,
            count,
            H,
          ),
        );
        for (let k = 0; k < 4; k++) near(`gate ${k}`, part(g.read(), H, 4, k), by(k), 8);
        near("dc", dc.read(), by(4), 20);
        near("dy", inside(dy.read(), H, ldy), delta, 4);
        if (keeps) {
          expect(dh.read()).toEqual(new Array(n).fill(0));
          near(
            "dcAll",
            dcAll.read(),
            units.map((unit, at) => later[at] + delta[at] * unit.late),
            8,
          );
        }
        for (let k = 0; k < 3; k++) {
          const sums = start
            .slice(k * H, (k + 1) * H)
            .map((value, u) => by(5 + k).reduce((sum, own, at) => sum + (at % H === u && peepholes ? own : 0), value));
          near(`dpeep ${k}`, dpeep.read().slice(k * H, (k + 1) * H), sums, 40);
        }
        bench.done(shapeText(shape));
      }
    },
  );

  /** h = (1 − z) n + z h′. */
  const blend = (z: Dual, n: Dual, before: Dual): Dual => plus(times(oneMinus(z), n), times(z, before));

  it(`gru, reset after, forward and backward within ${tolerance}; each row's bits alone as among others`, () => {
    for (const shape of shapes) {
      const { H, rows, ldy } = shape;
      const n = rows * H;
      const [g, hn, h] = [bench.reals(numbers(3 * n, H)), bench.reals(numbers(n, 2)), bench.reals(numbers(n, 3))];
      const [a, recurrent, before] = [g.read(), hn.read(), h.read()];
      const units = before.map((h0, at) => {
        const [ar, az, an, u, hp] = inputs(part(a, H, 3, 0)[at], part(a, H, 3, 1)[at], part(a, H, 3, 2)[at], recurrent[at], h0);
        return blend(sigmoid(az), tanh(plus(an, times(sigmoid(ar), u))), hp);
      });
      const [hp, y] = [bench.reals(n), bench.reals(rows * ldy)];
      const gaps = outside(y.read(), H, ldy);
      const buffers = [
        { block: g, width: 3 * H },
        { block: hn, width: H },
        { block: h, width: H },
        { block: hp, width: H },
        { block: y, width: ldy },
      ];
      aloneToo(bench, rows, buffers, (at, count) => kernels.gruForward(at(0), at(1), at(2), at(3), at(4), ldy, count, H));
      near(
        "h",
        h.read(),
        units.map((unit) => unit.value),
        2,
      );
      expect(inside(y.read(), H, ldy)).toEqual(h.read());
      expect(outside(y.read(), H, ldy)).toEqual(gaps);
      expect(hp.read()).toEqual(before);
      expect(hn.read()).toEqual(recurrent);
      const [dy, dh] = [bench.reals(numbers(rows * ldy, 7)), bench.reals(numbers(n, 8))];
      const delta = inside(dy.read(), H, ldy).map((own, k) => own + dh.read()[k]);
      const by = (k: number): number[] => units.map((unit, at) => delta[at] * unit.by[k]);
      aloneToo(bench, rows, [...buffers, { block: dy, width: ldy }, { block: dh, width: H }], (at, count) =>
        kernels.gruBackward(at(0), at(1), at(3), at(5), ldy, at(6), count, H),
      );
      for (let k = 0; k < 3; k++) near(`gate ${k}`, part(g.read(), H, 3, k), by(k), 8);
      near("dhn", hn.read(), by(3), 8);
      near("dh", dh.read(), by(4), 8);
      near("dy", inside(dy.read(), H, ldy), delta, 4);
      bench.done(shapeText(shape));
    }
  });

  it(`gru, reset before, both halves forward and backward within ${tolerance}; each row's bits alone as among others`, () => {
    for (const shape of shapes) {
      const { H, rows, ldy } = shape;
      const n = rows * H;
      const [g, hm, h] = [bench.reals(numbers(3 * n, H)), bench.reals(numbers(n, 2)), bench.reals(numbers(n, 3))];
      const [a, masked, before] = [g.read(), hm.read(), h.read()];
      const early = masked.map((value, at) => {
        const [ar, own] = inputs(part(a, H, 3, 0)[at], value);
        return times(sigmoid(ar), own);
      });
      const late = before.map((h0, at) => {
        const [az, an, own] = inputs(part(a, H, 3, 1)[at], part(a, H, 3, 2)[at], h0);
        return blend(sigmoid(az), tanh(an), own);
      });
      const [rh, hp, y] = [bench.reals(n), bench.reals(n), bench.reals(rows * ldy)];
      const wide = { block: g, width: 3 * H };
      aloneToo(bench, rows, [wide, { block: hm, width: H }, { block: rh, width: H }], (at, count) =>
        kernels.gruBeforeGates(at(0), at(1), at(2), count, H),
      );
      near(
        "rh",
        rh.read(),
        early.map((unit) => unit.value),
        2,
      );
      expect(part(g.read(), H, 3, 2)).toEqual(part(a, H, 3, 2));
      const gaps = outside(y.read(), H, ldy);
      aloneToo(bench, rows, [wide, { block: h, width: H }, { block: hp, width: H }, { block: y, width: ldy }], (at, count) =>
        kernels.gruBeforeOutput(at(0), at(1), at(2), at(3), ldy, count, H),
      );
      near(
        "h",
        h.read(),
        late.map((unit) => unit.value),
        2,
      );
      expect(inside(y.read(), H, ldy)).toEqual(h.read());
      expect(outside(y.read(), H, ldy)).toEqual(gaps);
      expect(hp.read()).toEqual(before);
      const [dy, dh, drh] = [bench.reals(numbers(rows * ldy, 7)), bench.reals(numbers(n, 8)), bench.reals(numbers(n, 9))];
      const delta = inside(dy.read(), H, ldy).map((own, k) => own + dh.read()[k]);
      const v = drh.read();
      const reset = part(g.read(), H, 3, 0);
      aloneToo(bench, rows, [wide, { block: hp, width: H }, { block: dy, width: ldy }, { block: dh, width: H }], (at, count) =>
        kernels.gruBeforeOutputBackward(at(0), at(1), at(2), ldy, at(3), count, H),
      );
      expect(part(g.read(), H, 3, 0)).toEqual(reset);
      const by = (k: number): number[] => late.map((unit, at) => delta[at] * unit.by[k]);
      near("z", part(g.read(), H, 3, 1), by(0), 8);
      near("n", part(g.read(), H, 3, 2), by(1), 8);
      near("dh", dh.read(), by(2), 8);
      near("dy", inside(dy.read(), H, ldy), delta, 4);
      aloneToo(bench, rows, [wide, { block: hm, width: H }, { block: drh, width: H }], (at, count) =>
        kernels.gruBeforeGatesBackward(at(0), at(1), at(2), count, H),
      );
      near(
        "r",
        part(g.read(), H, 3, 0),
        early.map((unit, at) => v[at] * unit.by[0]),
        4,
      );
      near(
        "drh",
        drh.read(),
        early.map((unit, at) => v[at] * unit.by[1]),
        4,
      );
      bench.done(shapeText(shape));
    }
  });
}
