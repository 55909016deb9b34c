/** Kernel calls as they are made, to be made again: for the same sizes they are the same, at the same addresses. */
import type { Kernels } from "./backend.ts";

type Kernel = (...args: number[]) => unknown;

/** Kernels that note their calls; `calls` is undefined once something depended on numbers. */
export interface Trace {
  readonly kernels: Kernels;
  calls: (readonly [Kernel, readonly number[]])[] | undefined;
}

/** Asked for sizes alone; and packing, of weights only, which holds as long as they do. */
const once: ReadonlySet<string | symbol> = new Set(["matmulScratch", "packedSize", "pack"] satisfies (keyof Kernels)[]);

export function noting(kernels: Kernels): Trace {
  const get = (_: unknown, name: keyof Kernels): Kernel => {
    const kernel = kernels[name] as Kernel;
    return (...args) => {
      const result = kernel(...args);
      if (once.has(name)) return result;
      trace.calls?.push([kernel, args]);
      if (result !== undefined) trace.calls = undefined;
      return result;
    };
  };
  const trace: Trace = { kernels: new Proxy({}, { get: get as ProxyHandler<object>["get"] }) as Kernels, calls: [] };
  return trace;
}
