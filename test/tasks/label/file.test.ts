import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { MemoriaError, ModelError } from "../../../src/errors.ts";
import { decodeSafetensors, encodeSafetensors, type FileTensor } from "../../../src/formats/safetensors.ts";
import { load } from "../../../src/load.ts";
import { toSteps } from "../../../src/tasks/label/data.ts";
import { fitEncoder } from "../../../src/tasks/label/encode.ts";
import { makeNet, weightShapes } from "../../../src/tasks/label/net.ts";
import { labelerSpec } from "../../../src/tasks/label/options.ts";
import { labeler } from "../../../src/tasks/label.ts";
import { madeSentences, madeSignal, small } from "./made.ts";

// biome-ignore lint/suspicious/noExplicitAny: a description is taken apart here
type Description = any;

interface Kept {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly tensors: Map<string, FileTensor>;
  readonly metadata: Map<string, string>;
}
const sentences = madeSentences(20);
let signal: Kept;
let words: Kept;
beforeAll(async () => {
  const keep = (bytes: Uint8Array<ArrayBuffer>): Kept => ({ bytes, ...decodeSafetensors(bytes, "good") });
  signal = keep((await labeler({ ...small, epochs: 1, refit: false }).fit(madeSignal(100))).bytes());
  words = keep((await labeler({ ...small, epochs: 1, cell: "gru", refit: false }).fit(sentences)).bytes());
});

const describing = ({ tensors, metadata }: Kept, change: (own: Description) => void): Uint8Array<ArrayBuffer> => {
  const own: Description = JSON.parse(metadata.get("memoria.model") as string);
  change(own);
  return encodeSafetensors(tensors, new Map([...metadata, ["memoria.model", JSON.stringify(own)]]));
};
const withTensors = ({ tensors, metadata }: Kept, change: (own: Map<string, FileTensor>) => void): Uint8Array<ArrayBuffer> => {
  const own = new Map(tensors);
  change(own);
  return encodeSafetensors(own, metadata);
};

async function refusal(bytes: Uint8Array): Promise<ModelError> {
  try {
    await load(bytes);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    expect(error.message).not.toMatch(/Invalid input|undefined: |\[object/);
    expect(error.message.length).toBeLessThan(400);
    return error;
  }
  throw new Error("expected a refusal, got a model");
}

describe("a labeler's file", () => {
  it.each(["rnn", "gru", "lstm"] as const)("%s: the weights that it must hold are those that the net has", (cell) => {
    for (const data of [[madeSignal(60)], sentences]) {
      for (const causal of [false, true]) {
        const spec = labelerSpec({ cell, layers: 2, hidden: 3, causal });
        const steps = toSteps(data);
        const { encoder } = fitEncoder(
          steps,
          steps.map(({ length }) => ({ from: 0, to: length })),
        );
        const own = Object.entries(makeNet(spec, encoder).stateDict()).map(([name, { shape }]) => [name, [...shape]]);
        expect([...weightShapes(spec, encoder)].map(([name, shape]) => [name, [...shape]]).sort()).toEqual(own.sort());
      }
    }
  });

  it("holds no step of the data but words and classes", () => {
    expect([...signal.tensors.keys()].filter((name) => !/^[024]\./.test(name))).toEqual([]);
    expect(JSON.parse(signal.metadata.get("memoria.model") as string).encoder).toMatchObject({ views: [], classes: ["none", "rise"] });
  });

  it.each<[string, () => Uint8Array, string, RegExp]>([
    ["another kind", () => encodeSafetensors(signal.tensors, new Map([["memoria.kind", "labeller 1"]])), "file-kind", /./],
    ["a newer one", () => encodeSafetensors(signal.tensors, new Map([["memoria.kind", "labeler 2"]])), "file-kind", /take a newer one/],
    ["no description", () => encodeSafetensors(signal.tensors, new Map([["memoria.kind", "labeler 1"]])), "file-metadata", /nothing/],
    ["an unknown cell", () => describing(signal, (own) => (own.spec.cell = "elman")), "file-metadata", /cell/],
    [
      "text for a number",
      () => describing(signal, (own) => (own.found.lookback = "32")),
      "file-metadata",
      /found lookback.*a whole number|found lookback/,
    ],
    ["a class twice", () => describing(signal, (own) => (own.encoder.classes = ["none", "none"])), "file-metadata", /each name once/],
    ["a single class", () => describing(signal, (own) => (own.encoder.classes = ["none"])), "file-metadata", /at least 2/],
    ["more classes than weights", () => describing(signal, (own) => own.encoder.classes.push("more")), "weights-mismatch", /4\.weight/],
    ["a majority of none", () => describing(signal, (own) => (own.majority = "other")), "file-metadata", /one of the classes/],
    [
      "an unknown winner",
      () => describing(signal, (own) => (own.recommended = "__proto__")),
      "file-metadata",
      /one of lstm, threshold, majority/,
    ],
    ["a scale of null", () => describing(signal, (own) => (own.encoder.features[0].scale = null)), "file-metadata", /features 0 scale/],
    [
      "a threshold elsewhere",
      () => describing(signal, (own) => (own.threshold.threshold.feature = "x")),
      "file-metadata",
      /a feature of numbers/,
    ],
    ["a rule of length 0", () => describing(signal, (own) => (own.reading.minLength = 0)), "file-metadata", /reading minLength/],
    ["rows for runs", () => describing(signal, (own) => (own.allowed = ["00"])), "file-metadata", /rows where the classes are tags/],
    ["no rows for tags", () => describing(words, (own) => (own.allowed = null)), "file-metadata", /rows where the classes are tags/],
    ["a row too short", () => describing(words, (own) => (own.allowed[0] = "1")), "file-metadata", /rows of 3/],
    ["a row of other signs", () => describing(words, (own) => (own.allowed[0] = "12x")), "file-metadata", /allowed 0/],
    ["a view less", () => describing(words, (own) => own.encoder.views.pop()), "file-metadata", /0 or 5 of them/],
    ["a word more than vectors", () => describing(words, (own) => own.encoder.views[0].push("new")), "weights-mismatch", /0\.word\.weight/],
    ["nothing to read", () => describing(words, (own) => (own.encoder.views = [])), "file-metadata", /features or words/],
    ["a weight less", () => withTensors(signal, (own) => own.delete("4.bias")), "weights-mismatch", /4\.bias/],
    [
      "a weight more",
      () => withTensors(signal, (own) => own.set("5.bias", own.get("4.bias") as FileTensor)),
      "weights-mismatch",
      /no such weight/,
    ],
    [
      "a weight that is NaN",
      () => withTensors(signal, (own) => own.set("4.bias", { dtype: "F32", shape: [2], data: Float32Array.of(1, Number.NaN) })),
      "weights-mismatch",
      /finite/,
    ],
    ["more units than memory", () => describing(signal, (own) => (own.spec.hidden = 4096)), "weights-mismatch", /weight_ih_l0/],
  ])("refuses %s", async (_name, make, code, text) => {
    const error = await refusal(make());
    expect(error.code).toBe(code);
    expect(error.message).toMatch(text);
  });

  it("cut anywhere or with a flipped byte it is a sound model or a typed refusal", async () => {
    const sound = async (bytes: Uint8Array): Promise<void> => {
      try {
        const model = await load(bytes, "label");
        expect((await model.predict({ sequences: madeSignal(40) })).label.length).toBe(40);
      } catch (error) {
        if (!(error instanceof MemoriaError)) throw error;
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const { bytes } = signal;
        await sound(bytes.slice(0, place % bytes.length));
        const flipped = bytes.slice();
        flipped[place % bytes.length] ^= change;
        await sound(flipped);
      }),
      { numRuns: 60 },
    );
  });

  it("of another task is refused where a labeler is wanted", async () => {
    await expect(load(signal.bytes, "regress")).rejects.toMatchObject({ code: "file-kind" });
    expect((await load(signal.bytes)).kind).toBe("label");
  });
});

