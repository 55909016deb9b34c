import { defineConfig } from "vitest/config";

/** `memoria-source` makes `#storage` and `#parallel` (package.json "imports") mean src, not dist. */
const conditions = ["memoria-source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Memory tests call gc(). Threads that a test starts inherit the rest, and run the source too.
    execArgv: ["--expose-gc", "--conditions=memoria-source", `--import=${new URL("test/helpers/typescript.mjs", import.meta.url)}`],
    testTimeout: 30_000,
  },
});
