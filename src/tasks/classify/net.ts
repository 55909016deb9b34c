/**
 * The net: recurrent layers read a sequence in both directions; what they know at its ends and on average becomes a score for each class
 * (many to one). A text's words have learnt vectors.
 */
import type { Cell } from "../../cell.ts";
import { cellByName } from "../../cells/index.ts";
import type { Layer } from "../../layer.ts";
import { dropout, embedding, linear, recurrent, sequential } from "../../layers/index.ts";
import type { Network } from "../../network.ts";
import { blankCell } from "../blank-cell.ts";
import { type InputSpec, widthOf } from "./encode.ts";
import type { ClassifierSpec } from "./options.ts";
import { Pool } from "./pool.ts";

/** The share of what the net knows of a sequence that is hidden in training, so that no class hangs on a few units. */
const hiddenShare = 0.3;

/** Width of a word's vector. */
const vectorWidth = ({ hidden }: ClassifierSpec): number => Math.min(64, Math.max(8, hidden));

/** Names and shapes of a net's weights; nothing is allocated. */
export function weightShapes(spec: ClassifierSpec, input: InputSpec, classes: number): Map<string, readonly number[]> {
  const { cell, hidden, layers } = spec;
  const text = input.kind === "text";
  const width = text ? vectorWidth(spec) : widthOf(input);
  const at = text ? 2 : 0;
  const shapes = new Map<string, readonly number[]>(text ? [["0.weight", [widthOf(input), width]]] : []);
  for (let layer = 0; layer < layers; layer++)
    for (const suffix of ["", "_reverse"]) {
      const sizes = { input: layer === 0 ? width : 2 * hidden, hidden, bias: true };
      for (const [name, { shape }] of Object.entries(cellByName(cell).parameters(sizes)))
        shapes.set(`${at}.${name}_l${layer}${suffix}`, shape);
    }
  shapes.set(`${at + 3}.weight`, [classes, 4 * hidden]);
  shapes.set(`${at + 3}.bias`, [classes]);
  return shapes;
}

/** A new net; `seed` decides its weights. */
export const makeNet = (spec: ClassifierSpec, input: InputSpec, classes: number, seed: number): Network =>
  netOf(spec, input, classes, cellByName(spec.cell), seed);

/** The same net for weights that a file holds: all zeros, since finding orthogonal ones takes seconds for large nets. */
export const blankNet = (spec: ClassifierSpec, input: InputSpec, classes: number): Network =>
  netOf(spec, input, classes, blankCell(spec.cell), 1);

function netOf(spec: ClassifierSpec, input: InputSpec, classes: number, cell: Cell, seed: number): Network {
  const { hidden, layers, backend } = spec;
  const text = input.kind === "text";
  const first: Layer[] = text ? [embedding({ vocabulary: widthOf(input), output: vectorWidth(spec) }), dropout(hiddenShare)] : [];
  const width = text ? vectorWidth(spec) : widthOf(input);
  const reader = recurrent({ cell, input: width, hidden, layers, bidirectional: true });
  return sequential([...first, reader, new Pool(), dropout(hiddenShare), linear({ output: classes })], { seed, backend });
}
