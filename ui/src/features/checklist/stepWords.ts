import type { Translate } from "../../i18n";
import type { Key, ListKey } from "../../i18n/words";
import type { Goal, StepId } from "../../ipc";

/** The steps that a person walks through. The others only ever appear as the place of a finding. */
const WALKED = [
  "tenant",
  "register",
  "account-types",
  "redirect-uri",
  "public-client-flag",
  "permissions",
  "secret",
  "certificate",
  "ids",
  "customer",
  "consent",
  "user-assignment",
  "conditional-access",
  "token",
  "sign-in",
  "incidents",
] as const;
export type Walked = (typeof WALKED)[number];

export function isWalked(id: StepId): id is Walked {
  return (WALKED as readonly string[]).includes(id);
}

const forCustomers = (goal: Goal) => goal.tenancy === "customers";
const byCode = (goal: Goal) => goal.context === "user" && goal.flow === "device_code";

/** The name of a step, which depends on what is read and for whom. */
export function stepTitle(id: StepId, goal: Goal, t: Translate): string {
  if (id === "incidents" && goal.api === "mde") return t("checklist.steps.incidents.title_alerts");
  if (id === "consent" && forCustomers(goal)) return t("checklist.steps.consent.title_customers");
  return t(`checklist.steps.${id}.title`);
}

/** Why the step is needed. */
export function whyKey(id: Walked, goal: Goal): Key {
  if (id === "incidents" && goal.api === "mde") return "checklist.steps.incidents.why_alerts";
  if (id === "permissions" && goal.api === "mde") return "checklist.steps.permissions.why_alerts";
  if (id === "consent" && forCustomers(goal)) return "checklist.steps.consent.why_customers";
  if (id === "redirect-uri" && forCustomers(goal)) return "checklist.steps.redirect-uri.why_customers";
  if (id === "sign-in" && byCode(goal)) return "checklist.steps.sign-in.why_code";
  return `checklist.steps.${id}.why`;
}

/** What to press, one after the other. */
export function clicksKey(id: Walked, goal: Goal): ListKey {
  if (id === "consent" && forCustomers(goal)) return "checklist.steps.consent.clicks_customers";
  return `checklist.steps.${id}.clicks`;
}
