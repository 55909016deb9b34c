// Writes report pages of made-up data to look at: npm run look -- FOLDER. Where Chromium is found, also pictures of them, light and dark,
// narrow and wide, and as printed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { build } from "vite";
import { findChromium, hint } from "./chromium.mjs";

const folder = resolve(process.argv[2] ?? join(tmpdir(), "memoria-look"));
mkdirSync(folder, { recursive: true });

/** The sample and the page as one module, since this Node may not read TypeScript. */
async function pages() {
  const built = mkdtempSync(join(tmpdir(), "memoria-look-"));
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["memoria-source", "module", "import", "default"] },
    build: { ssr: "test/report/pages.ts", outDir: built, emptyOutDir: true, rollupOptions: { output: { entryFileNames: "pages.mjs" } } },
  });
  const { pages } = await import(pathToFileURL(join(built, "pages.mjs")).href);
  rmSync(built, { recursive: true });
  return pages();
}

async function picture(names) {
  const executablePath = await findChromium();
  if (executablePath === undefined) return console.log(`no pictures: ${hint}`);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  for (const name of names) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      for (const width of [390, 1280]) {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
        await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
        if (colorScheme === "dark" && width === 1280) await page.pdf({ path: join(folder, `${name}.pdf`), format: "A4" });
        await page.close();
      }
    }
  }
  await browser.close();
}

const made = await pages();
for (const [name, html] of made) writeFileSync(join(folder, `${name}.html`), html);
await picture(made.map(([name]) => name));
console.log(`${made.length} pages in ${folder}`);
