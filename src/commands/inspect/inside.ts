import type { DataFacts } from "../../lenses/index.ts";
import type { Model } from "../../load.ts";
import type { OptionValues } from "../../option.ts";
import { readFile } from "../../storage/node.ts";
import type { Inside } from "../../task.ts";
import { openModel } from "../classify/opened.ts";
import { readCases } from "../classify/read.ts";
import { readSequences } from "../generate/numbers/read.ts";
import { readTextFile } from "../generate/read.ts";
import { rememberedBy as labelColumns } from "../label/opened.ts";
import { readLabels } from "../label/read.ts";
import { type ReadOptions, readDataFile } from "../parts/read.ts";
import { rememberedBy as rowColumns } from "../regress/opened.ts";
import { readRows } from "../regress/read.ts";
import { readPairs } from "../translate/read.ts";

/** A model's net with data as it reads them: each kind of data by the reader of its task, as beside --model there. */

export interface Seen {
  /** None where the data have too little to look at. */
  readonly inside: Inside | undefined;
  /** Facts that the doctor is told. */
  readonly known: DataFacts;
}

/** Options of how the data of a model are read. */
export type InsideOptions = Partial<ReadOptions> & OptionValues<"label" | "events" | "window" | "step">;

/** Throws what the task's command throws for data that its model can't read. */
export async function insideOf(model: Model, path: string, file: string, values: InsideOptions): Promise<Seen> {
  const rest: DataFacts = {};
  switch (model.kind) {
    case "forecast": {
      const data = await readDataFile(file, { ...(values as ReadOptions), horizon: model.spec.horizon });
      const { lookback, season } = model.found;
      return { inside: model.inside({ history: data.series.map(({ series }) => series) }), known: { lookback, season } };
    }
    case "classify": {
      const { remembered } = await openModel(path);
      const { sequences } = await readCases(file, values, remembered);
      return { inside: model.inside(sequences.map(({ sequence }) => sequence)), known: rest };
    }
    case "regress": {
      const { sequences } = readRows(file, await readFile(file), values, rowColumns(model, path));
      return { inside: model.inside(sequences.map(({ rows }) => rows)), known: rest };
    }
    case "label": {
      const events = values.events === undefined ? undefined : { file: values.events, bytes: await readFile(values.events) };
      const background = events === undefined ? undefined : model.background;
      const data = readLabels(file, await readFile(file), { ...values, background }, events, labelColumns(model, path));
      return { inside: model.inside(data.sequences.map(({ steps }) => steps)), known: rest };
    }
    case "generate":
      return { inside: model.inside((await readTextFile(file)).text), known: rest };
    case "generate-numbers": {
      const columns = { channels: model.channels, labelled: model.labels.length > 0 };
      const { sequences } = readSequences(file, await readFile(file), values, columns);
      return { inside: model.inside(sequences), known: { ownPast: true } };
    }
    case "translate":
      return { inside: model.inside((await readPairs(file, true)).lines.map(({ source }) => source)), known: rest };
  }
}
