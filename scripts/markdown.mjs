// Fenced blocks of Markdown, and of the `@example`s in doc comments.

const fence = /^([ \t]*)(```+)[ \t]*([^\n`]*)\n([\s\S]*?)^[ \t]*\2[ \t]*$/gm;

/** Each fenced block: its info string ("ts", "sh run" …), its text and the line it starts on. */
export function fencedBlocks(text) {
  return [...text.matchAll(fence)].map((match) => ({
    info: match[3].trim(),
    code: match[4].replace(new RegExp(`^${match[1]}`, "gm"), ""),
    line: text.slice(0, match.index).split("\n").length + 1,
  }));
}

/** The text with its fenced blocks blanked; lines stay. */
export const outsideFences = (text) => text.replace(fence, (block) => block.replace(/[^\n]/g, ""));

/** The `@example`s of a source file: each with its fenced `ts` block, or code undefined where it has none. */
export function exampleBlocks(text) {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const line = text.slice(0, comment.index).split("\n").length;
    const body = comment[0].replace(/^[ \t]*(?:\/\*\*|\*\/|\*)[ \t]?/gm, "").replace(/\s*\*\/$/, "");
    return body
      .split(/^@example\b/m)
      .slice(1)
      .map((part) => part.split(/^@\w/m)[0])
      .map((example) => ({ line, code: fencedBlocks(`${example}\n`).find((block) => block.info === "ts")?.code }));
  });
}
