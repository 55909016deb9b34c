import { describe, expect, it } from "vitest";
import { ready, wasm } from "../../src/backends/wasm.ts";
import { ModelError } from "../../src/errors.ts";

describe("the wasm backend's memory", () => {
  it("grows in place: contents stay, and views made after see them", () => {
    const memory = wasm.memory();
    memory.reals(1024, 3).set([1, 2, 3]);
    memory.reserve(1 << 20);
    expect(memory.bytes).toBeGreaterThanOrEqual(1 << 20);
    expect([...memory.reals(1024, 3)]).toEqual([1, 2, 3]);
    const before = memory.bytes;
    memory.reserve(10);
    expect(memory.bytes).toBe(before);
  });

  it("is each workspace's own", () => {
    const [one, other] = [wasm.memory(), wasm.memory()];
    one.reals(1024, 1)[0] = 7;
    expect(other.reals(1024, 1)[0]).toBe(0);
  });

  it("refuses what cannot fit, with code, sizes and a hint", () => {
    const memory = wasm.memory();
    let error: unknown;
    try {
      memory.reserve(wasm.maximumBytes + 1);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ code: "memory-exhausted", fields: { bytes: wasm.maximumBytes + 1, maximum: wasm.maximumBytes } });
    expect((error as ModelError).hint).toContain("smaller batch");
    expect(memory.bytes).toBe(65_536);
  });

  it("makes arrays of float32", () => {
    expect(wasm.array(2)).toEqual(new Float32Array(2));
    expect(wasm.array([1, 0.1])).toEqual(Float32Array.of(1, 0.1));
  });

  it("can be compiled ahead, any number of times", async () => {
    await ready();
    await ready();
    expect(wasm.memory().kernels.packedSize(3, 9)).toBe(48);
  });
});
