import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCheckpoint, encodeCheckpoint, loadCheckpoint, saveCheckpoint } from "../src/checkpoint.ts";
import { ModelError } from "../src/errors.ts";
import { encodeSafetensors, type FileTensor } from "../src/formats/safetensors.ts";
import type { Snapshot } from "../src/trainer.ts";

const snapshot: Snapshot = {
  tensors: {
    "model.0.weight": { shape: [2, 2], data: Float32Array.of(1, -0, 1e-40, 3.25) },
    "optimizer.m.0.weight": { shape: [2, 2], data: Float32Array.of(0, 1, 2, 3) },
    "best.0.weight": { shape: [2, 2], data: Float64Array.of(0.1, 1 / 3, -7, 0) },
  },
  position: {
    epoch: 3,
    batch: 17,
    step: 117,
    lossSum: 0.1 + 0.2,
    grown: 2,
    firstLoss: 1 / 3,
    patience: { best: 0.25, bestEpoch: 2, waited: 1 },
    schedule: { best: null, waited: 0, scale: 0.1 },
  },
  run: { data: "rows 12 of año.csv", seed: "1" },
};
const good = encodeCheckpoint(snapshot);
const where = "checkpoint.safetensors";

function refusal(bytes: Uint8Array): ModelError {
  try {
    decodeCheckpoint(bytes, where);
  } catch (error) {
    if (error instanceof ModelError) {
      expect(error.message.startsWith(where)).toBe(true);
      expect(error.hint).toBeTruthy();
      return error;
    }
    throw error;
  }
  throw new Error("expected a refusal, got a snapshot");
}

/** A sound container with other metadata. */
function withMetadata(change: Record<string, string | undefined>): Uint8Array {
  const metadata = {
    "memoria.kind": "checkpoint 1",
    "memoria.position": JSON.stringify(snapshot.position),
    "memoria.run": JSON.stringify(snapshot.run),
    ...change,
  };
  const kept = Object.entries(metadata).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return encodeSafetensors(new Map<string, FileTensor>(), new Map(kept));
}
const withPosition = (change: Record<string, unknown>): Uint8Array =>
  withMetadata({ "memoria.position": JSON.stringify({ ...snapshot.position, ...change }) });

