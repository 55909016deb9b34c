/** The `.ts` format of the UCR/UEA archive: header lines that begin with @, after @data one case a line, channels apart by ":", values by ",", the class last. */
import { DataError, show } from "../errors.ts";

export interface TsCase {
  readonly label: string;
  /** One a channel; NaN is missing. */
  readonly channels: readonly Float64Array[];
  /** Line of the file, from 1. */
  readonly line: number;
}

export interface TsFile {
  /** From @problemName; else none. */
  readonly name: string | undefined;
  readonly cases: readonly TsCase[];
}

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Throws DataError `ts-header` (no @data, no class labels, time stamps), `ts-case` (a line that doesn't fit, a class that the header doesn't name), naming file and line. */
export function parseTs(text: string, file: string): TsFile {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const header = new Map<string, string>();
  let at = 0;
  for (; at < lines.length; at++) {
    const line = lines[at].trim();
    if (line === "" || line.startsWith("#") || line.startsWith("%")) continue;
    if (!line.startsWith("@")) fail("ts-header", `${file}, line ${at + 1}`, "a line such as @problemName, or @data", line);
    const [key, ...rest] = line.slice(1).split(/\s+/);
    if (key.toLowerCase() === "data") break;
    header.set(key.toLowerCase(), rest.join(" "));
  }
  if (at >= lines.length) fail("ts-header", file, "a line @data with the cases after it", "none");
  if (header.get("timestamps")?.toLowerCase() === "true") fail("ts-header", `${file}, @timeStamps`, "false: values without times", "true");
  const [labelled, ...names] = (header.get("classlabel") ?? "").split(" ");
  if (labelled.toLowerCase() !== "true") fail("ts-header", `${file}, @classLabel`, "true and the names of the classes", labelled || "none");
  const cases: TsCase[] = [];
  for (let k = at + 1; k < lines.length; k++) {
    const line = lines[k].trim();
    if (line !== "" && !line.startsWith("#")) cases.push(caseOf(line, names, `${file}, line ${k + 1}`, k + 1, cases[0]));
  }
  if (cases.length === 0) fail("ts-header", file, "cases after @data", "none");
  return { name: header.get("problemname"), cases };
}

function caseOf(line: string, names: readonly string[], where: string, number: number, first: TsCase | undefined): TsCase {
  const parts = line.split(":");
  const label = parts.pop()?.trim() ?? "";
  if (parts.length === 0 || label === "") fail("ts-case", where, "channels and a class, apart by :", line);
  if (names.length > 0 && !names.includes(label)) fail("ts-case", where, "a class that @classLabel names", label);
  if (first !== undefined && parts.length !== first.channels.length)
    fail("ts-case", where, `${first.channels.length} channels, as in the first case`, `${parts.length}`);
  const channels = parts.map((part, channel) =>
    Float64Array.from(part.split(","), (cell) => {
      const value = cell.trim();
      if (value === "?" || /^nan$/i.test(value)) return Number.NaN;
      const read = decimal.test(value) ? Number(value) : Number.NaN;
      if (!Number.isFinite(read)) fail("ts-case", `${where}, channel ${channel + 1}`, "numbers, or ? where one is missing", value);
      return read;
    }),
  );
  const uneven = channels.find(({ length }) => length !== channels[0].length);
  if (uneven !== undefined) fail("ts-case", where, `${channels[0].length} values in each channel`, `${uneven.length}`);
  return { label, channels, line: number };
}

function fail(code: string, where: string, expected: string, got: string): never {
  const shown = show(got.length > 60 ? `${got.slice(0, 60)}…` : got);
  throw new DataError({ code, where, expected, got: shown, fields: { where, expected, got: shown } });
}
