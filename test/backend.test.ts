import { describe } from "vitest";
import { nativeFrom } from "../src/backends/native.ts";
import { reference } from "../src/backends/reference.ts";
import { wasm } from "../src/backends/wasm.ts";
import { backendSuite } from "./backend.suite.ts";
import { missingBlas } from "./helpers/blas.ts";

describe.each([
  { backend: reference, tolerance: 1e-12 },
  { backend: wasm, tolerance: 1e-5 },
])("$backend.name, relative error ≤ $tolerance", ({ backend, tolerance }) => backendSuite(backend, tolerance));

// BLAS for everything, then as users have it. Its sums run in another order for other numbers of rows.
describe.skipIf(missingBlas).each([
  { what: "native, every product by BLAS", least: 1 },
  { what: "native, as it is", least: undefined },
])(`$what, relative error ≤ 1e-5${missingBlas ? `: ${missingBlas}` : ""}`, ({ least }) => backendSuite(nativeFrom(least), 1e-5, 1e-5));
