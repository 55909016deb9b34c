/** What a worker does: it makes the net again, and then gives its part of each batch. */

import type { RealArray } from "../backend.ts";
import type { Loss } from "../loss.ts";
import { losses } from "../losses/index.ts";
import { Network } from "../network.ts";
import type { Parcel } from "../parallel/pool.ts";
import { headOf } from "../tasks/forecast/head.ts";
import { lossOf } from "../tasks/generate/numbers/head.ts";
import { type Job, type Setup, weightsOf } from "../trainer/job.ts";
import type { Objective } from "../trainer/objective.ts";
import { addUp, layoutOf, type Part, partOf } from "../trainer/part.ts";
import { layerFrom } from "./layers.ts";

const makers = new Map<string, (options: never) => Loss>([
  ...Object.entries(losses),
  ["head", (spec) => headOf(spec).loss],
  ["frames", () => lossOf({ scales: [] })],
]);

let objective: Objective | undefined;

/** The reply to a `Setup`, and then to each `Job`. */
export function reply({ message, numbers }: Parcel): Parcel {
  try {
    const told = message as Setup | Job;
    if ("layer" in told) {
      objective = made(told);
      return { message: weightsOf(objective.network) };
    }
    if (objective === undefined || numbers === undefined) throw new Error("a job before the net");
    return { message: work(objective, told, numbers), numbers };
  } catch (error) {
    return { message: undefined, fault: error instanceof Error ? error.message : `${error}` };
  }
}

function made({ layer, loss: { kind, options }, backend, seed }: Setup): Objective {
  const loss = makers.get(kind)?.(options as never);
  if (loss === undefined) throw new Error(`unknown loss ${kind}`);
  return { network: new Network(layerFrom(layer), { backend, blank: true }), loss, seed };
}

function work(own: Objective, { shards, pass, frozen, gradients }: Job, numbers: RealArray): Part {
  const { network } = own;
  const layout = layoutOf(network);
  for (const { parameter, at } of layout.places) {
    parameter.trainable = !frozen.includes(parameter.name);
    parameter.assign(numbers.subarray(at, at + parameter.size));
  }
  const workspace = network.workspace();
  const into = gradients ? workspace.persistent("gradients", layout.size) : 0;
  const part = addUp(workspace, layout.size, (index, room) => partOf(own, layout, shards[index], pass, room), 0, shards.length, into);
  if (gradients) numbers.set(workspace.memory.reals(into, layout.size));
  return part;
}
