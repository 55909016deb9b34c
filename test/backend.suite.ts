/** What every backend must pass: each kernel of the contract against a plain float64 oracle of the test's own (`test/backend/`). */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Backend } from "../src/backend.ts";
import { Bench } from "./backend/bench.ts";
import { cellSpecials } from "./backend/cell-specials.ts";
import { cells } from "./backend/cells.ts";
import { copies } from "./backend/copy.ts";
import { elementwise } from "./backend/elementwise.ts";
import { gradients } from "./backend/gradients.ts";
import { optimizers } from "./backend/optimizers.ts";
import { products } from "./backend/products.ts";
import { rows } from "./backend/rows.ts";

/** Names of the methods of `Kernels`, read from the contract itself. */
function contractKernels(): string[] {
  const source = readFileSync(new URL("../src/backend.ts", import.meta.url), "utf8");
  const body = source.slice(source.indexOf("export interface Kernels {"), source.indexOf("/** One linear memory"));
  return [...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name);
}

/**
 * `tolerance`: relative to what is summed, or to the largest number. `beside`: how far a row of a product may be from the same row
 * alone, the same way; 0 is to the bit, which the default backend promises, and native doesn't (src/backends/native.ts).
 */
export function backendSuite(backend: Backend, tolerance: number, beside = 0): void {
  const bench = new Bench(backend);

  it("has exactly the kernels of the contract", () => {
    const names = contractKernels();
    expect(names.length).toBeGreaterThan(30);
    const own = Object.entries(bench.kernels).filter(([, kernel]) => typeof kernel === "function");
    expect(own.map(([name]) => name).sort()).toEqual([...names].sort());
  });

  describe("products", () => products(bench, tolerance, beside));
  describe("element-wise", () => elementwise(bench, tolerance));
  describe("copy", () => copies(bench, tolerance));
  describe("rows", () => rows(bench, tolerance));
  describe("cells", () => cells(bench, tolerance));
  describe("cells", () => cellSpecials(bench));
  describe("optimizers", () => optimizers(bench, tolerance));
  if (backend.realBytes === 8) describe("gradients", () => gradients(bench));
}
