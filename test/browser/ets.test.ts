import { afterAll, beforeAll, expect, it } from "vitest";
import { forecasts, load } from "./ets-entry.ts";
import { type Served, serve } from "./served.ts";

let served: Served | undefined;
beforeAll(async () => {
  served = await serve("./ets-entry.ts");
}, 120_000);
afterAll(() => served?.close());

it("a bundled page loads ETS when it is asked for, not before, and forecasts the bits of Node", async () => {
  const { address, open } = served as Served;
  const { page, requests, faults } = await open();
  expect(requests).toContain(`${address}entry.js`);
  expect(requests.filter((url) => /augurs|ets|mstl|\.wasm/.test(url.replace(address, "")))).toEqual([]);
  await page.evaluate("entry.load()");
  expect(requests.filter((url) => url.endsWith(".wasm"))).toHaveLength(2);
  await load();
  expect(await page.evaluate("entry.forecasts()")).toEqual(forecasts());
  expect(faults).toEqual([]);
}, 120_000);
