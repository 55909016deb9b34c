/** A browser has no libraries of the system's. */
import { ModelError } from "../errors.ts";

export const systemBlas = (): never => {
  throw new ModelError({
    code: "blas-missing",
    where: "the native backend",
    expected: "Node, which can load the system's BLAS",
    got: "a browser",
    hint: "leave the backend at wasm, which needs nothing",
    fields: { got: "a browser" },
  });
};
