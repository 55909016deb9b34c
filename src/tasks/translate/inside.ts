/** The encoder as a net of its own: what the lenses can look at, since the decoder's steps aren't those of a source. */
import { embedding, recurrent, sequential } from "../../layers/index.ts";
import type { Inside } from "../../task.ts";
import { insideSteps, scattered } from "../thinned.ts";
import type { TranslateParts } from "./model.ts";

/** Sources (numbers of their vocabulary, none empty), evenly spread, their first 128 tokens; the encoder's weights under names of their own: 0 the vectors, 1 the recurrent layers. */
export function insideSources({ network, spec }: TranslateParts, all: readonly Int32Array[]): Inside | undefined {
  if (all.length === 0) return undefined;
  const sources = scattered(all).map((source) => source.subarray(0, insideSteps));
  const [B, T] = [sources.length, sources.reduce((most, { length }) => Math.max(most, length), 0)];
  const data = new Int32Array(B * T);
  sources.forEach((source, row) => {
    data.set(source, row * T);
  });
  const batch = { inputs: { shape: [B, T], data }, lengths: sources.map(({ length }) => length) };
  return { network: encoderNet(spec, network), batch };
}

/** The encoder's layers with the weights of the whole net. */
export function encoderNet({ cell, hidden, layers, seed, backend }: TranslateParts["spec"], network: TranslateParts["network"]) {
  const weights = Object.entries(network.stateDict()).flatMap(([name, values]) => {
    const own = name.replace(/^source\./, "0.").replace(/^encoder\./, "1.");
    return own === name ? [] : [[own, values] as const];
  });
  const [vocabulary, output] = (network.parameters().get("source.weight") as { shape: readonly number[] }).shape;
  const net = sequential([embedding({ vocabulary, output }), recurrent({ cell, hidden: hidden / 2, layers, bidirectional: true })], {
    seed,
    backend,
    blank: true,
  });
  net.loadStateDict(Object.fromEntries(weights));
  return net;
}
