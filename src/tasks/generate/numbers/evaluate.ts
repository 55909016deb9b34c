/** Running the net over sequences, and how well it foresees their frames. */
import type { Network, State } from "../../../network.ts";
import type { Frames } from "./data.ts";
import { natsOfFrame } from "./head.ts";
import { type Encoding, type Part, widthIn, writeInput } from "./parts.ts";

/** Steps of one pass: the result doesn't depend on it. */
const stretch = 512;

/** Outputs [T, width] at the steps that follow each frame of `before` (none: the beginning), and the state after them. */
export function run(
  network: Network,
  encoding: Encoding,
  before: readonly (ArrayLike<number> | undefined)[],
  label: number,
  state?: State,
): { outputs: Float64Array[]; state: State } {
  const outputs: Float64Array[] = [];
  let now = state;
  const width = widthIn(encoding);
  for (let from = 0; from < before.length; from += stretch) {
    const some = before.slice(from, from + stretch);
    const data = new Float64Array(some.length * width);
    for (let t = 0; t < some.length; t++) writeInput(encoding, some[t], label, data, t * width);
    const pass = network.forward({ shape: [1, some.length, width], data }, { state: now });
    const size = pass.output.shape[2];
    for (let t = 0; t < some.length; t++) outputs.push(Float64Array.from(pass.output.data.subarray(t * size, (t + 1) * size)));
    now = pass.state;
  }
  return { outputs, state: now ?? {} };
}

/** The frames of a sequence; what stands before each: none, then the frame before. */
export const framesOf = ({ values, length }: Frames, F: number): Float64Array[] =>
  Array.from({ length }, (_, t) => values.subarray(t * F, (t + 1) * F));

export interface Nats {
  /** Mean of a frame, over those with a known value; NaN where there is none. */
  readonly nats: number;
  readonly n: number;
}

/** Mean of a frame's nats over parts, each given all that came before in its sequence. */
export function meanNats(
  frames: readonly Frames[],
  parts: readonly Part[],
  F: number,
  natsOf: (frames: readonly Float64Array[], sequence: number, part: Part) => (t: number) => { nats: number; n: number },
): Nats {
  let [sum, n] = [0, 0];
  for (const part of parts) {
    const own = natsOf(framesOf(frames[part.sequence], F).slice(0, part.to), part.sequence, part);
    for (let t = part.count; t < part.to; t++) {
      const at = own(t);
      if (at.n === 0) continue;
      sum += at.nats;
      n++;
    }
  }
  return { nats: sum / n, n };
}

/** The net's. */
export const netNats = (network: Network, encoding: Encoding, frames: readonly Frames[], parts: readonly Part[]): Nats =>
  meanNats(frames, parts, encoding.channels, (own, sequence) => {
    const label = encoding.labels.indexOf(frames[sequence].label ?? "");
    const { outputs } = run(network, encoding, [undefined, ...own.slice(0, -1)], label);
    return (t) => natsOfFrame(encoding, outputs[t], own[t], t === 0 ? undefined : own[t - 1]);
  });
