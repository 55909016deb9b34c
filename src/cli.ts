#!/usr/bin/env node
/** The command line. */
import { readFileSync } from "node:fs";
import { main } from "./cli-process.ts";
import { commandsOn } from "./commands/index.ts";
import { datasets } from "./datasets/index.ts";
import { loadAs } from "./load.ts";
import { forecaster } from "./tasks/forecast.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
await main(commandsOn({ make: forecaster, load: (path) => loadAs(path, "forecast") }, datasets), version);
