import type { Column } from "../../data/table.ts";
import type { Layout } from "./layout.ts";

/** One series while it is put together, over all steps of its layout. */
export interface Part {
  readonly layout: Layout;
  readonly ids: readonly string[];
  readonly targets: readonly Column[];
  readonly grids: readonly Float64Array[];
  /** 1 for a step that has a row. */
  readonly present: Uint8Array;
  /** The first observed step, and the one after the last; 0 and 0 where nothing is observed. */
  readonly first: number;
  readonly end: number;
  /** Steps with rows that follow on the last observed one. */
  readonly aheadRows: number;
}

/** `store/target`, where there are ids and several targets. */
export function nameOf({ ids, targets }: Pick<Part, "ids" | "targets">, several: boolean): string {
  return [...ids, ...(ids.length === 0 || (several && targets.length === 1) ? [targets[0].name] : [])].join("/");
}
