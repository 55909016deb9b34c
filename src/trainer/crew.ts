/** Who computes a batch: this thread, alone or with helpers. The bits are the same. */
import { startThread, type Thread } from "#parallel";
import type { Pointer, RealArray } from "../backend.ts";
import { type BatchSource, checkFinite } from "../batch.ts";
import { invalidOption, ModelError } from "../errors.ts";
import type { State } from "../network.ts";
import { type Done, type Fault, type Job, type Ready, type Setup, weightsOf } from "./helper.ts";
import { lossOf, type Objective, type Shard } from "./objective.ts";
import { addUp, type Layout, layoutOf, type Part, type Pass, partOf } from "./part.ts";
import { joinStates, mostShards, shardCount, shardOf } from "./shards.ts";

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

interface Helper {
  readonly thread: Thread;
  /** Weights on the way there, gradients on the way back. */
  numbers: RealArray;
}

export class Crew {
  readonly layout: Layout;
  readonly #objective: Objective;
  readonly #workers: number;
  /** One fewer than workers: this thread works too. Started at the first batch that is cut. */
  #helpers: Helper[] = [];

  constructor(objective: Objective, workers = 1) {
    this.#objective = objective;
    this.#workers = workers;
    this.layout = layoutOf(objective.network);
  }

  /**
   * The loss of a batch, with its gradients in `into` by the layout, unless that is 0. Throws DataError for numbers that aren't finite,
   * ModelError `worker-lost` for a worker that ended.
   */
  async total(whole: Shard, how: Omit<Pass, "count">, into: Pointer): Promise<Total> {
    const { network, loss } = this.#objective;
    checkFinite(whole.batch);
    const [rows] = whole.batch.inputs.shape;
    const count = shardCount(loss, whole.batch, this.layout.size);
    const pass = { ...how, count };
    if (this.#workers > 1 && count > 1 && this.#helpers.length === 0) await this.#start();
    let hands = 1;
    while (2 * hands <= Math.min(count, this.#helpers.length + 1)) hands *= 2;
    const each = count / hands;
    try {
      const others = this.#helpers.slice(0, hands - 1).map((helper, k) => {
        const shards = Array.from({ length: each }, (_, s) => shardOf(whole, count, (k + 1) * each + s));
        return this.#ask(helper, shards, pass, into !== 0);
      });
      // A second one that fails is not to be an unhandled rejection.
      for (const other of others) other.catch(() => undefined);
      const one = (index: number, room: Pointer): Part => partOf(this.#objective, this.layout, shardOf(whole, count, index), pass, room);
      const workspace = network.workspace();
      const parts = [addUp(workspace, this.layout.size, one, 0, each, into), ...(await Promise.all(others))];
      const given = (hand: number, room: Pointer): Part => {
        if (hand > 0 && room !== 0) workspace.memory.reals(room, this.layout.size).set(this.#helpers[hand - 1].numbers);
        return parts[hand];
      };
      const all = addUp(workspace, this.layout.size, given, 0, hands, into);
      const divisor = count === 1 || loss.reduction === "sum" ? 1 : all.weight;
      const state = how.keepState ? joinStates(network, all.states, rows) : undefined;
      return { loss: all.loss / divisor, counted: all.counted, divisor, reached: all.reached, state };
    } catch (fault) {
      // A fault in the data, told with the batch's own numbers.
      if (count > 1) network.frame(false, () => lossOf(this.#objective, whole, pass));
      throw fault;
    }
  }

  /** End the workers. */
  async stop(): Promise<void> {
    await Promise.all(this.#helpers.splice(0).map(({ thread }) => thread.end()));
  }

  async #start(): Promise<void> {
    const { network, loss, seed } = this.#objective;
    const { kind, options } = network.root;
    if (loss.made === undefined)
      throw invalidOption("workers", "1 with a loss of your own: others can't be told what it is", this.#workers);
    const setup: Setup = { layer: { kind, ...options }, loss: loss.made, backend: network.backend.name, seed };
    this.#helpers = Array.from({ length: Math.min(this.#workers, mostShards) - 1 }, () => ({
      thread: startThread(),
      numbers: network.backend.array(this.layout.size),
    }));
    const replies = (await Promise.all(this.#helpers.map(({ thread }) => thread.ask(setup).catch(lost)))) as (Ready | Fault)[];
    const own = weightsOf(network);
    const bad = replies.find((reply) => "fault" in reply || reply.weights !== own);
    if (bad === undefined) return;
    const hint = "fault" in bad ? bad.fault : "a layer or cell of your own has the name of another";
    throw invalidOption("workers", "1 with a layer or cell of your own: others can't be told what it is", this.#workers, hint);
  }

  async #ask(helper: Helper, shards: readonly Shard[], pass: Pass, gradients: boolean): Promise<Part> {
    const { numbers } = helper;
    const frozen: string[] = [];
    for (const { parameter, at } of this.layout.places) {
      parameter.write(numbers, at);
      if (!parameter.trainable) frozen.push(parameter.name);
    }
    const job: Job = { shards, pass, frozen, numbers, gradients };
    const reply = (await helper.thread.ask(job, [numbers.buffer as ArrayBuffer]).catch(lost)) as Done | Fault;
    if ("fault" in reply) throw lostWorker(reply.fault);
    helper.numbers = reply.numbers;
    return reply.part;
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

function lost(cause: unknown): never {
  throw lostWorker(cause instanceof Error ? cause.message : `${cause}`, cause);
}

const lostWorker = (got: string, cause?: unknown): ModelError =>
  new ModelError({
    code: "worker-lost",
    where: "workers",
    expected: "every worker to go on to the end",
    got,
    hint: "resume from the last checkpoint, with 1 worker if it happens again",
    fields: { got },
    cause,
  });
