import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { decodeSafetensors, encodeSafetensors, type SafetensorsFile } from "../../src/formats/safetensors.ts";
import { fileOf, fileOfBytes } from "./header.ts";

const metadata = new Map([
  ["memoria.kind", "forecaster 1"],
  ["scaler", JSON.stringify({ mean: 123.5, deviation: 7 })],
]);
const tensors = new Map([
  ["0.weight_ih_l0", { dtype: "F32", shape: [3, 2], data: Float32Array.of(1, -2, 3.5, 0, -0, 1e-40) }],
  ["0.bias_ih_l0", { dtype: "F64", shape: [2], data: Float64Array.of(0.1, -7) }],
] as const);
const good = encodeSafetensors(tensors, metadata);

/** What a reader may do with damaged bytes: refuse with a ModelError that says all it should, or read. Any other exception fails. */
function attempt(bytes: Uint8Array): SafetensorsFile | ModelError {
  try {
    return decodeSafetensors(bytes, "ventas.safetensors");
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    expect(error.code).toMatch(/^file-(short|header|metadata|tensor|dtype|shape|offsets|size|layout|checksum)$/);
    expect(error.message.startsWith("ventas.safetensors")).toBe(true);
    expect(error.message.length).toBeLessThan(500);
    expect(error.hint).toBeTruthy();
    return error;
  }
}
const refused = (bytes: Uint8Array, code: string): void => {
  const result = attempt(bytes);
  expect(result instanceof ModelError ? result.code : "read").toBe(code);
};

describe("a file of ours", () => {
  it("is read", () => {
    const read = attempt(good) as SafetensorsFile;
    expect(read.metadata).toEqual(metadata);
    expect(read.tensors).toEqual(tensors);
  });

  it(`cut after any of its ${good.length} bytes is refused`, () => {
    for (let length = 0; length < good.length; length++)
      expect(attempt(good.subarray(0, length)), `${length} bytes`).toBeInstanceOf(ModelError);
  });

  it(`with any of its ${8 * good.length} bits flipped is refused, or (in the checksum's own name) reads the same`, () => {
    let read = 0;
    for (let bit = 0; bit < 8 * good.length; bit++) {
      const bytes = good.slice();
      bytes[bit >> 3] ^= 1 << (bit & 7);
      const result = attempt(bytes);
      if (result instanceof ModelError) continue;
      read++;
      expect(result.tensors, `bit ${bit}`).toEqual(tensors);
      for (const [key, value] of metadata) expect(result.metadata.get(key), `bit ${bit}`).toBe(value);
    }
    // Eight bits of each of the 13 letters at most.
    expect(read).toBeLessThanOrEqual(8 * "memoria.crc32".length);
  });

  it("with bytes behind it, or put in, or taken out, or two swapped behind the checksum's name, is refused (2000 random)", () => {
    refused(Uint8Array.from([...good, 0]), "file-layout");
    const place = fc.nat({ max: good.length - 1 });
    const behind = fc.integer({ min: new TextDecoder().decode(good).indexOf('crc32":"') + 8, max: good.length - 1 });
    const edits = fc.oneof(
      fc.tuple(place, fc.nat({ max: 255 })).map(([at, byte]) => [...good.slice(0, at), byte, ...good.slice(at)]),
      place.map((at) => [...good.slice(0, at), ...good.slice(at + 1)]),
      fc.tuple(behind, behind).map(([a, b]) => good.map((byte, k) => (k === a ? good[b] : k === b ? good[a] : byte))),
    );
    fc.assert(
      fc.property(edits, (list) => {
        const bytes = Uint8Array.from(list);
        const same = bytes.length === good.length && bytes.every((byte, k) => byte === good[k]);
        const result = attempt(bytes);
        // The checksum's own name may lose its meaning; nothing else may change.
        if (!(result instanceof ModelError) && !same) expect([result.tensors, result.metadata.has("scaler")]).toEqual([tensors, true]);
      }),
      { numRuns: 2000 },
    );
  });

  it("says how to keep a change made on purpose", () => {
    const bytes = good.slice();
    bytes[bytes.length - 1] ^= 1;
    expect(() => decodeSafetensors(bytes, "m.safetensors")).toThrow(
      /m\.safetensors: expected contents with the checksum "[0-9a-f]{8}", got "[0-9a-f]{8}"; .*without the metadata key memoria\.crc32/,
    );
  });
});

