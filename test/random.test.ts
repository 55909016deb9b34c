import { describe, expect, it } from "vitest";
import { OptionError } from "../src/errors.ts";
import { generator, philox, streamKey } from "../src/random.ts";

function block(counter: readonly number[], key: readonly number[]): string {
  const out = new Uint32Array(4);
  philox(key[0], key[1], counter[0], counter[1], counter[2], counter[3], out);
  return [...out].map((word) => word.toString(16).padStart(8, "0")).join(" ");
}

/** The same rounds in BigInt, where nothing can overflow. */
function exactBlock(counter: readonly number[], key: readonly number[]): string {
  const low = (x: bigint): bigint => x & 0xffffffffn;
  let [x0, x1, x2, x3] = counter.map(BigInt);
  let [k0, k1] = key.map(BigInt);
  for (let round = 0; round < 10; round++) {
    const a = 0xd2511f53n * x0;
    const b = 0xcd9e8d57n * x2;
    [x0, x1, x2, x3] = [(b >> 32n) ^ x1 ^ k0, low(b), (a >> 32n) ^ x3 ^ k1, low(a)];
    [k0, k1] = [low(k0 + 0x9e3779b9n), low(k1 + 0xbb67ae85n)];
  }
  return [x0, x1, x2, x3].map((word) => word.toString(16).padStart(8, "0")).join(" ");
}

