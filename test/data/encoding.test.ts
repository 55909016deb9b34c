import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText, type Encoding } from "../../src/data/encoding.ts";
import { DataError } from "../../src/errors.ts";

function utf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const units = (mark ? "\ufeff" : "") + text;
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < units.length; i++) view.setUint16(2 * i, units.charCodeAt(i), !bigEndian);
  return bytes;
}
const utf8 = (text: string) => new TextEncoder().encode(text);
const bytesOf = (...values: number[]) => Uint8Array.from(values);

/** Any code points but surrogates. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 1, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })), { maxLength: 50 })
  .map((points) => String.fromCodePoint(...points));

describe("decodeText", () => {
  it("reads UTF-8 with and without a byte order mark", () => {
    expect(decodeText(utf8("año;1\n"), "f")).toEqual({ text: "año;1\n", encoding: "utf-8", assumed: false });
    expect(decodeText(utf8("\ufeffaño"), "f").text).toBe("año");
  });

  it.each([
    ["utf-16le", false],
    ["utf-16be", true],
  ] as const)("reads %s by its mark and by its zero bytes", (encoding, bigEndian) => {
    expect(decodeText(utf16("fecha;año €", bigEndian, true), "f")).toEqual({ text: "fecha;año €", encoding, assumed: false });
    expect(decodeText(utf16("fecha;ventas\n", bigEndian, false), "f")).toEqual({ text: "fecha;ventas\n", encoding, assumed: false });
  });

  it("reads what is not UTF-8 as Windows-1252 and says so; 0x80…0x9f have their characters", () => {
    expect(decodeText(bytesOf(0x61, 0xf1, 0x6f, 0x80, 0x96, 0x9f), "f")).toEqual({
      text: "año€–Ÿ",
      encoding: "windows-1252",
      assumed: true,
    });
  });

  it("agrees with the engine's own decoder on every byte of Windows-1252 above 0x9f", () => {
    const bytes = Uint8Array.from({ length: 96 }, (_, i) => 0xa0 + i);
    expect(decodeText(bytes, "f", "windows-1252").text).toBe(new TextDecoder("latin1").decode(bytes));
  });

  it("gives back any text written in any of its encodings, however long", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("utf-8", "utf-16le", "utf-16be"), (text, encoding) => {
        const clean = `${text.replaceAll("\0", "").replaceAll("\ufeff", "")}x`;
        const bytes = encoding === "utf-8" ? utf8(clean) : utf16(clean, encoding === "utf-16be", false);
        expect(decodeText(bytes, "f", encoding as Encoding).text).toBe(clean);
      }),
    );
    const long = "0123456789".repeat(3000);
    expect(decodeText(utf16(long, false, true), "f").text).toBe(long);
  });

  it.each([
    ["a ZIP or Excel file", [0x50, 0x4b, 0x03, 0x04, 0], "text-binary"],
    ["gzip", [0x1f, 0x8b, 8, 0], "text-binary"],
    ["NUL bytes", [0x61, 0, 0, 0x62, 0x63], "text-binary"],
    ["UTF-16 cut in half", [0xff, 0xfe, 0x61], "text-encoding"],
  ])("refuses %s", (_, bytes, code) => {
    expect(() => decodeText(Uint8Array.from(bytes), "ventas.csv")).toThrow(expect.objectContaining({ code, where: "ventas.csv" }));
  });

  it("refuses bytes that are not in the encoding asked for, and changes no byte", () => {
    const bytes = bytesOf(0x61, 0xf1, 0x6f);
    expect(() => decodeText(bytes, "f", "utf-8")).toThrow(DataError);
    expect([...bytes]).toEqual([0x61, 0xf1, 0x6f]);
  });
});
