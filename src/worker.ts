/** The script of a worker: a helper that knows the library's layers and losses, and the tasks'. It imports nothing that isn't the package's own. */
import { answerWith } from "#parallel";
import type { LayerMaker } from "./layers/made.ts";
import { Pool } from "./tasks/classify/pool.ts";
import { headOf } from "./tasks/forecast/head.ts";
import { Attention, Features, Tail } from "./tasks/forecast/layers.ts";
import { Fields } from "./tasks/label/fields.ts";
import { helper } from "./trainer/helper.ts";

/** Layers that only one task has. */
const layers: readonly (readonly [kind: string, maker: LayerMaker])[] = [
  ["pool", () => new Pool()],
  ["fields", ({ channels, tables }) => new Fields(channels, tables, true)],
  ["tail", ({ steps }) => new Tail(steps)],
  [
    "features",
    ({ numbers, embeddings }, make) =>
      new Features(
        numbers,
        (embeddings as readonly object[]).map((own) => make({ kind: "embedding", ...own })),
      ),
  ],
  [
    "attention",
    ({ steps, parts }, make) => {
      const [encoder, decoder] = (parts as readonly object[]).map((own) => make({ kind: "recurrent", ...own }));
      return new Attention(steps, encoder, decoder);
    },
  ],
];

answerWith(helper(layers, [["head", (spec) => headOf(spec).loss]]));
