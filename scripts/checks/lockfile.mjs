// The lock file names no registry, and agrees with package.json.
import { readText } from "../files.mjs";

export const lockfile = {
  name: "lockfile",
  run(root) {
    const lock = JSON.parse(readText(root, "package-lock.json"));
    const manifest = JSON.parse(readText(root, "package.json"));
    const found = [];
    for (const [path, entry] of Object.entries(lock.packages)) {
      if (entry.resolved !== undefined && !entry.link)
        found.push(`package-lock.json: ${path} has a registry address (npm reads .npmrc: omit it)`);
    }
    for (const kind of ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"]) {
      if (JSON.stringify(lock.packages[""]?.[kind] ?? {}) !== JSON.stringify(manifest[kind] ?? {}))
        found.push(`package-lock.json: ${kind} differ from package.json; run npm install --package-lock-only`);
    }
    return { found };
  },
};
