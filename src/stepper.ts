/**
 * Single steps of a stream. The first of its sizes runs as any pass, since it may be the only one. The second is noted as the kernel
 * calls that it makes, and all that follow make these again on new numbers: the same bits, without the work that led to the calls.
 */
import type { Memory, Pointer } from "./backend.ts";
import type { Network } from "./network.ts";
import type { Stepped } from "./pass.ts";
import type { Tensor } from "./tensor.ts";
import { type Input, isShaped, sameShape, type Values } from "./values.ts";
import type { Trace } from "./workspace-trace.ts";

/** Sizes that a network keeps notes of. */
const mostSizes = 8;

/** Where a tensor's numbers are. */
interface Place {
  readonly name: string;
  readonly shape: readonly number[];
  readonly pointer: Pointer;
  readonly size: number;
}

/** A step that was noted, for one version of the weights: where its numbers go in (x first), and come out (the output first). */
interface Notes {
  readonly version: number;
  readonly memory: Memory;
  readonly calls: NonNullable<Trace["calls"]>;
  readonly inputs: readonly Place[];
  readonly outputs: readonly Place[];
}

const placeOf = ([name, { shape, pointer, size }]: [string, Tensor]): Place => ({ name, shape, pointer, size });
/** [B, 1, …] without its time. */
const timeless = ([B, T, ...rest]: readonly number[]): readonly number[] => (rest.length > 0 ? [B, ...rest] : [B, T]);

/** The steps of one network. */
export class Stepper {
  readonly #network: Network;
  /** By sizes, after the first step of such; undefined once one looked at numbers, which can't be noted. */
  #notes: Map<string, Notes | undefined> | undefined = new Map();

  constructor(network: Network) {
    this.#network = network;
  }

  /** A step on x [B, …] and states, each flat with its shape. */
  step(given: readonly (readonly [name: string, values: Input])[]): Stepped {
    let version = 0;
    for (const parameter of this.#network.parameters().values()) version += parameter.version;
    for (const notes of this.#notes?.values() ?? []) if (notes?.version === version && fits(notes, given)) return replay(notes, given);
    const [[, x], ...states] = given as [string, Values][];
    const input = { shape: [x.shape[0], 1, ...x.shape.slice(1)], data: x.data };
    const state = new Map(states);
    const key = `step ${x.shape} ${[...state.keys()]}`;
    const workspace = this.#network.workspace();
    if (this.#notes?.has(key) !== true || workspace.frame !== 0) {
      if (this.#notes !== undefined && this.#notes.size < mostSizes) this.#notes.set(key, this.#notes.get(key));
      const { output, state: next } = this.#network.forward(input, { state });
      return { output: { shape: timeless(output.shape), data: output.data }, state: next };
    }
    const { result, calls } = workspace.trace(key, () => {
      const { x: own, output, call } = this.#network.apply(input, { state });
      return {
        inputs: [{ ...placeOf(["x", own]), shape: x.shape }, ...[...call.initial].map(placeOf)],
        outputs: [{ ...placeOf(["output", output]), shape: timeless(output.shape) }, ...[...call.final].map(placeOf)],
      };
    });
    const notes = { ...result, version, memory: workspace.memory, calls: calls ?? [] };
    if (calls === undefined) this.#notes = undefined;
    else this.#notes.set(key, notes);
    return replay({ ...notes, calls: [] }, given);
  }
}

function fits({ inputs }: Notes, given: Parameters<Stepper["step"]>[0]): boolean {
  if (given.length !== inputs.length) return false;
  return inputs.every(({ name, shape, size }, index) => {
    const [own, values] = given[index];
    return own === name && isShaped(values) && sameShape(values.shape, shape) && values.data.length === size;
  });
}

/** Make a step's calls again on new numbers. */
function replay({ memory, calls, inputs, outputs }: Notes, given: Parameters<Stepper["step"]>[0]): Stepped {
  for (const [index, { pointer, size }] of inputs.entries()) memory.reals(pointer, size).set((given[index][1] as Values).data);
  for (const [kernel, args] of calls) kernel(...args);
  const state: Record<string, Values> = {};
  const values = ({ shape, pointer, size }: Place): Values => ({ shape: [...shape], data: memory.reals(pointer, size).slice() });
  for (let index = 1; index < outputs.length; index++) state[outputs[index].name] = values(outputs[index]);
  return { output: values(outputs[0]), state };
}
