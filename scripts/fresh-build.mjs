// Builds when a source file is newer than dist, so that what runs dist sees the present source.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { listFiles } from "./files.mjs";

const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Exit status of the build; 0 when nothing had to be done. */
export function freshBuild() {
  const sources = [...listFiles(".", "src"), ...listFiles(".", "assembly"), "tsconfig.base.json", "tsconfig.build.json"];
  if (Math.max(...sources.map(time)) <= time("dist/index.js")) return 0;
  console.log("dist is older than the source; running: npm run build");
  return spawnSync("npm run build", { shell: true, stdio: "inherit" }).status ?? 1;
}
