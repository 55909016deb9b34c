// Every check, in the order that `npm run check` runs them. A check is { name, run(root) }; run gives what it found
// (nothing: all is well) and may give a note. Each has a test in test/scripts that seeds what it must find.
import { banned } from "./banned.mjs";
import { format, lint } from "./biome.mjs";
import { coreSize } from "./core-size.mjs";
import { docs } from "./docs.mjs";
import { imports } from "./imports.mjs";
import { installed } from "./installed.mjs";
import { lengths } from "./lengths.mjs";
import { links } from "./links.mjs";
import { lockfile } from "./lockfile.mjs";
import { packed } from "./package.mjs";
import { pageSize } from "./page-size.mjs";
import { types } from "./types.mjs";

/** @type {{ name: string, run(root: string): Finding | Promise<Finding> }[]} */
export const checks = [...types, lint, format, imports, banned, lengths, coreSize, lockfile, links, docs, packed, pageSize, installed];

/** @typedef {{ found: string[], note?: string }} Finding */
