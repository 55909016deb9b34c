/** A network: layers attached to a backend, with what users call. Weights at rest are plain arrays. */

import type { Backend } from "./backend.ts";
import { backendByName } from "./backends/index.ts";
import type { Call } from "./call.ts";
import { ModelError, show } from "./errors.ts";
import type { Layer } from "./layer.ts";
import { checkLengths } from "./ops/sequence/plan.ts";
import type { Parameter } from "./parameter.ts";
import type { Gradients, InputByName, NetworkOptions, Objective, Pass, PassOptions, State, Stepped } from "./pass.ts";
import { Recorder } from "./recorder.ts";
import { Stepper } from "./stepper.ts";

export type { Gradients, InputByName, NetworkOptions, Objective, Pass, PassOptions, State, Stepped } from "./pass.ts";

import { backward, constant, type Tensor, variable } from "./tensor.ts";
import { entries, type Input, isShaped, sameShape, shapeError, shapeText, sizeOf, toValues, type Values } from "./values.ts";
import type { Workspace } from "./workspace.ts";
import { type Owner, workspaceOf } from "./workspace-pool.ts";

/** What `apply` gives, inside a frame. */
export interface Applied {
  readonly x: Tensor;
  readonly output: Tensor;
  readonly call: Call;
}

/** Copies of tensors, by name. */
export const copies = (tensors: ReadonlyMap<string, Tensor>, take: (tensor: Tensor) => Values): State =>
  Object.fromEntries([...tensors].map(([name, tensor]) => [name, take(tensor)]));

/** A network; see `sequential` and `network`. */
export class Network implements Owner {
  readonly root: Layer;
  readonly backend: Backend;
  readonly seed: number;
  readonly #parameters: Map<string, Parameter>;
  readonly #stepper = new Stepper(this);

  constructor(root: Layer, { seed = 1, backend = "wasm", blank = false }: NetworkOptions = {}) {
    this.root = root;
    this.seed = seed;
    this.backend = backendByName(backend);
    if (!root.attached) root.attach({ backend: this.backend, seed, blank }, "", undefined);
    this.#parameters = root.allParameters();
  }

  /** Parameters by full name, in order. */
  parameters(): ReadonlyMap<string, Parameter> {
    return this.#parameters;
  }

  /** Run: x [B, T, features] (or [B, T] of tokens) → output, final state. Dropout off unless `training`. */
  forward(x: Input, options: PassOptions = {}): Pass {
    return this.frame(false, () => {
      const { output, call } = this.apply(x, options);
      call.recorder?.finish();
      return this.#pass(output, call);
    });
  }

