/** What the window learns of customers; the desktop's own types take their place as its commands come. */
import type { Api, ErrorReport, Evidence, LastAnswer } from "../../ipc";

export type CustomerState =
  | "unknown"
  | "no-app"
  | "no-roles"
  | "partial-roles"
  | "consented"
  | "blocked"
  | "not-provisioned"
  | "unreachable";

export interface Grant {
  api: Api;
  permission: string;
}

export interface CustomerBrief {
  tenantId: string;
  domain: string;
  name: string | null;
  cloudId: string;
}

export interface CustomerPanelView extends CustomerBrief {
  addedAt: string;
  skipped: boolean;
  state: CustomerState;
  present: Grant[];
  missing: Grant[];
  finding: ErrorReport | null;
  seenAt: string | null;
  nextLook: string | null;
  lastAnswer: LastAnswer | null;
  invitedAt: string | null;
  evidence: Evidence[];
}
