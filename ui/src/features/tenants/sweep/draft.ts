import type { ConnectionView, ResultFormat, SweepQuestion } from "../../../ipc";
import { allOf, firstList, type Hours } from "../../defender/kinds";
import type { ReadyQuestion } from "../../defender/questions/questions";

/** Everything of the first list of the connection, in a time that the person chooses. */
export const EVERYTHING = "everything";
/** A query that the person writes. */
export const OWN = "own";

/** How far back one looks first. */
const FIRST_HOURS: Hours = 48;

/** A question that is not asked yet. */
export interface Draft {
  /** The id of a ready question, {@link EVERYTHING} or {@link OWN}. */
  what: string;
  /** How far back, where that can be chosen: a ready question has a time of its own. */
  hours: Hours;
  /** The query of one's own. */
  text: string;
  /** Ask all that are not skipped, though some are selected. */
  everybody: boolean;
  formats: ResultFormat[];
}

export const BLANK: Draft = { what: EVERYTHING, hours: FIRST_HOURS, text: "", everybody: false, formats: ["json"] };

/** The ready question of a draft, where it is one that can be asked. */
export function readyOf({ what }: Draft, possible: ReadyQuestion[]): ReadyQuestion | null {
  return possible.find(({ question }) => question.id === what) ?? null;
}

/** Whether the time is chosen beside the question; only Microsoft Graph takes one for a query. */
export function isTimed({ what }: Draft, { goal }: ConnectionView): boolean {
  return what === EVERYTHING || (what === OWN && goal.api === "graph");
}

/** The draft as a question; null where nothing is there to ask. */
export function questionOf(
  draft: Draft,
  ready: ReadyQuestion | null,
  connection: ConnectionView,
): SweepQuestion | null {
  const { api } = connection.goal;
  if (ready) return readyQuestion(ready);
  if (draft.what !== OWN) return { kind: "list", query: allOf(firstList(api), draft.hours) };
  const text = draft.text.trim();
  const timespan = isTimed(draft, connection) ? `PT${draft.hours}H` : null;
  return text === "" ? null : { kind: "hunt", query: { text, api, timespan } };
}

function readyQuestion({ question: { query, hunting, kind }, call }: ReadyQuestion): SweepQuestion | null {
  if (hunting !== null) return { kind: "hunt", query: { text: hunting, api: call.api } };
  if (kind === "score") return { kind: "score" };
  return query && { kind: "list", query };
}