describe("data that can't be", () => {
  const fitted = (data: unknown) => labeler(small).fit(data as never);
  const { features, label = [] } = madeSignal(40);

  it.each<[string, unknown, string]>([
    ["nothing", [], "series: expected at least one, got none"],
    ["neither features nor tokens", { label }, "series 1: expected an object with features or tokens"],
    ["no step", { features: { x: [] }, label: [] }, "series 1: expected at least one row, got no rows"],
    ["columns of unequal length", { features, label: label.slice(1) }, "series 1"],
    [
      "an infinite value",
      { features: { x: label.map(() => Number.POSITIVE_INFINITY) }, label },
      "feature x, row 1: expected a finite number",
    ],
    ["a label that is no text", { features, label: label.map(() => 1) }, "series 1, label, row 1: expected text, got 1"],
    ["an unknown part", { features, label, part: "dev" }, 'series 1, part: expected train, validation or test, got "dev"'],
    [
      "two of one id",
      [
        { id: "a", features, label },
        { id: "a", features, label },
      ],
      'series "a": expected one series of each id, got two',
    ],
    [
      "words in some",
      [
        { features, label },
        { tokens: ["a"], label: ["O"] },
      ],
      "series 2: expected tokens in every sequence or in none, got one with",
    ],
    [
      "other features",
      [
        { features, label },
        { features: { y: [1] }, label: ["none"] },
      ],
      "series 2, feature signal: expected numbers, got no such column",
    ],
    [
      "a single class",
      { features, label: label.map(() => "none") },
      'label: expected at least two classes in the training part, got only "none"',
    ],
    ["labels nowhere", { features }, "label: expected at least 20 steps with a known label, got 0"],
  ])("refuses %s", async (_name, data, text) => {
    const error = await fitted(data).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(MemoriaError);
    expect((error as Error).message).toContain(text);
  });

  it("refuses options that can't be, naming them", () => {
    expect(() => labeler({ minLength: 0 })).toThrow(/minLength/);
    expect(() => labeler({ dropout: 1 })).toThrow(/dropout/);
    expect(() => labeler({ colour: 1 } as never)).toThrow(/colour/);
  });
});
