/** One update: forward, loss, backward, clip, optimizer, in one frame. Nothing changes when a number isn't finite. */

import type { Pointer } from "../backend.ts";
import { type Batch, type BatchSource, checkFinite } from "../batch.ts";
import { clipNorm, clipValue, type GradientBlock } from "../clip.ts";
import type { Loss } from "../loss.ts";
import type { Network, State } from "../network.ts";
import type { Optimizer } from "../optimizer.ts";
import type { Parameter } from "../parameter.ts";
import { backward, constant, type Tensor } from "../tensor.ts";
import type { ParameterGroup } from "./options.ts";

/** What an update needs besides its batch. */
export interface UpdateSettings {
  readonly network: Network;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly clipNorm: number;
  readonly clipValue: number;
  readonly decayVectors: boolean;
  readonly groups: readonly ParameterGroup[];
  readonly seed: number;
  readonly keepState: boolean;
}

export interface UpdateResult {
  readonly loss: number;
  readonly gradNorm: number;
  /** The final state, when the next update starts from it. */
  readonly state: State | undefined;
  /** What wasn't finite, if anything; then the weights are as before. */
  readonly fault?: string;
}

/** Slots of the optimizer for one parameter, in the workspace. */
export function slotsOf(network: Network, optimizer: Optimizer, parameter: Parameter): Pointer[] {
  const workspace = network.workspace();
  return optimizer.slots.map((slot) => workspace.persistent(`optimizer ${slot} ${parameter.name}`, parameter.size));
}

/** The mask of a batch: its own, or the steps within each row's length when output and targets have a time axis. */
function maskOf({ inputs, targets, lengths, mask }: Batch, output: Tensor): Tensor | undefined {
  if (mask !== undefined) return constant(mask, "mask");
  const [B, T] = inputs.shape;
  // A rank of 2 is one output a row, even where it happens to be T wide.
  const timed = output.shape.length > 2 && output.shape[1] === T && targets.shape.length > 1 && targets.shape[1] === T;
  if (lengths === undefined || !timed) return undefined;
  return constant({ shape: [B, T], data: Float64Array.from({ length: B * T }, (_, k) => (k % T < lengths[Math.floor(k / T)] ? 1 : 0)) });
}

/** Targets with what the mask leaves out set to 0, so that a NaN there can't matter. */
function targetOf(batch: Batch, mask: Tensor | undefined): Tensor {
  const { shape, data } = batch.targets;
  if (mask === undefined) return constant(batch.targets, "targets");
  const counts = mask.values().data;
  const repeats = data.length / counts.length;
  return constant({ shape, data: Float64Array.from(data, (value, k) => (counts[Math.floor(k / repeats)] === 0 ? 0 : value)) }, "targets");
}

/** The loss of a batch, inside a frame. */
export function lossOf(
  network: Network,
  loss: Loss,
  batch: Batch,
  options: { training: boolean; seed: number; step: number; state?: State },
): { value: Tensor; final: ReadonlyMap<string, Tensor> } {
  const { output, call } = network.apply(batch.inputs, { ...options, lengths: batch.lengths });
  const mask = maskOf(batch, output);
  return { value: loss(output, targetOf(batch, mask), mask), final: call.final };
}

/** Make one update. `step` counts from 1. */
export function update(settings: UpdateSettings, batch: Batch, step: number, rate: number, state: State | undefined): UpdateResult {
  checkFinite(batch);
  const { network, optimizer } = settings;
  const parameters = [...network.parameters().values()].filter(({ trainable }) => trainable);
  const slots = parameters.map((parameter) => slotsOf(network, optimizer, parameter));
  const workspace = network.workspace();
  return workspace.run(true, () => {
    const { value, final } = lossOf(network, settings.loss, batch, { training: true, seed: settings.seed, step, state });
    const loss = value.item();
    const carried = settings.keepState ? Object.fromEntries([...final].map(([name, tensor]) => [name, tensor.values()])) : undefined;
    if (!Number.isFinite(loss)) return { loss, gradNorm: Number.NaN, state: carried, fault: `the loss is ${loss}` };
    backward(value);
    const { kernels } = workspace.memory;
    const changing = parameters
      .map((parameter, index) => ({ parameter, slots: slots[index], tensor: parameter.tensor() }))
      .filter(({ tensor }) => tensor.gradient !== 0);
    const blocks: GradientBlock[] = changing.map(({ tensor }) => ({ pointer: tensor.gradient, n: tensor.size }));
    if (settings.clipValue < Number.POSITIVE_INFINITY) clipValue(kernels, blocks, settings.clipValue, workspace.allocate(1));
    const gradNorm = clipNorm(kernels, blocks, settings.clipNorm);
    if (!Number.isFinite(gradNorm)) return { loss, gradNorm, state: carried, fault: `the gradient's norm is ${gradNorm}` };
    const move = (from: Pointer, to: Pointer, n: number): void => kernels.copy(from, to, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 1, 0);
    const before = changing.map(({ tensor }) => {
      const at = workspace.allocate(tensor.size);
      move(tensor.pointer, at, tensor.size);
      return at;
    });
    for (const { parameter, tensor, slots: own } of changing) {
      const group = settings.groups.find(({ match }) => match.test(parameter.name));
      const decay = group?.weightDecay ?? (parameter.isVector && !settings.decayVectors ? 0 : optimizer.weightDecay);
      const scale = group?.learningRate === undefined ? 1 : group.learningRate / optimizer.rate;
      optimizer.apply(kernels, tensor.pointer, tensor.gradient, own, tensor.size, step, rate * scale, decay);
      parameter.touched();
    }
    const broken = changing.find(({ tensor }) => kernels.firstNonFinite(tensor.pointer, tensor.size) >= 0);
    if (broken === undefined) return { loss, gradNorm, state: carried };
    changing.forEach(({ tensor }, index) => {
      move(before[index], tensor.pointer, tensor.size);
    });
    return { loss, gradNorm, state: carried, fault: `${broken.parameter.name} is no longer finite` };
  });
}

/** Mean loss over a source's rows: dropout off, nothing learnt. */
export async function meanLoss({ network, loss, seed }: UpdateSettings, source: BatchSource): Promise<number> {
  let total = 0;
  let rows = 0;
  for await (const batch of source.epoch(seed, 0)) {
    const [count] = batch.inputs.shape;
    total += count * network.frame(false, () => lossOf(network, loss, batch, { training: false, seed, step: 0 }).value.item());
    rows += count;
  }
  return rows === 0 ? Number.NaN : total / rows;
}
