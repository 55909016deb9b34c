/**
 * Error codes with their wording. The library's own text is English, so here each code stands as thrown; a translation says
 * it in its language from the error's fields. A code that is in no catalogue keeps its English parts.
 */

/** The parts of an error's text. */
export interface ErrorParts {
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  readonly hint?: string;
}

/** The parts that a language says in other words. */
export type Wording = (fields: Readonly<Record<string, string | number>>, parts: ErrorParts) => Partial<ErrorParts>;

const asThrown: Wording = () => ({});

export const errors = {
  "option-invalid": asThrown,
  "option-missing": asThrown,
  "option-unknown": asThrown,
  "argument-missing": asThrown,
  "argument-excess": asThrown,
  "value-missing": asThrown,
  "file-unreadable": asThrown,
  "file-unwritable": asThrown,
  "folder-not-ours": asThrown,
  "output-is-input": asThrown,
  "column-unknown": asThrown,
  "column-unclear": asThrown,
} satisfies Record<string, Wording>;

export type ErrorCodes = typeof errors;
