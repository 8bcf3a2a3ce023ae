/** The board of a partner without a desktop: one customer for each way that consent can be. */
import type { BoardView, CustomerPanelView, CustomerState, PartnerHealth, WantedView } from "../bindings";
import type { Door } from "../door";
import type { FakeTable } from "./tables";

const NOW = "2026-11-20T18:05:00Z";
const WANTED: WantedView = { api: "graph", purpose: "incidents", permission: "SecurityIncident.Read.All" };

const CUSTOMERS: [domain: string, state: CustomerState][] = [
  ["fabrikam.example", "consented"],
  ["northwind.example", "no-app"],
  ["tailspin.example", "no-roles"],
  ["woodgrove.example", "partial-roles"],
  ["litware.example", "blocked"],
  ["adatum.example", "not-provisioned"],
];

export function tenantOf(domain: string): string {
  return `tenant of ${domain}`;
}

export function boardView(connectionId: string, change: Partial<BoardView> = {}): BoardView {
  return {
    resultId: `${connectionId}/customers`,
    total: CUSTOMERS.length,
    skipped: 0,
    counts: CUSTOMERS.map(([, state]) => ({ state, count: 1 })),
    wanted: [WANTED],
    watching: false,
    nextLook: null,
    lastLook: NOW,
    changed: 0,
    problem: null,
    ...change,
  };
}

export function customerPanel(tenantId: string, change: Partial<CustomerPanelView> = {}): CustomerPanelView {
  const [domain, state] = CUSTOMERS.find(([name]) => tenantOf(name) === tenantId) ?? ["fabrikam.example", "consented"];
  const grants = [{ api: WANTED.api, permission: WANTED.permission }];
  const green = state === "consented";
  return {
    tenantId,
    domain,
    name: null,
    cloudId: "practice",
    addedAt: NOW,
    skipped: false,
    state,
    present: green ? grants : [],
    missing: green ? [] : grants,
    finding: null,
    seenAt: NOW,
    nextLook: null,
    lastAnswer: green ? { rows: 1, at: NOW } : null,
    invitedAt: null,
    evidence: [],
    ...change,
  };
}

const COLUMNS: FakeTable["columns"] = [
  { name: "customer", kind: "text" },
  { name: "domain", kind: "text" },
  { name: "cloud", kind: "text" },
  { name: "consent", kind: "word" },
  { name: "tenant", kind: "text" },
];

/** The rows of the board. */
export function boardTable(): FakeTable {
  const rows = CUSTOMERS.map(([domain, state]) => [domain, domain, "practice", state, tenantOf(domain)]);
  return { columns: COLUMNS, rows };
}

export function partnerHealth(): PartnerHealth {
  const ids = ["several_tenants", "redirect_uri", "publisher", "credential", "permissions"] as const;
  return { items: ids.map((id) => ({ id, state: "unseen", evidence: null, until: null, problem: null })) };
}

type TenantsDoor = Pick<
  Door,
  | "board"
  | "shownCustomers"
  | "customer"
  | "watchCustomers"
  | "stopWatching"
  | "lookAt"
  | "cancelLook"
  | "partnerHealth"
  | "setWanted"
  | "wantable"
>;

export const fakeTenants: TenantsDoor = {
  board: async (connectionId) => boardView(connectionId),
  shownCustomers: async () => CUSTOMERS.map(([domain]) => tenantOf(domain)),
  customer: async (_, tenantId) => customerPanel(tenantId),
  watchCustomers: () => new Promise(() => {}),
  stopWatching: async () => {},
  lookAt: async (connectionId, tenantIds, onProgress) => {
    onProgress({ done: tenantIds.length, of: tenantIds.length });
    return boardView(connectionId);
  },
  cancelLook: async () => {},
  partnerHealth: async () => partnerHealth(),
  setWanted: async (connectionId) => boardView(connectionId),
  wantable: async () => [WANTED],
};
