/** Numbers that cross the API: plain arrays with a shape, copies in ordinary memory. */
import type { Backend, RealArray } from "./backend.ts";
import { OptionError, show } from "./errors.ts";

/** A dense array, row-major. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: RealArray;
}

/** What a caller may pass as numbers: nested arrays, or a flat array with its shape. */
export type Input = Nested | { readonly shape: readonly number[]; readonly data: ArrayLike<number> };
export type Nested = number | readonly Nested[] | Float32Array | Float64Array;

/** Number of elements of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);

/** `[2, 3]`, for errors. */
export const shapeText = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

/** Are two shapes the same? */
export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((extent, axis) => extent === b[axis]);

/** Names and values of a record or a map. */
export const entries = <T>(record: Readonly<Record<string, T>> | ReadonlyMap<string, T>): [string, T][] =>
  record instanceof Map ? [...record] : Object.entries(record);

/** An error for a shape that doesn't fit. */
export function shapeError(where: string, expected: string, shape: readonly number[] | string, hint?: string): OptionError {
  const got = typeof shape === "string" ? shape : shapeText(shape);
  return new OptionError({ code: "shape-mismatch", where, expected, got, hint, fields: { expected, got } });
}

/** Is it a flat array with its shape? */
export const isShaped = (input: Input): input is { readonly shape: readonly number[]; readonly data: ArrayLike<number> } =>
  typeof input === "object" && input !== null && "shape" in input && "data" in input;

/** Check and copy numbers into an array of the backend's real type. `where` names them in errors. */
export function toValues(input: Input, backend: Backend, where: string): Values {
  if (isShaped(input)) {
    if (!input.shape.every((extent) => Number.isInteger(extent) && extent >= 0) || sizeOf(input.shape) !== input.data.length) {
      throw shapeError(where, `${sizeOf(input.shape)} numbers for its shape ${shapeText(input.shape)}`, `${input.data.length}`);
    }
    return { shape: [...input.shape], data: backend.array(input.data) };
  }
  const shape: number[] = [];
  for (let level: Nested = input; typeof level !== "number"; level = level[0] as Nested) {
    if (level === undefined || level === null || typeof level !== "object")
      throw shapeError(where, "nested arrays of numbers", show(level));
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const data = backend.array(sizeOf(shape));
  let next = 0;
  const walk = (level: Nested, axis: number): void => {
    if (axis === shape.length) {
      if (typeof level !== "number") throw shapeError(where, "a number", show(level));
      data[next++] = level;
      return;
    }
    if (typeof level === "number" || level?.length !== shape[axis]) {
      throw shapeError(
        where,
        `arrays of equal length ${shape[axis]} at depth ${axis + 1}`,
        show(level?.valueOf()),
        "pad ragged rows and pass lengths",
      );
    }
    for (let index = 0; index < level.length; index++) walk(level[index] as Nested, axis + 1);
  };
  walk(input, 0);
  return { shape, data };
}

/** Nested arrays of plain numbers, for reading and printing. */
export function toNested(values: Values): Nested {
  const build = (axis: number, start: number, size: number): Nested => {
    if (axis === values.shape.length) return values.data[start];
    const step = size / values.shape[axis];
    return Array.from({ length: values.shape[axis] }, (_, index) => build(axis + 1, start + index * step, step));
  };
  return build(0, 0, values.data.length);
}
