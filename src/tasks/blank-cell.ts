import type { Cell } from "../cell.ts";
import { cellByName } from "../cells/index.ts";
import { constantly } from "../initializer.ts";

/** A cell whose weights start at 0, for those that a file holds: finding orthogonal ones takes seconds for large nets. */
export function blankCell(name: string): Cell {
  const cell = cellByName(name);
  const zeros = constantly(0);
  const parameters: Cell["parameters"] = (size) =>
    Object.fromEntries(Object.entries(cell.parameters(size)).map(([own, { shape }]) => [own, { shape, initial: zeros }]));
  return { ...cell, parameters };
}
