/** One update: forward, loss, backward, clip, optimizer. Nothing changes when a number isn't finite. */
import { type Pointer, unaryCode } from "../backend.ts";
import type { Batch } from "../batch.ts";
import { clipNorm, clipValue } from "../clip.ts";
import type { Network, State } from "../network.ts";
import type { Optimizer } from "../optimizer.ts";
import type { Parameter } from "../parameter.ts";
import type { Crew } from "./crew.ts";
import type { Objective } from "./objective.ts";
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
export async function update(settings: UpdateSettings, crew: Crew, batch: Batch, place: UpdatePlace): Promise<UpdateResult> {
  const { network, optimizer, keepState } = settings;
  const { step } = place;
  const { places, size } = crew.layout;
  const workspace = network.workspace();
  const { kernels } = workspace.memory;
  const gradients = workspace.persistent("gradients", size);
  const total = await crew.total({ batch, state: place.state }, { training: true, step, keepState }, gradients);
  const { loss } = total;
  return network.frame(false, () => {
    const without = (fault: string, gradNorm = Number.NaN): UpdateResult => ({ loss, gradNorm, state: total.state, fault });
    if (!Number.isFinite(loss)) return without(`the loss is ${loss}`);
    if (loss > place.ceiling) return without(`the loss grew to ${loss}`);
    if (total.divisor !== 1) kernels.unary(unaryCode("scale"), gradients, gradients, size, 1 / total.divisor);
    const changing = places
      .filter(({ parameter }) => parameter.trainable)
      .map(({ parameter, at }) => {
        const { pointer: weights, size: n } = parameter.tensor();
        return { parameter, weights, pointer: gradients + at * workspace.backend.realBytes, n };
      });
    const byValue = settings.clipValue < Number.POSITIVE_INFINITY;
    const gradNorm = clipNorm(kernels, changing, byValue ? Number.POSITIVE_INFINITY : settings.clipNorm);
    if (!Number.isFinite(gradNorm)) return without(`the gradient's norm is ${gradNorm}`, gradNorm);
    if (byValue) {
      clipValue(kernels, changing, settings.clipValue, workspace.allocate(1));
      clipNorm(kernels, changing, settings.clipNorm);
    }
    const move = (from: Pointer, to: Pointer, n: number): void => kernels.copy(from, to, 1, 1, 1, n, 0, 0, 0, 1, 0, 0, 0, 1, 0);
    const before = changing.map(({ weights, n }) => {
      const at = workspace.allocate(n);
      move(weights, at, n);
      return at;
    });
    for (const { parameter, weights, pointer, n } of changing) {
      const { weightDecay, scale } = treatmentOf(settings, parameter);
      optimizer.apply(kernels, weights, pointer, slotsOf(network, optimizer, parameter), n, step, place.rate * scale, weightDecay);
      parameter.touched();
    }
    const broken = changing.find(({ weights, n }) => kernels.firstNonFinite(weights, n) >= 0);
    if (broken === undefined) return { loss, gradNorm, state: total.state };
    changing.forEach(({ weights, n }, k) => {
      move(before[k], weights, n);
    });
    return without(`${broken.parameter.name} is no longer finite`, gradNorm);
  });
}

/** A parameter's decay, and what its group makes of the rate. */
function treatmentOf({ optimizer, groups, decayVectors }: UpdateSettings, parameter: Parameter): { weightDecay: number; scale: number } {
  const group = groups.find(({ match }) => parameter.name.search(match) >= 0);
  const weightDecay = group?.weightDecay ?? (parameter.isVector && !decayVectors ? 0 : optimizer.weightDecay);
  return { weightDecay, scale: group?.learningRate === undefined ? 1 : group.learningRate / optimizer.rate };
}
