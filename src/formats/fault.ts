import { ModelError } from "../errors.ts";

/** A file is not what it should be. */
export const fault = (code: string, where: string, expected: string, got: string): ModelError =>
  new ModelError({
    code,
    where,
    expected,
    got,
    hint: "the file is damaged or not a model: get it again, or save it anew",
    fields: { where, expected, got },
  });
