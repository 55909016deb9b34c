// The package as someone gets it: packed, installed with npm in an empty folder without developers' packages, and used by `npx memoria`.
// Its dependencies come from this checkout's node_modules, so that no registry is asked.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { headOf, runCommand } from "../command.mjs";
import { readText } from "../files.mjs";

/** Packages that users get with memoria, as paths under node_modules. */
function dependencies(root) {
  const { packages } = JSON.parse(readText(root, "package-lock.json"));
  const paths = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional);
  return paths.map(([path]) => [path.replace(/^node_modules\//, ""), `file:${resolve(root, path)}`]);
}

const small = ["--horizon", "3", "--hidden", "4", "--epochs", "1"];

/** Command lines, what each must print, and the files that must be there after it. @type {[string[], RegExp, string[]][]} */
const lines = [
  [["--version"], /^\d+\.\d+\.\d+\n$/, []],
  [["--help"], /^Usage: memoria/, []],
  [["datasets", "airline", "--csv", "airline.csv"], /airline\.csv/, ["airline.csv"]],
  [
    ["forecast", "airline.csv", ...small, "--out", "kept"],
    /Past test/,
    ["kept/forecast.csv", "kept/report.html", "kept/model.safetensors"],
  ],
  [["forecast", "airline.csv", "--model", "kept/model.safetensors", "--json"], /"schema": 1/, []],
];

export const installed = {
  name: "installed",
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), "memoria-installed-"));
    try {
      const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
      const packed = await runCommand("npm", pack, { cwd: root });
      if (packed.code !== 0) return { found: headOf(packed.output) };
      const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
      const home = join(folder, "empty");
      mkdirSync(home);
      const wanted = { memoria: `file:../${tarball}`, ...Object.fromEntries(dependencies(root)) };
      writeFileSync(join(home, "package.json"), JSON.stringify({ private: true, dependencies: wanted }));
      const install = ["install", "--offline", "--omit=dev", "--install-links", "--no-audit", "--no-fund"];
      const done = await runCommand("npm", install, { cwd: home });
      if (done.code !== 0) return { found: headOf(done.output) };
      const found = [];
      for (const [line, expected, files] of lines) {
        const { code, output } = await runCommand("npx", ["--no-install", "memoria", ...line], { cwd: home });
        const said = headOf(output, 5).join("\n       ");
        if (code !== 0 || !expected.test(output)) found.push(`npx memoria ${line.join(" ")}: exit ${code}: ${said}`);
        for (const path of files) if (!existsSync(join(home, path))) found.push(`npx memoria ${line.join(" ")}: no ${path}`);
      }
      return { found, note: `${tarball} with ${Object.keys(wanted).length - 1} packages, ${lines.length} command lines` };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
