import { describe, expect, it } from "vitest";
import { findings } from "./seeded.ts";

const lines = (count: number) => "// x\n".repeat(count);
const manifest = { name: "memoria", version: "0.1.0", type: "module", dependencies: { commander: "1" }, exports: "./dist/index.js" };

describe("imports", () => {
  it("lets a module import what stands before it, and its own folder", async () => {
    const files = {
      "src/errors.ts": "",
      "src/cell.ts": 'import { a } from "./errors.ts";\n',
      "src/cells/lstm.ts": 'import { a } from "../cell.ts";\nimport { b } from "./gate.ts";\n',
      "src/cells/gate.ts": "",
    };
    expect(await findings("imports", files)).toEqual([]);
  });

  it("finds an import against the order, also as a type, a re-export or import()", async () => {
    const target = "src/layers/linear.ts";
    const lines = [
      `import { a } from "./layers/linear.ts";`,
      `import type { A } from "./layers/linear.ts";`,
      `export * from "./layers/linear.ts";`,
    ];
    for (const line of [...lines, `export const a = () => import("./layers/linear.ts");`]) {
      expect(await findings("imports", { "src/cell.ts": `\n${line}\n`, [target]: "" })).toEqual([
        `src/cell.ts:2 imports ${target}: cell comes before layer`,
      ]);
    }
  });

  it("finds a loss that looks further than the ops", async () => {
    const files = { "src/losses/mse.ts": 'import {\n  a,\n} from "../layers/linear.ts";\n', "src/layers/linear.ts": "" };
    expect(await findings("imports", files)).toEqual(["src/losses/mse.ts:1 imports src/layers/linear.ts: loss looks no further than op"]);
  });

  it("finds Node and packages outside their files, and a module with no place", async () => {
    const files = {
      "src/tensor.ts": 'import { readFileSync } from "node:fs";\n',
      "src/tasks/forecast.ts": 'import { Command } from "commander";\n',
      "src/commands/forecast.ts": 'import { Command } from "commander";\nimport "node:fs";\n',
      "src/storage/node.ts": 'import { readFileSync } from "node:fs";\n',
      "src/surprise.ts": "",
    };
    expect(await findings("imports", files)).toEqual([
      "src/surprise.ts: surprise has no place in the order (scripts/order.mjs)",
      expect.stringMatching(/^src\/tasks\/forecast.ts:1 imports commander: /),
      expect.stringMatching(/^src\/tensor.ts:1 imports node:fs: /),
    ]);
  });

  it("finds a cycle of values, not of types", async () => {
    const cycle = (form: string) => ({
      "src/cells/a.ts": `${form} { b } from "./b.ts";\n`,
      "src/cells/b.ts": 'import { a } from "./a.ts";\n',
    });
    expect(await findings("imports", cycle("import"))).toEqual(["cycle: src/cells/a.ts → src/cells/b.ts → src/cells/a.ts"]);
    expect(await findings("imports", cycle("import type"))).toEqual([]);
  });
});

describe("banned", () => {
  const seeded = [
    "Math.exp(x)",
    "Math . tanh(x)",
    "Math.random()",
    'Math["log"](x)',
    "const { pow } = Math;",
    "x ** 2",
    "x **= 2",
    "Math.hypot(x)",
  ];
  const code = ["eval(x)", "new Function(x)", "import(x)", "import(`./${x}.ts`)"];
  it.each([...seeded, ...code])("finds %s", async (text) => {
    expect(await findings("banned", { "src/a.ts": `let a = 1;\n${text}\n` })).toEqual([expect.stringMatching(/^src\/a\.ts:2 /)]);
  });

  it("finds one inside a template, and after text that looks like a comment", async () => {
    const text = 'const a = `${Math.exp(1)}`;\nconst b = "/*"; Math.exp(b);\nconst c = /[/*"]/; Math.exp(c);\n';
    expect(await findings("banned", { "src/a.ts": text })).toHaveLength(3);
  });

  it("leaves comments, text, exact functions and literal imports alone", async () => {
    const text =
      '/** x ** 2, Math.exp */ // Math.exp\nconst a = "Math.exp ** `"; const b = Math.sqrt(Math.PI) / 2; await import("./c.ts");\n';
    expect(await findings("banned", { "src/a.ts": text, "test/a.test.ts": "Math.exp(1)" })).toEqual([]);
  });
});

