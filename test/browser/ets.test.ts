import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findChromium, hint } from "../../scripts/chromium.mjs";
import { forecasts, load } from "./ets-entry.ts";

let folder: string;
let browser: Browser | undefined;
let server: Server;

const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".wasm": "application/wasm" };

beforeAll(async () => {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error(hint);
  folder = await mkdtemp(join(tmpdir(), "memoria-ets-"));
  await build({
    configFile: false,
    logLevel: "error",
    base: "./",
    resolve: { conditions: ["memoria-source", "browser", "module", "import", "default"] },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: new URL("./ets-entry.ts", import.meta.url).pathname,
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "entry.js" },
      },
    },
  });
  server = createServer(async (request, response) => {
    const path = request.url === "/" ? undefined : join(folder, request.url ?? "");
    response.setHeader("content-type", types[extname(path ?? "")] ?? "text/html");
    response.end(path === undefined ? "<title>memoria</title>" : await readFile(path).catch(() => ""));
  }).listen(0, "127.0.0.1");
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

it("a bundled page loads ETS when it is asked for, not before, and forecasts the bits of Node", async () => {
  const page = await (browser as Browser).newPage();
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const requests: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(address);
  await page.evaluate(`import("${address}entry.js").then((entry) => { globalThis.entry = entry; })`);
  expect(requests).toContain(`${address}entry.js`);
  expect(requests.filter((url) => /augurs|ets|mstl|\.wasm/.test(url.replace(address, "")))).toEqual([]);
  await page.evaluate("entry.load()");
  expect(requests.filter((url) => url.endsWith(".wasm"))).toHaveLength(2);
  await load();
  expect(await page.evaluate("entry.forecasts()")).toEqual(forecasts());
  expect(faults).toEqual([]);
}, 120_000);
