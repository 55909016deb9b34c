import type { CommandContext } from "../../command.ts";
import type { Dynamics } from "../../lenses/index.ts";
import { flagOf } from "../../option.ts";
import type { Checkpoints } from "./checkpoint.ts";
import { dynamicsFiles } from "./dynamics.ts";
import { checkFile, checkFolder, type KeptFile, keepFile, keepFolder } from "./keep.ts";
import { modelFile, reportFile } from "./run-file.ts";
import { say } from "./say.ts";

/** Where a task command keeps its results: the folder of --out, and the single files. */
export interface OutputValues {
  readonly out?: string;
  readonly csv?: string;
  readonly report?: string;
  readonly save?: string;
}

/** Before anything is read: throws where a place can't be written to, or isn't this command's. */
export function checkOutputs(values: OutputValues, command: string, file: string): void {
  if (values.out !== undefined) checkFolder(values.out, command);
  for (const name of ["csv", "report", "save"] as const) {
    const path = values[name];
    if (path !== undefined) checkFile(flagOf(name), path, file);
  }
}

/** What there is to keep. */
export interface Outputs {
  readonly document: Readonly<Record<string, unknown>>;
  /** The files of the folder; the first is that of --csv. */
  readonly tables: readonly (readonly [name: string, text: string])[];
  readonly page: () => string;
  readonly model: { save(path: string): Promise<void> };
  readonly checkpoints: Checkpoints | undefined;
  readonly dynamics: Dynamics | undefined;
  /** What is said where nothing is kept. */
  readonly notKept: string;
}

/** Writes them and says where. */
export async function keepOutputs(values: OutputValues, outputs: Outputs, context: CommandContext): Promise<void> {
  const { document, tables, page, model, checkpoints, dynamics, notKept } = outputs;
  const { words, version } = context;
  if (values.out !== undefined) {
    const own: readonly KeptFile[] = [...tables, [reportFile, page()], [modelFile, (path) => model.save(path)]];
    const files = [...own, ...dynamicsFiles(dynamics)];
    const names = await keepFolder(values.out, { memoria: version, ...document }, files);
    checkpoints?.remove();
    say(words.forecast.kept(values.out, names.join(", ")), context);
  }
  if (values.csv !== undefined) await keepFile(values.csv, tables[0][1]);
  if (values.report !== undefined) await keepFile(values.report, page());
  if (values.save !== undefined) await model.save(values.save);
  const single = [values.csv, values.report, values.save].filter((path) => path !== undefined);
  for (const path of single) say(words.forecast.keptFile(path), context);
  if (values.out === undefined && single.length === 0) say(notKept, context);
}
