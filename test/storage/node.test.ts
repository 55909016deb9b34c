import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { readFile, writeAtomic } from "../../src/storage/node.ts";

let root: string;
let folder: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "memoria-storage-"));
  // What another user runs must be readable to it.
  chmodSync(root, 0o755);
  const programs = ["writer", "once"].map((name) => [name, fileURLToPath(new URL(`${name}.ts`, import.meta.url))]);
  await build({
    configFile: false,
    logLevel: "silent",
    build: {
      ssr: true,
      outDir: root,
      emptyOutDir: false,
      rollupOptions: { input: Object.fromEntries(programs), output: { entryFileNames: "[name].mjs" } },
    },
  });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(root, "folder-"));
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (path: string): string => readFileSync(path, "utf8");

/** The refusal, which names the path and leaves nothing behind. */
async function refusal(path: string, action: Promise<unknown> = writeAtomic(path, bytes("new"))): Promise<ModelError> {
  const before = readdirSync(folder).sort();
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ModelError)) throw new Error(`expected a ModelError, got ${error}`);
  expect(error.code).toBe("file-access");
  expect(error.where).toBe(path);
  expect(readdirSync(folder).sort()).toEqual(before);
  return error;
}

describe("writeAtomic", () => {
  it.each([
    "model.safetensors",
    "con espacios.safetensors",
    "año ñandú.safetensors",
    "🌊 olas 🐟.safetensors",
    "模".repeat(84),
    `${"a".repeat(255)}`,
    "-rf",
    ".hidden",
  ])("writes and replaces %s, and nothing else", async (name) => {
    const path = join(folder, name);
    await writeAtomic(path, bytes("one"));
    await writeAtomic(path, "dos: ñ");
    expect(text(path)).toBe("dos: ñ");
    expect(new TextDecoder().decode(await readFile(path))).toBe("dos: ñ");
    expect(readdirSync(folder)).toEqual([name]);
  });

  it("writes by a path relative to the working folder, too", async () => {
    const path = join("build", `storage-test-${process.pid}`);
    mkdirSync("build", { recursive: true });
    try {
      await writeAtomic(path, "here");
      expect(text(path)).toBe("here");
    } finally {
      rmSync(path, { force: true });
    }
  });

  it("refuses a folder at the target, empty or not", async () => {
    const path = join(folder, "model");
    mkdirSync(path);
    expect((await refusal(path)).message).toBe(`${path}: expected a file that can be written, got a folder; give the name of a file`);
    writeFileSync(join(path, "inside"), "kept");
    await refusal(path);
    expect(text(join(path, "inside"))).toBe("kept");
  });

  it("refuses a folder that isn't there, a file in place of one, and a name that is too long", async () => {
    expect((await refusal(join(folder, "no", "model"))).got).toBe("no such file or folder");
    writeFileSync(join(folder, "file"), "");
    expect((await refusal(join(folder, "file", "model"))).got).toBe("a file where a folder should be");
    expect((await refusal(join(folder, "a".repeat(256)))).got).toBe("a name that is too long");
  });

  it("writes beside what a killed run left", async () => {
    const path = join(folder, "model");
    writeFileSync(join(folder, ".model.1.0.tmp"), "half");
    await writeAtomic(path, "whole");
    expect(text(path)).toBe("whole");
  });

  it("keeps each of many writes at once whole", async () => {
    const path = join(folder, "model");
    await Promise.all(Array.from({ length: 20 }, (_, k) => writeAtomic(path, new Uint8Array(50_000).fill(65 + k))));
    expect(new Set(readFileSync(path)).size).toBe(1);
    expect(statSync(path).size).toBe(50_000);
    expect(readdirSync(folder)).toEqual(["model"]);
  });
});

