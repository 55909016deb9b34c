/** What a worker does: it makes the net again, and then gives its part of each batch. */
import type { RealArray } from "../backend.ts";
import { type LayerMaker, type LayerSpec, layerFrom, layerMakers } from "../layers/made.ts";
import type { Loss } from "../loss.ts";
import { lossMakers } from "../losses/index.ts";
import { Network } from "../network.ts";
import type { Objective, Shard } from "./objective.ts";
import { addUp, type Layout, layoutOf, type Part, type Pass, partOf } from "./part.ts";

/** A net and its loss, in words. */
export interface Setup {
  readonly layer: LayerSpec;
  readonly loss: NonNullable<Loss["made"]>;
  readonly backend: string;
  readonly seed: number;
}

/** Shards to add up. `numbers`: the weights by the layout, which the gradients replace. */
export interface Job {
  readonly shards: readonly Shard[];
  readonly pass: Pass;
  readonly frozen: readonly string[];
  readonly numbers: RealArray;
  readonly gradients: boolean;
}

/** What a helper says: names and shapes of its weights, its part of a batch with the gradients, or what went wrong. */
export interface Ready {
  readonly weights: string;
}
export interface Done {
  readonly part: Part;
  readonly numbers: RealArray;
}
export interface Fault {
  readonly fault: string;
}

/** Names and shapes of a net's weights, to compare. */
export const weightsOf = (network: Network): string =>
  [...network.parameters().values()].map(({ name, shape }) => `${name}[${shape}]`).join(" ");

/** Answers to `Setup`, then to each `Job`. `layers` and `losses`: kinds beside the library's own. */
export function helper(
  layers: readonly (readonly [string, LayerMaker])[],
  losses: readonly (readonly [string, (options: never) => Loss])[],
): (message: unknown) => readonly [reply: Ready | Done | Fault, transfer: readonly ArrayBuffer[]] {
  const allLayers = new Map([...layerMakers, ...layers]);
  const allLosses = new Map<string, (options: never) => Loss>([...lossMakers, ...losses]);
  let objective: Objective | undefined;
  let layout: Layout | undefined;
  const answer = (message: Setup | Job): readonly [Ready | Done, readonly ArrayBuffer[]] => {
    if ("layer" in message) {
      const { layer, backend, seed } = message;
      const loss = allLosses.get(message.loss.kind)?.(message.loss.options as never);
      if (loss === undefined) throw new Error(`unknown loss ${message.loss.kind}`);
      const network = new Network(layerFrom(layer, allLayers), { backend, seed: 0, blank: true });
      objective = { network, loss, seed };
      layout = layoutOf(network);
      return [{ weights: weightsOf(network) }, []];
    }
    if (objective === undefined || layout === undefined) throw new Error("a job before the net");
    return [work(objective, layout, message), [message.numbers.buffer as ArrayBuffer]];
  };
  return (message) => {
    try {
      return answer(message as Setup | Job);
    } catch (error) {
      return [{ fault: error instanceof Error ? error.message : `${error}` }, []];
    }
  };
}

function work(objective: Objective, layout: Layout, { shards, pass, frozen, numbers, gradients }: Job): Done {
  const { network } = objective;
  for (const { parameter, at } of layout.places) {
    parameter.trainable = !frozen.includes(parameter.name);
    parameter.assign(numbers.subarray(at, at + parameter.size));
  }
  const workspace = network.workspace();
  const into = gradients ? workspace.persistent("gradients", layout.size) : 0;
  const part = addUp(workspace, layout.size, (index, room) => partOf(objective, layout, shards[index], pass, room), 0, shards.length, into);
  if (gradients) numbers.set(workspace.memory.reals(into, layout.size));
  return { part, numbers };
}
