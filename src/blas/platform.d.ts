/** The system's BLAS, as far as the platform has one: `node.ts` or `browser.ts`, chosen by "imports" in package.json. */

import type { Blas } from "./library.ts";

/** The library, loaded at the first call. Throws ModelError `blas-missing` with what was looked for and how to get it. */
export declare function systemBlas(): Blas;
