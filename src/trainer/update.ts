/** One update: forward, loss, backward, clip, optimizer, in one frame. Nothing changes when a number isn't finite. */

import type { Pointer } from "../backend.ts";
import type { Batch } from "../batch.ts";
import { clipNorm, clipValue, type GradientBlock } from "../clip.ts";
import type { Network, State } from "../network.ts";
import type { Optimizer } from "../optimizer.ts";
import type { Parameter } from "../parameter.ts";
import { backward, type Tensor } from "../tensor.ts";
import { lossOf, type Objective, valuesOf } from "./objective.ts";
import type { ParameterGroup } from "./options.ts";

/** What an update needs besides its batch. */
export interface UpdateSettings extends Objective {
  readonly optimizer: Optimizer;
  readonly clipNorm: number;
  readonly clipValue: number;
  readonly decayVectors: boolean;
  readonly groups: readonly ParameterGroup[];
  readonly keepState: boolean;
}

export interface UpdateResult {
  readonly loss: number;
  readonly gradNorm: number;
  /** The final state, when the next update starts from it. */
  readonly state: State | undefined;
  /** Why no update was made, if none was; then the weights are as before. */
  readonly fault?: string;
}

/** Where an update stands: its number from 1, its learning rate, its first state, and the loss above which it's given up. */
export interface UpdatePlace {
  readonly step: number;
  readonly rate: number;
  readonly state: State | undefined;
  readonly ceiling: number;
}

/** Slots of the optimizer for one parameter, in the workspace. */
export function slotsOf(network: Network, optimizer: Optimizer, parameter: Parameter): Pointer[] {
  const workspace = network.workspace();
  return optimizer.slots.map((slot) => workspace.persistent(`optimizer ${slot} ${parameter.name}`, parameter.size));
}

/** Make one update. */
export function update(settings: UpdateSettings, batch: Batch, { step, rate, state, ceiling }: UpdatePlace): UpdateResult {
  const { network, optimizer } = settings;
  const parameters = [...network.parameters().values()].filter(({ trainable }) => trainable);
  const slots = new Map(parameters.map((parameter) => [parameter, slotsOf(network, optimizer, parameter)]));
  const workspace = network.workspace();
  return workspace.run(true, () => {
    const { value, final } = lossOf(settings, batch, { training: true, step, state });
    const loss = value.item();
    const carried = settings.keepState ? valuesOf(final) : undefined;
    const without = (fault: string, gradNorm = Number.NaN): UpdateResult => ({ loss, gradNorm, state: carried, fault });
    if (!Number.isFinite(loss)) return without(`the loss is ${loss}`);
    if (loss > ceiling) return without(`the loss grew to ${loss}`);
    backward(value);
    const { kernels } = workspace.memory;
    const changing = parameters
      .map((parameter) => ({ parameter, tensor: parameter.tensor() }))
      .filter(({ tensor }) => tensor.gradient !== 0);
    const blocks: GradientBlock[] = changing.map(({ tensor }) => ({ pointer: tensor.gradient, n: tensor.size }));
    const byValue = settings.clipValue < Number.POSITIVE_INFINITY;
    const gradNorm = clipNorm(kernels, blocks, byValue ? Number.POSITIVE_INFINITY : settings.clipNorm);
    if (!Number.isFinite(gradNorm)) return without(`the gradient's norm is ${gradNorm}`, gradNorm);
    if (byValue) {
      clipValue(kernels, blocks, settings.clipValue, workspace.allocate(1));
      clipNorm(kernels, blocks, settings.clipNorm);
    }
    const move = (from: Pointer, to: Pointer, n: number): void => kernels.copy(from, to, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 1, 0);
    const before = changing.map(({ tensor }) => {
      const at = workspace.allocate(tensor.size);
      move(tensor.pointer, at, tensor.size);
      return at;
    });
    for (const { parameter, tensor } of changing) apply(settings, parameter, tensor, slots.get(parameter) ?? [], step, rate);
    const broken = changing.find(({ tensor }) => kernels.firstNonFinite(tensor.pointer, tensor.size) >= 0);
    if (broken === undefined) return { loss, gradNorm, state: carried };
    changing.forEach(({ tensor }, index) => {
      move(before[index], tensor.pointer, tensor.size);
    });
    return without(`${broken.parameter.name} is no longer finite`, gradNorm);
  });
}

/** Let the optimizer move one parameter, with its group's rate and decay. */
function apply(settings: UpdateSettings, parameter: Parameter, tensor: Tensor, slots: Pointer[], step: number, rate: number): void {
  const { optimizer, groups, decayVectors } = settings;
  const group = groups.find(({ match }) => parameter.name.search(match) >= 0);
  const decay = group?.weightDecay ?? (parameter.isVector && !decayVectors ? 0 : optimizer.weightDecay);
  const scale = group?.learningRate === undefined ? 1 : group.learningRate / optimizer.rate;
  optimizer.apply(tensor.workspace.memory.kernels, tensor.pointer, tensor.gradient, slots, tensor.size, step, rate * scale, decay);
  parameter.touched();
}
