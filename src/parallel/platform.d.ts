/** Threads beside this one, as far as the platform has them: `node.ts` or `browser.ts`, chosen by "imports" in package.json. */

/** A thread that runs `worker.ts`: it answers each message with one. */
export interface Thread {
  /** Ask; one question at a time. `transfer`: arrays that go over, and are gone here. */
  ask(message: unknown, transfer?: readonly ArrayBuffer[]): Promise<unknown>;
  /** Stop it, whatever it does. */
  end(): Promise<void>;
}

/** Cores that this process may use. */
export declare function cores(): number;

/** A new thread. What it is asked rejects with an Error once it has failed, or has ended by itself. */
export declare function startThread(): Thread;

/** In the thread: what to say to each message, and which arrays go over. */
export declare function answerWith(answer: (message: unknown) => readonly [reply: unknown, transfer: readonly ArrayBuffer[]]): void;
