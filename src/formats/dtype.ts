/** Numbers as bytes, little-endian whatever the machine. */

export const dtypes = ["F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8", "BOOL"] as const;
export type Dtype = (typeof dtypes)[number];
/** F16 and BF16 are read as float32, whole numbers of any width as float64. */
export type Numbers = Float64Array | Float32Array;

const sizes: Record<Dtype, number> = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, I16: 2, I8: 1, U8: 1, BOOL: 1 };

/** Bytes of one number. */
export const dtypeBytes = (dtype: Dtype): number => sizes[dtype];

const half = (bits: number): number => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 5.9604644775390625e-8;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  let value = sign * (1 + fraction / 1024);
  for (let e = exponent; e > 15; e--) value *= 2;
  for (let e = exponent; e < 15; e++) value /= 2;
  return value;
};

const bfloat = new DataView(new ArrayBuffer(4));

/** Bytes → numbers; the length is a multiple of the dtype's size. */
export function decodeNumbers(dtype: Dtype, bytes: Uint8Array): Numbers {
  const n = bytes.length / sizes[dtype];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const read: Record<Dtype, (k: number) => number> = {
    F64: (k) => view.getFloat64(8 * k, true),
    F32: (k) => view.getFloat32(4 * k, true),
    F16: (k) => half(view.getUint16(2 * k, true)),
    BF16: (k) => {
      bfloat.setUint32(0, view.getUint16(2 * k, true) << 16);
      return bfloat.getFloat32(0);
    },
    I64: (k) => Number(view.getBigInt64(8 * k, true)),
    I32: (k) => view.getInt32(4 * k, true),
    I16: (k) => view.getInt16(2 * k, true),
    I8: (k) => view.getInt8(k),
    U8: (k) => view.getUint8(k),
    BOOL: (k) => view.getUint8(k),
  };
  const out = dtype === "F32" || dtype === "F16" || dtype === "BF16" ? new Float32Array(n) : new Float64Array(n);
  const each = read[dtype];
  for (let k = 0; k < n; k++) out[k] = each(k);
  return out;
}

/** Numbers → bytes. Only F32 and F64 are written. */
export function encodeNumbers(dtype: Dtype, data: ArrayLike<number>): Uint8Array {
  if (dtype !== "F32" && dtype !== "F64") throw new Error(`${dtype} is read, not written`);
  const size = sizes[dtype];
  const view = new DataView(new ArrayBuffer(data.length * size));
  for (let k = 0; k < data.length; k++) {
    if (size === 8) view.setFloat64(8 * k, data[k], true);
    else view.setFloat32(4 * k, data[k], true);
  }
  return new Uint8Array(view.buffer);
}
