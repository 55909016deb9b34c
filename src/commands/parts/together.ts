import { OptionError } from "../../errors.ts";
import { flagOf, type OptionName } from "../../option.ts";

/** Which options may stand together: a saved model has its own, and only training is stopped and gone on with. */

/** `flag` without what it needs: `--out DIR`. */
export const needs = (flag: OptionName, needed: string): OptionError =>
  new OptionError({
    code: "option-needs",
    where: flagOf(flag),
    expected: `${needed} beside it`,
    got: "nothing",
    fields: { flag: flagOf(flag), needed },
  });

/** `flag` beside another that it can't stand with. */
export const excludes = (flag: OptionName, other: OptionName, hint: string): OptionError =>
  new OptionError({
    code: "option-excludes",
    where: flagOf(flag),
    expected: `not to stand beside ${flagOf(other)}`,
    got: "both",
    hint,
    fields: { flag: flagOf(flag), other: flagOf(other) },
  });

/** Options of a training that is kept in a folder. */
export const ofTraining = ["resume", "dynamics"] as const;

/** Throws OptionError `option-needs`. */
export function needOut(given: ReadonlySet<OptionName>): void {
  const stray = ofTraining.find((name) => given.has(name) && !given.has("out"));
  if (stray !== undefined) throw needs(stray, "--out DIR");
}

/** What an update may have anew. */
export const updateOptions = ["epochs", "lr", "maxTime"] as const;

/** `own`: options that a saved model has of its own; `free`: those of them that may stand beside --model, with --update and without. */
export interface Together {
  readonly own: readonly OptionName[];
  readonly free?: { readonly used?: readonly OptionName[]; readonly updated?: readonly OptionName[] };
}

/** Throws OptionError `option-needs`, `option-excludes`. */
export function checkTogether(given: ReadonlySet<OptionName>, { own, free = {} }: Together): void {
  needOut(given);
  if (given.has("update") && !given.has("model")) throw needs("update", "--model FILE");
  if (!given.has("model")) return;
  const updates = given.has("update");
  const { used = [], updated = updateOptions } = free;
  const stray = [...own, ...(updates ? [] : (["save", ...ofTraining] as const))].find(
    (name) => given.has(name) && !(updates ? updated : used).includes(name),
  );
  if (stray !== undefined) throw excludes(stray, "model", "a saved model has its own; to change it, train without --model");
}

/** The options of an update that the command line names. */
export const givenUpdate = (
  given: ReadonlySet<OptionName>,
  values: Readonly<Partial<Record<(typeof updateOptions)[number], number>>>,
): Partial<Record<(typeof updateOptions)[number], number>> =>
  Object.fromEntries(updateOptions.filter((name) => given.has(name)).map((name) => [name, values[name]]));
