import { table } from "../charts/index.ts";
import { type Command, type CommandContext, command } from "../command.ts";
import { type Claim, claimIds, type Finding, type LessonTable } from "../lesson.ts";
import { unknownWithHint } from "../option-value.ts";
import { exerciseTexts } from "../report/exercises.ts";
import { summaryOf } from "../report/lesson.ts";
import { lessonPicture } from "../report/lesson-picture.ts";
import { foundText, tableTexts } from "../report/lesson-text.ts";
import { lessonPage } from "../report.ts";
import { wrap } from "../text.ts";
import { checkFile, checkFolder, type KeptFile, keepFile, keepFolder } from "./parts/keep.ts";
import { lineOf, reportFile } from "./parts/run-file.ts";

/** `memoria lesson [N|all|exercises]`: the lesson's claims, measured here and now, and exercises on them. */

const flags = ["seeds", "quick", "out", "report", "json", "lang"] as const;
/** The claims train on one and are proven on the other. */
const backends = "wasm, reference";

function tableText(given: LessonTable, context: CommandContext): string {
  const { head, rows } = tableTexts(given, context);
  return table(
    { columns: head.map(({ title, text }) => ({ title, align: text ? ("left" as const) : ("right" as const) })), rows },
    { columns: context.out.columns },
  );
}

const titleOf = (id: string): string => id.replace("L", "");

/** The claims that an operand names: `12`, `L12`, `all`. */
function chosen(claims: readonly Claim[], operand: string): readonly Claim[] {
  if (operand === "all") return claims;
  const found = claims.find(({ id }) => titleOf(id) === operand || id === operand.toUpperCase());
  if (found === undefined) throw unknownWithHint("claim", operand, [...claimIds.map(titleOf), "all", "exercises"]);
  return [found];
}

const paragraph = ({ out }: CommandContext, text: string, indent = "  "): void =>
  out.write(`${wrap(text, out.columns, indent).join("\n")}\n`);

function list(claims: readonly Claim[], context: CommandContext): void {
  const { lesson } = context.words;
  paragraph(context, lesson.list);
  for (const { id } of claims) paragraph(context, `  ${titleOf(id).padStart(2)}  ${lesson.claims[id].claim}`, "      ");
}

/** Questions with their commands, and then the answers, so that a class may cover them. */
function showExercises(context: CommandContext): void {
  const { title, intro, before, run, answers } = context.words.exercises;
  const all = exerciseTexts(context);
  paragraph(context, `${title}. ${intro}`);
  for (const [k, exercise] of all.entries()) {
    context.out.write("\n");
    paragraph(context, `${k + 1}  ${exercise.title}`, "   ");
    paragraph(context, `   ${exercise.question}`, "   ");
    for (const [n, line] of exercise.commands.entries())
      context.out.write(`   ${n === exercise.commands.length - 1 ? run : before}: ${line}\n`);
  }
  context.out.write(`\n${answers}\n`);
  for (const [k, { answer }] of all.entries()) paragraph(context, `${k + 1}  ${answer}`, "   ");
}

/** Measures the claims in order, with a line that says how far it is; `tell` hears of each as it comes. */
async function measure(
  claims: readonly Claim[],
  { seeds, quick }: { readonly seeds: number; readonly quick: boolean },
  context: CommandContext,
  tell: (finding: Finding) => void,
): Promise<Finding[]> {
  const { words, numbers, notes, signal, clock } = context;
  const findings: Finding[] = [];
  for (const [place, claim] of claims.entries()) {
    const started = clock();
    const onPart = (share: number): void => {
      if (!notes.live) return;
      const left = share > 0 ? ((clock() - started) / 1000) * (1 / share - 1) : Number.NaN;
      const part = share > 0 ? ` ${numbers.percent(share)} · ${words.progress.left(numbers.seconds(left))}` : "";
      notes.write(`\r\x1b[K${claim.id} (${place + 1}/${claims.length})${part} · ${words.progress.stop}`);
    };
    onPart(0);
    findings.push(await claim.measure({ seeds, quick, signal, onPart }));
    if (notes.live) notes.write("\r\x1b[K");
    tell(findings[place]);
  }
  return findings;
}

function show(finding: Finding, context: CommandContext): void {
  const { lesson } = context.words;
  const { claim, how } = lesson.claims[finding.id];
  paragraph(context, `${finding.id}  ${claim}`, "     ");
  paragraph(context, `  ${lesson.how}: ${how}`, "    ");
  if (finding.table !== undefined) context.out.write(`${tableText(finding.table, context)}\n`);
  paragraph(context, `→ ${foundText(finding, context)}`);
  context.out.write("\n");
}

export function lessonCommand(claims: readonly Claim[]): Command {
  return command({
    name: "lesson",
    operand: { name: "N", required: false },
    options: flags,
    summary: (words) => words.commands.lesson,
    example: "memoria lesson 12 --seeds 5",
    async run(context, operand, values) {
      const { words, numbers, out, notes, version, given } = context;
      const { seeds, quick = false, json = false } = values;
      if (operand === undefined) return list(claims, context);
      if (operand === "exercises") return showExercises(context);
      const wanted = chosen(claims, operand);
      if (values.out !== undefined) checkFolder(values.out, "lesson");
      if (values.report !== undefined) checkFile("--report", values.report);
      const findings = await measure(wanted, { seeds, quick }, context, (finding) => {
        if (!json) show(finding, context);
      });
      const document = { schema: 1, command: "lesson", options: { seeds, quick }, claims: findings };
      if (json) out.write(`${JSON.stringify(document, undefined, 2)}\n`);
      else {
        if (wanted.length > 1) paragraph(context, summaryOf(findings, context));
        paragraph(context, words.lesson.measured(numbers.number(seeds), quick, backends));
      }
      const say = (text: string): unknown => notes.write(`${wrap(text, notes.columns, "  ").join("\n")}\n`);
      const command = lineOf({ name: "lesson" }, operand, given, values);
      const run = { version, backend: backends, seed: 1, sha256: "", command, refit: false };
      const page = lessonPage({ findings, seeds, quick, run }, context);
      if (values.out !== undefined) {
        const pictures = findings.flatMap((finding) =>
          finding.pictures.map((picture): KeptFile => [`${picture.id}.svg`, lessonPicture(picture, context, {})]),
        );
        const names = await keepFolder(values.out, { memoria: version, ...document }, [[reportFile, page], ...pictures]);
        say(words.forecast.kept(values.out, names.join(", ")));
      }
      if (values.report !== undefined) {
        await keepFile(values.report, page);
        say(words.forecast.keptFile(values.report));
      }
    },
  });
}
