/**
 * The default backend: float32 kernels in WebAssembly with strict SIMD, from `assembly/`. The same bits on every machine and
 * engine, because WebAssembly defines each operation's result (but for a NaN's payload). The module is inlined as text and
 * compiled once, at first use; every memory is an instance of it, and its kernels are the instance's exports themselves.
 */
import type { Backend, Kernels, Memory, Pointer } from "../backend.ts";
import { ModelError } from "../errors.ts";
import { exhausted } from "./exhausted.ts";
import { wasmLength, wasmText } from "./wasm-module.ts";

const pageBytes = 65_536;

/** 4 GiB less a page, so that a pointer to the end of the memory never wraps to 0. */
const maximumBytes = 65_535 * pageBytes;

let compiled: WebAssembly.Module | undefined;

/** The text's bytes, as `scripts/build-assembly.mjs` wrote them; a byte too many or too few is no module to the engine. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(wasmLength);
  let at = 0;
  let page = 0;
  // A loop over bytes by index: before it is compiled it is the quickest.
  const text = new TextEncoder().encode(wasmText);
  for (let k = 0; k < text.length; k++) {
    const code = text[k];
    if (code === 33) page = 86;
    else if (code === 35) page = 172;
    else {
      bytes[at++] = page + (code === 125 ? 92 : code) - 37;
      page = 0;
    }
  }
  return bytes;
}

function notCompiled(cause: unknown, hint: string): ModelError {
  const got = cause instanceof Error ? cause.message : `${cause}`;
  return new ModelError({
    code: "wasm-not-compiled",
    where: "the wasm backend",
    expected: "an engine that compiles WebAssembly with SIMD",
    got,
    hint,
    fields: { got },
    cause,
  });
}

function compileNow(): WebAssembly.Module {
  try {
    return new WebAssembly.Module(moduleBytes());
  } catch (cause) {
    throw notCompiled(cause, "call `await ready()` before the first use, or choose another backend");
  }
}

/**
 * Compile the kernels without blocking. Needed only where the engine refuses to compile at once (some browsers on a page's
 * main thread); elsewhere the first use compiles by itself. Calling it again costs nothing.
 *
 * @throws ModelError `wasm-not-compiled`: no WebAssembly, no SIMD, or a content security policy without `wasm-unsafe-eval`.
 * @example
 * ```ts
 * import { ready } from "memoria";
 *
 * await ready();
 * ```
 */
export async function ready(): Promise<void> {
  if (compiled) return;
  try {
    compiled = await WebAssembly.compile(moduleBytes());
  } catch (cause) {
    throw notCompiled(cause, "use a browser of 2023 or later, and allow `wasm-unsafe-eval` in the page's content security policy");
  }
}

class WasmMemory implements Memory {
  readonly kernels: Kernels;
  readonly #memory: WebAssembly.Memory;

  constructor() {
    compiled ??= compileNow();
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const instance = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } });
    this.kernels = instance.exports as unknown as Kernels;
  }

  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  reserve(bytes: number): void {
    const missing = Math.ceil((bytes - this.bytes) / pageBytes);
    if (missing <= 0) return;
    if (this.bytes + missing * pageBytes > maximumBytes) throw exhausted("wasm", bytes, maximumBytes);
    try {
      this.#memory.grow(missing);
    } catch (cause) {
      throw exhausted("wasm", bytes, maximumBytes, cause);
    }
  }

  // Growing detaches the old buffer, so a view is always made from the present one, here and nowhere else.
  reals(at: Pointer, n: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer, at, n);
  }

  ints(at: Pointer, n: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#memory.buffer, at, n);
  }
}

/** float32, WebAssembly; deterministic to the bit. */
export const wasm: Backend = {
  name: "wasm",
  rowsAlone: true,
  describe: () => "wasm",
  realBytes: 4,
  maximumBytes,
  array: (values) => new Float32Array(values as ArrayLike<number>),
  memory: () => new WasmMemory(),
};
