// The package for Node in a few files (dist/node): 300 small modules take longer to find and read than to run. Bundlers of pages take
// the modules themselves (dist/index.js), which shake better. The packages that come inside keep their licences in LICENSES.txt.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

const folder = "dist/node";
/** Loaded when asked for: a native library, and kernels that are a file of their own. */
const external = [/^node:/, "koffi", /^@bsull\/augurs/];

/** The package's folder that a module lies in, or undefined for our own. */
const packageOf = (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/"))?.[0];

function licence(path) {
  const file = readdirSync(path).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${path} has no licence to give on`);
  const { name, version } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(join(path, file), "utf8").trim()}\n`;
}

if (existsSync(folder)) rmSync(folder, { recursive: true });
const made = await rolldown({
  input: { index: "dist/index.js", cli: "dist/cli.js", worker: "dist/worker.js" },
  external,
  platform: "node",
});
const { output } = await made.write({
  dir: folder,
  format: "esm",
  comments: false,
  // Two folders as in dist/parallel: what a chunk finds by its own place (../worker.js) is there.
  chunkFileNames: "chunks/[name].js",
});
const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? Object.keys(chunk.modules) : []));
const packages = [...new Set(modules.map(packageOf).filter((path) => path !== undefined))].sort();
writeFileSync(join(folder, "LICENSES.txt"), packages.map(licence).join(`\n${"─".repeat(60)}\n\n`));
