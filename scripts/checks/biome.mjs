// Lint (with the order of imports) and format, as biome.json says.
import { join } from "node:path";
import { runCommand } from "../command.mjs";

/** Biome's one-line reports: "::error title=rule,file=path,line=3,…::what" becomes "path:3 rule what". */
const oneLine = (report, root) => {
  const [, fields, what] = report.match(/^::\w+ (.*?)::(.*)$/);
  const { title, file, line } = Object.fromEntries(fields.split(",").map((field) => field.split("=")));
  return `${file.replace(root, "")}:${line} ${title} ${what}`;
};

const biome = (name, args) => ({
  name,
  async run(root) {
    const options = ["--reporter=github", "--diagnostic-level=warn", "--max-diagnostics=none"];
    const { code, output } = await runCommand(join(root, "node_modules/.bin/biome"), [...args, ...options, "."], { cwd: root });
    if (code === 0) return { found: [] };
    const reports = output.split("\n").filter((line) => line.startsWith("::"));
    return {
      found: reports.length > 0 ? [...reports.map((report) => oneLine(report, `${root}/`)), "npm run fix repairs most of it"] : [output],
    };
  },
});

export const lint = biome("lint", ["check", "--formatter-enabled=false", "--error-on-warnings"]);
export const format = biome("format", ["format"]);
