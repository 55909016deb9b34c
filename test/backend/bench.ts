/** A backend's memory on the bench: arrays between guards, numbers to fill them with, and how far off results are. */
import { expect } from "vitest";
import type { Backend, Kernels, Memory, Pointer } from "../../src/backend.ts";

/** Every size at which a vector's tail or a block's edge can go wrong. */
export const sizes: readonly number[] = [...Array.from({ length: 18 }, (_, n) => n), 63, 64, 65];

/** Reals of guard on each side of an array. Their bits are all 1: a NaN in either type, so a read shows up as well as a write. */
const guard = 12;

/** An array in the memory. */
export interface Block {
  readonly at: Pointer;
  readonly n: number;
  /** A copy in float64. */
  read(): number[];
  write(values: ArrayLike<number>): void;
}

/** One memory, used over and over. */
export class Bench {
  readonly backend: Backend;
  readonly memory: Memory;
  readonly kernels: Kernels;
  #next = 4096;
  #guards: Pointer[] = [];

  constructor(backend: Backend) {
    this.backend = backend;
    this.memory = backend.memory();
    this.memory.reserve(4 << 20);
    this.kernels = this.memory.kernels;
  }

  /** Bytes of n elements. */
  bytes(n: number): number {
    return n * this.backend.realBytes;
  }

  /** An array of reals: of these values, or of n NaN. It starts at an odd multiple of the real's size. */
  reals(from: number | ArrayLike<number>): Block {
    const n = typeof from === "number" ? from : from.length;
    this.#guard();
    const at = this.#next;
    this.#next += this.bytes(n);
    this.#guard();
    const write = (values: ArrayLike<number>): void => this.memory.reals(at, n).set(values);
    if (typeof from === "number") this.memory.reals(at, n).fill(Number.NaN);
    else write(from);
    return { at, n, write, read: () => Array.from(this.memory.reals(at, n)) };
  }

  /** An array of int32. */
  ints(values: ArrayLike<number>): Pointer {
    const at = this.#next;
    this.memory.ints(at, values.length).set(values);
    this.#next += this.bytes(values.length);
    return at;
  }

  /** No guard was written; the memory is free again. */
  done(what: string): void {
    const words = this.bytes(guard) / 4;
    const broken = this.#guards.filter((at) => this.memory.ints(at, words).some((word) => word !== -1));
    expect(broken, `guards ${what}`).toEqual([]);
    this.#guards = [];
    this.#next = 4096;
  }

  #guard(): void {
    this.memory.ints(this.#next, this.bytes(guard) / 4).fill(-1);
    this.#guards.push(this.#next);
    this.#next += this.bytes(guard);
    // The next array isn't aligned to a vector.
    if ((this.#next / this.backend.realBytes) % 2 === 0) this.#next += this.bytes(1);
  }
}

/** Numbers between −2 and 2, the same for the same seed (mulberry32). */
export function numbers(n: number, seed: number): number[] {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0;
  return Array.from({ length: n }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 30 - 2;
  });
}

/** Is every bit of two lists the same? NaN equals NaN. */
export const firstDifference = (a: readonly number[], b: readonly number[]): number =>
  a.length === b.length ? a.findIndex((value, k) => !Object.is(value, b[k])) : Math.min(a.length, b.length);

const finiteMax = (values: readonly number[]): number =>
  values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);

/**
 * The largest |got − expected| / scale; `scale` is a number for all, one for each, or the largest finite |expected|. What
 * should be NaN or infinite must be just that. Errors below the smallest normal number don't count.
 */
export function miss(bench: Bench, got: readonly number[], expected: readonly number[], scale?: number | readonly number[]): number {
  // What the backend's type makes of the exact result: too large becomes ∞.
  const rounded = Array.from(bench.backend.array(expected));
  const whole = typeof scale === "number" ? scale : finiteMax(rounded);
  const smallest = bench.backend.realBytes === 4 ? 2 ** -126 : 2 ** -1022;
  let worst = got.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let k = 0; k < expected.length; k++) {
    if (Object.is(got[k], rounded[k]) || got[k] === rounded[k]) continue;
    const error = Math.abs(got[k] - expected[k]);
    const own = Array.isArray(scale) ? scale[k] : whole;
    if (!Number.isFinite(got[k]) || !Number.isFinite(rounded[k])) return Number.POSITIVE_INFINITY;
    if (error > smallest) worst = Math.max(worst, error / own);
  }
  return worst;
}
