import { languageOf, runCommandLine } from "./args.ts";
import type { Command, Screen } from "./command.ts";
import { speechOf } from "./message.ts";
import { toAscii } from "./text.ts";

/** Joins the command line to this process's streams, signals and environment. */

const { env: variables, stdout, stderr } = process;

/** A locale that names a character set other than UTF-8 (or C) shows ASCII; no locale at all shows Unicode. */
function showsUnicode(): boolean {
  const locale = variables.LC_ALL || variables.LC_CTYPE || variables.LANG || "";
  return locale === "" || /utf-?8/i.test(locale);
}

/** Forced by FORCE_COLOR, refused by NO_COLOR or TERM=dumb, else a terminal's. */
function wantsColor(terminal: boolean): boolean {
  if (variables.NO_COLOR !== undefined && variables.NO_COLOR !== "") return false;
  if (variables.FORCE_COLOR !== undefined && variables.FORCE_COLOR !== "0") return true;
  return terminal && variables.TERM !== "dumb";
}

function screen(stream: NodeJS.WriteStream): Screen {
  let open = true;
  // `| head -1` closes our output: the rest of the work (files to keep) goes on without it.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code !== "EPIPE" && error.code !== "EIO") process.exitCode = 1;
  });
  const terminal = stream.isTTY === true;
  const unicode = showsUnicode();
  return {
    write: (text) => {
      if (open) stream.write(terminal && !unicode ? toAscii(text) : text);
    },
    get columns() {
      return terminal && stream.columns > 0 ? stream.columns : Math.max(20, Number(variables.COLUMNS) || 80);
    },
    get closed() {
      return !open;
    },
    live: terminal && variables.TERM !== "dumb",
    color: wantsColor(terminal),
    unicode,
  };
}

/**
 * Runs this process's command line. The first Ctrl-C stops the work in hand and exits with 130; the second exits at once.
 * Sets `process.exitCode` instead of exiting, so that output still under way arrives.
 */
export async function main(commands: readonly Command[], version: string): Promise<void> {
  const out = screen(stdout);
  const notes = screen(stderr);
  const line = process.argv.slice(2);
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    notes.write(`${speechOf(languageOf(line, variables)).words.stopping}\n`);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const clock = () => performance.now();
  process.exitCode = await runCommandLine(line, commands, { out, notes, variables, version, signal: controller.signal, clock });
}
