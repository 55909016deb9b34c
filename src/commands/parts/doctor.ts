import type { Diagnosis } from "../../lenses/doctor.ts";
import type { Speech } from "../../message.ts";
import { decimalsFor } from "../../number-format.ts";

/** What the doctor found, in the reader's language: what is wrong, where, and what to try. */
export function diagnosisText({ code, place, fields }: Diagnosis, { words, numbers }: Speech): string {
  const own = words.lens;
  const text = (value: number | string): string =>
    typeof value === "number" ? numbers.number(value, Number.isInteger(value) ? 0 : decimalsFor([value])) : value;
  const said = own.diagnoses[code](Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, text(value)])));
  const where = place === undefined ? "" : ` (${own.where(text(place.layer + 1), place.reverse ? own.backwards : "")})`;
  return `${said.wrong}${where}. ${own.try(said.try)}`;
}
