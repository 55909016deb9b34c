/** Writing safetensors, and what reading shares with it: apart, because a page that trains never reads a file. */
import { show } from "../errors.ts";
import { crc32 } from "./crc32.ts";
import { type Dtype, dtypeBytes, encodeNumbers, type Numbers } from "./dtype.ts";
import { fault } from "./fault.ts";

/** A named array in a file. */
export interface FileTensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: Numbers;
}

export const notesKey = "__metadata__";
/** Metadata key of our checksum: CRC-32 of the whole file in eight hexadecimal digits, which are zeros while it is taken. */
export const checksumKey = "memoria.crc32";
export const noChecksum = "00000000";

export const hex = (sum: number): string => sum.toString(16).padStart(noChecksum.length, "0");
export const tensorText = (name: string): string => `tensor ${show(name)}`;

/** Where the checksum's digits stand in the header. What stands before them is nowhere else: inside a string its quotes are escaped. */
export function checksumAt(bytes: Uint8Array, headerEnd: number): number {
  const before = new TextEncoder().encode(`"${checksumKey}":"`);
  for (let at = 8; at + before.length + noChecksum.length <= headerEnd; at++) {
    if (before.every((byte, k) => bytes[at + k] === byte)) return at + before.length;
  }
  return -1;
}

/**
 * Encode tensors (in the given order) and metadata. The data are copied; the same input gives the same bytes. Throws ModelError
 * `file-tensor` for a tensor whose shape contradicts its numbers, or that has the header's own name.
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, FileTensor>,
  metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = [...tensors].map(([name, { dtype, shape, data }]) => {
    const where = tensorText(name);
    if (name === notesKey) throw fault("file-tensor", where, "another name, since the header uses it", "this one", "rename the tensor");
    const needed = shape.reduce((product, extent) => product * extent, 1);
    if (needed !== data.length)
      throw fault("file-tensor", where, `${needed} numbers for [${shape.join(", ")}]`, `${data.length}`, "give it its own shape");
    const start = end;
    end += data.length * dtypeBytes(dtype);
    return [name, { dtype, shape, data_offsets: [start, end] }] as const;
  });
  const notes = Object.fromEntries([[checksumKey, noChecksum], ...[...metadata].filter(([key]) => key !== checksumKey)]);
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries([[notesKey, notes], ...entries])));
  const padded = Math.ceil(header.length / 8) * 8;
  const out = new Uint8Array(8 + padded + end);
  new DataView(out.buffer).setBigUint64(0, BigInt(padded), true);
  out.fill(0x20, 8, 8 + padded);
  out.set(header, 8);
  let at = 8 + padded;
  for (const { dtype, data } of tensors.values()) {
    out.set(encodeNumbers(dtype, data), at);
    at += data.length * dtypeBytes(dtype);
  }
  out.set(new TextEncoder().encode(hex(crc32(out))), checksumAt(out, 8 + padded));
  return out;
}
