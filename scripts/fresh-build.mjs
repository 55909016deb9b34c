// Builds when a source file is newer than dist: what runs dist sees the present source, and `npx memoria`, which makes npm
// prepare the package, starts at once.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { listFiles } from "./files.mjs";

const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Exit status of the build; 0 when nothing had to be done. */
export function freshBuild() {
  const sources = [
    ...listFiles(".", "src"),
    ...listFiles(".", "assembly"),
    "tsconfig.base.json",
    "tsconfig.build.json",
    "scripts/bundle.mjs",
  ];
  if (Math.max(...sources.map(time)) <= time("dist/node/index.js")) return 0;
  console.log("dist is older than the source; running: npm run build");
  return spawnSync("npm run build", { shell: true, stdio: "inherit" }).status ?? 1;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = freshBuild();
