/** Columns of money and shares: cells with one and the same sign before or after their number, `€ 1.234,50` or `12 %`. */
import { isMissing } from "./number.ts";

const marks = "\\p{Sc}|%|‰|EUR|USD|GBP|MXN|ARS|CLP|COP|PEN";
const before = new RegExp(`^\\s*([-−+]?)\\s*(${marks})\\s*([-−+]?[\\d.,].*)$`, "u");
const after = new RegExp(`^(.*\\d[.,]?)\\s*(${marks})\\s*$`, "u");

/** The cells without their sign; undefined unless every cell that isn't missing has the same one. */
export function withoutSign(
  cells: readonly string[],
  more?: ReadonlySet<string>,
): { readonly cells: readonly string[]; readonly sign: string } | undefined {
  let sign: string | undefined;
  const bare: string[] = [];
  for (const cell of cells) {
    if (isMissing(cell, more)) {
      bare.push(cell);
      continue;
    }
    const head = before.exec(cell);
    const tail = head === null ? after.exec(cell) : null;
    const found = head?.[2] ?? tail?.[2];
    if (found === undefined || (sign !== undefined && sign !== found)) return undefined;
    sign = found;
    bare.push(head === null ? (tail?.[1] ?? "").trim() : `${head[1]}${head[3]}`);
  }
  return sign === undefined ? undefined : { cells: bare, sign };
}
