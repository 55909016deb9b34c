/** Threads that do the same work: started together, told the same first, ended together. Imports only what a platform has. */
import { startThread, type Thread } from "#parallel";
import { ModelError } from "../errors.ts";

/** What a thread says when it can't do what it was asked. */
export interface Fault {
  readonly fault: string;
}

export class Pool {
  #threads: Thread[] = [];

  /** Threads that run. */
  get size(): number {
    return this.#threads.length;
  }

  /** Start threads, and tell each the same; their replies, in which a fault may be. Throws ModelError `worker-lost` where one doesn't start. */
  start(count: number, message: unknown): Promise<unknown[]> {
    this.#threads = Array.from({ length: count }, startThread);
    return Promise.all(this.#threads.map((thread) => thread.ask(message).catch(lost)));
  }

  /** One thread's reply. Throws ModelError `worker-lost` where there is none, or a fault. */
  async ask<Reply extends object>(thread: number, message: unknown, transfer: readonly ArrayBufferLike[]): Promise<Reply> {
    const reply = (await this.#threads[thread].ask(message, transfer as readonly ArrayBuffer[]).catch(lost)) as Reply | Fault;
    return "fault" in reply ? lost(reply.fault) : reply;
  }

  /** Stop all, whatever they do. */
  async end(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.end()));
  }
}

function lost(cause: unknown): never {
  const got = cause instanceof Error ? cause.message : `${cause}`;
  throw new ModelError({
    code: "worker-lost",
    where: "workers",
    expected: "every worker to go on to the end",
    got,
    hint: "resume from the last checkpoint, with 1 worker if it happens again",
    fields: { got },
    cause,
  });
}
