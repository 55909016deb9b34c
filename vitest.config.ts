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
    // Memory tests call gc().
    execArgv: ["--expose-gc"],
    testTimeout: 30_000,
  },
});
