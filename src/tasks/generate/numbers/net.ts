/** The net: recurrent layers → what the head needs. One to many: each frame that is drawn is its next input. */
import { linear, recurrent, sequential } from "../../../layers/index.ts";
import type { Network } from "../../../network.ts";
import { recurrentShapes } from "../net.ts";
import { widthOut } from "./head.ts";
import type { NumbersSpec } from "./options.ts";
import { type Encoding, widthIn } from "./parts.ts";

/** Names and shapes of the weights; nothing is allocated. */
export function weightShapes({ cell, hidden, layers }: NumbersSpec, encoding: Encoding): Map<string, readonly number[]> {
  const own = recurrentShapes("0", { cell, hidden, layers, input: widthIn(encoding) });
  const outputs = widthOut(encoding);
  return new Map<string, readonly number[]>([...own, ["1.weight", [outputs, hidden]], ["1.bias", [outputs]]]);
}

/** A new net; `blank`: zeros, for weights that a file holds. */
export function makeNet({ cell, hidden, layers, seed, backend }: NumbersSpec, encoding: Encoding, blank = false): Network {
  const parts = [recurrent({ cell, hidden, layers, input: widthIn(encoding) }), linear({ output: widthOut(encoding) })];
  return sequential(parts, { seed, backend, blank });
}