describe("a checkpoint", () => {
  it("comes back to the bit", () => {
    const read = decodeCheckpoint(good, where);
    expect(read).toEqual(snapshot);
    expect(encodeCheckpoint(read)).toEqual(good);
  });

  it("comes back from a file, written whole, whatever the path's letters", async () => {
    const folder = mkdtempSync(join(tmpdir(), "memoria checkpoint ñ 🐟 "));
    try {
      const path = join(folder, "año nuevo 🌊.safetensors");
      await saveCheckpoint(path, snapshot);
      await saveCheckpoint(path, snapshot);
      expect(await loadCheckpoint(path)).toEqual(snapshot);
      expect(readdirSync(folder)).toEqual(["año nuevo 🌊.safetensors"]);
      await expect(loadCheckpoint(join(folder, "no"))).rejects.toMatchObject({ name: "ModelError", code: "file-access" });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("cut anywhere is refused", () => {
    for (let length = 0; length < good.length; length++) refusal(good.subarray(0, length));
  });

  it("with a flipped bit is refused, or (in the checksum's own name) reads the same (2000 random flips)", () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 * good.length - 1 }), (bit) => {
        const bytes = good.slice();
        bytes[bit >> 3] ^= 1 << (bit & 7);
        try {
          expect(decodeCheckpoint(bytes, where)).toEqual(snapshot);
        } catch (error) {
          expect(error).toBeInstanceOf(ModelError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a sound container that holds something else", () => {
  it.each<[string, Uint8Array, string, string]>([
    ["no kind", withMetadata({ "memoria.kind": undefined }), "file-kind", "a file without memoria's metadata"],
    ["a forecaster", withMetadata({ "memoria.kind": "forecaster 1" }), "file-kind", '"forecaster 1"'],
    ["a newer checkpoint", withMetadata({ "memoria.kind": "checkpoint 2" }), "file-kind", '"checkpoint 2"'],
    ["no position", withMetadata({ "memoria.position": undefined }), "file-metadata", "nothing"],
    ["no run", withMetadata({ "memoria.run": undefined }), "file-metadata", "nothing"],
    ["a position that isn't JSON", withMetadata({ "memoria.position": "{" }), "file-metadata", "something else"],
    ["null for a position", withMetadata({ "memoria.position": "null" }), "file-metadata", "null"],
    ["a list for a run", withMetadata({ "memoria.run": "[]" }), "file-metadata", "[]"],
    ["a number in the run", withMetadata({ "memoria.run": '{"seed":1}' }), "file-metadata", "1"],
    ["an epoch 0", withPosition({ epoch: 0 }), "file-metadata", "0"],
    ["a string for a step", withPosition({ step: "3" }), "file-metadata", '"3"'],
    ["a fractional batch", withPosition({ batch: 1.5 }), "file-metadata", "1.5"],
    ["a negative step", withPosition({ step: -1 }), "file-metadata", "-1"],
    ["a sum that was NaN", withPosition({ lossSum: Number.NaN }), "file-metadata", "null"],
    [
      "a sum past the largest number",
      withMetadata({ "memoria.position": '{"epoch":1,"batch":0,"step":0,"lossSum":1e999}' }),
      "file-metadata",
      "Infinity",
    ],
    ["a string for the first loss", withPosition({ firstLoss: "1" }), "file-metadata", '"1"'],
    ["no patience", withPosition({ patience: undefined }), "file-metadata", "undefined"],
    ["null for patience", withPosition({ patience: null }), "file-metadata", "null"],
    ["patience without its count", withPosition({ patience: { best: 1, bestEpoch: 1 } }), "file-metadata", "undefined"],
    ["a best loss of words", withPosition({ patience: { best: "low", bestEpoch: 1, waited: 0 } }), "file-metadata", '"low"'],
    ["no schedule", withPosition({ schedule: undefined }), "file-metadata", "undefined"],
  ])("%s is refused", (_, bytes, code, got) => {
    expect(refusal(bytes)).toMatchObject({ code, got });
  });

  it("names file and field", () => {
    expect(refusal(withPosition({ batch: 1.5 })).message).toBe(
      "checkpoint.safetensors: memoria.position batch: expected an integer ≥ 0, got 1.5; the file is damaged or not a model: get it again, or save it anew",
    );
  });

  it("any JSON for position and run: a snapshot with numbers to go on from, or a ModelError (1000 random)", () => {
    const leaf = fc.oneof(fc.integer(), fc.double(), fc.constant(null), fc.string(), fc.constant({ best: null, bestEpoch: 0, waited: 0 }));
    const position = fc.record({ epoch: leaf, batch: leaf, step: leaf, lossSum: leaf, firstLoss: leaf, patience: leaf, schedule: leaf });
    fc.assert(
      fc.property(fc.oneof(position, fc.jsonValue()), fc.jsonValue(), (place, run) => {
        const bytes = withMetadata({ "memoria.position": JSON.stringify(place), "memoria.run": JSON.stringify(run) });
        try {
          const { position: read } = decodeCheckpoint(bytes, where);
          expect([read.epoch, read.batch, read.step, read.patience.waited].every(Number.isSafeInteger)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ModelError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("a tensor called __proto__ stays an ordinary name", () => {
    const tensors = { ["__proto__"]: { shape: [1], data: Float32Array.of(5) } };
    const read = decodeCheckpoint(encodeCheckpoint({ ...snapshot, tensors }), where);
    expect(Object.keys(read.tensors)).toEqual(["__proto__"]);
    expect(({} as { shape?: unknown }).shape).toBeUndefined();
  });
});
