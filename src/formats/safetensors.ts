/**
 * safetensors: a header of JSON and the tensors' bytes behind it, little-endian. Read strictly: every tensor where the header
 * says, no holes, no overlap, nothing left over. Our writer adds a checksum of the data to the metadata, so that a flipped
 * bit in a weight is refused too.
 */
import { crc32 } from "./crc32.ts";
import { type Dtype, decodeNumbers, dtypeBytes, dtypes, encodeNumbers, type Numbers } from "./dtype.ts";
import { fault } from "./fault.ts";
import { parseStrict } from "./strict-json.ts";

/** A named array in a file. */
export interface FileTensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: Numbers;
}

export interface SafetensorsFile {
  readonly tensors: Map<string, FileTensor>;
  readonly metadata: Map<string, string>;
}

/** Metadata key of our checksum (CRC-32 of everything behind the header, hexadecimal). */
const checksumKey = "memoria.crc32";
/** The format's own limit on its header. */
const largestHeader = 100_000_000;

/** Encode tensors (in the given order) and metadata. The data are copied. */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, FileTensor>,
  metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = [...tensors].map(([name, { dtype, shape, data }]) => {
    const start = end;
    end += data.length * dtypeBytes(dtype);
    return [name, { dtype, shape, data_offsets: [start, end] }] as const;
  });
  const body = new Uint8Array(end);
  let at = 0;
  for (const { dtype, data } of tensors.values()) {
    body.set(encodeNumbers(dtype, data), at);
    at += data.length * dtypeBytes(dtype);
  }
  const notes = Object.fromEntries([...metadata, [checksumKey, crc32(body).toString(16)]]);
  const text = JSON.stringify(Object.fromEntries([["__metadata__", notes], ...entries]));
  const header = new TextEncoder().encode(text);
  const padded = Math.ceil(header.length / 8) * 8;
  const out = new Uint8Array(8 + padded + end);
  new DataView(out.buffer).setBigUint64(0, BigInt(padded), true);
  out.fill(0x20, 8, 8 + padded);
  out.set(header, 8);
  out.set(body, 8 + padded);
  return out;
}

/** Decode and check. `where` names the file in errors. Throws ModelError `file-…`; nothing is allocated before the checks. */
export function decodeSafetensors(bytes: Uint8Array, where: string): SafetensorsFile {
  if (bytes.length < 8) throw fault("file-short", where, "a safetensors file of at least 8 bytes", `${bytes.length} bytes`);
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (size > largestHeader || size > bytes.length - 8)
    throw fault("file-header", where, `a header within the file's ${bytes.length} bytes`, `one of ${size} bytes`);
  const header = parseStrict(decodeText(bytes.subarray(8, 8 + size), where), where);
  const body = bytes.subarray(8 + size);
  const metadata = new Map<string, string>();
  const tensors: { name: string; entry: Entry }[] = [];
  for (const [name, value] of header) {
    if (name === "__metadata__") readMetadata(value, metadata, where);
    else tensors.push({ name, entry: readEntry(name, value, body.length, where) });
  }
  checkLayout(tensors, body.length, where);
  const expected = metadata.get(checksumKey);
  metadata.delete(checksumKey);
  if (expected !== undefined && expected !== crc32(body).toString(16)) {
    throw fault("file-checksum", where, `data with the checksum ${expected}`, crc32(body).toString(16));
  }
  const decoded = tensors.map(
    ({ name, entry: { dtype, shape, start, end } }) =>
      [name, { dtype, shape, data: decodeNumbers(dtype, body.subarray(start, end)) }] as const,
  );
  return { tensors: new Map(decoded), metadata };
}

interface Entry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

function decodeText(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fault("file-header", where, "a header of UTF-8 text", "other bytes");
  }
}

function readMetadata(value: unknown, into: Map<string, string>, where: string): void {
  if (!(value instanceof Map)) throw fault("file-metadata", `${where}: __metadata__`, "an object of strings", typeof value);
  for (const [key, text] of value) {
    if (typeof text !== "string") throw fault("file-metadata", `${where}: __metadata__.${key}`, "a string", typeof text);
    into.set(key, text);
  }
}

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function readEntry(name: string, value: unknown, size: number, file: string): Entry {
  const where = `${file}: tensor ${JSON.stringify(name.slice(0, 80))}`;
  if (!(value instanceof Map)) throw fault("file-tensor", where, "an object with dtype, shape and data_offsets", typeof value);
  const unknown = [...value.keys()].find((key) => !["dtype", "shape", "data_offsets"].includes(key));
  if (unknown !== undefined) throw fault("file-tensor", where, "only dtype, shape and data_offsets", JSON.stringify(unknown));
  const dtype = value.get("dtype");
  const shape: unknown = value.get("shape");
  const offsets: unknown = value.get("data_offsets");
  if (!dtypes.includes(dtype as Dtype)) throw fault("file-dtype", where, `one of ${dtypes.join(", ")}`, JSON.stringify(dtype) ?? "nothing");
  if (!Array.isArray(shape) || !shape.every(isCount) || shape.length > 32)
    throw fault("file-shape", where, "a list of whole numbers ≥ 0", JSON.stringify(shape) ?? "nothing");
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    throw fault("file-offsets", where, "two whole numbers", JSON.stringify(offsets) ?? "nothing");
  const [start, end] = offsets;
  if (start > end || end > size) throw fault("file-offsets", where, `0 ≤ start ≤ end ≤ ${size}`, `${start} and ${end}`);
  // Products beyond 2^53 are inexact but never small: they can't equal a number of bytes within the file.
  const needed = shape.reduce((product, extent) => product * extent, dtypeBytes(dtype as Dtype));
  if (needed !== end - start) throw fault("file-size", where, `${needed} bytes for ${dtype} [${shape.join(", ")}]`, `${end - start}`);
  return { dtype: dtype as Dtype, shape, start, end };
}

/** Tensors must cover the data without holes or overlap. */
function checkLayout(tensors: readonly { name: string; entry: Entry }[], size: number, where: string): void {
  let at = 0;
  for (const { name, entry } of [...tensors].sort((a, b) => a.entry.start - b.entry.start || a.entry.end - b.entry.end)) {
    if (entry.start !== at)
      throw fault(
        "file-layout",
        `${where}: tensor ${JSON.stringify(name.slice(0, 80))}`,
        `data from byte ${at}`,
        `from byte ${entry.start}`,
      );
    at = entry.end;
  }
  if (at !== size) throw fault("file-layout", where, `${at} bytes of data`, `${size}`);
}
