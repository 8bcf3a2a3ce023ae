import type { useWords } from "../../i18n";
import type { Fault } from "../../ipc";

type Speech = Pick<ReturnType<typeof useWords>, "t" | "has">;

function word(fault: Fault, part: "title" | "why", { t, has }: Speech): string {
  const key = `snippets.faults.${fault.id}.${part}`;
  return has(key) ? t(key) : fault.id;
}

/** What is wrong, in a few words. */
export const faultTitle = (fault: Fault, speech: Speech): string => word(fault, "title", speech);

/** Why it is wrong, and what happens if it stays. */
export const faultReason = (fault: Fault, speech: Speech): string => word(fault, "why", speech);
