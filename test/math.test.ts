/** Our transcendentals against series summed in BigInt (`math/exact.ts`), and their special values against the standard's. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as math from "../src/math.ts";
import * as exact from "./math/exact.ts";

let state = 1;
/** [0, 1): the same numbers in every run. */
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
};
const even = (from: number, to: number, n: number): number[] => Array.from({ length: n }, () => from + (to - from) * random());
/** Spread over the exponents, 2^from to 2^to; subnormals too. */
const spread = (from: number, to: number, n: number): number[] => even(from, to, n).map((x) => 2 ** Math.floor(x) * (1 + random()));
const both = (list: number[]): number[] => list.flatMap((x) => [x, -x]);
/** Multiples of π/2 as doubles: where sin or cos nearly vanish. */
const quarterTurns = [...Array.from({ length: 150 }, (_, n) => n + 1), ...even(1, 667_000, 150).map(Math.floor)].map(
  (n) => (n * Math.PI) / 2,
);
const limits = { exp: 709.782712893384, smallest: -745.1332191019412 };

type Name = "exp" | "expm1" | "log" | "log1p" | "tanh" | "sigmoid" | "softplus" | "sin" | "cos";
const { exp, expm1, log, log1p, tanh, sigmoid, softplus, sin, cos } = math;
const ours: Record<Name, (x: number) => number> = { exp, expm1, log, log1p, tanh, sigmoid, softplus, sin, cos };
const truth: Record<Name, (x: bigint) => bigint> = {
  exp: exact.exp,
  expm1: exact.expm1,
  log: exact.log,
  log1p: exact.log1p,
  tanh: exact.tanh,
  sigmoid: exact.sigmoid,
  softplus: exact.softplus,
  sin: exact.sin,
  cos: exact.cos,
};
const inputs: Record<Name, number[]> = {
  exp: [...both(spread(-1074, 9, 150)), ...even(-745.5, 710, 300), ...even(-1, 1, 200), limits.exp, limits.smallest, 709.7827128933841],
  expm1: [...both(spread(-1074, 9, 150)), ...even(-45, 45, 200), ...even(-2, 2, 300), limits.exp],
  log: [...spread(-1074, 1023, 300), ...even(0.3, 3, 300), ...spread(-52, -2, 50).flatMap((d) => [1 + d, 1 - d]), Number.MAX_VALUE],
  log1p: [...both(spread(-1074, -1, 150)), ...spread(0, 1023, 150), ...even(-1, 2, 300), -1 + 2 ** -53],
  tanh: [...both(spread(-1074, 5, 150)), ...even(-23, 23, 200), ...even(-1, 1, 300)],
  sigmoid: [...both(spread(-1074, 9, 150)), ...even(-745.5, 40, 200), ...even(-6, 2, 300), -3.45017070742324],
  softplus: [...both(spread(-1074, 9, 150)), ...even(-745.5, 40, 200), ...even(-6, 3, 300)],
  sin: [...both(spread(-1074, 19, 150)), ...even(-1e5, 1e5, 200), ...even(-7, 7, 200), ...quarterTurns],
  cos: [...both(spread(-1074, 19, 150)), ...even(-1e5, 1e5, 200), ...even(-7, 7, 200), ...quarterTurns],
};

/** The input with the largest error, so that a failure names it. */
function worst<X>(xs: readonly X[], error: (x: X) => number): { x: X; ulps: number } {
  return xs.map((x) => ({ x, ulps: error(x) })).reduce((a, b) => (b.ulps > a.ulps || Number.isNaN(b.ulps) ? b : a));
}
const within = (bound: number, { x, ulps }: { x: unknown; ulps: number }): void =>
  expect(ulps, `at ${JSON.stringify(x)}`).toBeLessThanOrEqual(bound);

