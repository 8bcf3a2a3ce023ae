import type { RunStepState } from "../../../ipc";
import type { Progress } from "../progress";

export const RENEWAL = ["made", "proved", "removed"] as const;

/**
 * How making a credential anew stands: the new one made, proved, and the old one removed. It is told as two steps, the
 * credential and its proof; the first of them is over only when the old one is gone.
 */
export function renewal({ steps }: Progress): Record<(typeof RENEWAL)[number], RunStepState> {
  const credential = (steps.secret ?? steps.certificate)?.state ?? "waiting";
  const proof = steps.proof?.state ?? "waiting";
  return {
    made: proof === "waiting" && credential !== "done" ? credential : "done",
    proved: proof,
    removed: proof === "done" ? credential : "waiting",
  };
}
