/**
 * Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011). A number is a pure function of (seed,
 * stream, step, index), so it depends on no other draw, on no worker and on no resume.
 */
import { invalidOption } from "./errors.ts";
import { cos, log } from "./math.ts";

/** The high and low 32 bits of a · b, both unsigned. */
function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  // (2¹⁶−1)² + 2¹⁶−1 < 2³²: no partial sum leaves 32 bits, so all shifts are exact.
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const cross = a0 * b1 + (middle & 0xffff);
  return a1 * b1 + (middle >>> 16) + (cross >>> 16);
}

/** Ten rounds of Philox on the counter (c0, c1, c2, c3) with the key (key0, key1): four 32-bit words in `out`. */
export function philox(key0: number, key1: number, c0: number, c1: number, c2: number, c3: number, out: Uint32Array): void {
  let k0 = key0 >>> 0;
  let k1 = key1 >>> 0;
  let [x0, x1, x2, x3] = [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, x0);
    const low0 = Math.imul(0xd2511f53, x0) >>> 0;
    const high1 = multiplyHigh(0xcd9e8d57, x2);
    const low1 = Math.imul(0xcd9e8d57, x2) >>> 0;
    x0 = (high1 ^ x1 ^ k0) >>> 0;
    x1 = low1;
    x2 = (high0 ^ x3 ^ k1) >>> 0;
    x3 = low0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/** A 32-bit key for a stream's name (FNV-1a over UTF-16 units). */
export function streamKey(name: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < name.length; k++) hash = Math.imul(hash ^ name.charCodeAt(k), 0x01000193);
  return hash >>> 0;
}

/** Numbers of one stream, in order. Its whole state is `index`. */
export interface Generator {
  /** Draws so far, settable: two 32-bit words each. */
  index: number;
  /** [0, 1), 53 bits. */
  uniform(): number;
  /** N(0, 1), by Box & Muller 1958. */
  normal(): number;
  /** 0 … n−1, without bias. n from 1 to 2³². */
  integer(n: number): number;
  /** 0 … n−1 in a random order (Fisher & Yates). n from 0 to 2³². */
  permutation(n: number): Uint32Array;
}

/** Refuse a seed that isn't a safe integer ≥ 0. */
export function checkSeed(seed: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) throw invalidOption("seed", "a safe integer ≥ 0", seed);
}

/** A seed as 32 bits: its low half ⊕ its high one. */
export const seedKey = (seed: number): number => ((seed >>> 0) ^ Math.floor(seed / 0x100000000)) >>> 0;

/** The generator of a stream: key (low 32 bits of the seed ⊕ its high bits, the stream's key), counter (index, high bits of index, 0, step). */
export function generator(seed: number, stream: string, step = 0): Generator {
  checkSeed(seed);
  const key0 = seedKey(seed);
  const key1 = streamKey(stream);
  const words = new Uint32Array(4);
  let block = -1;
  const self: Generator = {
    index: 0,
    uniform() {
      // One block of four words holds two draws.
      const own = Math.floor(self.index / 2);
      if (own !== block) {
        block = own;
        philox(key0, key1, block, Math.floor(block / 0x100000000), 0, step, words);
      }
      const at = (self.index++ % 2) * 2;
      return ((words[at] >>> 5) * 0x4000000 + (words[at + 1] >>> 6)) / 0x20000000000000;
    },
    normal() {
      const radius = Math.sqrt(-2 * log(1 - self.uniform()));
      const angle = 2 * Math.PI * self.uniform();
      return radius * cos(angle);
    },
    integer(n) {
      if (!Number.isInteger(n) || n < 1 || n > 0x100000000) throw invalidOption("n", "an integer from 1 to 2^32", n);
      // Draws above the largest multiple of n are thrown away.
      const limit = Math.floor(0x20000000000000 / n) * n;
      for (;;) {
        const draw = self.uniform() * 0x20000000000000;
        if (draw < limit) return draw % n;
      }
    },
    permutation(n) {
      if (!Number.isInteger(n) || n < 0 || n > 0x100000000) throw invalidOption("n", "an integer from 0 to 2^32", n);
      const order = Uint32Array.from({ length: n }, (_, k) => k);
      for (let k = n - 1; k > 0; k--) {
        const other = self.integer(k + 1);
        [order[k], order[other]] = [order[other], order[k]];
      }
      return order;
    },
  };
  return self;
}
