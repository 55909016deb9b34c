import { speechOf } from "../../src/message.ts";
import { reportPage } from "../../src/report.ts";
import { manySeries, oneSeries } from "./sample.ts";

/** Names and pages that `npm run look` writes. */
export function pages(): (readonly [string, string])[] {
  const stores = Array.from({ length: 30 }, (_, i) => `store ${i + 1}`);
  return (["en", "es"] as const).flatMap((language) => [
    [`one-${language}`, reportPage(oneSeries(language), speechOf(language))] as const,
    [`many-${language}`, reportPage(manySeries(language), speechOf(language))] as const,
    ...(language === "en" ? [["stores-en", reportPage(manySeries(language, stores), speechOf(language))] as const] : []),
  ]);
}
