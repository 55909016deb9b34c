/** Who computes a batch: this thread, alone or with helpers. The bits are the same. */
import type { Pointer } from "../backend.ts";
import { type BatchSource, checkFinite } from "../batch.ts";
import type { State } from "../network.ts";
import { lossOf, type Objective, type Shard } from "./objective.ts";
import { addUp, type Layout, layoutOf, type Part, type Pass, partOf } from "./part.ts";
import { joinStates, shardCount, shardOf } from "./shards.ts";

/** A batch's loss and what is needed beside. */
export interface Total {
  readonly loss: number;
  /** Rows, steps or numbers that count. */
  readonly counted: number;
  /** What the gradients are still to be divided by. */
  readonly divisor: number;
  readonly reached: readonly boolean[];
  readonly state: State | undefined;
}

export class Crew {
  readonly layout: Layout;
  readonly #objective: Objective;

  constructor(objective: Objective) {
    this.#objective = objective;
    this.layout = layoutOf(objective.network);
  }

  /** The loss of a batch, with its gradients in `into` by the layout, unless that is 0. Throws DataError for numbers that aren't finite. */
  async total(whole: Shard, how: Omit<Pass, "count">, into: Pointer): Promise<Total> {
    const { network, loss } = this.#objective;
    checkFinite(whole.batch);
    const [rows] = whole.batch.inputs.shape;
    const count = shardCount(loss, whole.batch, this.layout.size);
    const pass = { ...how, count };
    try {
      const part = (index: number, room: Pointer): Part => partOf(this.#objective, this.layout, shardOf(whole, count, index), pass, room);
      const all = addUp(network.workspace(), this.layout.size, part, 0, count, into);
      const divisor = count === 1 || loss.reduction === "sum" ? 1 : all.weight;
      const state = how.keepState ? joinStates(network, all.states, rows) : undefined;
      return { loss: all.loss / divisor, counted: all.counted, divisor, reached: all.reached, state };
    } catch (fault) {
      // A fault in the data, told with the batch's own numbers.
      if (count > 1) network.frame(false, () => lossOf(this.#objective, whole, pass));
      throw fault;
    }
  }

  /**
   * Mean loss over what counts in a source's batches, with dropout off and nothing learnt. NaN when nothing counts. `pause` runs
   * after each batch; when it says true, the rest is left and the answer is undefined. `carry`: each batch starts from the final
   * state of the one before.
   */
  async meanLoss(source: BatchSource, pause: () => Promise<boolean> = async () => false, carry = false): Promise<number | undefined> {
    let total = 0;
    let all = 0;
    let state: State | undefined;
    for await (const batch of source.epoch(this.#objective.seed, 0)) {
      const own = await this.total({ batch, state }, { training: false, step: 0, keepState: carry }, 0);
      if (own.counted > 0) total += own.counted * own.loss;
      all += own.counted;
      state = own.state;
      if (await pause()) return undefined;
    }
    return all === 0 ? Number.NaN : total / all;
  }
}
