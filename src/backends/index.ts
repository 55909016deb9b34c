/** The backends, by name. */
import type { Backend } from "../backend.ts";
import { ModelError, unknownOption } from "../errors.ts";
import { native } from "./native.ts";
import { reference } from "./reference.ts";
import { wasm } from "./wasm.ts";

export const backends: ReadonlyMap<string, Backend> = new Map([
  ["wasm", wasm],
  ["native", native],
  ["reference", reference],
]);

/** A backend by name. Throws OptionError `unknown backend`, and ModelError `blas-missing` where it needs a library that isn't there. */
export function backendByName(name = "wasm"): Backend {
  const backend = backends.get(name);
  if (backend === undefined) throw unknownOption("backend", name, [...backends.keys()]);
  backend.describe();
  return backend;
}

/**
 * The backend that a model's file names, or wasm where its library is missing: a model trained with BLAS predicts anywhere. A name that is none stays, for
 * the check of the options to refuse.
 */
export function usableBackend(name: string): string {
  try {
    return backends.has(name) ? backendByName(name).name : name;
  } catch (error) {
    if (error instanceof ModelError && error.code === "blas-missing") return wasm.name;
    throw error;
  }
}
