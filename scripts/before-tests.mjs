// Runs before `npm test`: tests that run dist must see the present source, and the browser test needs a browser.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { ensureChromium } from "./chromium.mjs";
import { listFiles } from "./files.mjs";

const built = existsSync("dist/index.js") ? statSync("dist/index.js").mtimeMs : 0;
const sources = [...listFiles(".", "src"), ...listFiles(".", "assembly")];
const newest = Math.max(...sources.map((path) => statSync(path).mtimeMs));

if (newest > built) {
  console.log("dist is older than the source; running: npm run build");
  const { status } = spawnSync("npm run build", { shell: true, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
await ensureChromium();
