/**
 * The net: vectors for words, recurrent layers that read the sequence in both directions (or only up to each step), and a class at every step
 * (many to many, aligned).
 */
import { cellByName } from "../../cells/index.ts";
import { dropout, linear, recurrent, sequential } from "../../layers/index.ts";
import type { Network } from "../../network.ts";
import { blankCell } from "../blank-cell.ts";
import { channelsIn, type EncoderSpec, tablesOf } from "./encode.ts";
import { Fields } from "./fields.ts";
import type { LabelerSpec } from "./options.ts";

/** Places of the layers in names of weights: 0 words, 1 dropout, 2 recurrent, 3 dropout, 4 linear. */
export function weightShapes({ cell, hidden, layers, causal }: LabelerSpec, encoder: EncoderSpec): Map<string, readonly number[]> {
  const tables = tablesOf(encoder, hidden);
  const shapes = new Map<string, readonly number[]>(tables.map(({ name, entries, width }) => [`0.${name}.weight`, [entries, width]]));
  const directions = causal ? [""] : ["", "_reverse"];
  const width = hidden * directions.length;
  for (let layer = 0; layer < layers; layer++) {
    const input = layer === 0 ? channelsIn(encoder) + tables.reduce((sum, table) => sum + table.width, 0) : width;
    for (const direction of directions) {
      const parameters = cellByName(cell).parameters({ input, hidden, bias: true });
      for (const [name, { shape }] of Object.entries(parameters)) shapes.set(`2.${name}_l${layer}${direction}`, shape);
    }
  }
  shapes.set("4.weight", [encoder.classes.length, width]);
  shapes.set("4.bias", [encoder.classes.length]);
  return shapes;
}

/** A new net; `blank`: all zeros for weights that a file holds, since finding orthogonal ones takes seconds for large nets. */
export function makeNet(spec: LabelerSpec, encoder: EncoderSpec, blank = false): Network {
  const { hidden, layers, seed, backend, causal = false } = spec;
  const cell = blank ? blankCell(spec.cell) : cellByName(spec.cell);
  const words = encoder.views.length > 0;
  return sequential(
    [
      new Fields(channelsIn(encoder), tablesOf(encoder, hidden), blank),
      dropout(words ? spec.dropout : 0),
      recurrent({ cell, hidden, layers, bidirectional: !causal, dropout: spec.dropout }),
      dropout(spec.dropout),
      linear({ output: encoder.classes.length }),
    ],
    { seed, backend },
  );
}
