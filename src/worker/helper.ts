/** What a worker does: it makes the net again, and then gives its part of each batch. */

import type { Loss } from "../loss.ts";
import { losses } from "../losses/index.ts";
import { Network } from "../network.ts";
import type { Fault } from "../parallel/pool.ts";
import { headOf } from "../tasks/forecast/head.ts";
import { type Done, type Job, type Setup, weightsOf } from "../trainer/job.ts";
import type { Objective } from "../trainer/objective.ts";
import { addUp, layoutOf, partOf } from "../trainer/part.ts";
import { layerFrom } from "./layers.ts";

const makers = new Map<string, (options: never) => Loss>([...Object.entries(losses), ["head", (spec) => headOf(spec).loss]]);

let objective: Objective | undefined;

/** The reply to a `Setup`, and then to each `Job`, with what goes over. */
export function reply(message: unknown): readonly [reply: string | Done | Fault, transfer: readonly ArrayBuffer[]] {
  try {
    const told = message as Setup | Job;
    if ("layer" in told) {
      objective = made(told);
      return [weightsOf(objective.network), []];
    }
    if (objective === undefined) throw new Error("a job before the net");
    const done = work(objective, told);
    return [done, [done.numbers.buffer as ArrayBuffer]];
  } catch (error) {
    return [{ fault: error instanceof Error ? error.message : `${error}` }, []];
  }
}

function made({ layer, loss: { kind, options }, backend, seed }: Setup): Objective {
  const loss = makers.get(kind)?.(options as never);
  if (loss === undefined) throw new Error(`unknown loss ${kind}`);
  return { network: new Network(layerFrom(layer), { backend, blank: true }), loss, seed };
}

function work(own: Objective, { shards, pass, frozen, numbers, gradients }: Job): Done {
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
  return { part, numbers };
}
