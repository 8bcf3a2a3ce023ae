import type { Change, Classification, Determination, IncidentDetails, WorkStatus } from "../../../ipc";

export const WORK = ["active", "inProgress", "resolved"] as const satisfies readonly WorkStatus[];

/** What can be said of each kind of thing (Microsoft, "Update alert"); the assistant refuses any other pair. */
export const DETERMINATIONS: Record<Classification, readonly Determination[]> = {
  truePositive: [
    "multiStagedAttack",
    "maliciousUserActivity",
    "compromisedAccount",
    "malware",
    "phishing",
    "unwantedSoftware",
    "other",
  ],
  informationalExpectedActivity: ["securityTesting", "lineOfBusinessApplication", "confirmedActivity", "other"],
  falsePositive: ["notMalicious", "notEnoughDataToValidate", "other"],
};

export const CLASSIFICATIONS = Object.keys(DETERMINATIONS) as Classification[];

/** The form as it is filled in. Empty texts say nothing. */
export interface Wanted {
  status: string;
  assignedTo: string;
  classification: string;
  determination: string;
  /** Separated by commas. */
  tags: string;
  comment: string;
}

/** What is there now, as a form. */
export function asIs({ status, assignedTo, classification, determination, tags }: IncidentDetails): Wanted {
  return {
    status: status ?? "",
    assignedTo: assignedTo ?? "",
    classification: classification ?? "",
    determination: determination ?? "",
    tags: tags.join(", "),
    comment: "",
  };
}

/** The determinations that go with what is chosen. */
export function determinationsOf(classification: string): readonly Determination[] {
  const known = CLASSIFICATIONS.find((one) => one === classification);
  return known ? DETERMINATIONS[known] : [];
}

/** Another classification; a determination that does not go with it is let go. */
export function classified(wanted: Wanted, classification: string): Wanted {
  const fits = determinationsOf(classification).some((one) => one === wanted.determination);
  return { ...wanted, classification, determination: fits ? wanted.determination : "" };
}

/** Only what is different, so that nothing is overwritten that somebody else changes meanwhile. */
export function changeOf(wanted: Wanted, details: IncidentDetails): Change {
  const now = asIs(details);
  const status = WORK.find((one) => one === wanted.status && wanted.status !== now.status);
  const judged = wanted.classification !== now.classification || wanted.determination !== now.determination;
  const classification = judged ? CLASSIFICATIONS.find((one) => one === wanted.classification) : undefined;
  const determination = classification && determinationsOf(classification).find((one) => one === wanted.determination);
  return {
    seen: details.updated,
    ...(status ? { status } : {}),
    ...(wanted.assignedTo.trim() !== now.assignedTo ? { assignedTo: wanted.assignedTo.trim() } : {}),
    ...(classification ? { classification } : {}),
    ...(determination ? { determination } : {}),
    ...(wanted.tags === now.tags ? {} : { tags: tagsOf(wanted.tags) }),
    ...(wanted.comment.trim() ? { comment: wanted.comment.trim() } : {}),
  };
}

function tagsOf(text: string): string[] {
  const tags = text.split(",").map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ""))];
}

/** Whether a change changes anything. */
export function changesSomething({ seen: _, ...change }: Change): boolean {
  return Object.keys(change).length > 0;
}
