/** The script of a worker. It imports nothing that isn't the package's own: a browser's worker has no import map. */
import { answerWith } from "#parallel";
import { reply } from "./worker/helper.ts";

answerWith(reply);
