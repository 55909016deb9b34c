import { speechOf } from "../../src/message.ts";
import { classifyPage, generatePage, labelPage, regressPage, reportPage, translatePage } from "../../src/report.ts";
import { manySeries, oneSeries } from "./sample.ts";
import { classified } from "./sample-classify.ts";
import { generated } from "./sample-generate.ts";
import { labelledSignal, taggedWords } from "./sample-label.ts";
import { regressed } from "./sample-regress.ts";
import { translated } from "./sample-translate.ts";

/** Names and pages that `npm run look` writes. */
export function pages(): (readonly [string, string])[] {
  const stores = Array.from({ length: 30 }, (_, i) => `store ${i + 1}`);
  const many = Array.from({ length: 40 }, (_, i) => `B-slot_number_${i + 1}`);
  return (["en", "es"] as const).flatMap((language) => {
    const speech = speechOf(language);
    return [
      [`one-${language}`, reportPage(oneSeries(language), speech)] as const,
      [`many-${language}`, reportPage(manySeries(language), speech)] as const,
      ...(language === "en" ? [["stores-en", reportPage(manySeries(language, stores), speech)] as const] : []),
      [`classify-${language}`, classifyPage(classified(language), speech)] as const,
      [`signal-${language}`, labelPage(labelledSignal(language), speech)] as const,
      [`words-${language}`, labelPage(taggedWords(language), speech)] as const,
      [`regress-${language}`, regressPage(regressed(language), speech)] as const,
      [`text-${language}`, generatePage(generated(language), speech)] as const,
      [`pairs-${language}`, translatePage(translated(language), speech)] as const,
      ...(language === "en" ? [["classes-en", classifyPage(classified(language, many), speech)] as const] : []),
    ];
  });
}