describe("philox", () => {
  const ones = 0xffffffff;
  // Random123's kat_vectors, philox4x32 with 10 rounds.
  it.each([
    ["zeros", [0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    ["ones", [ones, ones, ones, ones], [ones, ones], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    ["π", [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], "d16cfe09 94fdcceb 5001e420 24126ea1"],
  ])("gives Random123's known answer for %s", (_, counter, key, answer) => {
    expect(block(counter, key)).toBe(answer);
  });

  it("equals the rounds in BigInt for 500 counters and keys, to the bit", () => {
    let words = [1, 2, 3, 4, 5, 6];
    for (let k = 0; k < 500; k++) {
      words = words.map((word, at) => (Math.imul(word ^ (word >>> 15), 0x2c1b3c6d + 2 * at) + k) >>> 0);
      expect(block(words.slice(0, 4), words.slice(4))).toBe(exactBlock(words.slice(0, 4), words.slice(4)));
    }
  });
});

describe("streamKey", () => {
  it("is FNV-1a: its published values", () => {
    expect(streamKey("")).toBe(0x811c9dc5);
    expect(streamKey("a")).toBe(0xe40c292c);
    expect(streamKey("foobar")).toBe(0xbf9cf968);
  });
});

describe("generator", () => {
  const draws = (n: number, ...of: Parameters<typeof generator>): number[] => {
    const own = generator(...of);
    return Array.from({ length: n }, () => own.uniform());
  };

  it("keeps these numbers: a change of any bit changes every user's runs", () => {
    expect(draws(3, 1, "weights")).toEqual([0.6510829785843942, 0.3029583338587494, 0.1409948454901524]);
    const { normal, permutation } = generator(1, "order", 7);
    expect([...permutation(8)]).toEqual([4, 7, 6, 1, 3, 2, 5, 0]);
    expect(normal()).toBe(0.5651508511087838);
  });

  it("makes a uniform of words 2k and 2k+1 of the stream: 27 and 26 bits, key (seed low ⊕ high, stream), counter (k, 0, 0, step)", () => {
    const out = new Uint32Array(4);
    const seed = 5 * 2 ** 32 + 9;
    philox(9 ^ 5, streamKey("s"), 1, 0, 0, 3, out);
    const fraction = (high: number, low: number): number => Number((BigInt(high >>> 5) << 26n) | BigInt(low >>> 6)) / 2 ** 53;
    expect(draws(4, seed, "s", 3).slice(2)).toEqual([fraction(out[0], out[1]), fraction(out[2], out[3])]);
  });

  it("differs by seed, stream and step", () => {
    const all = [draws(4, 1, "a"), draws(4, 2, "a"), draws(4, 1, "b"), draws(4, 1, "a", 1), draws(4, 2 ** 32 * 7 + 1, "a")];
    expect(new Set(all.map(String)).size).toBe(all.length);
  });

  it("goes on from its index alone, whatever was drawn", () => {
    const one = generator(3, "resume");
    for (let k = 0; k < 5; k++) one.normal();
    one.integer(10);
    one.permutation(6);
    const other = generator(3, "resume");
    other.index = one.index;
    const rest = (own: typeof one): number[] => [own.uniform(), own.normal(), own.integer(1000), ...own.permutation(5)];
    const after = rest(one);
    expect(rest(other)).toEqual(after);
    one.index = other.index = 0;
    expect(one.uniform()).toBe(draws(1, 3, "resume")[0]);
    // Past 2³² blocks the counter's second word takes over instead of wrapping to the start.
    one.index = 2 ** 33;
    expect(one.uniform()).not.toBe(draws(1, 3, "resume")[0]);
  });

  it("uniform: in [0, 1), mean ½ and variance 1/12 within 0.005 (20,000 draws), all 53 bits used", () => {
    const values = draws(20_000, 11, "uniform");
    expect(values.every((u) => u >= 0 && u < 1)).toBe(true);
    const mean = values.reduce((sum, u) => sum + u, 0) / values.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.005);
    expect(Math.abs(values.reduce((sum, u) => sum + (u - 0.5) ** 2, 0) / values.length - 1 / 12)).toBeLessThan(0.005);
    expect(values.some((u) => (u * 2 ** 53) % 2 === 1)).toBe(true);
  });

  it("normal: moments 0, 1, 0, 3 within 0.05 and 0.2 (20,000 draws), tails as Φ says within 0.01", () => {
    const own = generator(12, "normal");
    const values = Array.from({ length: 20_000 }, () => own.normal());
    const moment = (power: number): number => values.reduce((sum, x) => sum + x ** power, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.05);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.05);
    expect(Math.abs(moment(3))).toBeLessThan(0.2);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.2);
    const beyond = (z: number): number => values.filter((x) => x > z).length / values.length;
    expect(Math.abs(beyond(1) - 0.1587)).toBeLessThan(0.01);
    expect(Math.abs(beyond(-1.96) - 0.975)).toBeLessThan(0.01);
  });

  it("integer: each of 7 within 5 % of its share (70,000 draws), 0 for n = 1", () => {
    const own = generator(13, "integer");
    const counts = new Array<number>(7).fill(0);
    for (let k = 0; k < 70_000; k++) counts[own.integer(7)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    expect(own.integer(1)).toBe(0);
    expect(own.integer(2 ** 32)).toBeLessThan(2 ** 32);
  });

  it("permutation: holds each number once; each of the 6 orders of 3 within 5 % of its share (30,000 draws)", () => {
    const own = generator(14, "permutation");
    expect([...own.permutation(100)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, k) => k));
    expect([...own.permutation(0)]).toEqual([]);
    const counts = new Map<string, number>();
    for (let k = 0; k < 30_000; k++) {
      const order = own.permutation(3).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 5000)).toBeLessThan(250);
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])("refuses the seed %d", (seed) => {
    expect(() => generator(seed, "s")).toThrow(OptionError);
    expect(() => generator(seed, "s")).toThrow(/^invalid seed: expected a safe integer ≥ 0, got /);
  });

  it.each([0, -1, 2.5, Number.NaN, 2 ** 32 + 1])("refuses integer(%d)", (n) => {
    expect(() => generator(1, "s").integer(n)).toThrow("invalid n: expected an integer from 1 to 2^32");
  });

  it.each([-1, 2.5, Number.NaN])("refuses permutation(%d)", (n) => {
    expect(() => generator(1, "s").permutation(n)).toThrow("invalid n: expected an integer from 0 to 2^32");
  });
});
