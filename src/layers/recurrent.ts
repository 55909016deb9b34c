/**
 * The recurrent layer: any cell, stacked, in one or both directions, over ragged batches. Runs the cell's fused twin
 * where there is one for its options, else its equations (slower, the same numbers).
 */
import type { Call } from "../call.ts";
import type { Cell } from "../cell.ts";
import { cellByName, cellNames } from "../cells/index.ts";
import { invalidOption, missingOption } from "../errors.ts";
import { Layer } from "../layer.ts";
import { concat, dropout, dropoutMask, gather, type MaskKey, reshape, slice } from "../ops/index.ts";
import { sequence } from "../ops/sequence/loop.ts";
import { type Plan, planOf } from "../ops/sequence/plan.ts";
import { streamKey } from "../random.ts";
import { belowOne, onlyKnown, wholeFrom } from "../range.ts";
import { constant, type Tensor } from "../tensor.ts";
import { shapeError, shapeText, sizeOf } from "../values.ts";
import { runEquations } from "./recurrent/equations.ts";
import { type RecurrentOptions, type Resolved, suffix } from "./recurrent/options.ts";
import { watchEquations, watchTwin } from "./recurrent/watch.ts";

/** A recurrent layer; see `recurrent`. */
export class Recurrent extends Layer {
  readonly kind = "recurrent";
  readonly input: number | undefined;
  readonly cell: Cell;
  readonly directions: 1 | 2;
  readonly options: Resolved;

  constructor(options: RecurrentOptions) {
    super();
    const { cell, input, hidden, layers = 1, bidirectional = false, bias = true, variational = false, returns = "sequence" } = options;
    const { dropout: between = 0, recurrentDropout = 0 } = options;
    const own = { cell, input, hidden, layers, bidirectional, bias, dropout: between, variational, recurrentDropout, returns };
    onlyKnown(options, Object.keys(own));
    if (cell === undefined) throw missingOption("cell", `one of ${cellNames.join(", ")}, or a cell`);
    this.cell = typeof cell === "string" ? cellByName(cell) : cell;
    this.input = input === undefined ? undefined : wholeFrom(1, "input", input);
    wholeFrom(1, "hidden", hidden);
    wholeFrom(1, "layers", layers);
    belowOne("dropout", between);
    belowOne("recurrentDropout", recurrentDropout);
    if (returns !== "sequence" && returns !== "last") throw invalidOption("returns", "sequence or last", returns);
    if (recurrentDropout > 0 && !this.cell.recurrentDropout) {
      throw invalidOption("recurrentDropout", `0 for the cell ${this.cell.kind}, whose step doesn't apply it`, recurrentDropout);
    }
    this.directions = bidirectional ? 2 : 1;
    this.options = { ...own, cell: { kind: this.cell.kind, ...this.cell.options } };
  }

  /** Widths of the states; the first is the output's. */
  get stateWidths(): Readonly<Record<string, number>> {
    const { hidden, bias } = this.options;
    return this.cell.states({ input: 1, hidden, bias });
  }

