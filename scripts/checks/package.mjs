// What `npm publish` would send: the built files and the documents, nothing else, and not too much of it.
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { headOf, runCommand } from "../command.mjs";
import { readText } from "../files.mjs";

/**
 * Seven tasks with their commands, reports and sentences in two languages, the lenses, the lesson and its figures, twice: in a few files for Node and
 * as modules for bundlers. What a page pays is checked apart.
 */
const most = { packed: 1_050_000, unpacked: 3_700_000 };
const belongs = /^(?:dist\/.+\.(?:js|d\.ts)|dist\/node\/LICENSES\.txt|package\.json|README(?:\.es)?\.md|CHANGELOG\.md|LICENSE)$/;

/** Every file that package.json promises: `bin`, `exports` and `imports`. */
function promised(manifest) {
  const targets = (value) => (typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(targets));
  const inside = targets(manifest.imports).filter((path) => path.endsWith(".js"));
  const all = [...targets(manifest.bin), ...targets(manifest.exports), ...inside, "LICENSE", "README.md"];
  return all.map((path) => path.replace(/^\.\//, ""));
}

/** What the files import of each other, from those on; a bundler would miss one that isn't there. */
function imported(root, start) {
  const seen = new Set();
  const left = start.filter((path) => path.endsWith(".js"));
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    if (!existsSync(join(root, path))) continue;
    for (const [, name] of readText(root, path).matchAll(/(?:from|import|URL)\s*\(?\s*"(\.{1,2}\/[^"]+\.js)"/g))
      left.push(posix.join(posix.dirname(path), name));
  }
  return seen;
}

export const packed = {
  name: "package",
  async run(root) {
    const { code, output } = await runCommand("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=error"], {
      cwd: root,
    });
    if (code !== 0) return { found: headOf(output) };
    const [pack] = JSON.parse(output.slice(output.indexOf("[")));
    const files = new Set(pack.files.map(({ path }) => path));
    const found = [...files].filter((path) => !belongs.test(path)).map((path) => `${path} does not belong in the package`);
    const all = promised(JSON.parse(readText(root, "package.json")));
    for (const path of new Set([...all, ...imported(root, all)]))
      if (!files.has(path)) found.push(`${path} is promised and not in the package`);
    if (pack.size > most.packed) found.push(`${pack.size} bytes packed; at most ${most.packed}`);
    if (pack.unpackedSize > most.unpacked) found.push(`${pack.unpackedSize} bytes unpacked; at most ${most.unpacked}`);
    return { found, note: `${files.size} files, ${Math.round(pack.size / 1000)} kB packed` };
  },
};
