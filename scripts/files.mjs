// What the checks read: the project's own files.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const skipped = new Set(["node_modules", "dist", "build", ".git", "memoria-demo"]);
const generated = new Set(["src/backends/wasm-module.ts"]);

/** Paths under root/folder, relative to root, with "/" and sorted; without what npm, git and the build made. */
export function listFiles(root, folder = ".", accept = (_path) => true) {
  const found = [];
  const walk = (directory) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory() && !skipped.has(entry.name)) walk(path);
      if (entry.isFile()) found.push(relative(root, path).split(sep).join("/"));
    }
  };
  const start = join(root, folder);
  if (existsSync(start)) walk(start);
  return found.filter((path) => !generated.has(path) && accept(path)).sort();
}

/** Text of root/path. */
export const readText = (root, path) => readFileSync(join(root, path), "utf8");
