/** Looking after a registration without a desktop: one address too many and one permission too few, until repaired. */
import type { DriftItem, DriftPart, DriftView } from "../bindings";
import { type Door, ownReport } from "../door";

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

type DriftDoor = Pick<Door, "checkRegistration" | "repairRegistration" | "reminders">;

export function fakeDrift(): DriftDoor {
  let items = DRIFT;
  const view = (connectionId: string): DriftView => ({
    connectionId,
    name: "Handrail application",
    at: "2026-11-21T22:30:00Z",
    credentialEnds: "2027-05-14T09:00:00Z",
    items,
    hints: [{ api: "graph", permission: "SecurityAlert.Read.All", smaller: null, since: "2026-08-23" }],
    inOrder: PARTS.filter((part) => !items.some((item) => item.part === part)),
    unseen: [],
  });
  return {
    checkRegistration: async (connectionId) => view(connectionId),
    repairRegistration: async (connectionId, ids) => {
      items = items.filter((item) => !ids.includes(item.id));
      return view(connectionId);
    },
    reminders: async () => [],
  };
}
