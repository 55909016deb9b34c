// What `npm publish` would send: the built files and the documents, nothing else, and not too much of it.
import { headOf, runCommand } from "../command.mjs";
import { readText } from "../files.mjs";

/** Seven tasks with their commands, reports and sentences in two languages, the lenses and the lesson; what a page pays is checked apart. */
const most = { packed: 750_000, unpacked: 2_600_000 };
const belongs = /^(?:dist\/.+\.(?:js|d\.ts)|package\.json|README(?:\.es)?\.md|CHANGELOG\.md|LICENSE)$/;

/** Every file that package.json promises: `bin` and `exports`. */
function promised(manifest) {
  const targets = (value) => (typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(targets));
  return [...targets(manifest.bin), ...targets(manifest.exports), "LICENSE", "README.md"].map((path) => path.replace(/^\.\//, ""));
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
    for (const path of promised(JSON.parse(readText(root, "package.json"))))
      if (!files.has(path)) found.push(`${path} is promised and not in the package`);
    if (pack.size > most.packed) found.push(`${pack.size} bytes packed; at most ${most.packed}`);
    if (pack.unpackedSize > most.unpacked) found.push(`${pack.unpackedSize} bytes unpacked; at most ${most.unpacked}`);
    return { found, note: `${files.size} files, ${Math.round(pack.size / 1000)} kB packed` };
  },
};
