/** The lesson's problem types as small unrolled nets: which steps have an input, which have an output. */

import { escapeXml } from "../charts/svg.ts";
import type { FigureOptions } from "../figure.ts";
import { box, outline, type Point, symbol, wire } from "./shared/draw.ts";
import { type Sheet, sheetOf } from "./shared/frame.ts";

/** A type: at which steps x comes in and y goes out, from 1, and the commands for it. */
interface ProblemType {
  readonly name: "oneToOne" | "oneToMany" | "manyToOne" | "aligned" | "shifted";
  readonly steps: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly commands: readonly string[];
}

const types: readonly ProblemType[] = [
  { name: "oneToOne", steps: 1, inputs: [1], outputs: [1], commands: ["memoria regress CSV"] },
  { name: "oneToMany", steps: 4, inputs: [1], outputs: [1, 2, 3, 4], commands: ["memoria generate CSV|TXT"] },
  {
    name: "manyToOne",
    steps: 4,
    inputs: [1, 2, 3, 4],
    outputs: [4],
    commands: ["memoria forecast CSV --horizon 1", "memoria classify CSV"],
  },
  { name: "aligned", steps: 4, inputs: [1, 2, 3, 4], outputs: [1, 2, 3, 4], commands: ["memoria label CSV"] },
  {
    name: "shifted",
    steps: 5,
    inputs: [1, 2, 3],
    outputs: [4, 5],
    commands: ["memoria forecast CSV --horizon 2", "memoria translate CSV"],
  },
];

const panel = { width: 236, pitch: 44, rows: 58, height: 226 };

function drawn({ name, steps, inputs, outputs, commands }: ProblemType, [left, top]: Point, { speech }: Sheet): string {
  const words = speech.words.problemTypes.types[name];
  const middle = left + panel.width / 2;
  const x = (step: number): number => middle + (step - (steps + 1) / 2) * panel.pitch;
  const [yOut, yState, yIn] = [0, 1, 2].map((row) => top + 62 + row * panel.rows);
  const node = (at: Point, text: string, color: string, tint = 0): string =>
    box(at, 32, 28, outline(color, tint), symbol(text, at, { size: 13 }));
  const marks = Array.from({ length: steps }, (_, k) => k + 1).map((step) => [
    step > 1
      ? wire(
          [
            [x(step - 1) + 16, yState],
            [x(step) - 16, yState],
          ],
          { color: "other" },
        )
      : "",
    inputs.includes(step)
      ? wire(
          [
            [x(step), yIn - 14],
            [x(step), yState + 14],
          ],
          { color: "soft" },
        ) + node([x(step), yIn], `x_${step}`, "ink")
      : "",
    outputs.includes(step)
      ? wire(
          [
            [x(step), yState - 14],
            [x(step), yOut + 14],
          ],
          { color: "soft" },
        ) + node([x(step), yOut], `y_${step}`, "main")
      : "",
    node([x(step), yState], `h_${step}`, "other", 0.14),
  ]);
  return [
    `<text class="strong" x="${middle}" y="${top + 12}" text-anchor="middle" style="font-size:14px;font-weight:600">${escapeXml(words.name)}</text>`,
    `<text x="${middle}" y="${top + 30}" text-anchor="middle">${escapeXml(words.example)}</text>`,
    ...marks.flat(),
    ...commands.map(
      (line, k) =>
        `<text class="strong" x="${middle}" y="${yIn + 34 + 16 * k}" text-anchor="middle" style="font-family:ui-monospace,monospace;font-size:11px">${line}</text>`,
    ),
  ].join("\n");
}

/**
 * The problem types of recurrent nets, one to one to many to many, each as a small unrolled net with memoria's command for it.
 *
 * @returns SVG. Throws OptionError for an unknown option or language.
 *
 * @example
 * ```ts
 * console.log(figures.problemTypes({ language: "es" }).length);
 * ```
 */
export function problemTypes(options: FigureOptions = {}): string {
  const sheet = sheetOf(options);
  const { words } = sheet.speech;
  const columns = Math.max(1, Math.min(3, Math.floor((sheet.right - sheet.left) / panel.width)));
  const pitch = (sheet.right - sheet.left) / columns;
  const rows = Math.ceil(types.length / columns);
  const parts = types.map((type, k) => {
    const row = Math.floor(k / columns);
    // The last row stands in the middle.
    const missing = row === rows - 1 ? rows * columns - types.length : 0;
    const column = (k % columns) + missing / 2;
    const left = sheet.left + column * pitch + (pitch - panel.width) / 2;
    return drawn(type, [left, sheet.top + 8 + row * (panel.height + 26)], sheet);
  });
  return sheet.finish(parts, [], words.problemTypes, sheet.top + rows * (panel.height + 26));
}
