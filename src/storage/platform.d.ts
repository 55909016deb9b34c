/** Files by path, as far as the platform has them: `node.ts` or `browser.ts`, chosen by "imports" in package.json. */

/** All bytes of a file. Throws ModelError `file-access` naming path and reason. */
export declare function readFile(path: string): Promise<Uint8Array>;

/** Write a file whole or not at all. Throws ModelError `file-access`; then the old file is untouched. */
export declare function writeAtomic(path: string, bytes: Uint8Array | string): Promise<void>;