describe("a file of anybody's", () => {
  const body = new Uint8Array(24);
  const w = { dtype: "F32", shape: [2, 3], data_offsets: [0, 24] };
  const withTensor = (change: Record<string, unknown>, data = body) => fileOf({ w: { ...w, ...change } }, data);

  it("is read where sound", () => {
    expect((attempt(fileOf({ w }, body, 5)) as SafetensorsFile).tensors.get("w")?.shape).toEqual([2, 3]);
    expect((attempt(fileOf({})) as SafetensorsFile).tensors.size).toBe(0);
  });

  it.each<[string, Uint8Array, string]>([
    ["empty", new Uint8Array(0), "file-short"],
    ["of one byte", new Uint8Array(1), "file-short"],
    ["of 8 zeros", new Uint8Array(8), "file-header"],
    ["of 1000 zeros", new Uint8Array(1000), "file-header"],
    ["of 1000 × 255", new Uint8Array(1000).fill(255), "file-header"],
    ["with a header that goes on behind its end", fileOfBytes(new TextEncoder().encode("{}"), undefined, 1000), "file-header"],
    ["with a header longer than itself", fileOfBytes(new TextEncoder().encode("{}"), body, 1000), "file-header"],
    ["with a header of 2^63 bytes", Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 128, 123, 125), "file-header"],
    ["with a header that isn't UTF-8", fileOfBytes(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)), "file-header"],
    ["with a byte-order mark", fileOfBytes(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)), "file-header"],
    ["with an array for a header", fileOf([]), "file-header"],
    ["with null for a header", fileOf("null"), "file-header"],
    ["with JSON cut short", fileOf('{"w":'), "file-header"],
    ["with a name twice", fileOf(`{"w":${JSON.stringify(w)},"w":${JSON.stringify(w)}}`, body), "file-header"],
    ["with a field twice", fileOf('{"w":{"dtype":"F32","shape":[6],"shape":[6],"data_offsets":[0,24]}}', body), "file-header"],
    ["with a name twice, once escaped", fileOf(`{"w":${JSON.stringify(w)},"\\u0077":${JSON.stringify(w)}}`, body), "file-header"],
    ["with __proto__ twice", fileOf('{"__proto__":{},"__proto__":{}}'), "file-header"],
    ["nested 100,000 deep", fileOf(`{"w":${"[".repeat(1e5)}${"]".repeat(1e5)}}`), "file-header"],
    ["with __proto__ that is no tensor", fileOf('{"__proto__":{"dtype":"F32"}}'), "file-shape"],
    ["with metadata that is a string", fileOf({ __metadata__: "x" }), "file-metadata"],
    ["with metadata that is null", fileOf({ __metadata__: null }), "file-metadata"],
    ["with a number in the metadata", fileOf({ __metadata__: { epochs: 3 } }), "file-metadata"],
    ["with a number for a tensor", fileOf({ w: 3 }), "file-tensor"],
    ["with a field that is not in the format", withTensor({ strides: [3, 1] }), "file-tensor"],
    ["with an unknown dtype", withTensor({ dtype: "F31" }), "file-dtype"],
    ["with a dtype of an object's", withTensor({ dtype: "constructor" }), "file-dtype"],
    ["with a number for a dtype", withTensor({ dtype: 32 }), "file-dtype"],
    ["without a dtype", withTensor({ dtype: undefined }), "file-dtype"],
    ["without a shape", withTensor({ shape: undefined }), "file-shape"],
    ["with strings in the shape", withTensor({ shape: ["2", "3"] }), "file-shape"],
    ["with a negative extent", withTensor({ shape: [-2, -3] }), "file-shape"],
    ["with a fractional extent", withTensor({ shape: [1.5, 4] }), "file-shape"],
    ["with an extent over 2^53", fileOf('{"w":{"dtype":"F32","shape":[9007199254740993],"data_offsets":[0,24]}}', body), "file-shape"],
    ["with a shape of 1e6 axes", withTensor({ shape: new Array(1e6).fill(1) }), "file-shape"],
    ["with a shape past memory", withTensor({ shape: [2 ** 30, 2 ** 30] }), "file-size"],
    ["with a shape past 2^64 that comes round to its size", withTensor({ shape: [2 ** 32, 2 ** 32, 6] }), "file-size"],
    ["with a shape past infinity", withTensor({ shape: new Array(32).fill(Number.MAX_SAFE_INTEGER) }), "file-size"],
    ["with a dtype that contradicts the size", withTensor({ dtype: "F64" }), "file-size"],
    ["without offsets", withTensor({ data_offsets: undefined }), "file-offsets"],
    ["with strings for offsets", withTensor({ data_offsets: ["0", "24"] }), "file-offsets"],
    ["with one offset", withTensor({ data_offsets: [0] }), "file-offsets"],
    ["with offsets turned round", withTensor({ data_offsets: [24, 0] }), "file-offsets"],
    ["with a negative offset", withTensor({ data_offsets: [-24, 0] }), "file-offsets"],
    ["with offsets beyond its end", withTensor({ data_offsets: [8, 32] }), "file-offsets"],
    ["with offsets past 2^53", fileOf('{"w":{"dtype":"F32","shape":[6],"data_offsets":[0,1e300]}}', body), "file-offsets"],
    ["with overlapping tensors", fileOf({ w, v: { ...w, data_offsets: [12, 24], shape: [3] } }, body), "file-layout"],
    ["with the same bytes for two tensors", fileOf({ w, v: w }, body), "file-layout"],
    [
      "with a hole",
      fileOf({ w: { ...w, shape: [2], data_offsets: [0, 8] }, v: { ...w, shape: [3], data_offsets: [12, 24] } }, body),
      "file-layout",
    ],
    ["with a hole at the start", withTensor({ shape: [5], data_offsets: [4, 24] }), "file-layout"],
    ["with bytes that are no tensor's", withTensor({}, new Uint8Array(25)), "file-layout"],
    ["with a checksum that isn't one", fileOf({ __metadata__: { "memoria.crc32": "" }, w }, body), "file-checksum"],
    ["with a checksum put elsewhere", fileOf('{"__metadata__":{"memoria.crc32" : "00000000"}}'), "file-checksum"],
  ])("%s is refused", (_, bytes, code) => refused(bytes, code));

  it("names file, tensor, what was expected, what was found and what to do", () => {
    expect(() => decodeSafetensors(withTensor({ dtype: "F64" }), "m.safetensors")).toThrow(
      'm.safetensors: tensor "w": expected 48 bytes for F64 [2, 3], got 24; the file is damaged or not a model: get it again, or save it anew',
    );
  });

  it("of random bytes, and of random JSON, never throws anything but a ModelError (3000 random)", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void attempt(bytes)),
      { numRuns: 1000 },
    );
    const leaf = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.string(),
      fc.constant(null),
      fc.constantFrom("F32", "I8"),
      fc.array(fc.integer({ min: -1, max: 30 }), { maxLength: 3 }),
    );
    const entry = fc.record({ dtype: leaf, shape: leaf, data_offsets: leaf }, { requiredKeys: [] });
    const header = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom("__metadata__", "__proto__", "w")),
      fc.oneof(entry, leaf, fc.jsonValue()),
    );
    fc.assert(
      fc.property(header, (value) => void attempt(fileOf(value, body))),
      { numRuns: 2000 },
    );
  });
});
