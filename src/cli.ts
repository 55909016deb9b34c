#!/usr/bin/env node
/** The command line. */
import { createRequire } from "node:module";
import { main } from "./cli-process.ts";
import { commandsOn } from "./commands/index.ts";
import { datasets } from "./datasets/index.ts";
import { loadAs } from "./load.ts";
import { forecaster } from "./tasks/forecast.ts";

const { version } = createRequire(import.meta.url)("memoria/package.json") as { version: string };
await main(commandsOn({ make: forecaster, load: (path) => loadAs(path, "forecast") }, datasets), version);
