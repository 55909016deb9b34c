// Reads TypeScript just well enough to tell code from comments and text, without a parser.

const beforeRegex = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|of|in|void|yield|await))\s*$/;

/**
 * The same text, same length and lines, with comments blanked and, unless `keepStrings`, what stands inside
 * strings, template text and regular expressions too. Code inside `${…}` stays.
 */
export function codeOf(text, { keepStrings = false } = {}) {
  let out = "";
  let at = 0;
  const braces = []; // one count of open braces for each `${` that we are inside
  const take = (end, kept) => {
    const piece = text.slice(at, end);
    out += kept ? piece : piece.replace(/[^\n]/g, " ");
    at = end;
  };
  const endOfTemplate = (from) => {
    for (let i = from; i < text.length; i++) {
      if (text[i] === "\\") i++;
      else if (text[i] === "`") return { end: i + 1, nested: false };
      else if (text.startsWith("${", i)) return { end: i + 2, nested: true };
    }
    return { end: text.length, nested: false };
  };
  const template = (from) => {
    const { end, nested } = endOfTemplate(from);
    take(end, keepStrings);
    if (nested) braces.push(0);
  };
  while (at < text.length) {
    const char = text[at];
    const rest = text.slice(at, at + 2);
    if (rest === "//") take(endOf(text, "\n", at), false);
    else if (rest === "/*") take(endOf(text, "*/", at + 2, 2), false);
    else if (char === '"' || char === "'") take(endOfQuoted(text, char, at + 1), keepStrings);
    else if (char === "`") template(at + 1);
    else if (char === "/" && beforeRegex.test(out.slice(-200))) take(endOfRegex(text, at + 1), keepStrings);
    else if (char === "}" && braces.at(-1) === 0) {
      braces.pop();
      template(at + 1);
    } else {
      if (braces.length > 0 && char === "{") braces[braces.length - 1]++;
      if (braces.length > 0 && char === "}") braces[braces.length - 1]--;
      take(at + 1, true);
    }
  }
  return out;
}

function endOf(text, mark, from, length = 0) {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + length;
}

function endOfQuoted(text, quote, from) {
  for (let i = from; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === quote || text[i] === "\n") return i + 1;
  }
  return text.length;
}

function endOfRegex(text, from) {
  let inClass = false;
  for (let i = from; i < text.length && text[i] !== "\n"; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "[") inClass = true;
    else if (text[i] === "]") inClass = false;
    else if (text[i] === "/" && !inClass) return i + 1;
  }
  return from;
}

/** Line of a position, from 1. */
export const lineAt = (text, position) => text.slice(0, position).split("\n").length;

/** Lines that hold code: neither blank nor only a comment. */
export const codeLines = (text) =>
  codeOf(text, { keepStrings: true })
    .split("\n")
    .filter((line) => line.trim() !== "").length;

/** What a module imports or re-exports: specifier, line, and whether only types. */
export function importsOf(text) {
  const code = codeOf(text, { keepStrings: true });
  const form = /^\s*(?:import|export)\s+(type\b)?(?:[^"';]*?\bfrom\s*)?["']([^"']+)["']|\bimport\s*\(\s*["']([^"']+)["']\s*\)/gm;
  return [...code.matchAll(form)].map((match) => ({
    specifier: match[2] ?? match[3],
    types: match[1] !== undefined,
    line: lineAt(code, match.index + match[0].search(/\S/)),
  }));
}
