/** JSON of a file that we don't trust: the platform's parser, with objects as Maps and duplicate keys refused. */
import { fault } from "./fault.ts";

/** Deeper than any header of ours, and far from where recursion would overflow the stack. */
const deepest = 32;

/** Parse a JSON object. Objects inside become Maps, so that no key (`__proto__`) means anything. Throws ModelError. */
export function parseStrict(text: string, where: string): Map<string, unknown> {
  const { keys, depth } = measure(text);
  if (depth > deepest) throw fault("file-header", where, `a header at most ${deepest} deep`, `one ${depth} deep`);
  let value: unknown;
  try {
    // The reviver can't see duplicates; the count of keys in the text can.
    value = JSON.parse(text);
  } catch {
    throw fault("file-header", where, "a header of JSON", "something else");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw fault("file-header", where, "a JSON object", "something else");
  if (countKeys(value) !== keys) throw fault("file-header", where, "each name once", "a name twice");
  return toMap(value) as Map<string, unknown>;
}

function toMap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toMap);
  if (typeof value !== "object" || value === null) return value;
  return new Map(Object.entries(value).map(([key, inner]) => [key, toMap(inner)]));
}

function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, inner) => sum + countKeys(inner), 0);
  return Object.values(value).reduce((sum: number, inner) => sum + 1 + countKeys(inner), 0);
}

/** Colons outside strings, one for each key of a valid JSON text; and how deep brackets stand in one another. */
function measure(text: string): { keys: number; depth: number } {
  let keys = 0;
  let open = 0;
  let depth = 0;
  let quoted = false;
  for (let k = 0; k < text.length; k++) {
    const c = text[k];
    if (quoted && c === "\\") k++;
    else if (c === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (c === ":") keys++;
    else if (c === "{" || c === "[") depth = Math.max(depth, ++open);
    else if (c === "}" || c === "]") open--;
  }
  return { keys, depth };
}
