/** Files by path and of packages, as far as the platform has them: `node.ts` or `browser.ts`, chosen by "imports" in package.json. */

/** All bytes of a file. Throws ModelError `file-access` naming path and reason. */
export declare function readFile(path: string): Promise<Uint8Array>;

/** Write a file whole or not at all. Throws ModelError `file-access`; then the old file is untouched. */
export declare function writeAtomic(path: string, bytes: Uint8Array | string): Promise<void>;

/**
 * Bytes of a file that lies beside the module of a package; undefined in a browser, where the package fetches it by its own URL.
 * Throws ModelError `file-access`.
 */
export declare function readPackageFile(module: string, file: string): Promise<Uint8Array | undefined>;
