/** Gates held at a value while something is computed. */
import type { Cell } from "../../cell.ts";
import type { Layer } from "../../layer.ts";
import { Recurrent } from "../../layers/recurrent.ts";
import { type Place, unfit } from "../../lens.ts";
import type { Network } from "../../network.ts";
import { constant } from "../../tensor.ts";
import { sizeOf } from "../../values.ts";

/** A gate to hold: of all recurrent layers, or of the one named. */
export interface Force {
  /** As the cell names it: i, f, o; r, z. */
  readonly gate: string;
  /** 1: open. 0: shut. Or anything else that the gate may be. */
  readonly value: number;
  /** The recurrent layer's name in the network. Default: all of them, each layer and direction. */
  readonly name?: Place["name"];
}

/**
 * Runs `body` with a gate held at a value: the layers then run their cell's equations, whatever the gate's own activation says. The network is
 * as before afterwards. Throws ModelError `lens-unfit` where no layer has such a gate.
 *
 * @example
 * ```ts
 * import { lenses, network, recurrent } from "memoria";
 * const net = network(recurrent({ cell: "lstm", input: 1, hidden: 2 }));
 * const { state } = lenses.forced(net, { gate: "o", value: 0 }, () => net.forward([[[1], [2], [3]]]));
 * console.log(state.h.data); // zeros: nothing is shown
 * ```
 */
export function forced<T>(network: Network, { gate, value, name }: Force, body: () => T): T {
  const changed: [{ cell: Cell }, Cell][] = [];
  let met = false;
  const holding = (cell: Cell): Cell => ({
    ...cell,
    twin: undefined,
    step: (x, state, weights, tools) =>
      cell.step(x, state, weights, {
        drop: tools.drop,
        gate(which, f, preactivation) {
          if (which !== gate) return tools.gate(which, f, preactivation);
          met = true;
          const { shape } = preactivation;
          return tools.gate(which, () => constant({ shape, data: new Float64Array(sizeOf(shape)).fill(value) }), preactivation);
        },
      }),
  });
  const walk = (layer: Layer): void => {
    if (layer instanceof Recurrent && (name === undefined || layer.name === name)) {
      changed.push([layer, layer.cell]);
      (layer as { cell: Cell }).cell = holding(layer.cell);
    }
    layer.children.forEach(walk);
  };
  walk(network.root);
  try {
    const result = body();
    if (!met) throw unfit("gates", `a recurrent layer with a gate named ${gate}`, "none");
    return result;
  } finally {
    for (const [layer, cell] of changed) layer.cell = cell;
  }
}
