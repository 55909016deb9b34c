import { beforeAll, describe, expect, it } from "vitest";
import { decodeSafetensors, encodeSafetensors, type FileTensor } from "../../../src/formats/safetensors.ts";
import { load } from "../../../src/load.ts";
import { generator } from "../../../src/tasks/generate.ts";

const key = "memoria.model";
let good: Uint8Array;
beforeAll(async () => {
  const model = await generator({ hidden: 8, epochs: 1, truncate: 16 }).fit("the cat sat on the mat. ".repeat(20));
  good = model.bytes();
});

type Json = Record<string, unknown>;

/** The file with a change to its description, metadata or tensors. */
function changed(change: (parts: { model: Json; metadata: Map<string, string>; tensors: Map<string, FileTensor> }) => void): Uint8Array {
  const file = decodeSafetensors(good, "file");
  const [metadata, tensors] = [new Map(file.metadata), new Map(file.tensors)];
  const model = JSON.parse(metadata.get(key) as string) as Json;
  change({ model, metadata, tensors });
  if (metadata.get(key) !== "gone") metadata.set(key, JSON.stringify(model));
  return encodeSafetensors(tensors, metadata);
}

const weight = "1.weight_hh_l0";

describe("a generator's file", () => {
  it("is refused by what is wrong with it", async () => {
    const cases: [string, Uint8Array][] = [
      ["file-metadata: spec", changed(({ model }) => Object.assign(model, { spec: 3 }))],
      ["file-metadata: cell", changed(({ model }) => Object.assign(model.spec as Json, { cell: "eval" }))],
      ["file-metadata: hidden", changed(({ model }) => Object.assign(model.spec as Json, { hidden: 1e9 }))],
      ["file-metadata: tokens", changed(({ model }) => Object.assign(model, { tokens: [1, 2] }))],
      ["file-metadata: tokens", changed(({ model }) => Object.assign(model, { tokens: ["a", "a"] }))],
      ["file-metadata: tokens", changed(({ model }) => Object.assign(model, { tokens: [] }))],
      ["file-metadata: scores", changed(({ model }) => Object.assign(model.scores as Json, { methods: [] }))],
      ["file-metadata: reason", changed(({ model }) => Object.assign(model.found as Json, { reason: "" }))],
      ["file-metadata: JSON", changed(({ metadata }) => metadata.set(key, "gone"))],
      ["file-kind: generator 2", changed(({ metadata }) => metadata.set("memoria.kind", "generator 2"))],
      ["weights-mismatch: 0.weight", changed(({ model }) => (model.tokens as string[]).push("Ω"))],
      ["weights-mismatch: 0.weight", changed(({ model }) => Object.assign(model.spec as Json, { hidden: 4096 }))],
      [`weights-mismatch: ${weight}`, changed(({ tensors }) => tensors.delete(weight))],
      ["weights-mismatch: more", changed(({ tensors }) => tensors.set("more", tensors.get(weight) as FileTensor))],
      [
        `weights-mismatch: ${weight}`,
        changed(({ tensors }) => tensors.set(weight, { dtype: "F32", shape: [32, 8], data: new Float32Array(256).fill(Number.NaN) })),
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
    await expect(load(good, "regress")).rejects.toThrow(
      "expected a model that regress saved, got one that generate saved; use it with memoria generate",
    );
  });

  it("loads with options that are older or newer than this release", async () => {
    const older = changed(({ model }) => {
      delete (model.spec as Json).truncate;
      Object.assign(model.spec as Json, { flux: 1 });
    });
    expect((await load(older, "generate")).spec.truncate).toBe(64);
  });
});
