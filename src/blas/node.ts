/**
 * The system's BLAS in Node, through koffi: OpenBLAS, Apple's Accelerate or Intel's MKL by their usual names, or the library that
 * MEMORIA_BLAS names. One thread, unless MEMORIA_BLAS_THREADS says otherwise: memoria's own workers share a batch better.
 */
import { createRequire } from "node:module";
import { invalidOption, ModelError } from "../errors.ts";
import type { Blas } from "./library.ts";

type Native = (...given: readonly unknown[]) => unknown;

/** What is used of koffi. */
interface Koffi {
  load(path: string): { func(declaration: string): Native };
  address(memory: ArrayBuffer): bigint;
}
type Library = ReturnType<Koffi["load"]>;

const accelerate = "/System/Library/Frameworks/Accelerate.framework/Accelerate";
const usual: ReadonlyMap<string, readonly string[]> = new Map([
  ["linux", ["libopenblas.so.0", "libopenblas.so", "libmkl_rt.so.2", "libmkl_rt.so"]],
  ["darwin", [accelerate, "/opt/homebrew/opt/openblas/lib/libopenblas.dylib", "/usr/local/opt/openblas/lib/libopenblas.dylib"]],
  ["win32", ["libopenblas.dll", "openblas.dll", "mkl_rt.2.dll", "mkl_rt.dll"]],
]);

const goesOn = "the wasm backend, the default, needs neither";

function missing(expected: string, got: string, hint: string, cause?: unknown): ModelError {
  return new ModelError({ code: "blas-missing", where: "the native backend", expected, got, hint, fields: { expected, got }, cause });
}

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message.split("\n")[0] : `${cause}`);

function koffi(): Koffi {
  try {
    return createRequire(import.meta.url)("koffi");
  } catch (cause) {
    throw missing("the package koffi", reason(cause), `npm install koffi; ${goesOn}`, cause);
  }
}

/** A function that only some libraries have. */
function optional(library: Library, declaration: string): Native | undefined {
  try {
    return library.func(declaration);
  } catch {
    return undefined;
  }
}

const sgemm =
  "void cblas_sgemm(int order, int ta, int tb, int m, int n, int k, float alpha, uintptr_t a, int lda, uintptr_t b, int ldb, float beta, uintptr_t c, int ldc)";
const sgemv =
  "void cblas_sgemv(int order, int t, int m, int n, float alpha, uintptr_t a, int lda, uintptr_t x, int stepX, float beta, uintptr_t y, int stepY)";

/** Set the threads, and the library's name. Throws for one whose integers have 64 bits. */
function tune(library: Library, path: string, threads: number): string {
  const config = optional(library, "const char *openblas_get_config()")?.();
  if (typeof config === "string") {
    if (config.includes("USE64BITINT")) throw new Error("its integers have 64 bits; the plain build is needed");
    library.func("void openblas_set_num_threads(int n)")(threads);
    const core = optional(library, "const char *openblas_get_corename()")?.();
    return [config.split(" ").slice(0, 2).join(" "), core].filter((part) => typeof part === "string").join(", ");
  }
  const setMkl = optional(library, "void MKL_Set_Num_Threads(int n)");
  setMkl?.(threads);
  if (setMkl !== undefined) return "MKL";
  return path === accelerate ? "Accelerate" : path;
}

function load(): Blas {
  const own = koffi();
  const asked = process.env.MEMORIA_BLAS;
  const threads = Number(process.env.MEMORIA_BLAS_THREADS ?? 1);
  if (!Number.isInteger(threads) || threads < 1)
    throw invalidOption("MEMORIA_BLAS_THREADS", "a whole number from 1", process.env.MEMORIA_BLAS_THREADS);
  // Accelerate reads its threads from the environment, once.
  if (process.platform === "darwin") process.env.VECLIB_MAXIMUM_THREADS ??= `${threads}`;
  const paths = asked ? [asked] : (usual.get(process.platform) ?? ["libopenblas.so.0", "libopenblas.so"]);
  const failures: string[] = [];
  for (const path of paths) {
    try {
      const library = own.load(path);
      const gemm = library.func(sgemm);
      const gemv = library.func(sgemv);
      return blas(own, tune(library, path, threads), gemm, gemv);
    } catch (cause) {
      failures.push(`${path} (${reason(cause)})`);
    }
  }
  const how = asked ? "set MEMORIA_BLAS to a library with cblas_sgemm" : "install OpenBLAS (Debian: apt-get install libopenblas0)";
  const also = asked ? "" : ", or set MEMORIA_BLAS to the library's path";
  throw missing("OpenBLAS, Accelerate or MKL", `none: ${failures.join("; ")}`, `${how}${also}; ${goesOn}`);
}

const [rowMajor, plain, transposed] = [101, 111, 112];
const operation = (transpose: number): number => (transpose ? transposed : plain);

function blas(own: Koffi, name: string, gemm: Native, gemv: Native): Blas {
  return {
    name,
    address: (memory) => Number(own.address(memory)),
    product(a, lda, transposeA, b, ldb, transposeB, c, ldc, m, n, k, accumulate) {
      // One row: c = Bᵀ a.
      if (m === 1)
        gemv(
          rowMajor,
          operation(1 - transposeB),
          transposeB ? n : k,
          transposeB ? k : n,
          1,
          b,
          ldb,
          a,
          transposeA ? lda : 1,
          accumulate,
          c,
          1,
        );
      else gemm(rowMajor, operation(transposeA), operation(transposeB), m, n, k, 1, a, lda, b, ldb, accumulate, c, ldc);
    },
  };
}

let loaded: Blas | undefined;

/** The library, loaded at the first call. Throws ModelError `blas-missing` with what was looked for and how to get it. */
export function systemBlas(): Blas {
  loaded ??= load();
  return loaded;
}