  /** One time step: x [B, features] → output [B, …] and the next state. The same numbers as `forward` over the whole sequence. */
  step(x: Input, state: InputByName = {}): Stepped {
    const flat = (input: Input, where: string): Input => (isShaped(input) ? input : toValues(input, this.backend, where));
    return this.#stepper.step([
      ["x", flat(x, "x")],
      ...entries(state).map(([name, values]) => [name, flat(values, `state ${name}`)] as const),
    ]);
  }

  /** Gradients of an objective with respect to parameters, x and the given states. */
  gradients(x: Input, objective: Objective, options: PassOptions = {}): Gradients {
    return this.frame(true, () => {
      const { x: input, output, call } = this.apply(x, options, true);
      const loss = objective(output, call.final);
      const value = loss.item();
      backward(loss);
      call.recorder?.finish();
      const parameters = Object.fromEntries([...this.#parameters].map(([name, parameter]) => [name, parameter.tensor().gradientValues()]));
      const initial = copies(call.initial, (tensor) => tensor.gradientValues());
      return { ...this.#pass(output, call), loss: value, parameters, input: input.gradientValues(), initial };
    });
  }

  /** All weights by name, as copies: PyTorch's names and shapes. */
  stateDict(): Record<string, Values> {
    return Object.fromEntries([...this.#parameters].map(([name, parameter]) => [name, parameter.values()]));
  }

  /** Replace all weights. Throws ModelError, with nothing changed, for a missing, extra or wrongly shaped one. */
  loadStateDict(weights: InputByName): void {
    const given = new Map(entries(weights));
    const fail = (name: string, expected: string, got: string): ModelError =>
      new ModelError({
        code: "weights-mismatch",
        where: `weight ${name}`,
        expected,
        got,
        hint: "check the cell, the sizes and the number of layers",
      });
    const checked = [...this.#parameters].map(([name, parameter]) => {
      const input = given.get(name);
      if (input === undefined) throw fail(name, `an array ${shapeText(parameter.shape)}`, "none");
      const values = toValues(input, this.backend, name);
      if (!sameShape(values.shape, parameter.shape)) throw fail(name, shapeText(parameter.shape), shapeText(values.shape));
      const bad = values.data.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) throw fail(name, "finite numbers", show(values.data[bad]));
      return { parameter, values };
    });
    for (const name of given.keys()) if (!this.#parameters.has(name)) throw fail(name, "no such weight", "one");
    for (const { parameter, values } of checked) parameter.assign(values.data);
  }

  /** Freeze (or with `false`, free) the parameters whose names start with a prefix; `1` doesn't mean `10`. Returns how many. */
  freeze(prefix = "", frozen = true): number {
    const goesOn = (name: string): boolean => /\d$/.test(prefix) && /^\d/.test(name.slice(prefix.length));
    const chosen = [...this.#parameters.values()].filter(({ name }) => name.startsWith(prefix) && !goesOn(name));
    for (const parameter of chosen) parameter.trainable = !frozen;
    return chosen.length;
  }

  /** A table: layer, output features, parameters. */
  summary(): string {
    const rows: [string, string, string][] = [["layer", "output", "parameters"]];
    const walk = (layer: Layer): void => {
      const own = [...layer.allParameters().values()].reduce((sum, { size }) => sum + size, 0);
      if (layer.children.length === 0) rows.push([`${layer.name} ${layer.kind}`.trim(), `${layer.outputSize}`, `${own}`]);
      layer.children.forEach(walk);
    };
    walk(this.root);
    const all = [...this.#parameters.values()];
    const count = (list: readonly Parameter[]): string => `${list.reduce((sum, { size }) => sum + size, 0)}`;
    rows.push(["total", "", count(all)], ["trainable", "", count(all.filter(({ trainable }) => trainable))]);
    const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
    return rows.map(([a, b, c]) => `${a.padEnd(widths[0])}  ${b.padStart(widths[1])}  ${c.padStart(widths[2])}`).join("\n");
  }

  // ── inside ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The workspace, holding the newest weights. */
  workspace(): Workspace {
    const workspace = workspaceOf(this, this.backend);
    for (const parameter of this.#parameters.values()) parameter.bind(workspace);
    return workspace;
  }

  /** Run `body` in a frame of the workspace. */
  frame<T>(recording: boolean, body: () => T): T {
    return this.workspace().run(recording, body);
  }

  /** One pass inside a frame. `wantInput`: gradients for x and the given states too. */
  apply(input: Input, options: PassOptions, wantInput = false): Applied {
    const values = toValues(input, this.backend, "x");
    const [B, T = 0] = values.shape;
    const lengths = options.lengths === undefined ? undefined : checkLengths(options.lengths, B, T);
    if (lengths !== undefined) blank(values, lengths);
    const place = wantInput ? variable : constant;
    const initial = new Map(entries(options.state ?? {}).map(([name, state]) => [name, place(state, `state ${name}`)]));
    const recorder = options.record ? new Recorder() : undefined;
    const { training = false, seed = this.seed, step = 0, rows } = options;
    const call: Call = { training, lengths, initial, final: new Map(), seed, step, rows, recorder };
    const x = place(values, "x");
    const output = this.root.run(x, call);
    for (const name of initial.keys()) {
      if (!call.final.has(name)) throw shapeError("state", `one of ${[...call.final.keys()].join(", ") || "no states"}`, `"${name}"`);
    }
    return { x, output, call };
  }

  /** Another network takes the workspace: bring the weights home. */
  evicted(): void {
    for (const parameter of this.#parameters.values()) parameter.leave();
  }

  #pass(output: Tensor, call: Call): Pass {
    return { output: output.values(), state: copies(call.final, (tensor) => tensor.values()), recordings: call.recorder?.recordings ?? [] };
  }
}

/** Zero the padding, so that its content can't matter (not even NaN). */
function blank({ shape, data }: Values, lengths: Int32Array): void {
  const [, T] = shape;
  const width = sizeOf(shape.slice(2));
  lengths.forEach((length, row) => {
    data.fill(0, (row * T + length) * width, (row + 1) * T * width);
  });
}
