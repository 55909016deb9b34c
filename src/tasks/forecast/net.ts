/** The forecasting nets. The last layer starts at 0: the untrained net forecasts the anchor. */
import type { Cell } from "../../cell.ts";
import { cellByName } from "../../cells/index.ts";
import type { Layer } from "../../layer.ts";
import { embedding, linear, recurrent, sequential } from "../../layers/index.ts";
import type { Network } from "../../network.ts";
import { blankCell } from "../blank-cell.ts";
import { headOf } from "./head.ts";
import { Attention, Features, Tail } from "./layers.ts";
import type { ForecasterSpec } from "./options.ts";
import { type Layout, numbersIn, tokensIn } from "./window.ts";

/** Width of a category's vector: half its vocabulary, 1 to 8. */
const widthOf = (vocabulary: number): number => Math.min(8, Math.ceil(vocabulary / 2));

/** The net of a spec, for windows of a layout. `seed` decides its first weights. */
export const makeNet = (spec: ForecasterSpec, layout: Layout, seed: number): Network => netOf(spec, layout, cellByName(spec.cell), seed);

/** The same net for weights that a file holds: all zeros, since finding orthogonal ones takes seconds for large nets. */
export const blankNet = (spec: ForecasterSpec, layout: Layout): Network => netOf(spec, layout, blankCell(spec.cell), 0);

function netOf(spec: ForecasterSpec, layout: Layout, cell: Cell, seed: number): Network {
  const { hidden, layers, backend } = spec;
  const { horizon, ahead } = layout;
  const [numbers, tokens] = [numbersIn(layout), tokensIn(layout)];
  const { outputs } = headOf(spec);
  const input = numbers + tokens.reduce((sum, vocabulary) => sum + widthOf(vocabulary), 0);
  const vectors = tokens.map((vocabulary) => embedding({ vocabulary, output: widthOf(vocabulary) }));
  const first: Layer[] = tokens.length === 0 ? [] : [new Features(numbers, vectors)];
  const reader = (returns: "last" | "sequence"): Layer => recurrent({ cell, input, hidden, layers, returns });
  const body = bodyOf(spec, ahead, horizon, reader);
  const last = linear({ output: spec.mode !== "encoder-decoder" && !ahead ? horizon * outputs : outputs });
  const net = sequential([...first, ...body, last], { seed, backend });
  for (const name of ["weight", "bias"]) {
    const parameter = net.parameters().get(`${first.length + body.length}.${name}`);
    parameter?.assign(new Float64Array(parameter.size));
  }
  return net;
}

/** Direct: the last state gives all steps at once; where something is known ahead, the layers read on through the steps to forecast. */
function bodyOf({ mode }: ForecasterSpec, ahead: boolean, horizon: number, reader: (returns: "last" | "sequence") => Layer): Layer[] {
  if (mode === "encoder-decoder") return [new Attention(horizon, reader("sequence"), reader("sequence"))];
  return ahead ? [reader("sequence"), new Tail(horizon)] : [reader("last")];
}

/** Names and shapes of that net's weights; nothing of their size is allocated. */
export function weightShapes(spec: ForecasterSpec, layout: Layout): Map<string, readonly number[]> {
  const { cell, hidden, layers, mode } = spec;
  const { outputs } = headOf(spec);
  const tokens = tokensIn(layout);
  const input = numbersIn(layout) + tokens.reduce((sum, vocabulary) => sum + widthOf(vocabulary), 0);
  const start = tokens.length === 0 ? 0 : 1;
  const shapes = new Map<string, readonly number[]>(tokens.map((v, k) => [`0.${k}.weight`, [v, widthOf(v)]]));
  const readers = mode === "encoder-decoder" ? [`${start}.encoder`, `${start}.decoder`] : [`${start}`];
  for (const prefix of readers)
    for (let layer = 0; layer < layers; layer++) {
      const own = cellByName(cell).parameters({ input: layer === 0 ? input : hidden, hidden, bias: true });
      for (const [name, { shape }] of Object.entries(own)) shapes.set(`${prefix}.${name}_l${layer}`, shape);
    }
  const once = mode !== "encoder-decoder" && !layout.ahead;
  const last = start + (mode !== "encoder-decoder" && layout.ahead ? 2 : 1);
  const rows = once ? layout.horizon * outputs : outputs;
  shapes.set(`${last}.weight`, [rows, mode === "encoder-decoder" ? 2 * hidden : hidden]);
  shapes.set(`${last}.bias`, [rows]);
  return shapes;
}
