import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import { decodeText, type Encoding } from "../../data/encoding.ts";
import { readFile } from "../../storage/node.ts";

/** A text file, with all that a person should know about how it was read. */
export interface ReadText {
  readonly file: string;
  /** The file's name without its ending. */
  readonly name: string;
  readonly sha256: string;
  readonly encoding: Encoding;
  /** The encoding was assumed. */
  readonly assumed: boolean;
  /** With \n at every line's end. */
  readonly text: string;
}

/** Throws DataError `text-binary`, ModelError `file-access`. */
export async function readTextFile(file: string): Promise<ReadText> {
  const bytes = await readFile(file);
  const { text, encoding, assumed } = decodeText(bytes, file);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { file, name: basename(file, extname(file)), sha256, encoding, assumed, text: text.replace(/\r\n?/g, "\n") };
}
