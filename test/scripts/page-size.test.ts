import { describe, expect, it } from "vitest";
import { findings } from "./seeded.ts";

/** Text that gzip can't shorten. */
function noise(bytes: number): string {
  let [text, state] = ["", 1];
  while (text.length < bytes) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += (state >>> 8).toString(36).slice(-4);
  }
  return text;
}

const others = ["linear", "losses", "optimizers", "sequential", "trainer"].map((name) => `export const ${name} = "${name}";`).join("\n");

describe("page size", () => {
  it("finds a page that grew, and a layer that pulls in a task; what nobody asks for costs nothing", async () => {
    const index = (recurrent: string) =>
      `export { forecaster } from "./tasks/forecast.js";\n${recurrent}\n${others}\nexport const unused = "${noise(300_000)}";\n`;
    const task = (bytes: number) => ({ "dist/tasks/forecast.js": `export const forecaster = "${noise(bytes)}";\n` });
    const alone = index("export const recurrent = 1;");
    expect(await findings("page size", { "dist/index.js": alone, ...task(50_000) })).toEqual([]);
    const [grown] = await findings("page size", { "dist/index.js": alone, ...task(200_000) });
    expect(grown).toMatch(/^a page with forecaster takes \d+ bytes of gzip; at most \d+$/);
    const tied = index('import { forecaster } from "./tasks/forecast.js";\nexport const recurrent = () => forecaster;');
    const [stray] = await findings("page size", { "dist/index.js": tied, ...task(1000) });
    expect(stray).toMatch(/^a page with recurrent alone pulls in .*dist\/tasks\/forecast\.js$/);
  });
});
