// Runs what the documents show: every ```ts block of the Markdown files and every `@example` of src is type-checked against
// dist and run by Node, alone, in an empty folder; ```sh blocks run when marked ```sh run.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { headOf, runCommand } from "../command.mjs";
import { listFiles, readText } from "../files.mjs";
import { exampleBlocks, fencedBlocks } from "../markdown.mjs";

const folder = "build/docs";
const limit = 120_000;

function blocksOf(root) {
  const pages = listFiles(root, ".", (path) => path.endsWith(".md")).flatMap((path) =>
    fencedBlocks(readText(root, path)).map((block) => ({ ...block, place: `${path}:${block.line}` })),
  );
  const examples = listFiles(root, "src", (path) => /(?<!\.d)\.ts$/.test(path)).flatMap((path) =>
    exampleBlocks(readText(root, path)).map((block) => ({ ...block, info: "ts", place: `${path}:${block.line}`, source: path })),
  );
  return [...pages, ...examples].map((block, index) => ({ ...block, name: `block-${index}` }));
}

/** A doc comment needs no imports: what its own module and the package export is there. */
async function withImports(root, { code, source }) {
  if (source === undefined || /^import\b/m.test(code)) return code;
  const known = new Set();
  const lines = [];
  for (const [file, from] of [
    [source.replace(/^src(.*)\.ts$/, "dist$1.js"), undefined],
    ["dist/index.js", "memoria"],
  ]) {
    const names = Object.keys(await import(pathToFileURL(join(root, file)).href));
    const used = names.filter(
      (name) =>
        !known.has(name) && new RegExp(`\\b${name}\\b`).test(code) && !new RegExp(`\\b(?:const|let|function|class) ${name}\\b`).test(code),
    );
    for (const name of used) known.add(name);
    if (used.length > 0) lines.push(`import { ${used.join(", ")} } from "${from ?? `../../${file}`}";`);
  }
  return `${lines.join(" ")} ${code}`;
}

async function typeErrors(root, blocks) {
  const config = {
    extends: "../../tsconfig.base.json",
    compilerOptions: {
      lib: ["ES2023", "DOM", "DOM.Iterable"],
      types: ["node"],
      noUnusedLocals: false,
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: false,
      rootDir: ".",
      outDir: ".",
    },
    files: blocks.map(({ name }) => `${name}.ts`),
  };
  writeFileSync(join(root, folder, "tsconfig.json"), JSON.stringify(config));
  const { output } = await runCommand(join(root, "node_modules/.bin/tsc"), ["-p", `${folder}/tsconfig.json`, "--pretty", "false"], {
    cwd: root,
  });
  const placeOf = (line) =>
    line.replace(/^(?:.*\/)?(block-\d+)\.ts/, (_, name) => `${blocks.find((block) => block.name === name)?.place} `);
  return headOf(output).map(placeOf);
}

async function runBlock(root, { name, place, info, code }) {
  const cwd = join(root, folder, name);
  mkdirSync(cwd);
  const [program, ...args] = info === "ts" ? [process.execPath, `../${name}.js`] : ["bash", "-euo", "pipefail", "-c", code];
  const { code: status, output } = await runCommand(program, args, { cwd, timeout: limit });
  return status === 0 ? [] : [`${place} ${info} block: exit ${status}`, ...headOf(output, 12)];
}

export const docs = {
  name: "docs",
  async run(root) {
    rmSync(join(root, folder), { recursive: true, force: true });
    mkdirSync(join(root, folder), { recursive: true });
    if (!existsSync(join(root, "dist/index.js"))) return { found: ["dist/index.js is missing: npm run build"] };
    const all = blocksOf(root);
    const found = all.filter(({ code }) => code === undefined).map(({ place }) => `${place} @example has no \`\`\`ts block`);
    const scripts = all.filter(({ info, code }) => info === "ts" && code !== undefined);
    for (const block of scripts) writeFileSync(join(root, folder, `${block.name}.ts`), await withImports(root, block));
    if (scripts.length > 0) found.push(...(await typeErrors(root, scripts)));

    const runnable = [...scripts, ...all.filter(({ info }) => info === "sh run")];
    const waiting = [...runnable];
    const work = async () => {
      for (let block = waiting.shift(); block; block = waiting.shift()) found.push(...(await runBlock(root, block)));
    };
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
    return { found, note: `${runnable.length} blocks run` };
  },
};
