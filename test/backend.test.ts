import { describe } from "vitest";
import { reference } from "../src/backends/reference.ts";
import { wasm } from "../src/backends/wasm.ts";
import { backendSuite } from "./backend.suite.ts";

describe.each([
  { backend: reference, tolerance: 1e-12 },
  { backend: wasm, tolerance: 1e-5 },
])("$backend.name, relative error ≤ $tolerance", ({ backend, tolerance }) => backendSuite(backend, tolerance));
