import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, hint } from "../../scripts/chromium.mjs";
import { everything } from "./entry.ts";

let folder: string;
let browser: Browser | undefined;

beforeAll(async () => {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error(hint);
  folder = await mkdtemp(join(tmpdir(), "memoria-browser-"));
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["memoria-source", "browser", "module", "import", "default"] },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      lib: { entry: new URL("./entry.ts", import.meta.url).pathname, formats: ["iife"], name: "memoriaTest", fileName: () => "entry.js" },
    },
  });
  browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

describe("the same seed gives the same bits in Node and in Chromium", () => {
  it("weights and losses after training with dropout, ragged lengths, Adam and a cosine schedule; our own functions", async () => {
    const page = await (browser as Browser).newPage();
    const requests: string[] = [];
    const faults: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => faults.push(error.message));
    await page.setContent("<title>memoria</title>");
    await page.addScriptTag({ content: readFileSync(join(folder, "entry.js"), "utf8") });
    const there = (await page.evaluate("memoriaTest.everything()")) as string[];
    const here = await everything();
    expect(here).toHaveLength(15);
    expect(there).toEqual(here);
    expect(faults).toEqual([]);
    // Nothing is fetched: the WebAssembly is inside the script.
    expect(requests.filter((url) => !url.startsWith("about:") && !url.startsWith("data:"))).toEqual([]);
  }, 120_000);
});
