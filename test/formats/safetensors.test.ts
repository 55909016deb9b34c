import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32 } from "../../src/formats/crc32.ts";
import { type Dtype, dtypes } from "../../src/formats/dtype.ts";
import { decodeSafetensors, encodeSafetensors, type FileTensor } from "../../src/formats/safetensors.ts";
import { fileOf } from "./header.ts";

const names = fc.string({ unit: "binary", maxLength: 12 }).filter((name) => name !== "__metadata__");
const tensor = fc
  .record({ dtype: fc.constantFrom("F32" as const, "F64" as const), shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }) })
  .chain(({ dtype, shape }) => {
    const length = shape.reduce((a, b) => a * b, 1);
    const value = dtype === "F32" ? fc.float() : fc.double();
    return fc.array(value, { minLength: length, maxLength: length }).map((data): FileTensor => {
      return { dtype, shape, data: dtype === "F32" ? Float32Array.from(data) : Float64Array.from(data) };
    });
  });
const files = fc.record({
  tensors: fc.array(fc.tuple(names, tensor), { maxLength: 5 }).map((list) => new Map(list)),
  metadata: fc.array(fc.tuple(names, fc.string({ unit: "binary" })), { maxLength: 4 }).map((list) => new Map(list)),
});

describe("safetensors", () => {
  it("gives back what was written, to the bit, whatever the names (1000 random files)", () => {
    fc.assert(
      fc.property(files, ({ tensors, metadata }) => {
        metadata.delete("memoria.crc32");
        const read = decodeSafetensors(encodeSafetensors(tensors, metadata), "file");
        expect(read.metadata).toEqual(metadata);
        expect([...read.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
        for (const [name, { dtype, shape, data }] of tensors) {
          const got = read.tensors.get(name) as FileTensor;
          expect([got.dtype, got.shape]).toEqual([dtype, shape]);
          expect(Array.from(got.data).every((value, k) => Object.is(value, data[k]))).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("writes names that objects treat specially", () => {
    const tensors = new Map(
      ["__proto__", "constructor", "7", ""].map((name, k) => [name, { dtype: "F32", shape: [1], data: Float32Array.of(k) } as const]),
    );
    const metadata = new Map([
      ["__proto__", "a"],
      ["toString", "b"],
    ]);
    const read = decodeSafetensors(encodeSafetensors(tensors, metadata), "file");
    expect(read.metadata).toEqual(metadata);
    for (const [name, { data }] of tensors) expect(read.tensors.get(name)?.data).toEqual(data);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  it("writes the same bytes for the same input, the data 8-byte aligned, as a copy", () => {
    const data = Float32Array.of(1, 2, 3);
    const tensors = new Map([["ñ", { dtype: "F32", shape: [3], data } as const]]);
    const bytes = encodeSafetensors(tensors, new Map([["k", "v"]]));
    expect(encodeSafetensors(tensors, new Map([["k", "v"]]))).toEqual(bytes);
    const size = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(size % 8).toBe(0);
    expect(bytes.length).toBe(8 + size + 12);
    data[0] = 9;
    expect(decodeSafetensors(bytes, "file").tensors.get("ñ")?.data).toEqual(Float32Array.of(1, 2, 3));
  });

  it("reads a file inside a larger buffer, at any offset", () => {
    const bytes = encodeSafetensors(new Map([["w", { dtype: "F64", shape: [2], data: Float64Array.of(0.5, -3) }]]));
    const room = new Uint8Array(bytes.length + 9);
    room.set(bytes, 3);
    expect(decodeSafetensors(room.subarray(3, 3 + bytes.length), "file").tensors.get("w")?.data).toEqual(Float64Array.of(0.5, -3));
  });

  it("refuses to write a shape that contradicts the numbers, and the header's own name", () => {
    const data = Float32Array.of(1, 2);
    expect(() => encodeSafetensors(new Map([["w", { dtype: "F32", shape: [3], data }]]))).toThrow(
      'tensor "w": expected 3 numbers for [3], got 2',
    );
    expect(() => encodeSafetensors(new Map([["__metadata__", { dtype: "F32", shape: [2], data }]]))).toThrow("expected another name");
  });

  it.each<[Dtype, number[], number[]]>([
    ["F64", [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], [1.5]],
    ["F32", [0, 0, 0xc0, 0xbf], [-1.5]],
    ["F16", [0, 0x3e, 1, 0, 0, 0xfc, 0xff, 0x7b, 0, 0x80], [1.5, 2 ** -24, -Infinity, 65504, -0]],
    ["BF16", [0xc0, 0x3f, 0x80, 0xff], [1.5, -Infinity]],
    ["I64", [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-2]],
    ["I32", [0, 1, 0, 0], [256]],
    ["I16", [0xff, 0x7f], [32767]],
    ["I8", [0x80], [-128]],
    ["U8", [0xff], [255]],
    ["BOOL", [1, 0], [1, 0]],
  ])("reads %s of others, little-endian", (dtype, bytes, values) => {
    const body = Uint8Array.from(bytes);
    const read = decodeSafetensors(fileOf({ w: { dtype, shape: [values.length], data_offsets: [0, body.length] } }, body), "file");
    expect(Array.from(read.tensors.get("w")?.data ?? [])).toEqual(values);
    expect(dtypes).toContain(dtype);
  });

  it("takes the checksum that everybody's CRC-32 gives", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
    expect(crc32(new TextEncoder().encode("1234"), new TextEncoder().encode("56789"))).toBe(0xcbf43926);
  });
});
