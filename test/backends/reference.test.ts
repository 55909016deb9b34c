import { afterEach, describe, expect, it, vi } from "vitest";
import { reference } from "../../src/backends/reference.ts";
import { ModelError } from "../../src/errors.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

function refusal(run: () => void): ModelError {
  try {
    run();
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the reference backend's memory", () => {
  it("grows with its contents, bits of NaN and integers too, and never shrinks", () => {
    const memory = reference.memory();
    memory.reals(1024, 3).set([1, -0, Number.POSITIVE_INFINITY]);
    memory.ints(2048, 2).set([-1, 0x7ff80001]);
    memory.reserve(1 << 20);
    expect(memory.bytes).toBeGreaterThanOrEqual(1 << 20);
    expect([...memory.reals(1024, 3)]).toEqual([1, -0, Number.POSITIVE_INFINITY]);
    expect([...memory.ints(2048, 2)]).toEqual([-1, 0x7ff80001]);
    const before = memory.bytes;
    memory.reserve(10);
    expect(memory.bytes).toBe(before);
  });

  it("has kernels that see the memory after it grew, reals and indices alike", () => {
    const memory = reference.memory();
    const { kernels } = memory;
    memory.reals(1024, 2).set([3, 4]);
    memory.reserve(1 << 20);
    const far = (1 << 20) - 64;
    kernels.fill(far, 7, 2);
    expect([...memory.reals(far, 2)]).toEqual([7, 7]);
    memory.ints(far - 64, 1)[0] = 1;
    kernels.gatherRows(1024, far - 64, far, 1, 1);
    expect(memory.reals(far, 1)[0]).toBe(4);
  });

  it("holds float64: a number that float32 has not comes back whole", () => {
    const memory = reference.memory();
    memory.reals(1024, 1)[0] = 0.1;
    expect(memory.reals(1024, 1)[0]).toBe(0.1);
    expect(reference.array(2)).toEqual(new Float64Array(2));
    expect(reference.array([1, 0.1])).toEqual(Float64Array.of(1, 0.1));
    expect(reference.realBytes).toBe(8);
  });

  it("is each workspace's own", () => {
    const [one, other] = [reference.memory(), reference.memory()];
    one.reals(1024, 1)[0] = 7;
    expect(other.reals(1024, 1)[0]).toBe(0);
  });

  it("refuses what is over its limit, with code, sizes and a hint, and stays as it was", () => {
    const memory = reference.memory();
    const bytes = 1.5 * reference.maximumBytes;
    const error = refusal(() => memory.reserve(bytes));
    expect(error).toMatchObject({ code: "memory-exhausted", fields: { bytes, maximum: reference.maximumBytes } });
    expect(error.message).toBe(
      "the reference backend's memory: expected at most 2.00 GiB, got a need of 3.00 GiB; use the wasm backend, a smaller batch, shorter sequences or truncated backpropagation through time",
    );
    expect(memory.bytes).toBe(65_536);
  });

  it("says so when the machine has no memory left, keeps the engine's words as the cause, and stays usable", () => {
    const memory = reference.memory();
    memory.reals(1024, 1)[0] = 5;
    vi.stubGlobal(
      "ArrayBuffer",
      class {
        constructor() {
          throw new RangeError("Array buffer allocation failed");
        }
      },
    );
    const error = refusal(() => memory.reserve(1 << 20));
    vi.unstubAllGlobals();
    expect(error).toMatchObject({ code: "memory-exhausted", expected: "memory that the machine can give" });
    expect(error.cause).toBeInstanceOf(RangeError);
    expect([memory.bytes, memory.reals(1024, 1)[0]]).toEqual([65_536, 5]);
    memory.reserve(1 << 17);
    expect(memory.reals(1024, 1)[0]).toBe(5);
  });
});
