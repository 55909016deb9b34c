import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import { decodeText, type Encoding } from "../../data/encoding.ts";
import { DataError, show } from "../../errors.ts";
import { readFile } from "../../storage/node.ts";
import { cut } from "../../text.ts";
import { plain } from "../generate/show.ts";

/** A file of lines, each a source and its target with one tab between them, or a source alone; or in SCAN's form: `IN: jump twice OUT: JUMP JUMP`. */

/** What stands for standard input in place of a file. */
export const standardInput = "-";

export interface ReadLine {
  /** From 1. */
  readonly line: number;
  readonly source: string;
  readonly target?: string;
}

/** What was read, with all that a person should know about how. */
export interface ReadPairs {
  readonly file: string;
  /** The file's name without its ending. */
  readonly name: string;
  readonly sha256: string;
  readonly encoding: Encoding;
  /** The encoding was assumed. */
  readonly assumed: boolean;
  readonly form: "tabs" | "scan";
  readonly lines: readonly ReadLine[];
  /** Lines without anything, left out. */
  readonly blank: number;
}

function refuse(code: string, where: string, expected: string, got: string, fields: Record<string, string | number>, hint?: string): never {
  throw new DataError({ code, where, expected, got, hint, fields });
}

async function bytesOf(file: string): Promise<Uint8Array> {
  if (file !== standardInput) return readFile(file);
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

const scan = /^IN: (.*?)(?: OUT: (.*))?$/;

/**
 * `alone`: a line may be a source without a target. Throws DataError `pair-lines` (no lines), `pair-tabs` (a line without a tab, or with several), `pair-side`
 * (an empty side), all naming the line; `text-binary`; ModelError `file-access`.
 */
export async function readPairs(file: string, alone = false): Promise<ReadPairs> {
  const bytes = await bytesOf(file);
  const place = file === standardInput ? "standard input" : file;
  const { text, encoding, assumed } = decodeText(bytes, place);
  const all = text.split(/\r\n?|\n/).map((own, k) => ({ own, line: k + 1 }));
  // The last line's end isn't a line.
  if (all[all.length - 1].own === "") all.pop();
  const filled = all.filter(({ own }) => own.trim() !== "");
  if (filled.length === 0) refuse("pair-lines", place, "lines of source, tab, target", "none", { file, count: all.length });
  const form = filled.every(({ own }) => scan.test(own) && !own.includes("\t")) ? "scan" : "tabs";
  const lines = filled.map(({ own, line }): ReadLine => {
    const where = `${place} line ${line}`;
    const parts = form === "scan" ? (scan.exec(own) as RegExpExecArray).slice(1).filter((part) => part !== undefined) : own.split("\t");
    if (parts.length > 2 || (parts.length === 1 && !alone)) {
      const begun = cut(plain(own), 40);
      const fields = { file, line, tabs: parts.length - 1, text: begun };
      const many = "keep two of its columns, such as the first: cut -f1,2";
      const hint = parts.length > 2 ? many : alone ? undefined : "put a tab between the source and its target";
      refuse("pair-tabs", where, "a source, one tab, and its target", `${parts.length - 1} tabs in ${show(begun)}`, fields, hint);
    }
    const [source, target] = parts;
    for (const [side, part] of [
      ["source", source],
      ["target", target],
    ] as const) {
      if (part?.trim() === "") refuse("pair-side", where, `a ${side}`, "nothing", { file, line, side });
    }
    return target === undefined ? { line, source } : { line, source, target };
  });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const name = file === standardInput ? "input" : basename(file, extname(file));
  return { file, name, sha256, encoding, assumed, form, lines, blank: all.length - filled.length };
}