describe("lengths", () => {
  const many = Object.fromEntries(["a", "b", "c", "d"].map((name) => [`src/${name}.ts`, lines(100)]));
  it("finds 300 lines, over 200 without a reason, a test of 400 and a reason no longer needed", async () => {
    const reasons = JSON.stringify({ "src/reason.ts": "one table", "src/a.ts": "old", "src/300.ts": "does not help" });
    const files = { "src/reason.ts": lines(201), "src/none.ts": lines(201), "src/300.ts": lines(300), "test/a.test.ts": lines(400) };
    expect(await findings("lengths", { ...many, ...files, "scripts/long-files.json": reasons, "test/b.test.ts": lines(399) })).toEqual([
      "src/300.ts has 300 lines; 300 fails",
      "src/none.ts has 201 lines; over 200 needs a reason in scripts/long-files.json",
      "test/a.test.ts has 400 lines; 400 fails",
      "scripts/long-files.json: src/a.ts is not over 200 lines; remove it",
    ]);
  });

  it("finds a median over 120 lines", async () => {
    expect(await findings("lengths", { ...many, "src/e.ts": lines(121) })).toEqual([]);
    const longer = Object.fromEntries(["e", "f", "g", "h", "i"].map((name) => [`src/${name}.ts`, lines(121)]));
    expect(await findings("lengths", { ...many, ...longer })).toEqual(["src: the median file has 121 lines; at most 120"]);
  });
});

describe("core size", () => {
  it("counts code, not comments and blank lines, of the core and of assembly", async () => {
    const fits = { "src/cells/a.ts": `${"a();\n".repeat(5000)}\n// b\n/* c\n */\n`, "src/tasks/a.ts": "a();\n".repeat(100) };
    expect(await findings("core size", fits)).toEqual([]);
    const over = { ...fits, "src/tensor.ts": "a();", "assembly/a.ts": "a();\n".repeat(2001) };
    expect(await findings("core size", over)).toEqual([
      "core has 5001 lines of code; at most 5000",
      "assembly has 2001 lines of code; at most 2000",
    ]);
  });
});

describe("links", () => {
  const page = "# A heading: *one*, `two`\n\n## Twice\n## Twice\n<a id='x'></a>\n";
  it("takes files, folders, headings, addresses, and text in fences", async () => {
    const text =
      "[a](docs/page.md) [b](docs/page.md#a-heading-one-two) [c](#here) [d](docs/page.md#twice-1) [e](https://x.y/z) [f](docs/)\n# Here\n```\n[g](gone.md)\n```\n";
    expect(await findings("links", { "README.md": text, "docs/page.md": page })).toEqual([]);
  });

  it("finds a missing file, heading, picture and reference, and a way out of the project", async () => {
    const text = '[a](gone.md) [b](docs/page.md#gone) ![c](c.png) <img src="d.png"> [e](../e.md)\n[f]: f.md\n';
    expect(await findings("links", { "README.md": text, "docs/page.md": page })).toEqual([
      "README.md: gone.md: no such file",
      "README.md: docs/page.md#gone: no such heading",
      "README.md: c.png: no such file",
      "README.md: ../e.md: leaves the project",
      "README.md: f.md: no such file",
      "README.md: d.png: no such file",
    ]);
  });
});

describe("lockfile", () => {
  const lock = (entry: object, dependencies = manifest.dependencies) =>
    JSON.stringify({ packages: { "": { dependencies }, "node_modules/commander": entry } });
  it("finds a registry address, and a package.json that moved on", async () => {
    const files = { "package.json": JSON.stringify(manifest) };
    expect(await findings("lockfile", { ...files, "package-lock.json": lock({}) })).toEqual([]);
    expect(await findings("lockfile", { ...files, "package-lock.json": lock({ resolved: "https://x" }) })).toHaveLength(1);
    expect(await findings("lockfile", { ...files, "package-lock.json": lock({}, { commander: "2" }) })).toHaveLength(1);
  });
});
