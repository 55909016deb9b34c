import type { Tensor } from "../tensor.ts";
import { shapeError } from "../values.ts";
import { slice } from "./shape.ts";

/** `parts` equal pieces of the last axis, in order: the gates of a pre-activation. */
export function split(x: Tensor, parts: number): Tensor[] {
  const axis = x.shape.length - 1;
  const width = x.shape[axis] / parts;
  if (!Number.isInteger(width)) throw shapeError("split", `a last axis in ${parts} equal parts`, x.shape);
  return Array.from({ length: parts }, (_, part) => slice(x, axis, part * width, (part + 1) * width));
}
