// Each platform's files with that platform's names only: the core knows neither Node nor the DOM.
import { join } from "node:path";
import { headOf, runCommand } from "../command.mjs";

const configs = {
  "types core": "tsconfig.core.json",
  "types node": "tsconfig.node.json",
  "types browser": "tsconfig.browser.json",
  "types tests": "tsconfig.json",
  "types scripts": "tsconfig.scripts.json",
};

export const types = Object.entries(configs).map(([name, config]) => ({
  name,
  async run(root) {
    const { code, output } = await runCommand(join(root, "node_modules/.bin/tsc"), ["-p", config, "--pretty", "false"], { cwd: root });
    // TS18003: a configuration whose files do not exist yet has nothing to refuse.
    return { found: code === 0 || output.includes("TS18003") ? [] : headOf(output) };
  },
}));
