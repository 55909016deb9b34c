import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DataError, OptionError, show } from "../../errors.ts";
import { writeAtomic } from "../../storage/node.ts";
import { jsonText, markerFile } from "./run-file.ts";

/** Where results go: checked before anything is trained, written whole or not at all. */

/** The same refusal as that of `writeAtomic`, before anything is written. `reason` is the system's code. */
function unwritable(path: string, reason: string, got: string, cause?: unknown): DataError {
  const fields = { path, got, reason };
  return new DataError({ code: "file-access", where: path, expected: "a place to write to", got, fields, cause });
}

function refused(path: string, cause: unknown): DataError {
  const reason = cause instanceof Error && "code" in cause ? `${cause.code}` : "";
  const got = new Map([
    ["EROFS", "a read-only file system"],
    ["ENOENT", "a place that takes no folders"],
    ["ENOSPC", "a full disk"],
  ]).get(reason);
  return unwritable(path, reason, got ?? "no permission", cause);
}

/** A folder is memoria's by its run.json: the command that made it, else undefined. */
function madeBy(folder: string): string | undefined {
  try {
    const marker: unknown = JSON.parse(readFileSync(join(folder, markerFile), "utf8"));
    if (typeof marker !== "object" || marker === null || !("memoria" in marker)) return undefined;
    return "command" in marker ? `${marker.command}` : "";
  } catch {
    return undefined;
  }
}

/** The nearest folder above `path` that exists must take new files. */
function checkAbove(path: string): void {
  let above = dirname(resolve(path));
  while (!existsSync(above) && dirname(above) !== above) above = dirname(above);
  if (!statSync(above).isDirectory()) throw unwritable(path, "ENOTDIR", "a file where a folder should be");
  try {
    accessSync(above, constants.W_OK);
  } catch (cause) {
    throw refused(path, cause);
  }
}

/**
 * Fails unless `folder` can be made, is empty, or was made by memoria: `file-access`, `folder-not-ours`; with `makers`, by one of these
 * commands: `folder-of-another`, whose model would be lost. Writes nothing.
 */
export function checkFolder(folder: string, ...makers: readonly string[]): void {
  if (!existsSync(folder)) {
    checkAbove(folder);
    return;
  }
  if (!statSync(folder).isDirectory()) throw unwritable(folder, "ENOTDIR", "a file where a folder should be");
  try {
    accessSync(folder, constants.W_OK);
    if (readdirSync(folder).length === 0) return;
  } catch (cause) {
    throw refused(folder, cause);
  }
  const maker = madeBy(folder);
  // A run.json that names no command is forecast's.
  if (maker !== undefined && makers.length > 0 && !makers.includes(maker === "" ? "forecast" : maker)) {
    const [command] = makers;
    throw new OptionError({
      code: "folder-of-another",
      where: folder,
      expected: `a new or empty folder, or one that ${command} made`,
      got: `one that ${maker} made`,
      hint: "choose another with --out",
      fields: { path: folder, command, maker },
    });
  }
  if (maker !== undefined) return;
  throw new OptionError({
    code: "folder-not-ours",
    where: folder,
    expected: "a new or empty folder, or one that memoria made",
    got: "a folder with other things",
    hint: "choose another with --out",
    fields: { path: folder },
  });
}

/** Fails unless `path` can be written and isn't the input: `file-access`, `output-is-input`. Writes nothing. */
export function checkFile(flag: string, path: string, input?: string): void {
  if (input !== undefined && resolve(path) === resolve(input)) {
    const fields = { flag, path };
    throw new OptionError({
      code: "output-is-input",
      where: `invalid ${flag}`,
      expected: "a file other than the data",
      got: show(path),
      fields,
    });
  }
  if (existsSync(path) && statSync(path).isDirectory()) throw unwritable(path, "EISDIR", "a folder");
  checkAbove(path);
}

/** A folder and those above it. Not by mkdir's own recursion, which never ends where the system says that a parent isn't there (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Writes one file whole, making the folders above it. Throws `file-access`. */
export async function keepFile(path: string, text: string): Promise<void> {
  try {
    makeFolder(dirname(resolve(path)));
  } catch (cause) {
    throw refused(path, cause);
  }
  await writeAtomic(path, text);
}

/** A file of a kept folder: its text, or how to write it. */
export type KeptFile = readonly [name: string, content: string | ((path: string) => Promise<void>)];

/**
 * Writes the files of a run. `run.json` comes first with `complete: false`, so that a folder left half-way is known as ours, and last
 * with `complete: true`: only then do the files beside it belong together. `others`: files that stay in the folder, listed with them. `series`: how many run.json tells of.
 */
export async function keepFolder(
  folder: string,
  run: Readonly<Record<string, unknown>>,
  files: readonly KeptFile[],
  { others = [], series = 1 }: { readonly others?: readonly string[]; readonly series?: number } = {},
): Promise<readonly string[]> {
  checkFolder(folder);
  const names = [...files.map(([name]) => name), markerFile];
  const marker = (complete: boolean) => jsonText({ ...run, complete, files: [...new Set([...names, ...others])] }, series);
  await keepFile(join(folder, markerFile), marker(false));
  for (const [name, content] of files) {
    const path = join(folder, name);
    if (typeof content === "string") await keepFile(path, content);
    else await content(path);
  }
  await keepFile(join(folder, markerFile), marker(true));
  return names;
}
