/** The backends, by name. */
import type { Backend } from "../backend.ts";
import { unknownOption } from "../errors.ts";
import { reference } from "./reference.ts";
import { wasm } from "./wasm.ts";

export const backends: ReadonlyMap<string, Backend> = new Map([
  ["wasm", wasm],
  ["reference", reference],
]);

/** A backend by name. Throws OptionError `unknown backend`. */
export function backendByName(name = "wasm"): Backend {
  const backend = backends.get(name);
  if (backend === undefined) throw unknownOption("backend", name, [...backends.keys()]);
  return backend;
}
