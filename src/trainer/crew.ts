/** Who computes a batch: this thread, alone or with helpers. The bits are the same. */
import type { Pointer, RealArray } from "../backend.ts";
import { type BatchSource, checkFinite } from "../batch.ts";
import type { State } from "../network.ts";
import { type Beginning, Pool } from "../parallel/pool.ts";
import { type Job, type Setup, weightsOf } from "./job.ts";
import { lossOf, type Objective, type Shard } from "./objective.ts";
import { addUp, type Layout, layoutOf, type Part, type Pass, partOf } from "./part.ts";
import { joinStates, mostShards, shardCount, shardOf } from "./shards.ts";

export class Crew {
  readonly layout: Layout;
  readonly #objective: Objective;
  readonly #pool: Pool;

  constructor(objective: Objective, workers: number | "auto" = 1) {
    this.#objective = objective;
    this.#pool = new Pool(workers, mostShards);
    this.layout = layoutOf(objective.network);
  }

  /**
   * The loss of a batch, with its gradients in `into` by the layout, unless that is 0: they are still to be divided by `divisor`. Throws DataError for numbers that aren't finite,
   * OptionError for a net or loss that workers can't make again, ModelError `worker-lost`.
   */
  async total(whole: Shard, how: Omit<Pass, "count">, into: Pointer) {
    const { network, loss } = this.#objective;
    const { size } = this.layout;
    checkFinite(whole.batch);
    const [rows] = whole.batch.inputs.shape;
    // Where bits depend on the number of rows anyway, large shards are faster: no more of them than workers.
    const most = network.backend.rowsAlone ? mostShards : this.#pool.most;
    const count = Math.min(most, shardCount(loss, whole.batch, size));
    const pass = { ...how, count };
    const hands = count === 1 ? 1 : Math.min(count, await this.#pool.ready(() => this.#beginning()));
    const each = count / hands;
    try {
      const shard = (index: number): Shard => shardOf(network, whole, count, index);
      const others = Array.from({ length: hands - 1 }, (_, thread) => {
        const shards = Array.from({ length: each }, (_, k) => shard((thread + 1) * each + k));
        return this.#ask(thread, shards, pass, into !== 0);
      });
      // Only the first that fails is told of.
      for (const other of others) other.catch(() => undefined);
      const workspace = network.workspace();
      const one = (index: number, room: Pointer): Part => partOf(this.#objective, this.layout, shard(index), pass, room);
      const parts = [addUp(workspace, size, one, 0, each, into), ...(await Promise.all(others))];
      const given = (hand: number, room: Pointer): Part => {
        if (hand > 0 && room !== 0) workspace.memory.reals(room, size).set(this.#pool.numbers(hand - 1) as RealArray);
        return parts[hand];
      };
      const { weight, counted, states, ...sum } = addUp(workspace, size, given, 0, hands, into);
      const divisor = count === 1 || loss.reduction === "sum" ? 1 : weight;
      const state = how.keepState ? joinStates(network, states, rows) : undefined;
      return { loss: sum.loss / divisor, counted, divisor, state };
    } catch (fault) {
      // Threads that are still at it must not answer the next question.
      await this.stop();
      // A fault in the data, told with the batch's own numbers.
      if (count > 1) network.frame(false, () => lossOf(this.#objective, whole, pass));
      throw fault;
    }
  }

  /** End the threads. */
  stop(): Promise<void> {
    return this.#pool.end();
  }

  /** What a thread must know. */
  #beginning(): Beginning {
    const { network, loss, seed } = this.#objective;
    if (loss.made === undefined) throw this.#pool.refused("a loss of your own");
    const { kind, options } = network.root;
    const message: Setup = { layer: { kind, ...options }, loss: loss.made, backend: network.backend.name, seed };
    const numbers = (): RealArray => network.backend.array(this.layout.size);
    return { message, reply: weightsOf(network), numbers, refusal: "a layer or cell of your own" };
  }

  /** Have a thread of the pool add up shards. */
  async #ask(thread: number, shards: readonly Shard[], pass: Pass, gradients: boolean): Promise<Part> {
    const { places } = this.layout;
    for (const { parameter, at } of places) parameter.write(this.#pool.numbers(thread) as RealArray, at);
    const frozen = places.filter(({ parameter }) => !parameter.trainable).map(({ parameter }) => parameter.name);
    const job: Job = { shards, pass, frozen, gradients };
    return (await this.#pool.ask(thread, job)) as Part;
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
