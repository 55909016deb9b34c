/** Threads that do the same work: started together, told the same first, ended together. Imports only what a platform has. */
import { cores, startThread, type Thread } from "#parallel";
import { invalidOption, ModelError } from "../errors.ts";

type Numbers = Float32Array | Float64Array;

/** What goes to a thread and comes back: a message, and an array of numbers that isn't copied. */
export interface Parcel {
  readonly message: unknown;
  readonly numbers?: Numbers;
  /** What went wrong there. */
  readonly fault?: string;
}

/** What each thread is told first, what it must say to it, and the numbers that it gets. */
export interface Beginning {
  readonly message: unknown;
  readonly reply: unknown;
  readonly numbers: () => Numbers;
  /** What stands in the way of a thread that says something else. */
  readonly refusal: string;
}

/** Milliseconds that `auto` waits before it starts threads: work that is done by then would gain nothing. */
const patience = 1000;

/** The largest power of two that is at most n, or 1. */
export const powerOfTwo = (n: number): number => 1 << (31 - Math.clz32(Math.max(1, n)));

export class Pool {
  /** The most workers that there may be. */
  readonly most: number;
  readonly #auto: boolean;
  /** Threads that may work, the caller's own among them: a power of two. */
  #workers: number;
  #began: number | undefined;
  #all: { readonly thread: Thread; numbers: Numbers }[] = [];

  /** `auto`: as many workers as there are cores, after a second, and 1 where threads can't be had. */
  constructor(workers: number | "auto", most: number) {
    this.#auto = workers === "auto";
    this.most = powerOfTwo(Math.min(workers === "auto" ? cores() : workers, most));
    this.#workers = this.most;
  }

  /**
   * Workers that are ready, the caller's own thread among them: the others are started when they are first asked for. Throws OptionError
   * where they say that they can't do it, ModelError `worker-lost` where they don't start.
   */
  async ready(begin: () => Beginning): Promise<number> {
    this.#began ??= Date.now();
    if (this.#workers === 1 || this.#all.length > 0) return this.#workers;
    if (this.#auto && Date.now() - this.#began < patience) return 1;
    try {
      await this.#start(begin());
    } catch (refusal) {
      if (!this.#auto) throw refusal;
      this.#workers = 1;
      await this.end();
    }
    return this.#workers;
  }

  /** The option's error for a job that only the caller's own thread can do. */
  refused(what: string, hint?: string): Error {
    return invalidOption("workers", `1 with ${what}`, this.#workers, hint);
  }

  async #start({ message, reply, numbers, refusal }: Beginning): Promise<void> {
    let replies: Parcel[];
    try {
      while (this.#all.length < this.#workers - 1) this.#all.push({ thread: startThread(), numbers: numbers() });
      replies = await Promise.all(this.#all.map(({ thread }) => thread.ask({ message }) as Promise<Parcel>));
    } catch (cause) {
      throw lost(cause);
    }
    const bad = replies.find((parcel) => parcel.message !== reply);
    if (bad !== undefined) throw this.refused(refusal, bad.fault);
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
