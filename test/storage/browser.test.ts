import { describe, expect, it } from "vitest";
import { readFile, writeAtomic } from "../../src/storage/browser.ts";

describe("storage in a browser", () => {
  it("refuses to read by path and says how to", async () => {
    await expect(readFile("m.safetensors")).rejects.toMatchObject({
      name: "ModelError",
      code: "file-access",
      message: "m.safetensors: expected Node, which can open files by path, got a browser; fetch or drop the file, and pass its bytes",
    });
  });

  it("refuses to write by path and says how to", async () => {
    await expect(writeAtomic("m.safetensors", new Uint8Array(1))).rejects.toMatchObject({
      name: "ModelError",
      code: "file-access",
      message:
        "m.safetensors: expected Node, which can open files by path, got a browser; take the bytes with model.bytes(), and offer them as a Blob to download",
    });
  });
});
