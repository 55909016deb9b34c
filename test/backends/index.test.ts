import { describe, expect, it } from "vitest";
import { backendByName, backends } from "../../src/backends/index.ts";
import { OptionError } from "../../src/errors.ts";

describe("the backends' registry", () => {
  it("has each backend under its own name, and wasm unless told otherwise", () => {
    expect([...backends.keys()].sort()).toEqual(["native", "reference", "wasm"]);
    for (const [name, backend] of backends) {
      expect(backend.name).toBe(name);
      expect(backendByName(name)).toBe(backend);
    }
    expect(backendByName().name).toBe("wasm");
  });

  it.each(["", "WASM", "gpu", "constructor", "__proto__"])("refuses %j and lists what is known", (name) => {
    expect(() => backendByName(name)).toThrow(OptionError);
    expect(() => backendByName(name)).toThrow(`unknown backend: expected one of wasm, native, reference, got "${name}"`);
  });
});
