// Finds the browser that the browser test drives, and installs one where none is there.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";

export const hint = "install Chromium (Debian: apt-get install chromium) or set CHROME_PATH to a Chromium or Chrome program";

/** Path of a Chromium or Chrome, or undefined. CHROME_PATH, where set, is the only candidate. @param {NodeJS.ProcessEnv} env */
export async function findChromium(env = process.env) {
  const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const candidates = env.CHROME_PATH ? [env.CHROME_PATH] : [...usual, mac, await playwrightsOwn()];
  return candidates.find((path) => path !== undefined && existsSync(path));
}

async function playwrightsOwn() {
  const { chromium } = await import("playwright-core");
  return chromium.executablePath();
}

/** The ways to get one, in order: Debian's package when root, else Playwright's download. */
function waysToInstall() {
  const root = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  const apt = ["apt-get update -qq", "DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium"];
  return [...(root ? [apt.join(" && ")] : []), "npx --no-install playwright-core install chromium"];
}

/** Makes sure that a browser is there; says what it does. Without one the browser test fails, so this only warns. @param {NodeJS.ProcessEnv} env */
export async function ensureChromium(say = console.log, env = process.env) {
  const found = await findChromium(env);
  if (found !== undefined) return say(`browser test: uses ${found}`);
  for (const command of env.CHROME_PATH ? [] : waysToInstall()) {
    say(`browser test: no Chromium here; running: ${command}`);
    const { status } = spawnSync(command, { shell: true, stdio: ["ignore", "ignore", "inherit"], timeout: 600_000 });
    const path = await findChromium();
    if (status === 0 && path !== undefined) return say(`browser test: uses ${path}`);
  }
  say(`browser test: will fail, there is no Chromium; ${hint}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await ensureChromium();