  /** Features of the output. */
  get #width(): number {
    return Object.values(this.stateWidths)[0] * this.directions;
  }

  protected build(input: number): number {
    const { layers, hidden, bias } = this.options;
    for (let layer = 0; layer < layers; layer++) {
      const size = { input: layer === 0 ? input : this.#width, hidden, bias };
      for (let direction = 0; direction < this.directions; direction++) {
        for (const [name, { shape, initial }] of Object.entries(this.cell.parameters(size))) {
          this.parameter(name + suffix(layer, direction), shape, initial);
        }
      }
    }
    return this.#width;
  }

  run(x: Tensor, call: Call): Tensor {
    const { layers, dropout: between, returns } = this.options;
    const [B, T, F] = x.shape;
    if (x.shape.length !== 3 || F !== this.inputSize)
      throw shapeError(`input of ${this.kind} ${this.name}`.trim(), `[batch, time, ${this.inputSize}]`, x.shape);
    const plan = planOf(B, T, call.lengths);
    let packed = gather(reshape(x, [B * T, F]), plan.pack);
    const finals = new Map(Object.keys(this.stateWidths).map((name) => [name, [] as Tensor[]]));
    for (let layer = 0; layer < layers; layer++) {
      if (layer > 0 && call.training && between > 0) packed = this.#between(packed, plan, call, layer);
      packed = this.#layer(packed, plan, call, layer, finals);
    }
    const inverse = new Int32Array(B);
    plan.order.forEach((row, rank) => {
      inverse[row] = rank;
    });
    const unsort = (state: Tensor): Tensor => (plan.sorted ? state : gather(state, inverse));
    let last: Tensor[] = [];
    for (const [name, list] of finals) {
      const states = list.map(unsort);
      if (last.length === 0) last = states.slice(-this.directions);
      const layered = states.map((state) => reshape(state, [1, ...state.shape]));
      call.final.set(this.fullName(name), concat(layered, 0));
    }
    if (returns === "last") return this.directions === 1 ? last[0] : concat(last, 1);
    return reshape(gather(packed, plan.unpack), [B, T, this.#width]);
  }

  #key(call: Call, what: string, layer: number): MaskKey {
    return { seed: call.seed, stream: streamKey(`${this.fullName(what)} ${layer}`), step: call.step, numbers: call.rows };
  }

  #between(x: Tensor, plan: Plan, call: Call, layer: number): Tensor {
    const key = this.#key(call, "dropout", layer);
    const times = this.options.variational ? new Int32Array(plan.N) : plan.times;
    return dropout(x, this.options.dropout, { ...key, rows: plan.rows, times });
  }

  #layer(x: Tensor, plan: Plan, call: Call, layer: number, finals: Map<string, Tensor[]>): Tensor {
    const { hidden, bias, recurrentDropout } = this.options;
    const widths = Object.entries(this.stateWidths);
    const P = widths[0][1];
    const inputs = Array.from({ length: this.directions }, (_, direction) => {
      const index = layer * this.directions + direction;
      const names = Object.keys(this.cell.parameters({ input: x.shape[1], hidden, bias }));
      const weights = Object.fromEntries(names.map((name) => [name, this.weight(name + suffix(layer, direction)) as Tensor]));
      const states = Object.fromEntries(widths.map(([name, width]) => [name, this.#initial(call, plan, name, index, width)]));
      const masked = call.training && recurrentDropout > 0;
      const key = { ...this.#key(call, `recurrent dropout ${direction}`, layer), rows: plan.order };
      return { reverse: direction === 1, weights, states, mask: masked ? dropoutMask(plan.B, P, recurrentDropout, key) : undefined };
    });
    const { twin } = this.cell;
    const recordings = inputs.map(({ reverse }) => call.recorder?.begin(this.name, layer, reverse));
    if (twin !== undefined) {
      const watch = call.recorder === undefined ? undefined : watchTwin(twin, recordings);
      const directions = inputs.map(({ states, ...rest }) => ({ ...rest, h0: states.h, c0: states.c }));
      const { y, states } = sequence(twin, plan, x, hidden, P, directions, watch);
      for (const { h, c } of states) {
        finals.get("h")?.push(h);
        if (c !== undefined) finals.get("c")?.push(c);
      }
      return y;
    }
    const outputs = inputs.map((input, index) => {
      const watch = call.recorder === undefined ? undefined : watchEquations(call.recorder, recordings[index], plan);
      const { y, final } = runEquations(this.cell, plan, x, input, watch);
      for (const [name, state] of Object.entries(final)) finals.get(name)?.push(state);
      return y;
    });
    return outputs.length === 1 ? outputs[0] : concat(outputs, 1);
  }

  /** The initial state of one direction [B, width], rows in the plan's order. */
  #initial(call: Call, plan: Plan, name: string, index: number, width: number): Tensor {
    const given = call.initial.get(this.fullName(name));
    const shape = [this.options.layers * this.directions, plan.B, width];
    if (given === undefined) return constant({ shape: shape.slice(1), data: new Float64Array(sizeOf(shape.slice(1))) });
    if (shapeText(given.shape) !== shapeText(shape)) throw shapeError(`state ${this.fullName(name)}`, shapeText(shape), given.shape);
    const own = reshape(slice(given, 0, index, index + 1), shape.slice(1));
    return plan.sorted ? own : gather(own, plan.order);
  }
}
