/** The levels of a network's drawing, from its own layers. */
import type { Layer } from "../../layer.ts";
import { Recurrent } from "../../layers/recurrent.ts";
import type { Network } from "../../network.ts";

/** A row of the figure, from the input up. */
export interface Level {
  /** With `t` to come: `x`, `h^1`, `y`. */
  readonly letter: string;
  readonly size: number;
  /** What it is: `input`, `output`, a layer's kind, or a cell's. */
  readonly kind: string;
  /** Number among the recurrent layers, from 1; 0 for others. */
  readonly recurrent: number;
  readonly both: boolean;
  /** Weights on the edge from below; none for a layer without. */
  readonly weights: string;
  /** Only at the last step? */
  readonly last: boolean;
}

const leaves = (layer: Layer): readonly Layer[] => (layer.children.length === 0 ? [layer] : layer.children.flatMap(leaves));

/** The levels of a network: its input, each stacked layer of the recurrent ones, and the others but dropout, which trained nets don't apply. */
export function levelsOf({ root }: Network): Level[] {
  const levels: Level[] = [];
  const layers = leaves(root).filter(({ kind }) => kind !== "dropout");
  let [recurrent, weighted, last] = [0, 0, false];
  const add = (letter: string, size: number, kind: string, more: Partial<Level> = {}) =>
    levels.push({ letter, size, kind, recurrent: 0, both: false, weights: "", last, ...more });
  add("x", root.inputSize, "input");
  layers.forEach((layer, k) => {
    const top = k === layers.length - 1;
    if (layer instanceof Recurrent) {
      for (let stacked = 0; stacked < layer.options.layers; stacked++) {
        recurrent++;
        weighted++;
        add(`h^${recurrent}`, layer.options.hidden, layer.cell.kind, { recurrent, both: layer.directions === 2, weights: `w^${weighted}` });
      }
      last ||= layer.options.returns === "last";
    } else {
      const weights = layer.allParameters().size > 0 && layer.kind !== "norm" ? `w^${++weighted}` : "";
      add(top ? "y" : `a^${k + 1}`, layer.outputSize, top && layer.kind === "linear" ? "output" : layer.kind, { weights });
    }
  });
  return levels;
}
