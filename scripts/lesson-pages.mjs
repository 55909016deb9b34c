// docs/lesson.md and docs/leccion.md with their pictures, from one source: the stored findings (docs/lesson/findings.json), the message
// catalogue, the exercises, and the prose of each language (docs/lesson/prose.LANG.txt). In the prose, {{claim L1}} is a claim with its
// pictures, {{picture ID}} one picture, {{L12.at40}} a figure, {{exercises}} the exercises, {{made}} how the findings were made.

/** Each page's language and file. */
export const pages = /** @type {const} */ ([
  { language: "en", file: "docs/lesson.md" },
  { language: "es", file: "docs/leccion.md" },
]);

const pictureFile = (id, language) => `lesson/${id}.${language}.svg`;

/** In a cell a bar would begin another. */
const cell = (text) => text.replaceAll("|", "\\|");

function tableLines(table, speech, { tableTexts }) {
  const { head, rows } = tableTexts(table, speech);
  const line = (cells) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head.map(({ title }) => title)), line(head.map(({ text }) => (text ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

const pictureLines = ({ id }, { language, words }) => {
  const { title, caption } = words.lesson.pictures[id];
  return `![${title}](${pictureFile(id, language)})\n\n${caption}`;
};

function claimLines(finding, speech, lib, shown) {
  const { lesson } = speech.words;
  const { claim, how } = lesson.claims[finding.id];
  const pictures = finding.pictures.filter(({ id }) => !shown.has(id));
  return [
    `#### ${finding.id}. ${claim}`,
    `${lesson.how}: ${how}`,
    ...(finding.table === undefined ? [] : [tableLines(finding.table, speech, lib)]),
    ...pictures.map((picture) => pictureLines(picture, speech)),
    `**${lib.foundText(finding, speech)}**`,
  ].join("\n\n");
}

function exerciseLines(speech, { exerciseTexts }) {
  const own = speech.words.exercises;
  const each = exerciseTexts(speech).map(({ title, question, commands, answer }, k) => {
    const lines = commands.map((line) => `    ${line}`).join("\n");
    return `**${k + 1}. ${title}${title.endsWith("?") ? "" : "."}** ${question}\n\n${lines}\n\n<details><summary>${own.answer}</summary>\n\n${answer}\n\n</details>`;
  });
  return [own.intro, ...each].join("\n\n");
}

/** One page's text. `lib`: speechOf, foundText, tableTexts, told, exerciseTexts of memoria; `prose`: what stands in prose.LANG.txt. */
export function pageOf(language, stored, prose, lib) {
  const speech = lib.speechOf(language);
  const byId = new Map(stored.claims.map((finding) => [finding.id, finding]));
  const claim = (id) => {
    const finding = byId.get(id);
    if (finding === undefined) throw new Error(`the prose tells of ${id}, which was not measured`);
    return finding;
  };
  // A picture that the prose shows by itself isn't shown again.
  const shown = new Set([...prose.matchAll(/\{\{picture ([\w-]+)\}\}/g)].map(([, id]) => id));
  const told = new Set();
  const text = prose.replace(/\{\{([^}]+)\}\}/g, (_, key) => {
    const [name, id] = key.split(" ");
    if (name === "claim") {
      told.add(id);
      return claimLines(claim(id), speech, lib, shown);
    }
    if (name === "picture") return pictureLines({ id }, speech);
    if (name === "exercises") return exerciseLines(speech, lib);
    if (name === "minutes") return lib.told(stored.made.minutes, speech.numbers);
    if (Object.hasOwn(stored.made, name)) return `${stored.made[name]}`;
    const [of, figure] = name.split(".");
    return lib.told(claim(of).figures[figure], speech.numbers);
  });
  const missing = [...byId.keys()].filter((id) => !told.has(id));
  if (missing.length > 0) throw new Error(`the prose of ${language} leaves out ${missing.join(", ")}`);
  return text;
}

/** Smaller by a third: no rules for what isn't in the picture, and a look that comes often is one rule. */
export function lean(svg) {
  const looks = new Map();
  for (const [, style] of svg.matchAll(/ style="([^"]*)"/g)) looks.set(style, (looks.get(style) ?? 0) + 1);
  const often = [...looks].flatMap(([style, times]) => (times > 3 ? [style] : []));
  const short = svg.replace(/<\w+[^<>]* style="([^"]*)"[^<>]*>/g, (tag, style) =>
    often.includes(style) && !tag.includes(" class=") ? tag.replace(` style="${style}"`, ` class="k${often.indexOf(style)}"`) : tag,
  );
  const used = new Set([...short.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names.split(" ")));
  const rule = (whole, selector) => ([...selector.matchAll(/\.([a-z]+)/g)].some(([, name]) => used.has(name)) ? whole : "");
  const own = often.map((style, k) => (used.has(`k${k}`) ? ` .chart .k${k} {${style}}` : "")).join("");
  return short.replace(/<style>([\s\S]*?)<\/style>/, (_, css) => {
    const kept = css.replace(/(\.[^{}@]+)\{[^{}]*\}/g, rule);
    return `<style>${kept.replace(/\s+/g, " ").trim()}${own}</style>`;
  });
}

/** Every file that the source gives: [path, text]. `proseOf`: the prose of a language. */
export function filesOf(stored, proseOf, lib) {
  return pages.flatMap(({ language, file }) => {
    const speech = lib.speechOf(language);
    const pictures = stored.claims.flatMap(({ pictures }) =>
      pictures.map((picture) => [`docs/${pictureFile(picture.id, language)}`, lean(lib.lessonPicture(picture, speech, {}))]),
    );
    return [[file, pageOf(language, stored, proseOf(language), lib)], ...pictures];
  });
}
