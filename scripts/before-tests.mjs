// Runs before `npm test`: some tests run dist, and the browser test needs a browser.
import { ensureChromium } from "./chromium.mjs";
import { freshBuild } from "./fresh-build.mjs";

process.exitCode = freshBuild();
if (process.exitCode === 0) await ensureChromium();
