/** A browser has no files to write by path: say what to use instead. */
import { ModelError } from "../errors.ts";

const refuse = (path: string, hint: string): never => {
  throw new ModelError({ code: "file-access", where: path, expected: "Node, which can open files by path", got: "a browser", hint });
};

export const readFile = async (path: string): Promise<Uint8Array> => refuse(path, "fetch or drop the file, and pass its bytes");

export const writeAtomic = async (path: string, _bytes: Uint8Array | string): Promise<void> =>
  refuse(path, "take the bytes with model.bytes(), and offer them as a Blob to download");

/** A package's module fetches its files itself. */
export const readPackageFile = async (_module: string, _file: string): Promise<Uint8Array | undefined> => undefined;
