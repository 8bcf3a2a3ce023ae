/** A registration that differs from its goal: one address too many and one permission too few, until repaired. */
import type { DriftItem, DriftPart, DriftView } from "../bindings";
import { ownReport } from "../door";

const APPLICATION = "https://graph.microsoft.com/v1.0/applications/0d6a1b52-93a7-4a0c-8b5e-6f2c7f1d4e90";

/** What differs at first. */
export const DRIFT: DriftItem[] = [
  {
    id: "permission_missing graph SecurityIncident.Read.All",
    part: "permissions",
    kind: "permission_missing",
    problem: {
      ...ownReport("permission_not_asked"),
      finding: true,
      step: "permissions",
      params: { permission: "SecurityIncident.Read.All", api: "Microsoft Graph" },
    },
    repair: {
      id: "application",
      change: "change",
      params: { permission: "SecurityIncident.Read.All", api: "Microsoft Graph" },
      details: [],
      requests: [
        {
          id: "change_application",
          method: "PATCH",
          url: APPLICATION,
          headers: [],
          body: '{\n  "requiredResourceAccess": []\n}',
        },
      ],
    },
    choice: false,
  },
  {
    id: "redirect_uri_extra web https://old.contoso.com",
    part: "redirect_uris",
    kind: "redirect_uri_extra",
    problem: {
      ...ownReport("redirect_uri_extra"),
      finding: true,
      step: "redirect-uri",
      params: { redirect_uri: "https://old.contoso.com" },
    },
    repair: {
      id: "application",
      change: "change",
      params: { redirect_uri: "https://old.contoso.com" },
      details: [],
      requests: [
        {
          id: "change_application",
          method: "PATCH",
          url: APPLICATION,
          headers: [],
          body: '{\n  "web": {\n    "redirectUris": []\n  }\n}',
        },
      ],
    },
    choice: true,
  },
];

const PARTS: DriftPart[] = [
  "enterprise_app",
  "account_types",
  "redirect_uris",
  "public_client_flows",
  "implicit_grant",
  "permissions",
  "grants",
  "secrets",
];

/** What somebody sees who compares, while these things differ. */
export function driftView(connectionId: string, items: DriftItem[], part: Partial<DriftView> = {}): DriftView {
  return {
    connectionId,
    name: "Handrail application",
    at: new Date().toISOString(),
    credentialEnds: new Date(Date.now() + 174.5 * 86_400_000).toISOString(),
    items,
    hints: [{ api: "graph", permission: "SecurityAlert.Read.All", smaller: null, since: "2026-08-23" }],
    inOrder: PARTS.filter((one) => !items.some((item) => item.part === one)),
    unseen: [],
    ...part,
  };
}
