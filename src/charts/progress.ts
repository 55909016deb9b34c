import type { Chart } from "../chart.ts";
import { cut } from "../text.ts";

/** One line that says how far a training is. Parts that don't fit are dropped, the last first. */

export interface ProgressData {
  /** What is being trained: `lstm`. */
  readonly label: string;
  /** Done so far, from 0 to 1. */
  readonly share: number;
  /** `37 %`. */
  readonly percent: string;
  /** From the most to the least needed: time left, loss, how to stop. */
  readonly details: readonly string[];
}

export interface ProgressStyle {
  readonly columns: number;
  readonly unicode: boolean;
}

const longest = 24;
const shortest = 4;

export const progressLine: Chart<ProgressData, ProgressStyle> = ({ label, share, percent, details }, { columns, unicode }) => {
  const head = `${label}  `;
  let tail = `  ${percent}`;
  const room = columns - 1;
  if (head.length + shortest + tail.length > room) return cut(`${label} ${percent}`, room);
  for (const detail of details) {
    if (head.length + shortest + tail.length + 2 + detail.length > room) break;
    tail += `  ${detail}`;
  }
  const width = Math.max(shortest, Math.min(longest, room - head.length - tail.length));
  const done = Math.round(Math.max(0, Math.min(1, share)) * width);
  const [full, rest] = unicode ? ["━", "╌"] : ["#", "."];
  return head + full.repeat(done) + rest.repeat(width - done) + tail;
};
