import type { ErrorReport, Remedy } from "../../ipc";

/** What is put right by nothing but going on. */
const BY_GOING_ON: ReadonlySet<Remedy> = new Set(["none", "retry", "check_network", "restart"]);

/** Is going on the way to lead with? Else the card of a problem has a button of its own that does. */
export function leadsOn(...problems: (ErrorReport | null)[]): boolean {
  // Whoever stopped it knows why, and is shown no card.
  return problems.every((one) => one === null || one.code === "cancelled" || BY_GOING_ON.has(one.remedy));
}
