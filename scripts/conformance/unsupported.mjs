// A case that asks for what memoria doesn't do: named in the report, not a failure.
export class Unsupported extends Error {}

/** Refuse unless a condition holds. */
export function need(holds, reason) {
  if (!holds) throw new Unsupported(reason);
}
