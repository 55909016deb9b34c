/** The description in a model file or checkpoint, read strictly. */
import type * as z from "zod/mini";
import { usableBackend } from "../backends/index.ts";
import { show } from "../errors.ts";
import { fault } from "../formats/fault.ts";

/** Parse the description. `schema` makes what it must be, here and not when the library loads: schemas take longer to make than to use. `where` names file and metadata key in errors. Throws ModelError `file-metadata` that names the field. */
export function parseDescription<S extends z.ZodMiniType>(schema: () => S, text: string | undefined, where: string): z.infer<S> {
  if (text === undefined) throw fault("file-metadata", where, "the model's description as JSON", "nothing");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw fault("file-metadata", where, "JSON", "something else");
  }
  const parsed = schema().safeParse(json);
  if (parsed.success) {
    const { spec } = parsed.data as { spec?: { backend?: string } };
    if (spec?.backend !== undefined) spec.backend = usableBackend(spec.backend);
    return parsed.data as z.infer<S>;
  }
  const [issue] = parsed.error.issues;
  const value = issue.path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], json);
  throw fault("file-metadata", [where, ...issue.path.map(String)].join(" "), expectedBy(issue), show(value));
}

/** What a schema wanted, in words. */
function expectedBy(issue: z.core.$ZodIssue): string {
  const things = "origin" in issue && issue.origin === "array" ? " entries" : "";
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" ? "a whole number" : `${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
    case "invalid_value":
      return `one of ${issue.values.join(", ")}`;
    case "too_small":
      return `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}${things}`;
    case "too_big":
      return `${issue.inclusive ? "at most" : "less than"} ${issue.maximum}${things}`;
    default:
      return "another value";
  }
}
