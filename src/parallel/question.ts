/** One question at a time, one answer each; and after a failure, no more. */

export interface Asked {
  ask(message: unknown, transfer?: readonly ArrayBuffer[]): Promise<unknown>;
}

export interface Question extends Asked {
  answered(reply: unknown): void;
  failed(cause: unknown): void;
}

/** `post` sends a message; whoever hears the reply, or that there'll be none, says so. */
export function question(post: (message: unknown, transfer: readonly ArrayBuffer[]) => void): Question {
  let waiting: { resolve(reply: unknown): void; reject(cause: unknown): void } | undefined;
  let failure: { readonly cause: unknown } | undefined;
  return {
    ask: (message, transfer = []) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) throw failure.cause;
        waiting = { resolve, reject };
        post(message, transfer);
      }),
    answered(reply) {
      waiting?.resolve(reply);
    },
    failed(cause) {
      failure ??= { cause };
      waiting?.reject(cause);
    },
  };
}
