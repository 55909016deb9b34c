import { type Dynamics, doctor } from "../../lenses/index.ts";
import type { Seen } from "./inside.ts";
import type { Look } from "./look.ts";
import type { Opened } from "./model.ts";

/** The `--json` document of `inspect MODEL [DATA]`. */
export function modelDocument({ path, model, nets }: Opened, look: Look | null, seen: Seen | undefined, dynamics: Dynamics | null) {
  const parameters = [...(nets[0]?.parameters().entries() ?? [])].map(([name, { shape }]) => ({ name, shape }));
  const { checkup, ...lenses } = look ?? {};
  const inside = seen?.inside;
  const diagnoses = checkup?.diagnoses ?? (inside === undefined ? null : doctor({ ...inside, facts: seen?.known }).diagnoses);
  return {
    schema: 1,
    command: "inspect",
    model: { file: path, kind: model.kind, spec: model.spec, nets: nets.length, parameters },
    lenses: look === null ? null : lenses,
    dynamics,
    diagnoses,
  };
}
