/** Threads that do the same work: started together, told the same first, ended together. Imports only what a platform has. */
import { startThread, type Thread } from "#parallel";
import { ModelError } from "../errors.ts";

type Numbers = Float32Array | Float64Array;

/** What goes to a thread and comes back: a message, and an array of numbers that isn't copied. */
export interface Parcel {
  readonly message: unknown;
  readonly numbers?: Numbers;
  /** What went wrong there. */
  readonly fault?: string;
}

export class Pool {
  #all: { readonly thread: Thread; numbers: Numbers }[] = [];

  /** Threads that run. */
  get size(): number {
    return this.#all.length;
  }

  /** Start threads, each with numbers of its own, and tell each the same; their replies. Throws ModelError `worker-lost`. */
  async start(count: number, message: unknown, numbers: () => Numbers): Promise<Parcel[]> {
    try {
      while (this.#all.length < count) this.#all.push({ thread: startThread(), numbers: numbers() });
      return await Promise.all(this.#all.map(({ thread }) => thread.ask({ message }) as Promise<Parcel>));
    } catch (cause) {
      throw lost(cause);
    }
  }

  /** A thread's numbers, between what it is asked: to be filled before, to be read after. */
  numbers(thread: number): Numbers {
    return this.#all[thread].numbers;
  }

  /** A thread's reply to a message that goes with its numbers. Throws ModelError `worker-lost` where there is none, or a fault. */
  async ask(thread: number, message: unknown): Promise<unknown> {
    const own = this.#all[thread];
    const parcel: Parcel = { message, numbers: own.numbers };
    const reply = (await own.thread.ask(parcel, [own.numbers.buffer as ArrayBuffer]).catch((cause: unknown) => {
      throw lost(cause);
    })) as Parcel;
    if (reply.numbers === undefined) throw lost(reply.fault);
    own.numbers = reply.numbers;
    return reply.message;
  }

  /** Stop all, whatever they do. */
  async end(): Promise<void> {
    await Promise.all(this.#all.splice(0).map(({ thread }) => thread.end()));
  }
}

function lost(cause: unknown): ModelError {
  const got = cause instanceof Error ? cause.message : `${cause}`;
  return new ModelError({
    code: "worker-lost",
    where: "workers",
    expected: "every worker to go on to the end",
    got,
    hint: "resume from the last checkpoint, with 1 worker if it happens again",
    fields: { got },
    cause,
  });
}
