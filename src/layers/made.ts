/** Layers made again from what they say of themselves, for workers. Kinds come from closed registries. */
import { cellByName } from "../cells/index.ts";
import { unknownOption } from "../errors.ts";
import type { Layer } from "../layer.ts";
import { Activation } from "./activation.ts";
import { Dropout } from "./dropout.ts";
import { Embedding } from "./embedding.ts";
import { Linear } from "./linear.ts";
import { Norm } from "./norm.ts";
import type { RecurrentOptions } from "./recurrent/options.ts";
import { Recurrent } from "./recurrent.ts";
import { Sequential } from "./sequential.ts";

/** A layer's kind, with its options. */
export type LayerSpec = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** Makes a layer from its options; `make` makes those inside. The options are the layer's own, so that they have its types. */
export type LayerMaker = (options: Readonly<Record<string, never>>, make: (spec: LayerSpec) => Layer) => Layer;

/** The layers that come with the library. */
export const layerMakers: readonly (readonly [kind: string, maker: LayerMaker])[] = [
  ["sequential", ({ layers }, make) => new Sequential((layers as readonly LayerSpec[]).map(make))],
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
];

/** A layer from its kind and options. Throws OptionError `unknown layer`, or `unknown cell`. */
export function layerFrom(spec: LayerSpec, makers: ReadonlyMap<string, LayerMaker>): Layer {
  const { kind, ...options } = spec;
  const maker = makers.get(kind);
  if (maker === undefined) throw unknownOption("layer", kind, [...makers.keys()]);
  return maker(options as Readonly<Record<string, never>>, (inside) => layerFrom(inside, makers));
}
