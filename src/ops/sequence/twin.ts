/**
 * The fused twin of a cell: the same algebra as its equations, one kernel call a step. The loop over time, lengths and
 * directions is `loop.ts`, written once for all twins.
 */
import type { Kernels, Pointer } from "../../backend.ts";
import type { Tensor } from "../../tensor.ts";
import type { Workspace } from "../../workspace.ts";
import type { Plan } from "./plan.ts";

/** One direction of one layer while it runs. Buffers are packed rows (see `plan.ts`); widths in elements. */
export interface Direction {
  readonly workspace: Workspace;
  readonly kernels: Kernels;
  readonly plan: Plan;
  readonly reverse: boolean;
  /** I inputs, H units, P outputs (= H without projection). */
  readonly I: number;
  readonly H: number;
  readonly P: number;
  /** Parameters by local name: weight_ih, weight_hh, bias_ih … */
  readonly weights: Readonly<Record<string, Tensor | undefined>>;
  /** Keep what the backward pass needs? */
  readonly keep: boolean;
  /** Variational mask on h_{t−1} [B, P], or 0. */
  readonly mask: Pointer;
  /** Outputs [N, P] inside rows of ld, and their gradient once the backward pass runs. */
  readonly y: Pointer;
  readonly ld: number;
  dy: Pointer;
  /** Gate pre-activations, then values, then pre-activation gradients [N, G·H]. */
  g: Pointer;
  /** The (masked) h_{t−1} that entered the products [N, P]; one step's [B, P] when nothing is kept. */
  hm: Pointer;
  /** Carried from step to step [B, P] and [B, H]: states forward, their gradients backward. */
  h: Pointer;
  c: Pointer;
  /** ∂L/∂c_t of every step [N, H] when recorded, or 0. */
  dcAll: Pointer;
  /** Scratch for products and what the twin keeps by name. */
  scratch: Pointer;
  readonly own: Map<string, Pointer>;
}

/** A step's place: n rows starting at packed row `row`. */
export interface Step {
  readonly n: number;
  readonly row: number;
}

/** The fused kernels of one cell. */
export interface Twin {
  /** Gate names in storage order: `i f g o`, `r z n`, or `h`. G is their number. */
  readonly gates: readonly string[];
  /** Does it carry a cell state c? */
  readonly hasCell: boolean;
  /** So many gates, from the first, take bias_hh as they take bias_ih: with the input product, for all steps at once. */
  readonly joined: number;
  /** Allocate what forward keeps and pack weights. */
  begin(d: Direction): void;
  /** One step: d.g holds the input product; d.hm the masked h_{t−1}. Writes y and the carried states. */
  forward(d: Direction, step: Step, hm: Pointer): void;
  beginBackward(d: Direction): void;
  /** One step back: takes dy and the carried d.h (and d.c), leaves ∂L/∂h_{t−1} in d.h and pre-activation gradients in d.g. */
  backward(d: Direction, step: Step): void;
  /** Gradients of the recurrent weights and biases, as long products over all steps. */
  finish(d: Direction): void;
}
