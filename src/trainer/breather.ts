/** Giving way to the event loop without the delay of a timer: one message to ourselves. */

/** `take` resolves after other events had their turn. `stop` frees the channel. */
export interface Breather {
  take(): Promise<void>;
  stop(): void;
}

/** A breather on a message channel, which Node, browsers and workers all have. */
export function breather(): Breather {
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
