import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoriaError, ModelError } from "../../../src/errors.ts";
import { decodeSafetensors, encodeSafetensors, type FileTensor } from "../../../src/formats/safetensors.ts";
import { load } from "../../../src/load.ts";
import type { Description } from "../../../src/tasks/classify/file-schema.ts";
import { classifier } from "../../../src/tasks/classify.ts";
import { texts, waves } from "./made.ts";

const spec = { hidden: 2, folds: 2, epochs: 1, refit: false, cell: "gru" } as const;
const good = (await classifier(spec).fit(waves(12))).bytes();
const ofTexts = (await classifier(spec).fit(texts(12))).bytes();
const { tensors, metadata } = decodeSafetensors(good, "good");

const describing = (change: (own: Description) => void): Uint8Array<ArrayBuffer> => {
  const own: Description = JSON.parse(metadata.get("memoria.model") as string);
  change(own);
  return encodeSafetensors(tensors, new Map([...metadata, ["memoria.model", JSON.stringify(own)]]));
};

async function refusal(bytes: Uint8Array): Promise<ModelError> {
  const error = await load(bytes).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof ModelError)) throw error ?? new Error("expected a refusal, got a model");
  expect(error.message).not.toMatch(/Invalid input|undefined: |\[object/);
  return error;
}

/** A model that gives classes, or a typed refusal. */
async function soundOrRefused(bytes: Uint8Array): Promise<boolean> {
  try {
    const given = await (await load(bytes, "classify")).predict(waves(3));
    expect(given.length).toBe(3);
    return true;
  } catch (error) {
    if (!(error instanceof MemoriaError)) throw error;
    return false;
  }
}

describe("a classifier's file", () => {
  it.each([
    ["numbers", good],
    ["texts", ofTexts],
  ])("comes back to the bit (%s)", async (_, bytes) => {
    expect((await load(bytes, "classify")).bytes()).toEqual(bytes);
  });

  it("cut anywhere is refused", async () => {
    for (let length = 0; length < good.length; length += length < 32 ? 1 : 41) await refusal(good.subarray(0, length));
  });

  it("with a flipped bit and no checksum is refused, or gives classes; never another exception (300 random)", async () => {
    const from = new TextDecoder("latin1").decode(good).indexOf("memoria.crc32");
    const bare = good.slice();
    bare.set(new TextEncoder().encode("another.notes"), from);
    expect(await soundOrRefused(bare)).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 8 * good.length - 1 }), async (bit) => {
        const bytes = bare.slice();
        bytes[bit >> 3] ^= 1 << (bit & 7);
        await soundOrRefused(bytes);
      }),
      { numRuns: 300 },
    );
  });

  it("with any one value replaced is refused, or gives classes", async () => {
    const paths: (string | number)[][] = [];
    const walk = (value: unknown, path: (string | number)[]): void => {
      if (path.length > 0) paths.push(path);
      if (typeof value === "object" && value !== null)
        for (const [key, inner] of Object.entries(value)) walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    };
    walk(JSON.parse(metadata.get("memoria.model") as string), []);
    for (const path of paths)
      for (const bad of [null, "x", [], {}, -1, 1.5, 1e300]) {
        await soundOrRefused(
          describing((own) => {
            let at = own as unknown as Record<string | number, unknown>;
            for (const key of path.slice(0, -1)) at = at[key] as typeof at;
            at[path[path.length - 1]] = bad;
          }),
        );
      }
  });

  it.each<[string, (own: Description) => void]>([
    ["temperature", (own) => Object.assign(own, { temperature: 0 })],
    ["nets", (own) => Object.assign(own, { nets: 0 })],
    ["classes", (own) => Object.assign(own, { classes: ["a"] })],
    ["classes", (own) => Object.assign(own, { classes: ["a", "a"] })],
    [
      "input encoder features 0 scale",
      (own) => Object.assign((own.input as never as { encoder: { features: object[] } }).encoder.features[0], { scale: -1 }),
    ],
    ["input rows", (own) => Object.assign(own.input, { rows: 0 })],
    ["scores confusion", (own) => own.scores.confusion[0].pop()],
    ["scores classes", (own) => own.scores.classes.pop()],
    ["scores methods 0 accuracy", (own) => Object.assign(own.scores.methods[0], { accuracy: 1.5 })],
    ["scores methods", (own) => own.scores.methods.pop()],
    ["scores verdict rival", (own) => Object.assign(own.scores.verdict, { rival: "__proto__" })],
    ["invalid cell", (own) => Object.assign(own.spec, { cell: "elman" })],
  ])("that lies about %s is refused by that name", async (field, change) => {
    const error = await refusal(describing(change));
    expect(error.code).toBe("file-metadata");
    expect(error.where).toContain(field);
  });

  it.each<[string, (own: Map<string, FileTensor>) => void]>([
    ["missing", (own) => own.delete("1.3.bias")],
    ["one too many", (own) => own.set("2.3.bias", own.get("1.3.bias") as FileTensor)],
    ["another shape", (own) => own.set("0.3.bias", { dtype: "F32", shape: [3], data: Float32Array.of(1, 2, 3) })],
    ["NaN", (own) => own.set("0.3.bias", { dtype: "F32", shape: [2], data: Float32Array.of(1, Number.NaN) })],
  ])("with a weight %s is refused", async (_, change) => {
    const own = new Map(tensors);
    change(own);
    expect((await refusal(encodeSafetensors(own, metadata))).code).toBe("weights-mismatch");
  });

  it("sizes that would take memory are refused before any is taken", async () => {
    expect((await refusal(describing((own) => Object.assign(own.spec, { hidden: 4096, layers: 8 })))).code).toBe("weights-mismatch");
    expect((await refusal(describing((own) => Object.assign(own, { nets: 100 })))).code).toBe("weights-mismatch");
  });

  it("of another task, or a newer one, is refused by name", async () => {
    await expect(load(good, "regress")).rejects.toThrow("expected a model that regress saved, got one that classify saved");
    const newer = encodeSafetensors(tensors, new Map([...metadata, ["memoria.kind", "classifier 9"]]));
    expect((await refusal(newer)).message).toContain("expected a classifier 1 that memoria saved");
  });
});
