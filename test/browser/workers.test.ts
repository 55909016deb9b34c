import { afterAll, beforeAll, expect, it } from "vitest";
import { type Served, serve } from "./served.ts";
import { train } from "./workers-entry.ts";

let served: Served | undefined;
beforeAll(async () => {
  served = await serve("./workers-entry.ts");
}, 120_000);
afterAll(() => served?.close());

it("1, 2 and 4 workers of a bundled page train to the bits of Node, in as many threads, which end with the run", async () => {
  const { page, requests, faults } = await (served as Served).open();
  const scripts = (): number => requests.filter((url) => /worker/.test(url)).length;
  const here = await train(1);
  expect(await page.evaluate("entry.train(1)")).toEqual(here);
  expect(scripts()).toBe(0);
  expect(await page.evaluate("entry.train(2)")).toEqual(here);
  expect(scripts()).toBe(1);
  const training = page.evaluate("entry.train(4)");
  await expect.poll(() => page.workers().length, { interval: 10, timeout: 20_000 }).toBe(3);
  expect(await training).toEqual(here);
  await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(0);
  expect(faults).toEqual([]);
}, 120_000);
