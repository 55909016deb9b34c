/**
 * safetensors: a header of JSON and the tensors' bytes behind it, little-endian. Read strictly: every tensor where the header
 * says, no holes, no overlap, nothing left over. Our writer adds a checksum to the metadata, so that a flipped bit in a weight
 * or in a scaler is refused too. The format: https://github.com/huggingface/safetensors#format
 */
import { show } from "../errors.ts";
import { crc32 } from "./crc32.ts";
import { type Dtype, decodeNumbers, dtypeBytes, dtypes } from "./dtype.ts";
import { fault } from "./fault.ts";
import { checksumAt, checksumKey, type FileTensor, hex, noChecksum, notesKey, tensorText } from "./safetensors-write.ts";
import { parseStrict } from "./strict-json.ts";

export { encodeSafetensors, type FileTensor } from "./safetensors-write.ts";

export interface SafetensorsFile {
  readonly tensors: Map<string, FileTensor>;
  readonly metadata: Map<string, string>;
}

/** The format's own limit on its header. */
const largestHeader = 100_000_000;

/** Decode and check. `where` names the file in errors. Throws ModelError `file-…`; nothing is allocated before the checks. */
export function decodeSafetensors(bytes: Uint8Array, where: string): SafetensorsFile {
  if (bytes.length < 8) throw fault("file-short", where, "a safetensors file of at least 8 bytes", `${bytes.length} bytes`);
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (size > largestHeader || size > bytes.length - 8)
    throw fault("file-header", where, `a header within the file's ${bytes.length} bytes`, `one of ${size} bytes`);
  if (size === 0 || bytes[8] !== 0x7b)
    throw fault("file-header", where, "a header of JSON that begins with {", size === 0 ? "none" : "other bytes");
  const header = parseStrict(decodeText(bytes.subarray(8, 8 + size), where), where);
  const body = bytes.subarray(8 + size);
  const metadata = new Map<string, string>();
  const tensors: { name: string; entry: Entry }[] = [];
  for (const [name, value] of header) {
    if (name === notesKey) readMetadata(value, metadata, where);
    else tensors.push({ name, entry: readEntry(name, value, body.length, where) });
  }
  checkLayout(tensors, body.length, where);
  checkSum(bytes, 8 + size, metadata.get(checksumKey), where);
  metadata.delete(checksumKey);
  const decoded = tensors.map(
    ({ name, entry: { dtype, shape, start, end } }) =>
      [name, { dtype, shape, data: decodeNumbers(dtype, body.subarray(start, end)) }] as const,
  );
  return { tensors: new Map(decoded), metadata };
}

/** The checksum is that of the whole file with zeros for its own digits. Files of others have none. */
function checkSum(bytes: Uint8Array, headerEnd: number, stated: string | undefined, where: string): void {
  if (stated === undefined) return;
  const at = checksumAt(bytes, headerEnd);
  const zeros = new TextEncoder().encode(noChecksum);
  const found = at < 0 ? "one that was moved" : show(hex(crc32(bytes.subarray(0, at), zeros, bytes.subarray(at + zeros.length))));
  if (found === show(stated)) return;
  const hint = `the file is damaged: get it again; if you changed it on purpose, save it without the metadata key ${checksumKey}`;
  throw fault("file-checksum", where, `contents with the checksum ${show(stated)}`, found, hint);
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
  if (!(value instanceof Map)) throw fault("file-metadata", `${where}: ${notesKey}`, "an object of strings", show(value));
  for (const [key, text] of value) {
    if (typeof text !== "string") throw fault("file-metadata", `${where}: ${notesKey} ${show(key)}`, "a string", show(text));
    into.set(key, text);
  }
}

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function readEntry(name: string, value: unknown, size: number, file: string): Entry {
  const where = `${file}: ${tensorText(name)}`;
  if (!(value instanceof Map)) throw fault("file-tensor", where, "an object with dtype, shape and data_offsets", show(value));
  const unknown = [...value.keys()].find((key) => !["dtype", "shape", "data_offsets"].includes(key));
  if (unknown !== undefined) throw fault("file-tensor", where, "only dtype, shape and data_offsets", show(unknown));
  const dtype = value.get("dtype");
  const shape: unknown = value.get("shape");
  const offsets: unknown = value.get("data_offsets");
  if (!dtypes.includes(dtype as Dtype)) throw fault("file-dtype", where, `one of ${dtypes.join(", ")}`, show(dtype));
  if (!Array.isArray(shape) || !shape.every(isCount) || shape.length > 32)
    throw fault("file-shape", where, "a list of whole numbers ≥ 0", show(shape));
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    throw fault("file-offsets", where, "two whole numbers", show(offsets));
  const [start, end] = offsets;
  if (start > end || end > size) throw fault("file-offsets", where, `0 ≤ start ≤ end ≤ ${size}`, `${start} and ${end}`);
  // Products beyond 2^53 are inexact but never small: they can't equal a number of bytes within the file.
  const needed = shape.reduce((product, extent) => product * extent, dtypeBytes(dtype as Dtype));
  if (needed !== end - start) throw fault("file-size", where, `${needed} bytes for ${dtype} ${show(shape)}`, `${end - start}`);
  return { dtype: dtype as Dtype, shape, start, end };
}

/** Tensors must cover the data without holes or overlap. */
function checkLayout(tensors: readonly { name: string; entry: Entry }[], size: number, where: string): void {
  let at = 0;
  for (const { name, entry } of [...tensors].sort((a, b) => a.entry.start - b.entry.start || a.entry.end - b.entry.end)) {
    if (entry.start !== at) throw fault("file-layout", `${where}: ${tensorText(name)}`, `data from byte ${at}`, `from byte ${entry.start}`);
    at = entry.end;
  }
  if (at !== size) throw fault("file-layout", where, `${at} bytes of data`, `${size}`);
}