describe("as a user without permission", () => {
  // Root may write anywhere: then the program runs as nobody.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
  const once = (path: string): { code?: string; reason?: string; message?: string } =>
    JSON.parse(spawnSync(process.execPath, [join(root, "once.mjs"), path, "new"], { ...nobody, encoding: "utf8" }).stdout);

  it("writes where it may", () => {
    if (nobody) chownSync(folder, nobody.uid, nobody.gid);
    expect(once(join(folder, "model"))).toEqual({});
    expect(text(join(folder, "model"))).toBe("new");
  });

  it("refuses a read-only folder", () => {
    if (nobody) chownSync(folder, nobody.uid, nobody.gid);
    writeFileSync(join(folder, "model"), "old");
    chmodSync(join(folder, "model"), 0o666);
    chmodSync(folder, 0o555);
    expect(once(join(folder, "model"))).toMatchObject({
      code: "file-access",
      reason: "EACCES",
      message: expect.stringContaining("got no permission"),
    });
    expect(text(join(folder, "model"))).toBe("old");
    chmodSync(folder, 0o755);
    expect(readdirSync(folder)).toEqual(["model"]);
  });

  it("refuses a read-only file in a folder that can be written", () => {
    const path = join(folder, "model");
    writeFileSync(path, "old");
    if (nobody) for (const each of [folder, path]) chownSync(each, nobody.uid, nobody.gid);
    chmodSync(path, 0o444);
    expect(once(path)).toMatchObject({ code: "file-access", reason: "EACCES" });
    expect(text(path)).toBe("old");
    expect(readdirSync(folder)).toEqual(["model"]);
  });
});

describe("a disk that fills up, or fails, during the write", () => {
  it.each([
    ["writeFile", "ENOSPC", "a full disk"],
    ["sync", "EDQUOT", "a full quota"],
    ["sync", "EIO", "input/output error"],
  ])("in %s: %s is refused, the old file whole, the part of the new one gone", async (step, code, got) => {
    const path = join(folder, "model");
    writeFileSync(path, "old");
    const probe = await (await import("node:fs/promises")).open(path);
    const handles = Object.getPrototypeOf(probe);
    await probe.close();
    const real = handles[step];
    const spy = vi.spyOn(handles, step).mockImplementation(async function (this: unknown) {
      if (step === "writeFile") await real.call(this, "half of it");
      throw Object.assign(new Error(`${code}: input/output error, ${step}`), { code });
    });
    try {
      expect((await refusal(path)).got).toContain(got);
      expect(spy).toHaveBeenCalled();
    } finally {
      spy.mockRestore();
    }
    expect(text(path)).toBe("old");
  });
});

describe("a program killed at any moment", () => {
  it("leaves the old file or the new one, whole (25 kills at random moments)", async () => {
    const size = 300_000;
    const path = join(folder, "modelo ñ.safetensors");
    writeFileSync(path, Buffer.alloc(size, "a"));
    for (let kill = 0; kill < 25; kill++) {
      const child = spawn(process.execPath, [join(root, "writer.mjs"), path, `${size}`], { stdio: ["ignore", "pipe", "inherit"] });
      const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
      await new Promise((resolve) => child.stdout.once("data", resolve));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
      child.kill("SIGKILL");
      expect(await ended).toBe("SIGKILL");
      const now = readFileSync(path);
      expect(now.length).toBe(size);
      expect(now.equals(Buffer.alloc(size, now[0]))).toBe(true);
    }
    // Only hidden leftovers of the kills stand beside it.
    expect(readdirSync(folder).filter((name) => !name.startsWith("."))).toEqual(["modelo ñ.safetensors"]);
  });
});

describe("readFile", () => {
  it("refuses what isn't there, a folder, and a link to nothing", async () => {
    const missing = join(folder, "no");
    expect((await refusal(missing, readFile(missing))).message).toBe(
      `${missing}: expected a file to read, got no such file or folder; check the path`,
    );
    expect((await refusal(folder, readFile(folder))).got).toBe("a folder");
    const link = join(folder, "link");
    symlinkSync(missing, link);
    expect((await refusal(link, readFile(link))).got).toBe("no such file or folder");
  });
});
