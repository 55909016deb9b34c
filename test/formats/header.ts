/** Files made by hand: any header, any body. */
export function fileOf(header: unknown, body: Uint8Array = new Uint8Array(0), pad = 0): Uint8Array {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  const bytes = new TextEncoder().encode(text + " ".repeat(pad));
  return fileOfBytes(bytes, body);
}

export function fileOfBytes(header: Uint8Array, body: Uint8Array = new Uint8Array(0), size = header.length): Uint8Array {
  const out = new Uint8Array(8 + header.length + body.length);
  new DataView(out.buffer).setBigUint64(0, BigInt(size), true);
  out.set(header, 8);
  out.set(body, 8 + header.length);
  return out;
}
