/** Layers made again from what they say of themselves: a closed registry. */
import { cellByName } from "../cells/index.ts";
import { unknownOption } from "../errors.ts";
import type { Layer } from "../layer.ts";
import { Activation } from "../layers/activation.ts";
import { Dropout } from "../layers/dropout.ts";
import { Embedding } from "../layers/embedding.ts";
import { Linear } from "../layers/linear.ts";
import { Norm } from "../layers/norm.ts";
import type { RecurrentOptions } from "../layers/recurrent/options.ts";
import { Recurrent } from "../layers/recurrent.ts";
import { Sequential } from "../layers/sequential.ts";
import { Pool } from "../tasks/classify/pool.ts";
import { Attention, Features, Tail } from "../tasks/forecast/layers.ts";
import { Fields } from "../tasks/label/fields.ts";
import { EncoderDecoder } from "../tasks/translate/layer.ts";

/** A layer's kind, with its options. */
export type LayerSpec = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** The layer's own options, so that each has its type. */
type Options = Readonly<Record<string, never>>;

const makers = new Map<string, (options: Options) => Layer>([
  ["sequential", ({ layers }) => new Sequential((layers as readonly LayerSpec[]).map(layerFrom))],
  [
    "recurrent",
    ({ cell, ...options }) => {
      const { kind, ...own } = cell as LayerSpec;
      return new Recurrent({ ...options, cell: cellByName(kind, own) } as unknown as RecurrentOptions);
    },
  ],
  ["linear", ({ input, output, bias }) => new Linear({ input, output, bias })],
  ["embedding", ({ vocabulary, output }) => new Embedding({ vocabulary, output })],
  ["dropout", ({ p }) => new Dropout(p)],
  ["norm", ({ epsilon }) => new Norm({ epsilon })],
  ["activation", ({ activation }) => new Activation(activation)],
  ["pool", () => new Pool()],
  ["fields", ({ channels, tables }) => new Fields(channels, tables, true)],
  ["tail", ({ steps }) => new Tail(steps)],
  ["features", ({ numbers, embeddings }) => new Features(numbers, all("embedding", embeddings))],
  [
    "encoder-decoder",
    ({ cell, hidden, layers, dropout, sources, targets, width }) =>
      new EncoderDecoder({ cell, hidden, layers, dropout, sources, targets, width }),
  ],
  [
    "attention",
    ({ steps, parts }) => {
      const [encoder, decoder] = all("recurrent", parts);
      return new Attention(steps, encoder, decoder);
    },
  ],
]);

const all = (kind: string, options: readonly object[]): Layer[] => options.map((own) => layerFrom({ kind, ...own }));

/** A layer from its kind and options. Throws OptionError `unknown layer`, or `unknown cell`. */
export function layerFrom({ kind, ...options }: LayerSpec): Layer {
  const maker = makers.get(kind);
  if (maker === undefined) throw unknownOption("layer", kind, [...makers.keys()]);
  return maker(options as Options);
}
