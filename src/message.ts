import { type MemoriaError, OptionError } from "./errors.ts";
import { en, type Messages } from "./messages/en.ts";
import type { ErrorParts, Wording } from "./messages/en-errors.ts";
import { es } from "./messages/es.ts";
import { type NumberFormat, numberFormat } from "./number-format.ts";
import { declarationOf, flagOf, isOptionName, type OptionValue } from "./option.ts";
import { expectation } from "./option-value.ts";

/**
 * What people read, in their language. `messages/en.ts` is the catalogue and its type; every other language has exactly its keys.
 * To add a language: one file in `messages/`, one line below, one choice in the option table.
 */
export type Language = OptionValue<"lang">;

export type { Messages };

const catalogues: Readonly<Record<Language, Messages>> = { en, es };

/** All that a command needs to speak to a reader. */
export interface Speech {
  readonly language: Language;
  readonly words: Messages;
  readonly numbers: NumberFormat;
}

export function speechOf(language: Language): Speech {
  const words = catalogues[language];
  return { language, words, numbers: numberFormat(words.numbers) };
}

/** `--lang` if it names a language, else the first of LC_ALL, LC_MESSAGES and LANG that is set, else English. */
export function pickLanguage(asked: string | undefined, environment: Readonly<Record<string, string | undefined>>): Language {
  const isLanguage = (name: string): name is Language => Object.hasOwn(catalogues, name);
  const given = asked?.trim().toLowerCase() ?? "";
  if (isLanguage(given)) return given;
  const locale = [environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].find((value) => value !== undefined && value !== "") ?? "";
  const code = locale.toLowerCase().split(/[_.@-]/)[0];
  return isLanguage(code) ? code : "en";
}

/** Option errors name the flag; what the table says about the option is said in the reader's language. */
function wordOption(error: OptionError, words: Messages): Partial<ErrorParts> {
  const { option } = error.fields;
  if (typeof option !== "string" || !isOptionName(option)) return {};
  const declaration = declarationOf(option);
  const fromTable = error.expected === expectation(declaration);
  return {
    where: error.code === "option-missing" ? words.missingOption(flagOf(option)) : words.invalidOption(flagOf(option)),
    ...(fromTable && { expected: expectation(declaration, words.expectations) }),
    ...(error.code === "option-missing" && { got: words.nothing }),
  };
}

/**
 * The text of an error in the reader's language, from its code and fields. Where the catalogue has no entry for the code, the
 * English parts stand in the language's sentence.
 */
export function wordError(error: MemoriaError, { words }: Speech): string {
  const { code, where, expected, got, hint } = error;
  const original: ErrorParts = { where, expected, got, hint };
  const wording = new Map<string, Wording>(Object.entries(words.errors)).get(code);
  const inOptionWords = error instanceof OptionError ? wordOption(error, words) : {};
  const parts = { ...original, ...inOptionWords, ...wording?.(error.fields, { ...original, ...inOptionWords }) };
  const sentence = words.errorSentence(parts);
  return parts.hint === undefined || parts.hint === "" ? sentence : `${sentence}; ${parts.hint}`;
}
