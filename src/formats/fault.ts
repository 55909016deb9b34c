import { ModelError } from "../errors.ts";

const damaged = "the file is damaged or not a model: get it again, or save it anew";

/** A file is not what it should be. */
export const fault = (code: string, where: string, expected: string, got: string, hint = damaged): ModelError =>
  new ModelError({ code, where, expected, got, hint, fields: { where, expected, got } });
