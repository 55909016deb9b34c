/**
 * Bytes of a text file → text. Byte order marks decide; without one, UTF-16 is known by its zero bytes, UTF-8 by being valid,
 * and what is left is read as Windows-1252 (WHATWG Encoding Standard, index windows-1252), which every byte string is.
 */
import { DataError } from "../errors.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export const encodings: readonly Encoding[] = ["utf-8", "utf-16le", "utf-16be", "windows-1252"];

/** In every engine memoria supports (Encoding Standard); declared here since the core has no DOM types. */
declare const TextDecoder: new (label: "utf-8", options: { fatal: boolean }) => { decode(bytes: Uint8Array): string };

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** True when the encoding was not given by a mark, a caller or valid UTF-8, but assumed. */
  readonly assumed: boolean;
}

const binaries: readonly (readonly [number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "a ZIP archive or an Excel workbook"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel workbook"],
  [[0x1f, 0x8b], "a gzip archive"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF document"],
];

/**
 * Decodes the bytes of a text file; `where` names it in errors. The byte order mark is removed. The bytes are not changed.
 * Throws DataError `text-binary` (a known binary format, or NUL characters) or `text-encoding` (not valid in the encoding asked for).
 */
export function decodeText(bytes: Uint8Array, where: string, encoding?: Encoding): Decoded {
  for (const [magic, what] of binaries) {
    if (magic.every((byte, i) => bytes[i] === byte)) {
      throw new DataError({
        code: "text-binary",
        where,
        expected: "a text file",
        got: what,
        hint: "export it as CSV",
        fields: { where, what },
      });
    }
  }
  const marked = byMark(bytes);
  const chosen = encoding ?? marked?.encoding ?? byZeros(bytes);
  const body = marked !== undefined && marked.encoding === (chosen ?? "utf-8") ? bytes.subarray(marked.length) : bytes;
  const decoded = decode(body, where, chosen);
  if (decoded.text.includes("\0")) {
    const got = "NUL characters";
    throw new DataError({
      code: "text-binary",
      where,
      expected: "a text file",
      got,
      hint: "give its encoding",
      fields: { where, what: got },
    });
  }
  return decoded;
}

function decode(bytes: Uint8Array, where: string, encoding: Encoding | undefined): Decoded {
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    if (bytes.length % 2 === 1) throw notIn(where, encoding, "an odd number of bytes");
    return { text: utf16(bytes, encoding === "utf-16be"), encoding, assumed: false };
  }
  if (encoding === "windows-1252") return { text: windows1252(bytes), encoding, assumed: false };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8", assumed: false };
  } catch {
    if (encoding === "utf-8") throw notIn(where, "utf-8", "other bytes");
    return { text: windows1252(bytes), encoding: "windows-1252", assumed: true };
  }
}

function notIn(where: string, encoding: Encoding, got: string): DataError {
  return new DataError({ code: "text-encoding", where, expected: `${encoding} text`, got, fields: { where, encoding, got } });
}

function byMark(bytes: Uint8Array): { encoding: Encoding; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf-8", length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", length: 2 };
  return undefined;
}

/** Western text in UTF-16 has a zero in every second byte: at least half of the first 1,000 pairs, on one side only. */
function byZeros(bytes: Uint8Array): Encoding | undefined {
  const pairs = Math.min(1000, Math.floor(bytes.length / 2));
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++;
    if (bytes[2 * i + 1] === 0) odd++;
  }
  if (pairs === 0 || (even > 0 && odd > 0)) return undefined;
  if (2 * odd >= pairs) return "utf-16le";
  return 2 * even >= pairs ? "utf-16be" : undefined;
}

function utf16(bytes: Uint8Array, bigEndian: boolean): string {
  const high = bigEndian ? 0 : 1;
  return fromUnits(bytes.length / 2, (i) => (bytes[2 * i + high] << 8) | bytes[2 * i + 1 - high]);
}

/** 0x80…0x9f of windows-1252; the five bytes without a character keep their control code, as the standard has it. */
const upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function windows1252(bytes: Uint8Array): string {
  return fromUnits(bytes.length, (i) => (bytes[i] >= 0x80 && bytes[i] < 0xa0 ? upper.charCodeAt(bytes[i] - 0x80) : bytes[i]));
}

function fromUnits(length: number, unit: (i: number) => number): string {
  const parts: string[] = [];
  const block = new Uint16Array(8192);
  for (let start = 0; start < length; start += block.length) {
    const count = Math.min(block.length, length - start);
    for (let i = 0; i < count; i++) block[i] = unit(start + i);
    parts.push(String.fromCharCode(...block.subarray(0, count)));
  }
  return parts.join("");
}
