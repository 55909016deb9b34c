// Runs a program for a check.
import { spawn } from "node:child_process";

/** @returns {Promise<{ code: number, output: string }>} exit code (1 when killed) and what it printed, without colours. */
export function runCommand(program, args, { cwd, env = {}, timeout = 300_000 }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, timeout, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) =>
      resolve({ code: code ?? 1, output: code === null ? `${output}\nstopped after ${timeout / 1000} s` : output }),
    );
  });
}

/** The lines that say something, at most `most` of them. */
export function headOf(output, most = 40) {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines.length > most ? [...lines.slice(0, most), `… and ${lines.length - most} more lines`] : lines;
}