describe("the oracle", () => {
  it("has the digits of e, ln 10, sin 1, erf 1 and 2^½ that the tables have (30 places)", () => {
    const digits = (t: bigint): string => `${(t * 10n ** 30n) >> 1400n}`;
    const [unit, ten, two] = [exact.fixed(1), exact.fixed(10), exact.fixed(2)];
    expect(digits(exact.exp(unit))).toBe("2718281828459045235360287471352");
    expect(digits(exact.log(ten))).toBe("2302585092994045684017991454684");
    expect(digits(exact.sin(unit))).toBe("841470984807896506652502321630");
    expect(digits(exact.erf(unit))).toBe("842700792949714869341220635082");
    expect(digits(exact.pow(two, exact.fixed(0.5)))).toBe("1414213562373095048801688724209");
  });

  it("reads doubles exactly, and measures in their last bits", () => {
    for (const x of [1, -0.1, 5e-324, -1e-310, Number.MAX_VALUE]) expect(exact.ulps(x, exact.fixed(x))).toBe(0);
    expect(exact.ulps(1 + 2 ** -52, exact.fixed(1))).toBe(1);
    expect(exact.ulps(5e-324, 0n)).toBe(1);
    expect(exact.ulps(Number.POSITIVE_INFINITY, exact.fixed(1e308))).toBe(Number.POSITIVE_INFINITY);
    expect(exact.ulps(Number.NaN, exact.fixed(1))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("accuracy", () => {
  it.each(Object.keys(inputs) as Name[])("%s is within 2 ulp, from the subnormals to overflow", (name) => {
    within(
      2,
      worst(inputs[name], (x) => exact.ulps(ours[name](x), truth[name](exact.fixed(x)))),
    );
  });

  it("pow is within 1 ulp, for results from the subnormals to overflow, bases near 1 and whole powers", () => {
    const powers: [number, number][] = [
      ...spread(-1000, 1000, 200).map((x): [number, number] => [x, ((random() * 2 - 1) * 1040) / Math.max(1, Math.abs(Math.log2(x)))]),
      ...even(0.5, 2, 200).map((x): [number, number] => [x, (random() * 2 - 1) * 1000]),
      ...both(spread(-45, -2, 100)).map((d): [number, number] => [1 + d, ((random() * 2 - 1) * 700) / Math.abs(Math.log1p(d))]),
      ...even(0, 20, 200).map((x): [number, number] => [x, Math.round(random() * 128 - 64)]),
      // Where it overflows: this once gave NaN.
      ...spread(-30, 30, 150).map((x): [number, number] => [x, (709.6 + 0.6 * random()) / Math.log(x)]),
      ...Array.from({ length: 64 }, (_, n): [number, number] => [0.9, n + 1]),
      ...Array.from({ length: 64 }, (_, n): [number, number] => [0.999, 100 * n + 1]),
    ];
    within(
      1,
      worst(powers, ([x, y]) => exact.ulps(math.pow(x, y), exact.pow(exact.fixed(x), exact.fixed(y)))),
    );
  });

  it("erf is within 1e-14 of its size", () => {
    const xs = [...both(spread(-1074, 1, 100)), ...even(-5.8, 5.8, 300), 2, 2 - 2 ** -52];
    within(
      1e-14 * 2 ** 52,
      worst(xs, (x) => exact.ulps(math.erf(x), exact.erf(exact.fixed(x)))),
    );
  });

  it("normalQuantile is within 1e-12: Φ of it gives p back", () => {
    // Φ(x) − p over φ(x) is the quantile's error; Φ by the oracle's erf holds for |x| < 8.
    const error = (p: number): number => {
      const x = math.normalQuantile(p);
      const scaled = exact.fixed(1 / Math.SQRT2);
      const z = (exact.fixed(x) * scaled) >> 1400n;
      const gap = Number(((exact.fixed(1) + exact.erf(z)) / 2n - exact.fixed(p)) >> 1000n) / 2 ** 400;
      return Math.abs((gap * Math.sqrt(2 * Math.PI)) / Math.exp((-x * x) / 2) / x);
    };
    const ps = [
      ...even(0, 1, 80),
      ...spread(-48, -2, 60),
      ...spread(-50, -2, 60).map((p) => 1 - p),
      ...both(spread(-52, -3, 60)).map((d) => 0.5 + d),
    ];
    within(1e-12, worst(ps, error));
  });

  // mpmath 1.3.0, 60 places, of the double nearest p: findroot on log(erfc(-x/√2)/2) − log p.
  it.each([
    [0.975, 1.959963984540054],
    [1e-10, -6.361340902404056],
    [1e-100, -21.273453560965326],
    [1e-300, -37.0470962993612],
  ])("normalQuantile(%d) is %d within 1e-12, far into the tail", (p, x) => {
    expect(Math.abs(math.normalQuantile(p) / x - 1)).toBeLessThan(1e-12);
  });
});

describe("special values", () => {
  const specials = [
    ...[0, 1, 0.5, 2, 3, 64, 65, 66, 100.5, 708.4, 1e15, 2 ** 53 - 1, 1e300, Number.MAX_VALUE, Number.POSITIVE_INFINITY],
    ...[5e-324, 1e-310, 2 ** -1022, 1 - 2 ** -53, 1 + 2 ** -52],
  ].flatMap((x) => [x, -x]);
  const all = [...specials, Number.NaN];
  const kind = (x: number): string =>
    Number.isNaN(x) ? "NaN" : Number.isFinite(x) && x !== 0 ? `${Math.sign(x)}` : Object.is(x, -0) ? "-0" : `${x}`;

  it.each(["exp", "expm1", "log", "log1p", "tanh"] as const)("%s has Math's NaN, ∞, zeros and signs, −0 told from 0", (name) => {
    for (const x of all) expect(kind(ours[name](x)), `${name}(${x})`).toBe(kind(Math[name](x)));
  });

  it("pow has Math.pow's NaN, ∞, zeros and signs for every pair of special numbers", () => {
    for (const x of all) for (const y of all) expect(kind(math.pow(x, y)), `pow(${x}, ${y})`).toBe(kind(x ** y));
  });

  it("pow is exact wherever a whole power is a double, and its reciprocal is rounded once", () => {
    for (const [base, most] of [
      [3, 33],
      [7, 18],
      [10, 22],
      [1.5, 33],
      [0.75, 33],
      [5 * 2 ** -40, 22],
    ] as const) {
      let product = 1;
      for (let n = 1; n <= most; n++) {
        product *= base;
        expect(math.pow(base, n), `${base}^${n}`).toBe(product);
        expect(math.pow(-base, n), `(-${base})^${n}`).toBe(n % 2 === 1 ? -product : product);
        expect(math.pow(base, -n), `${base}^-${n}`).toBe(1 / product);
      }
    }
    for (let n = -1074, power = 5e-324; n <= 1023; n++, power *= 2) expect(math.pow(2, n), `2^${n}`).toBe(power);
  });

  it("sigmoid, softplus, erf and normalQuantile have their ends", () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect([infinity, -infinity, 0, -0, 800, -800, Number.NaN].map(math.sigmoid)).toEqual([1, 0, 0.5, 0.5, 1, 0, Number.NaN]);
    expect([infinity, -infinity, 800, -800, Number.NaN].map(math.softplus)).toEqual([infinity, 0, 800, 0, Number.NaN]);
    expect([infinity, -infinity, 0, -0, 7, -30, Number.NaN].map(math.erf)).toEqual([1, -1, 0, -0, 1, -1, Number.NaN]);
    const p = [0, 1, 0.5, -0.1, 1.1, Number.NaN];
    expect(p.map(math.normalQuantile)).toEqual([-infinity, infinity, 0, Number.NaN, Number.NaN, Number.NaN]);
  });

  it("sin and cos refuse what they can't reduce: NaN beyond 2^20, at ±∞ and NaN; sin keeps −0", () => {
    const edge = 2 ** 20;
    for (const x of [edge, -edge]) expect([math.sin(x), math.cos(x)].every(Number.isFinite)).toBe(true);
    for (const x of [edge + 1, -edge - 1, Number.POSITIVE_INFINITY, Number.NaN])
      expect([math.sin(x), math.cos(x)]).toEqual([Number.NaN, Number.NaN]);
    expect([math.sin(-0), math.sin(0), math.cos(-0)]).toEqual([-0, 0, 1]);
  });
});

describe("properties", () => {
  const real = fc.double({ noNaN: true });
  const small = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const check = (arbitrary: fc.Arbitrary<number>, holds: (x: number) => boolean): void =>
    fc.assert(fc.property(arbitrary, holds), { seed: 1, numRuns: 500 });

  it("tanh, sin and erf are odd and cos even, to the bit", () => {
    for (const odd of [math.tanh, math.erf]) check(real, (x) => Object.is(odd(-x), -odd(x)));
    check(small, (x) => Object.is(math.sin(-x), -math.sin(x)) && Object.is(math.cos(-x), math.cos(x)));
  });

  it("σ(x) = 1 − σ(−x) for x ≥ 0 and Φ⁻¹(p) = −Φ⁻¹(1 − p), to the bit", () => {
    check(real, (x) => Object.is(math.sigmoid(Math.abs(x)), 1 - math.sigmoid(-Math.abs(x))));
    check(fc.double({ min: 0.5, max: 1, noNaN: true }), (p) => math.normalQuantile(p) === -math.normalQuantile(1 - p));
  });

  it("tanh, σ and erf stay in their ranges, exp and softplus ≥ 0", () => {
    check(real, (x) => Math.abs(math.tanh(x)) <= 1 && Math.abs(math.erf(x)) <= 1);
    check(real, (x) => math.sigmoid(x) >= 0 && math.sigmoid(x) <= 1 && math.exp(x) >= 0 && math.softplus(x) >= Math.max(0, x));
  });
});
