import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf } from "../../scripts/source.mjs";
import { OptionError } from "../../src/errors.ts";
import type { Layer } from "../../src/layer.ts";
import { activation, dropout, embedding, linear, norm, recurrent, sequential } from "../../src/layers/index.ts";
import { Network } from "../../src/network.ts";
import { Pool } from "../../src/tasks/classify/pool.ts";
import { Attention, Features, Tail } from "../../src/tasks/forecast/layers.ts";
import { Fields } from "../../src/tasks/label/fields.ts";
import { EncoderDecoder } from "../../src/tasks/translate/layer.ts";
import { weightsOf } from "../../src/trainer/job.ts";
import { layerFrom } from "../../src/worker/layers.ts";

const reader = (): Layer => recurrent({ cell: "gru", input: 3, hidden: 4, layers: 2, dropout: 0.1 });
const translator = { cell: "lstm", hidden: 6, layers: 2, dropout: 0.1, sources: 5, targets: 4, width: 3 };

/** Each kind of layer that there is, in a net. */
const nets: Record<string, () => Layer> = {
  sequential: () => sequential([linear({ input: 2, output: 3 }), linear({ output: 1, bias: false })]).root,
  recurrent: () => recurrent({ cell: "lstm", input: 2, hidden: 3, layers: 2, bidirectional: true, recurrentDropout: 0.2, returns: "last" }),
  linear: () => linear({ input: 2, output: 3 }),
  embedding: () => embedding({ vocabulary: 7, output: 2 }),
  dropout: () => sequential([linear({ input: 2, output: 3 }), dropout(0.4)]).root,
  norm: () => sequential([linear({ input: 2, output: 3 }), norm({ epsilon: 1e-3 })]).root,
  activation: () => sequential([linear({ input: 2, output: 3 }), activation("softplus")]).root,
  pool: () => sequential([recurrent({ cell: "rnn", input: 2, hidden: 3, bidirectional: true }), new Pool()]).root,
  fields: () => sequential([new Fields(2, [{ name: "words", entries: 5, width: 3 }], false), linear({ output: 1 })]).root,
  tail: () => sequential([recurrent({ cell: "gru", input: 2, hidden: 3 }), new Tail(2)]).root,
  features: () => sequential([new Features(2, [embedding({ vocabulary: 4, output: 2 })]), linear({ output: 1 })]).root,
  attention: () => sequential([new Attention(3, reader(), reader()), linear({ output: 1 })]).root,
  "encoder-decoder": () => sequential([new EncoderDecoder(translator)]).root,
};

const described = (layer: Layer): object => ({ kind: layer.kind, ...layer.options });

describe("a layer made again from what it says of itself", () => {
  it.each(Object.entries(nets))("%s: the same description, names and shapes; what a thread would be sent", (_kind, make) => {
    const first = make();
    const told = structuredClone(described(first)) as Parameters<typeof layerFrom>[0];
    const again = layerFrom(told);
    expect(described(again)).toEqual(described(first));
    const own = first.attached
      ? [...first.allParameters().values()].map(({ name, shape }) => `${name}[${shape}]`).join(" ")
      : weightsOf(new Network(first));
    expect(weightsOf(new Network(again, { blank: true }))).toBe(own);
  });

  it("every kind of layer in the source is among them", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
    const classes = files.map((path) => readFileSync(`src/${path}`, "utf8")).filter((text) => /extends Layer\b/.test(text));
    const kinds = classes.flatMap((text) => [...text.matchAll(/readonly kind = "([^"]+)"/g)].map(([, kind]) => kind));
    expect(kinds.length).toBeGreaterThanOrEqual(13);
    expect(new Set(kinds)).toEqual(new Set(Object.keys(nets)));
  });

  it("another kind is refused, and a cell that it doesn't know", () => {
    expect(() => layerFrom({ kind: "mine" })).toThrow(OptionError);
    expect(() => layerFrom({ kind: "mine" })).toThrow(/^unknown layer: expected one of sequential, recurrent, .*, got "mine"$/);
    expect(() => layerFrom({ kind: "recurrent", cell: { kind: "mine" }, input: 1, hidden: 1 })).toThrow(/^unknown cell: /);
  });
});

describe("the script of a worker", () => {
  it("imports nothing but the package's own modules, of which none reads files or options of a command line", () => {
    const seen = new Set<string>();
    const others = new Set<string>();
    const walk = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const { specifier, types } of importsOf(readFileSync(path, "utf8"))) {
        if (types) continue;
        if (specifier.startsWith(".")) walk(join(dirname(path), specifier));
        else others.add(specifier);
      }
    };
    walk("src/worker.ts");
    expect([...others].sort()).toEqual(["#blas", "#parallel"]);
    expect([...seen].filter((path) => /^src.(?:commands|data|formats|option)/.test(path))).toEqual([]);
  });
});
