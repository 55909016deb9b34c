import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { MemoriaError, ModelError } from "../../../src/errors.ts";
import { decodeSafetensors, encodeSafetensors, type FileTensor } from "../../../src/formats/safetensors.ts";
import { load, loadAs } from "../../../src/load.ts";
import { forecaster } from "../../../src/tasks/forecast.ts";
import { makeNets, weightShapes } from "../../../src/tasks/regress/net.ts";
import { regressorSpec } from "../../../src/tasks/regress/options.ts";
import { RegressModel, regressor } from "../../../src/tasks/regress.ts";
import { madeRows } from "./made.ts";

// biome-ignore lint/suspicious/noExplicitAny: a description is taken apart here
type Description = any;

let good: Uint8Array<ArrayBuffer>;
let tensors: Map<string, FileTensor>;
let metadata: Map<string, string>;
const rows = {
  ...madeRows(60, "needed"),
  features: { ...madeRows(60, "needed").features, kind: Array.from({ length: 60 }, (_, row) => (row % 2 ? "a" : "b")) },
};
beforeAll(async () => {
  good = (await regressor({ hidden: 3, layers: 2, cell: "gru", epochs: 1, lookback: 4, pastTarget: true, refit: false }).fit(rows)).bytes();
  ({ tensors, metadata } = decodeSafetensors(good, "good"));
});

const withTensors = (change: (own: Map<string, FileTensor>) => void): Uint8Array<ArrayBuffer> => {
  const own = new Map(tensors);
  change(own);
  return encodeSafetensors(own, metadata);
};
const describing = (change: (own: Description) => void): Uint8Array<ArrayBuffer> => {
  const own: Description = JSON.parse(metadata.get("memoria.model") as string);
  change(own);
  return encodeSafetensors(tensors, new Map([...metadata, ["memoria.model", JSON.stringify(own)]]));
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

/** A model that gives values, or a typed refusal. */
async function soundOrRefused(bytes: Uint8Array): Promise<RegressModel | undefined> {
  try {
    const model = await load(bytes);
    if (!(model instanceof RegressModel)) throw new Error("another kind");
    expect((await model.predict({ rows })).point.length).toBe(60);
    return model;
  } catch (error) {
    if (!(error instanceof MemoriaError)) throw error;
    return undefined;
  }
}

describe("a regressor's file", () => {
  it("comes back to the bit: the same bytes, the same values", async () => {
    const model = await loadAs(good, "regress");
    expect(model.bytes()).toEqual(good);
    expect(await model.predict({ rows })).toEqual(await (await loadAs(good.slice(), "regress")).predict({ rows }));
  });

  it.each(["rnn", "gru", "lstm"] as const)("%s: the weights that it must hold are those that the nets have", (cell) => {
    for (const layers of [1, 3]) {
      const spec = regressorSpec({ cell, layers, hidden: 3 });
      const nets = makeNets(spec, 5);
      for (const net of ["memory", "row"] as const) {
        const shapes = Object.entries(nets[net].stateDict()).map(([name, { shape }]) => [name, [...shape]]);
        expect([...weightShapes(spec, 5)[net]].map(([name, shape]) => [name, [...shape]])).toEqual(shapes);
      }
    }
  });

  it("cut anywhere is refused", async () => {
    for (let length = 0; length < good.length; length += length < 32 ? 1 : 37) await refusal(good.subarray(0, length));
  });

  it("with a flipped bit and no checksum is refused, or gives values; never another exception (500 random)", async () => {
    const from = new TextDecoder("latin1").decode(good).indexOf("memoria.crc32");
    const bare = good.slice();
    bare.set(new TextEncoder().encode("another.notes"), from);
    expect(await soundOrRefused(bare)).toBeDefined();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 8 * good.length - 1 }), async (bit) => {
        const bytes = bare.slice();
        bytes[bit >> 3] ^= 1 << (bit & 7);
        await soundOrRefused(bytes);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, (own: Description) => void]>([
    ["scores tests", (own) => Object.assign(own.scores, { tests: 1.5 })],
    ["found lookback", (own) => Object.assign(own.found, { lookback: 0 })],
    ["encoder features", (own) => Object.assign(own.encoder, { features: "x" })],
    ["encoder features 0 mean", (own) => Object.assign(own.encoder.features[0], { mean: null })],
    ["encoder features 0 scale", (own) => Object.assign(own.encoder.features[0], { scale: -1 })],
    ["encoder target scale", (own) => Object.assign(own.encoder.target, { scale: 0 })],
    ["recommended, scores, bands", (own) => Object.assign(own, { recommended: "__proto__" })],
    ["invalid cell", (own) => Object.assign(own.spec, { cell: "elman" })],
    ["invalid hidden", (own) => Object.assign(own.spec, { hidden: "32" })],
    ["encoder pastTarget", (own) => Object.assign(own.spec, { pastTarget: false })],
    ["ridges", (own) => own.ridges.pop()],
    ["ridges", (own) => Object.assign(own.ridges[1], { rows: 3 })],
    ['scores "mlp"', (own) => own.scores.methods[1].byTest.pop()],
    ["bands", (own) => own.bands[0][1][0].half.push(1)],
    ['features "valve"', (own) => own.encoder.features.push(own.encoder.features[0])],
  ])("that lies about %s is refused by that name", async (field, change) => {
    const error = await refusal(describing(change));
    expect(error.code).toBe("file-metadata");
    expect(error.where).toContain(`memoria.model`);
    expect(`${error.where}`).toContain(field);
  });

  it.each<[string, (own: Map<string, FileTensor>) => void]>([
    ["missing", (own) => own.delete("memory.1.bias")],
    ["one too many", (own) => own.set("row.9.weight", own.get("memory.1.bias") as FileTensor)],
    ["another shape", (own) => own.set("linear.weight", { dtype: "F64", shape: [1, 1], data: Float64Array.of(1) })],
    ["NaN", (own) => own.set("linear.bias", { dtype: "F64", shape: [1], data: Float64Array.of(Number.NaN) })],
  ])("with a weight %s is refused", async (_, change) => {
    expect((await refusal(withTensors(change))).code).toBe("weights-mismatch");
  });

  it("sizes that would take memory are refused before any is taken", async () => {
    expect((await refusal(describing((own) => Object.assign(own.spec, { hidden: 4096, layers: 8 })))).code).toBe("weights-mismatch");
  });

  it("a newer kind, and the file of another task, are refused by name", async () => {
    const newer = encodeSafetensors(tensors, new Map([...metadata, ["memoria.kind", "regressor 9"]]));
    expect((await refusal(newer)).message).toContain('expected a regressor 1 that memoria saved, got "regressor 9" of memoria "0.1.0"');
    const series = Array.from({ length: 40 }, (_, row) => row % 5);
    const other = (await forecaster({ horizon: 2, hidden: 2, epochs: 1, season: 1, lookback: 4 }).fit(series)).bytes();
    await expect(loadAs(other, "regress")).rejects.toThrow(
      "model: expected a model that regress saved, got one that forecast saved; use it with memoria forecast",
    );
    await expect(loadAs(good, "forecast")).rejects.toThrow("expected a model that forecast saved, got one that regress saved");
  });
});
