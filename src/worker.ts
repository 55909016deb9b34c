/** The script of a worker. It imports nothing that isn't the package's own: a browser's worker has no import map. */
import { answerWith } from "#parallel";
import type { Parcel } from "./parallel/pool.ts";
import { reply } from "./worker/helper.ts";

answerWith((parcel) => {
  const answer = reply(parcel as Parcel);
  return [answer, answer.numbers === undefined ? [] : [answer.numbers.buffer as ArrayBuffer]];
});
