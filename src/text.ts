/** Laying out plain text in a width: no colours, no terminal, no locale. */

/** Splits `text` at spaces into lines of at most `width` characters; a longer word stands alone, uncut, and `80 %` is one word. Later lines are indented. */
export function wrap(text: string, width: number, indent = ""): string[] {
  const words = text.trimStart().split(/ (?!%)/);
  const lines: string[] = [];
  let line = text.slice(0, text.length - text.trimStart().length) + words[0];
  for (const word of words.slice(1)) {
    if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line.trimEnd());
      line = indent + word;
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

/** Parts side by side, two spaces apart, on as few lines as the width allows; later lines are indented, too long parts wrapped. */
export function flow(parts: readonly string[], width: number, indent: string): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.length - 1;
    if (last < 0) lines.push(part);
    else if (lines[last].length + 2 + part.length <= width) lines[last] += `  ${part}`;
    else lines.push(...wrap(indent + part, width, indent));
  }
  return lines.map((line) => line.trimEnd());
}

/** Cuts to `width` characters, the last one `…` where something was cut. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

const ascii = new Map([
  ["→", "->"],
  ["…", "..."],
  ["·", "-"],
  ["–", "-"],
  ["—", "-"],
  ["−", "-"],
  ["×", "x"],
  ["≥", ">="],
  ["≤", "<="],
  ["━", "="],
  ["─", "-"],
  ["¿", ""],
  ["“", '"'],
  ["”", '"'],
  ["\u00a0", " "],
  ["\u202f", " "],
]);

/** What a terminal without Unicode can show: `→` as `->`, letters without their accents, and `?` for the rest. */
export function toAscii(text: string): string {
  return text
    .replace(/[^\n -~]/gu, (mark) => ascii.get(mark) ?? mark)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^ -~]/gu, (mark) => (mark < " " ? mark : "?"));
}
