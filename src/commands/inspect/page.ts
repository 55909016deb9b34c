import { basename } from "node:path";
import type { CommandContext } from "../../command.ts";
import type { Dynamics } from "../../lenses/index.ts";
import { lensPage } from "../../report.ts";
import { diagnosisText } from "../parts/doctor.ts";
import { runFacts } from "../parts/facts.ts";
import type { Look } from "./look.ts";
import type { Opened } from "./model.ts";
import { horizonParts } from "./show.ts";

/** The page of a look inside, in the reader's language. */
export function pageOf(opened: Opened, file: string, look: Look, dynamics: Dynamics | null, line: string, context: CommandContext): string {
  const { words, numbers } = context;
  const { path, model, nets } = opened;
  const { diagnoses } = look.checkup;
  const parameters = [...(nets[0]?.parameters().values() ?? [])].reduce((sum, { size }) => sum + size, 0);
  const spec = model.spec as { readonly backend: string; readonly seed: number; readonly cell: string };
  return lensPage(
    {
      ...look,
      dynamics,
      name: basename(path),
      source: file,
      sentences: diagnoses.length === 0 ? [words.lens.healthy] : diagnoses.map((one) => diagnosisText(one, context)),
      horizons: horizonParts(look.horizon, context),
      data: [
        { name: words.lens.model, text: words.lens.net(model.kind, spec.cell, numbers.number(parameters)) },
        { name: basename(file), text: words.lens.rows(numbers.number(look.flow.rows), numbers.number(look.flow.lags)) },
      ],
      run: runFacts({ line }, spec, "", false, context),
    },
    context,
  );
}
