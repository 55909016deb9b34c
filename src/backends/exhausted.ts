import { ModelError } from "../errors.ts";

const gib = (bytes: number): string => `${(bytes / 1_073_741_824).toFixed(2)} GiB`;

/** A backend's memory can't have so many bytes: more than its `maximum`, or, with a cause, more than the machine gives. */
export function exhausted(backend: string, bytes: number, maximum: number, cause?: unknown): ModelError {
  return new ModelError({
    code: "memory-exhausted",
    where: `the ${backend} backend's memory`,
    expected: cause === undefined ? `at most ${gib(maximum)}` : "memory that the machine can give",
    got: `a need of ${gib(bytes)}`,
    hint: `use ${backend === "reference" ? "the wasm backend, " : ""}a smaller batch, shorter sequences or truncated backpropagation through time`,
    fields: { bytes, maximum },
    cause,
  });
}
