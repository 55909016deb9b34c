/** The report of `lesson`: each claim with how it was measured, its table and pictures, what was found and its verdict. */
import type { Finding } from "../lesson.ts";
import type { Speech } from "../message.ts";
import type { ReportRun } from "../report.ts";
import { sheet } from "./frame.ts";
import { facts, figure, section, table, text } from "./html.ts";
import { lessonPicture } from "./lesson-picture.ts";
import { foundText, tableTexts } from "./lesson-text.ts";

export interface LessonReport {
  readonly findings: readonly Finding[];
  readonly seeds: number;
  readonly quick: boolean;
  readonly run: ReportRun;
}

function claimSection(finding: Finding, speech: Speech): string {
  const { lesson } = speech.words;
  const { id, pictures } = finding;
  const { claim, how } = lesson.claims[id];
  const texts = finding.table === undefined ? undefined : tableTexts(finding.table, speech);
  const drawn = pictures.map((picture) => {
    const { title, caption } = lesson.pictures[picture.id];
    return figure({ id: picture.id, title, caption: [caption] }, (size) => lessonPicture(picture, speech, size));
  });
  return section(id, `${id} · ${claim}`, [
    `<p>${text(`${lesson.how}: ${how}`)}</p>`,
    texts === undefined ? "" : table({ caption: lesson.page.table, head: texts.head.map(({ title }) => title), rows: texts.rows }),
    ...drawn,
    `<p><strong>${text(foundText(finding, speech))}</strong></p>`,
  ]);
}

/** Counts of the verdicts, as a sentence. */
export function summaryOf(findings: readonly Finding[], { words, numbers }: Speech): string {
  const [holds, partly, fails] = (["holds", "partly", "fails"] as const).map((standing) =>
    numbers.number(findings.filter((finding) => finding.standing === standing).length),
  );
  return words.lesson.summary(holds, partly, fails);
}

/** One page that needs no network, in the reader's language. */
export function lessonPage({ findings, seeds, quick, run }: LessonReport, speech: Speech): string {
  const { words, numbers } = speech;
  const { page, measured } = words.lesson;
  const [first] = findings;
  const title = findings.length === 1 ? words.lesson.claims[first.id].claim : page.title;
  const again = [
    `<p>${text(page.again)}</p>\n<pre><code>${text(run.command)}</code></pre>`,
    facts([
      { name: words.report.run.backend, text: run.backend },
      { name: words.report.run.version, text: run.version },
    ]),
  ];
  return sheet(
    {
      kind: page.kind,
      title,
      sentences: [summaryOf(findings, speech)],
      from: measured(numbers.number(seeds), quick, run.backend),
      body: [...findings.map((finding) => claimSection(finding, speech)), section("run", words.report.sections.run, again)],
      run,
    },
    speech,
  );
}
