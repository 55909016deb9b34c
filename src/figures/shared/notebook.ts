/** Notes which kernel read and wrote what: the ops, as they are computed. */
import { binaryNames, type Kernels, type Memory, type Pointer, unaryNames } from "../../backend.ts";

/** What an op reads: another op, a leaf, or a number. */
export type Operand = Op | Leaf | number;

/** A value that no op made: x_t, a state of the step before, a parameter, or numbers of the cell's own. */
export interface Leaf {
  readonly leaf: "input" | "state" | "parameter" | "constant";
  /** A state's or a parameter's; `k` for numbers of the cell's own. */
  readonly name: string;
}

/** An op of the equations. */
export interface Op {
  /** `affine` (a product with weights, and a bias if there is one), `matmul`, `add`, `multiply`, `tanh`, `sum` … as in `ops`. */
  readonly op: string;
  /** In order: of `subtract`, what is subtracted is the second. */
  readonly operands: Operand[];
  /** Set where the cell names it by `gate`. */
  gate?: string;
}

/** Memory that a value stands in. */
interface Region {
  readonly at: Pointer;
  readonly end: Pointer;
  value: Operand | undefined;
}

export const isOp = (operand: Operand | undefined): operand is Op => typeof operand === "object" && "op" in operand;

/** Notes who wrote what, kernel by kernel. */
export class Notebook {
  readonly ops: Op[] = [];
  #regions: Region[] = [];
  /** What the sum kernel read: its result is put in place by the fill that follows. */
  #summed: Operand | undefined;
  readonly #memory: Memory;
  readonly #realBytes: number;

  constructor(memory: Memory, realBytes: number) {
    this.#memory = memory;
    this.#realBytes = realBytes;
  }

  /** Room for n numbers from `at` on; what stood there before is gone. */
  open(at: Pointer, n: number): void {
    this.#regions = this.#regions.filter((region) => region.at < at);
    this.#regions.push({ at, end: at + n * this.#realBytes, value: undefined });
  }

  /** What stands at an address. Numbers that nothing computed are the cell's own: one number where they're all the same. */
  read(at: Pointer): Operand {
    const region = this.#region(at);
    if (region?.value !== undefined) return region.value;
    const numbers = region === undefined ? [] : [...this.#memory.reals(region.at, (region.end - region.at) / this.#realBytes)];
    return numbers.length > 0 && numbers.every((number) => number === numbers[0]) ? numbers[0] : { leaf: "constant", name: "k" };
  }

  put(at: Pointer, value: Operand): void {
    const region = this.#region(at);
    if (region !== undefined) region.value = value;
  }

  #region(at: Pointer): Region | undefined {
    return this.#regions.find((region) => at >= region.at && at < region.end);
  }

  #wrote(out: Pointer, op: string, operands: Operand[]): void {
    const made: Op = { op, operands };
    this.ops.push(made);
    this.put(out, made);
  }

  /** A kernel's reading and writing, by its name. Kernels that no op uses aren't there. */
  readonly #kernels: { readonly [K in keyof Kernels]?: (...args: Parameters<Kernels[K]>) => void } = {
    matmul: (a, _lda, _ta, b, _ldb, _tb, c, _ldc, _m, _n, _k, accumulate) => {
      const bias = accumulate === 1 ? [this.read(c)] : [];
      const weights = this.read(b);
      this.#wrote(c, typeof weights === "object" && "leaf" in weights && weights.leaf === "parameter" ? "affine" : "matmul", [
        this.read(a),
        weights,
        ...bias,
      ]);
    },
    unary: (code, x, out, _n, alpha) => {
      const name = unaryNames[code];
      // A tensor with a number: a sum or a product.
      if (name === "shift") this.#wrote(out, alpha < 0 ? "subtract" : "add", [this.read(x), Math.abs(alpha)]);
      else if (name === "scale") this.#wrote(out, "multiply", [this.read(x), alpha]);
      else this.#wrote(out, name, [this.read(x)]);
    },
    binary: (code, a, b, out) => this.#wrote(out, binaryNames[code], [this.read(a), this.read(b)]),
    copy: (from, to, ...rest) => {
      const target = this.#region(to)?.value;
      const adds = rest[rest.length - 1] === 1;
      if (adds) this.#wrote(to, "sum", [this.read(from)]);
      else if (isOp(target) && target.op === "concat") target.operands.push(this.read(from));
      else if (target !== undefined) this.#wrote(to, "concat", [target, this.read(from)]);
      else this.put(to, this.read(from));
    },
    fill: (at, value) => {
      if (this.#summed === undefined) this.put(at, value);
      else this.#wrote(at, "sum", [this.#summed]);
      this.#summed = undefined;
    },
    sum: (x) => {
      this.#summed = this.read(x);
    },
    softmax: (x, out) => this.#wrote(out, "softmax", [this.read(x)]),
    logSoftmax: (x, out) => this.#wrote(out, "logSoftmax", [this.read(x)]),
    gatherRows: (table, _index, out) => this.#wrote(out, "gather", [this.read(table)]),
  };

  /** Kernels that compute and are noted. */
  noting(kernels: Kernels): Kernels {
    const note = this.#kernels as Record<string, ((...args: number[]) => void) | undefined>;
    const get = (_: unknown, name: keyof Kernels) => {
      const kernel = kernels[name] as (...args: number[]) => unknown;
      return (...args: number[]) => {
        note[name]?.(...args);
        return kernel(...args);
      };
    };
    return new Proxy({}, { get: get as ProxyHandler<object>["get"] }) as Kernels;
  }
}
