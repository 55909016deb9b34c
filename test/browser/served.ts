/** An entry bundled by Vite, served to Chromium. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { build, type InlineConfig } from "vite";
import { findChromium, hint } from "../../scripts/chromium.mjs";

export interface Served {
  readonly address: string;
  /** An empty page that has the entry's exports in `entry`, with what it asked for and what went wrong in it. */
  open(): Promise<{ page: Page; requests: readonly string[]; faults: readonly string[] }>;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".wasm": "application/wasm" };

/** `entry`: a file of this folder. */
export async function serve(entry: string): Promise<Served> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error(hint);
  const folder = await mkdtemp(join(tmpdir(), "memoria-served-"));
  const config: InlineConfig = {
    configFile: false,
    logLevel: "error",
    base: "./",
    resolve: { conditions: ["memoria-source", "browser", "module", "import", "default"] },
    worker: { format: "es" },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: new URL(entry, import.meta.url).pathname,
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "entry.js" },
      },
    },
  };
  await build(config);
  const server = createServer(async (request, response) => {
    const path = request.url === "/" ? undefined : join(folder, request.url ?? "");
    response.setHeader("content-type", types[extname(path ?? "")] ?? "text/html");
    response.end(path === undefined ? "<title>memoria</title>" : await readFile(path).catch(() => ""));
  }).listen(0, "127.0.0.1");
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
  const browser = await chromium.launch({ executablePath, args });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    address,
    async open() {
      const page = await browser.newPage();
      const requests: string[] = [];
      const faults: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("pageerror", (error) => faults.push(error.message));
      await page.goto(address);
      await page.evaluate(`import("${address}entry.js").then((entry) => { globalThis.entry = entry; })`);
      return { page, requests, faults };
    },
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
