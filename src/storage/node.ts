/** Files in Node: written whole or not at all. */
import { access, constants, open, readFile as read, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { ModelError } from "../errors.ts";

const reasons: ReadonlyMap<string, readonly [got: string, hint: string]> = new Map([
  ["ENOENT", ["no such file or folder", "check the path"]],
  ["EACCES", ["no permission", "choose another place, or change its permissions"]],
  ["EPERM", ["no permission", "choose another place, or change its permissions"]],
  ["EROFS", ["a read-only file system", "choose another place"]],
  ["EISDIR", ["a folder", "give the name of a file"]],
  ["ENOTDIR", ["a file where a folder should be", "check the path"]],
  ["ENOSPC", ["a full disk", "free some space"]],
  ["EDQUOT", ["a full quota", "free some space"]],
  ["ENAMETOOLONG", ["a name that is too long", "choose a shorter one"]],
]);

function failure(path: string, expected: string, cause: unknown): ModelError {
  const code = (cause as { code?: string } | undefined)?.code ?? "";
  const [got, hint] = reasons.get(code) ?? [`${(cause as Error | undefined)?.message ?? cause}`, undefined];
  return new ModelError({ code: "file-access", where: path, expected, got, hint, cause, fields: { path, got, reason: code } });
}

/** All bytes of a file. Throws ModelError `file-access` naming path and reason. */
export async function readFile(path: string): Promise<Uint8Array> {
  try {
    return await read(path);
  } catch (cause) {
    throw failure(path, "a file to read", cause);
  }
}

/** Bytes of a file that lies beside the module of a package. Throws ModelError `file-access`, also where the package is not installed. */
export async function readPackageFile(module: string, file: string): Promise<Uint8Array | undefined> {
  let found: string;
  try {
    found = createRequire(import.meta.url).resolve(module);
  } catch (cause) {
    throw failure(module, "an installed package", cause);
  }
  return readFile(join(dirname(found), file));
}

/** A temporary file in the same folder, synced, renamed over the target, the folder synced: the old file or the new one, never a part. */
export async function writeAtomic(path: string, bytes: Uint8Array | string): Promise<void> {
  const folder = dirname(path);
  // A name of its own even beside a file that an earlier run, killed, left behind; short enough for any target's name.
  const temporary = join(folder, `.${basename(path).slice(0, 40)}.${crypto.randomUUID()}.tmp`);
  try {
    await refuseReadOnly(path);
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw failure(path, "a file that can be written", cause);
  }
  await syncFolder(folder);
}

/** To rename over a file needs no permission of the file's own; one that was made read-only stays all the same. */
const refuseReadOnly = (path: string): Promise<void> =>
  access(path, constants.W_OK).catch((cause) => {
    if (cause.code !== "ENOENT") throw cause;
  });

/** Make the rename last through a power cut; not every system can sync a folder, and none needs to fail for it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file is whole and in place.
  }
}
