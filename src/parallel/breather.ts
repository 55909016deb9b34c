/** Giving way to the event loop without the delay of a timer. */

/** `take` resolves after other events had their turn. `stop` frees what it holds. */
export interface Breather {
  take(): Promise<void>;
  stop(): void;
}

/**
 * A breather: `setImmediate` where there is one, else a message to ourselves. Node handles up to a thousand messages of a channel
 * before it looks at timers and signals, so a channel alone wouldn't do there; browsers run each as a task of its own.
 */
export function breather(): Breather {
  if (typeof setImmediate === "function") {
    const immediate = setImmediate;
    return { take: () => new Promise((resolve) => void immediate(resolve)), stop: () => undefined };
  }
  const { port1, port2 } = new MessageChannel();
  return {
    take: () =>
      new Promise((resolve) => {
        port1.onmessage = () => resolve();
        port2.postMessage(0);
      }),
    stop: () => port1.close(),
  };
}
