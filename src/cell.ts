/**
 * The cell contract: one step of a recurrent unit, written once as equations with the small ops. The tape differentiates
 * them, so a cell of your own needs nothing else. Cells that come with memoria also name their fused twin.
 */
import { constantly, glorot, type Initializer, orthogonal } from "./initializer.ts";
import type { Twin } from "./ops/sequence/twin.ts";
import type { Tensor } from "./tensor.ts";

/** Sizes that a cell's shapes follow from. */
export interface CellSize {
  /** Features of x_t. */
  readonly input: number;
  /** Hidden units. */
  readonly hidden: number;
  /** Has biases? */
  readonly bias: boolean;
}

/** The states carried from step to step, by name; the first is the output h. */
export type CellState = Readonly<Record<string, Tensor>>;

/** One parameter of a cell: its shape and how it starts. */
export interface CellParameter {
  readonly shape: readonly number[];
  readonly initial: Initializer;
}

/** What the layer offers to a step. */
export interface StepTools {
  /** Applies the variational dropout mask; the identity without recurrent dropout. Use it where h_{t−1} enters a product. */
  drop(h: Tensor): Tensor;
  /** value = f(preactivation), seen by `record` under the gate's name. */
  gate(name: string, f: (x: Tensor) => Tensor, preactivation: Tensor): Tensor;
}

/** One step of a recurrent unit. */
export interface Cell {
  /** Name in specs: `lstm`; of your own: any that isn't taken. */
  readonly kind: string;
  /** Options, as JSON. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  /** Names and widths of the carried states; the first is the output. */
  states(size: CellSize): Readonly<Record<string, number>>;
  /** Local names (`weight_ih`), shapes and starts. */
  parameters(size: CellSize): Readonly<Record<string, CellParameter>>;
  /** x [n, input], states [n, width], parameters by local name → the next states, all of them. */
  step(x: Tensor, state: CellState, weights: Readonly<Record<string, Tensor>>, tools: StepTools): CellState;
  /** Set when `step` applies `tools.drop`; without it the layer refuses recurrent dropout. */
  readonly recurrentDropout?: boolean;
  /** The fused kernels for exactly these options, if there are any. */
  readonly twin?: Twin;
}

/** Parameters that the three cells share: PyTorch's names, [gates·H, in], two biases, of which `bias` starts the first. */
export function gatedParameters(gates: number, size: CellSize, output = size.hidden, bias = constantly(0)): Record<string, CellParameter> {
  const rows = gates * size.hidden;
  const weights = {
    weight_ih: { shape: [rows, size.input], initial: glorot(gates) },
    weight_hh: { shape: [rows, output], initial: orthogonal(gates) },
  };
  if (!size.bias) return weights;
  return { ...weights, bias_ih: { shape: [rows], initial: bias }, bias_hh: { shape: [rows], initial: constantly(0) } };
}
