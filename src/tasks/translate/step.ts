/** One source read, and one target token after another: what searching and streaming stand on. */
import type { Network, State } from "../../network.ts";
import { gather } from "../../ops/index.ts";
import { constant } from "../../tensor.ts";
import type { Values } from "../../values.ts";
import { logSum } from "../generate/evaluate.ts";
import { layerOf } from "./net.ts";

/** Sources that were read. */
export interface Reading {
  /** The encoder's states [B, S, H]. */
  readonly memory: Values;
  readonly lengths: Int32Array;
  /** The decoder's states by name, [layers, B, H]. */
  readonly states: State;
}

const call = { training: false, initial: new Map(), seed: 0, step: 0 };

/** Reads sources: numbers of their vocabulary, none empty. */
export function readSources(network: Network, sources: readonly Int32Array[]): Reading {
  const [B, S] = [sources.length, Math.max(...sources.map(({ length }) => length))];
  const data = new Int32Array(B * S);
  sources.forEach((source, row) => {
    data.set(source, row * S);
  });
  const lengths = Int32Array.from(sources, ({ length }) => length);
  return network.frame(false, () => {
    const { memory, initial } = layerOf(network).encode({ shape: [B, S], data, lengths }, { ...call, final: new Map() });
    const states = Object.fromEntries([...initial].map(([name, state]) => [name, state.values()]));
    return { memory: memory.states.values(), lengths, states };
  });
}

export interface Stepped {
  /** log P of each class [R, classes]: 0 is the end, then the target's tokens. */
  readonly logs: Float64Array;
  readonly classes: number;
  /** [R, S]. */
  readonly attention: ArrayLike<number>;
  readonly states: State;
}

/** One token for each of R targets: `rows` says which source each is of, `inputs` its last token (0: none yet). `states` are [layers, R, H]. */
export function stepTargets(network: Network, { memory, lengths }: Reading, rows: Int32Array, inputs: Int32Array, states: State): Stepped {
  const R = rows.length;
  const { classes } = layerOf(network);
  return network.frame(false, () => {
    const own = gather(constant(memory), rows);
    const final = new Map();
    const initial = new Map(Object.entries(states).map(([name, state]) => [name, constant(state)]));
    const steps = { shape: [R, 1], data: inputs, lengths: new Int32Array(R).fill(1) } as const;
    const looked = { states: own, lengths: Int32Array.from(rows, (row) => lengths[row]) };
    const { logits, attention } = layerOf(network).decode(steps, looked, { ...call, initial, final });
    const { data } = logits.values();
    const logs = Float64Array.from(data);
    for (let row = 0; row < R; row++) {
      const total = logSum(data, row, classes);
      for (let k = row * classes; k < (row + 1) * classes; k++) logs[k] -= total;
    }
    const next = Object.fromEntries(Object.keys(states).map((name) => [name, final.get(name).values()]));
    return { logs, classes, attention: attention.values().data, states: next };
  });
}

/** Rows of states [layers, R, H]. */
export function takeStates(states: State, rows: ArrayLike<number>): State {
  return Object.fromEntries(
    Object.entries(states).map(([name, { shape, data }]): [string, Values] => {
      const [layers, R, H] = shape;
      const out = new Float64Array(layers * rows.length * H);
      for (let layer = 0; layer < layers; layer++) {
        for (let r = 0; r < rows.length; r++) {
          const from = (layer * R + rows[r]) * H;
          out.set(data.subarray(from, from + H), (layer * rows.length + r) * H);
        }
      }
      return [name, { shape: [layers, rows.length, H], data: out }];
    }),
  );
}
