import { table } from "../charts/index.ts";
import { type Command, type CommandContext, command } from "../command.ts";
import { type Claim, claimIds, type Finding, type LessonTable, type Standing } from "../lesson.ts";
import type { Told } from "../messages/en-lesson.ts";
import { decimalsFor, type NumberFormat } from "../number-format.ts";
import { unknownWithHint } from "../option-value.ts";
import { wrap } from "../text.ts";

/** `memoria lesson [N|all]`: the lesson's claims, measured here and now. */

/** Three digits, and powers of ten where a number is very large or small. */
export function told(value: number, { number }: NumberFormat): string {
  const size = Math.abs(value);
  if (value === 0 || !Number.isFinite(value)) return number(value);
  if (size >= 0.001 && size < 1e6) return number(value, Number.isInteger(value) ? 0 : decimalsFor([value]));
  const [digits, exponent] = value.toExponential(1).split("e");
  return `${number(Number(digits), 1)}e${Number(exponent)}`;
}

function tellerOf({ figures }: Finding, numbers: NumberFormat): Told {
  const figure = (name: string): number => {
    if (!Object.hasOwn(figures, name)) throw new Error(`a claim tells "${name}", which wasn't measured`);
    return figures[name];
  };
  return Object.assign((name: string) => told(figure(name), numbers), { whole: (name: string) => numbers.number(figure(name)) });
}

function tableText({ columns, rows }: LessonTable, { words, numbers, out }: CommandContext): string {
  const worded = (text: string): string => (Object.hasOwn(words.lesson.table, text) ? words.lesson.table[text] : text);
  const cell = (value: string | number | null): string =>
    value === null ? "" : typeof value === "number" ? told(value, numbers) : worded(value);
  const isText = (column: number): boolean => rows.some((row) => typeof row[column] === "string" && !/^\d+\/\d+$/.test(row[column]));
  return table(
    {
      columns: columns.map((name, k) => ({ title: worded(name), align: isText(k) ? "left" : "right" })),
      rows: rows.map((row) => row.map(cell)),
    },
    { columns: out.columns },
  );
}

const titleOf = (id: string): string => id.replace("L", "");

/** The claims that an operand names: `12`, `L12`, `all`. */
function chosen(claims: readonly Claim[], operand: string): readonly Claim[] {
  if (operand === "all") return claims;
  const found = claims.find(({ id }) => titleOf(id) === operand || id === operand.toUpperCase());
  if (found === undefined) throw unknownWithHint("claim", operand, [...claimIds.map(titleOf), "all"]);
  return [found];
}

/** `claims` and backend: what the registry gives. */
export function lessonCommand(claims: readonly Claim[]): Command {
  return command({
    name: "lesson",
    operand: { name: "N", required: false },
    options: ["seeds", "quick", "json", "lang"],
    summary: (words) => words.commands.lesson,
    example: "memoria lesson 12 --seeds 5",
    async run(context, operand, { seeds, quick = false, json = false }) {
      const { words, numbers, out, notes, signal } = context;
      const paragraph = (text: string, indent = "  ") => out.write(`${wrap(text, out.columns, indent).join("\n")}\n`);
      if (operand === undefined) {
        paragraph(words.lesson.list);
        for (const { id } of claims) paragraph(`  ${titleOf(id).padStart(2)}  ${words.lesson.claims[id].claim}`, "      ");
        return;
      }
      const findings: Finding[] = [];
      const list = chosen(claims, operand);
      for (const [place, claim] of list.entries()) {
        const { claim: says, how, found } = words.lesson.claims[claim.id];
        const line = (part = "") =>
          notes.live && notes.write(`\r\x1b[K${claim.id} (${place + 1}/${list.length})${part} · ${words.progress.stop}`);
        line();
        const finding = await claim.measure({ seeds, quick, signal, onPart: (done, of) => line(` ${done}/${of}`) });
        if (notes.live) notes.write("\r\x1b[K");
        findings.push(finding);
        if (json) continue;
        paragraph(`${claim.id}  ${says}`, "     ");
        paragraph(`  ${words.lesson.how}: ${how}`, "    ");
        if (finding.table !== undefined) out.write(`${tableText(finding.table, context)}\n`);
        paragraph(`→ ${words.lesson.found} (${words.lesson.standings[finding.standing]}): ${found(tellerOf(finding, numbers))}`);
        out.write("\n");
      }
      if (json) {
        out.write(`${JSON.stringify({ schema: 1, command: "lesson", options: { seeds, quick }, claims: findings }, undefined, 2)}\n`);
        return;
      }
      const count = (standing: Standing) => numbers.number(findings.filter((finding) => finding.standing === standing).length);
      if (list.length > 1) paragraph(words.lesson.summary(count("holds"), count("partly"), count("fails")));
      paragraph(words.lesson.measured(numbers.number(seeds), quick, "wasm, reference"));
    },
  });
}
