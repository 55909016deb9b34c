/** What some shards of a batch give, added up: the loss, and the gradients side by side in one block. */
import type { Pointer } from "../backend.ts";
import { copies, type Network, type State } from "../network.ts";
import type { Parameter } from "../parameter.ts";
import { backward } from "../tensor.ts";
import type { Workspace } from "../workspace.ts";
import { lossOf, type Objective, type Shard } from "./objective.ts";

/** Where each parameter stands in a block of `size` reals. */
export interface Layout {
  readonly places: readonly { readonly parameter: Parameter; readonly at: number }[];
  readonly size: number;
}

/** Reals that a place's beginning is a multiple of. */
const aligned = 16;

export function layoutOf(network: Network): Layout {
  let size = 0;
  const places = [...network.parameters().values()].map((parameter) => {
    const at = size;
    size += Math.ceil(parameter.size / aligned) * aligned;
    return { parameter, at };
  });
  return { places, size };
}

/** How a batch is looked at. */
export interface Pass {
  readonly training: boolean;
  readonly step: number;
  /** Is the final state wanted? */
  readonly keepState: boolean;
  /** Shards of the batch. */
  readonly count: number;
}

export interface Part {
  /** Σ weight · loss and Σ weight, where a shard weighs what its loss is a mean of; 1 where the batch is whole. */
  readonly loss: number;
  readonly weight: number;
  /** Rows, steps or numbers that count. */
  readonly counted: number;
  /** Final states by shard. */
  readonly states: readonly State[];
}

/** One shard's part; its gradients, times its weight, go to `into`, unless that is 0. */
export function partOf(objective: Objective, { places }: Layout, shard: Shard, pass: Pass, into: Pointer): Part {
  const { network, loss } = objective;
  const workspace = network.workspace();
  return workspace.run(into !== 0, () => {
    const { value, counted, final } = lossOf(objective, shard, pass);
    const [rows] = shard.batch.inputs.shape;
    const weight = pass.count === 1 || loss.reduction === "sum" ? 1 : loss.reduction === "batch" ? rows : counted;
    // Where nothing counts there is no mean.
    const own = weight === 0 ? 0 : weight * value.item();
    const states = pass.keepState ? [copies(final, (tensor) => tensor.values())] : [];
    if (into !== 0) {
      const tensors = places.map(({ parameter }) => parameter.tensor());
      tensors.forEach((tensor, k) => {
        tensor.room = into + places[k].at * workspace.backend.realBytes;
      });
      if (weight > 0 && Number.isFinite(own)) backward(value, weight);
      for (const { gradient, room, size } of tensors) if (gradient === 0) workspace.memory.kernels.fill(room, 0, size);
    }
    return { loss: own, weight, counted, states };
  });
}

/** Gives part number `index`, its gradients in `into`, unless that is 0. */
type Give = (index: number, into: Pointer) => Part;

/** Parts lo … hi − 1, a power of two of them, added as a tree: gradients, blocks of `size` reals, in `into`, unless that is 0. */
export function addUp(workspace: Workspace, size: number, give: Give, lo: number, hi: number, into: Pointer): Part {
  if (hi - lo === 1) return give(lo, into);
  const middle = (lo + hi) / 2;
  const left = addUp(workspace, size, give, lo, middle, into);
  return workspace.run(false, () => {
    const room = into === 0 ? 0 : workspace.allocate(size);
    const right = addUp(workspace, size, give, middle, hi, room);
    if (into !== 0) workspace.memory.kernels.copy(room, into, 1, 1, 1, size, 0, 0, 0, 1, 0, 0, 0, 1, 1);
    return {
      loss: left.loss + right.loss,
      weight: left.weight + right.weight,
      counted: left.counted + right.counted,
      states: [...left.states, ...right.states],
    };
  });
}
