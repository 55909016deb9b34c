// The order of the house (DESIGN.md 3): a module imports itself and what stands before it. Used by the import and size checks.

/** One line a stage; names are files or folders of src, a folder's plural meaning its contract. */
const stages = [
  ["errors", "range", "text", "nearest", "math", "random"],
  ["storage", "parallel", "blas"],
  ["backend"],
  ["workspace", "values", "initializer", "tensor", "tape", "parameter", "op", "recorder", "call"],
  ["cell"],
  ["layer"],
  ["loss", "optimizer", "schedule", "clip"],
  ["format"],
  ["batch", "early-stopping", "trainer", "checkpoint"],
  ["metrics", "data", "dataset", "baseline", "conformal", "copying", "verdict", "evaluation"],
  ["option", "number-format"],
  ["task", "load", "lens", "lesson"],
  ["worker"],
  ["message", "chart", "figure", "report"],
  ["index"],
  ["command", "help", "args", "cli"],
];

/** The order, flat. */
export const order = stages.flat();

/** These look no further than the ops, wherever they stand. */
export const lookNoFurther = new Map([
  ["loss", "op"],
  ["optimizer", "op"],
  ["schedule", "op"],
  ["clip", "op"],
  ["data", "op"],
  ["dataset", "op"],
]);

/** The core is backend to trainer, with its checkpoints. */
export const core = new Set(order.slice(order.indexOf("backend"), order.indexOf("checkpoint") + 1));

/** Names that a plural's "s" does not explain, and files that belong to a module of another name. */
const partOf = new Map([
  ["losses", "loss"],
  ["lenses", "lens"],
  ["network", "layer"],
  ["pass", "layer"],
  ["stepper", "layer"],
]);

/** The module that src/… belongs to: src/cell.ts, src/cell-state.ts and src/cells/lstm.ts are `cell`. */
export function moduleOf(path) {
  const [head, ...rest] = path.replace(/^src\//, "").split("/");
  const name = head.replace(/\.(?:d\.ts|tsx?)$/, "");
  if (partOf.has(name)) return partOf.get(name);
  if (rest.length > 0) return order.includes(name) ? name : name.replace(/s$/, "");
  const family = name.split("-")[0];
  return order.includes(name) || !order.includes(family) ? name : family;
}
