import { beforeAll, describe, expect, it } from "vitest";
import { decodeSafetensors, encodeSafetensors, type FileTensor } from "../../../src/formats/safetensors.ts";
import { load } from "../../../src/load.ts";
import { translator } from "../../../src/tasks/translate.ts";
import { reversals } from "./made.ts";

const key = "memoria.model";
let good: Uint8Array;
beforeAll(async () => {
  good = (await translator({ hidden: 8, epochs: 1, cell: "gru" }).fit(reversals("abc", 1, 3))).bytes();
}, 60_000);

type Json = Record<string, unknown>;

/** The file with a change to its description, metadata or tensors. */
function changed(change: (parts: { model: Json; metadata: Map<string, string>; tensors: Map<string, FileTensor> }) => void): Uint8Array {
  const file = decodeSafetensors(good, "file");
  const [metadata, tensors] = [new Map(file.metadata), new Map(file.tensors)];
  const model = JSON.parse(metadata.get(key) as string) as Json;
  change({ model, metadata, tensors });
  metadata.set(key, JSON.stringify(model));
  return encodeSafetensors(tensors, metadata);
}

const weight = "decoder.weight_hh_l0";

describe("a translator's file", () => {
  it("is refused by what is wrong with it", async () => {
    const cases: [string, Uint8Array][] = [
      ["file-metadata: spec", changed(({ model }) => Object.assign(model, { spec: 3 }))],
      ["file-metadata: hidden", changed(({ model }) => Object.assign(model.spec as Json, { hidden: 9 }))],
      ["file-metadata: source", changed(({ model }) => Object.assign(model, { source: ["a", "a"] }))],
      ["file-metadata: target", changed(({ model }) => Object.assign(model, { target: [""] }))],
      ["file-metadata: longest", changed(({ model }) => Object.assign(model.found as Json, { longest: 1e9 }))],
      ["file-metadata: exact", changed(({ model }) => Object.assign(((model.scores as Json).methods as Json[])[0], { exact: null }))],
      ["file-metadata: scores", changed(({ model }) => Object.assign(model.scores as Json, { methods: [] }))],
      ["file-kind: translator 2", changed(({ metadata }) => metadata.set("memoria.kind", "translator 2"))],
      ["weights-mismatch: source.weight", changed(({ model }) => (model.source as string[]).push("Ω"))],
      ["weights-mismatch: target.weight", changed(({ model }) => (model.target as string[]).push("Ω"))],
      ["weights-mismatch: source.weight", changed(({ model }) => Object.assign(model.spec as Json, { hidden: 4096 }))],
      [`weights-mismatch: ${weight}`, changed(({ tensors }) => tensors.delete(weight))],
      ["weights-mismatch: more", changed(({ tensors }) => tensors.set("more", tensors.get(weight) as FileTensor))],
      [
        `weights-mismatch: ${weight}`,
        changed(({ tensors }) => tensors.set(weight, { dtype: "F32", shape: [24, 8], data: new Float32Array(192).fill(Number.NaN) })),
      ],
    ];
    for (const [expected, bytes] of cases) {
      const error = await load(bytes).catch((reason) => reason);
      expect(`${error.code}: ${error.message}`).toContain(expected.split(": ")[0]);
      expect(error.message).toContain(expected.split(": ")[1]);
    }
  });

  it("cut anywhere, it is refused", async () => {
    for (let size = 0; size < good.length; size += 101) await expect(load(good.slice(0, size))).rejects.toHaveProperty("code");
  });

  it("is another task's model to the other tasks", async () => {
    await expect(load(good, "generate")).rejects.toThrow("use it with memoria translate");
  });
});
