/** A partner's customers without a desktop: any number of them, in every state, kept in memory. */
import type {
  BoardView,
  CellView,
  Column,
  ColumnKind,
  CustomerPanelView,
  CustomerState,
  ErrorReport,
  Grant,
  PartnerHealth,
  ResultView,
  Wanted,
  WantedView,
} from "../bindings";
import { type Door, ownReport } from "../door";
import { type FakeTable, resultView, tablePage } from "./tables";

/** A customer as the fake keeps it. A test may change one, and say so through the watcher. */
export interface FakeCustomer {
  tenantId: string;
  domain: string;
  name: string | null;
  state: CustomerState;
  skipped: boolean;
  invitedAt: string | null;
  rows: number | null;
}

const NAMES = [
  "adatum",
  "alpineskihouse",
  "bellowscollege",
  "fourthcoffee",
  "lamnahealthcare",
  "margiestravel",
  "proseware",
];
/** One in ten is not as it should be, and some wait for their consent. */
const ODD: Partial<Record<number, CustomerState>> = {
  2: "no-app",
  3: "partial-roles",
  4: "blocked",
  9: "no-roles",
  13: "not-provisioned",
  17: "unreachable",
  18: "unknown",
};

export function customers(count: number): FakeCustomer[] {
  return Array.from({ length: count }, (_, at): FakeCustomer => {
    const name = `${NAMES[at % NAMES.length]}${at < NAMES.length ? "" : Math.floor(at / NAMES.length)}`;
    const state = (at < 20 ? ODD[at] : ODD[(at * 7) % 67]) ?? "consented";
    return {
      tenantId: `0000${String(at).padStart(4, "0")}-5a77-4c1b-9e0d-3f6a2b7c42c7`.slice(-36),
      domain: `${name}.example`,
      name: at % 3 === 0 ? `${name.charAt(0).toUpperCase()}${name.slice(1)} Ltd` : null,
      state,
      skipped: at % 40 === 39,
      invitedAt: state === "unknown" ? null : "2026-11-18T09:00:00Z",
      rows: state === "consented" ? (at * 37) % 190 : null,
    };
  });
}

const KINDS: Record<string, ColumnKind> = {
  customer: "text",
  domain: "text",
  cloud: "text",
  consent: "word",
  present: "list",
  missing: "list",
  credential: "time",
  last_answer: "time",
  rows: "number",
  problem: "text",
  skipped: "boolean",
  looked: "time",
  tenant: "text",
};
const COLUMNS: Column[] = Object.entries(KINDS).map(([name, kind]) => ({ name, kind }));

const FINDINGS: Partial<Record<CustomerState, Partial<ErrorReport> & Pick<ErrorReport, "code">>> = {
  "no-app": { code: "customer_consent_missing", step: "consent", remedy: "ask_admin" },
  blocked: { code: "customer_blocked", step: "conditional-access", remedy: "ask_admin" },
  "not-provisioned": { code: "customer_defender_not_active", step: "incidents" },
  unreachable: { code: "network_unreachable", finding: false, retryable: true, remedy: "retry" },
};

const WANTABLE: WantedView[] = [
  { api: "graph", purpose: "incidents", permission: "SecurityIncident.Read.All" },
  { api: "graph", purpose: "alerts", permission: "SecurityAlert.Read.All" },
  { api: "graph", purpose: "changing", permission: "SecurityIncident.ReadWrite.All" },
  { api: "graph", purpose: "hunting", permission: "ThreatHunting.Read.All" },
  { api: "mde", purpose: "machines", permission: "Machine.Read.All" },
  { api: "mde", purpose: "vulnerabilities", permission: "Vulnerability.Read.All" },
  { api: "mde", purpose: "recommendations", permission: "SecurityRecommendation.Read.All" },
  { api: "mde", purpose: "score", permission: "Score.Read.All" },
];
const FIRST: WantedView[] = WANTABLE.slice(0, 2);

export const HEALTH: PartnerHealth = {
  items: [
    {
      id: "several_tenants",
      state: "proved",
      evidence: { kind: "other_tenant_answered", params: { tenant: "adatum.example" }, at: "2026-11-20T17:00:00Z" },
      until: null,
      problem: null,
    },
    {
      id: "redirect_uri",
      state: "proved",
      evidence: { kind: "redirect_answered", params: { redirect_uri: "http://localhost" }, at: "2026-11-20T17:00:00Z" },
      until: null,
      problem: null,
    },
    { id: "publisher", state: "unseen", evidence: null, until: null, problem: null },
    {
      id: "credential",
      state: "proved",
      evidence: { kind: "secret_accepted", params: {}, at: "2026-11-20T17:00:00Z" },
      until: "2027-05-14T00:00:00Z",
      problem: null,
    },
    {
      id: "permissions",
      state: "proved",
      evidence: { kind: "roles_claim", params: { roles: "SecurityIncident.Read.All" }, at: "2026-11-20T17:00:00Z" },
      until: null,
      problem: null,
    },
  ],
};

type Tenants = Pick<
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
  | "consentAgain"
  | "removeCustomers"
  | "skipCustomers"
  | "nameCustomer"
>;

interface FakeBoard {
  /** The part of the door that looks after customers. */
  door: Tenants;
  /** The board as a result, where `resultId` is one. */
  result(resultId: string): { view: ResultView; table: FakeTable } | null;
}

/** The board over these customers; who holds the list can change it. */
export function fakeTenants(list: FakeCustomer[]): FakeBoard {
  let wanted = FIRST;
  let stop: () => void = () => undefined;
  const grants = (state: CustomerState): { present: Grant[]; missing: Grant[] } => {
    const all = wanted.map(({ api, permission }): Grant => ({ api, permission }));
    const granted = { consented: all.length, "not-provisioned": all.length, "partial-roles": 1 }[state as string] ?? 0;
    // What was wanted later was not asked for when they consented.
    const present = all.slice(0, Math.min(granted, FIRST.length));
    return { present, missing: all.slice(present.length) };
  };
  const stateOf = (one: FakeCustomer): CustomerState =>
    one.state === "consented" && grants(one.state).missing.length > 0 ? "partial-roles" : one.state;
  const found = (tenantId: string): FakeCustomer => {
    const one = list.find((each) => each.tenantId === tenantId);
    if (!one) throw new Error(`no customer ${tenantId}`);
    return one;
  };
  const cells = (one: FakeCustomer): CellView[] => {
    const { present, missing } = grants(one.state);
    return [
      one.name ?? one.domain,
      one.domain,
      "practice",
      stateOf(one),
      present.map(({ permission }) => permission),
      missing.map(({ permission }) => permission),
      "2027-05-14T00:00:00Z",
      one.rows === null ? null : new Date(Date.now() - 720_000).toISOString(),
      one.rows,
      FINDINGS[one.state]?.code ?? null,
      one.skipped,
      one.state === "unknown" ? null : new Date(Date.now() - 240_000).toISOString(),
      one.tenantId,
    ];
  };
  const table = (): FakeTable => ({ columns: COLUMNS, rows: list.map(cells) });
  const board = (connectionId: string): BoardView => {
    const counts = new Map<CustomerState, number>();
    for (const one of list.filter(({ skipped }) => !skipped))
      counts.set(stateOf(one), (counts.get(stateOf(one)) ?? 0) + 1);
    return {
      resultId: `${connectionId}/customers`,
      total: list.length,
      skipped: list.filter(({ skipped }) => skipped).length,
      counts: [...counts].map(([state, count]) => ({ state, count })),
      wanted,
      watching: true,
      nextLook: new Date(Date.now() + 180_000).toISOString(),
      lastLook: new Date(Date.now() - 20_000).toISOString(),
      changed: 0,
      problem: null,
    };
  };
  const remove = (tenantIds: string[]) => {
    for (const tenantId of tenantIds) list.splice(list.indexOf(found(tenantId)), 1);
  };
  const door: Tenants = {
    board: async (id) => board(id),
    shownCustomers: async (_, query) =>
      tablePage(table(), { ...query, group: null }, 0, list.length).page.map((line) =>
        line.kind === "row" ? String(line.cells.at(-1)) : "",
      ),
    customer: async (_, tenantId) =>
      panel(found(tenantId), { state: stateOf(found(tenantId)), ...grants(found(tenantId).state) }),
    watchCustomers: () =>
      new Promise((resolve) => {
        stop = resolve;
      }),
    stopWatching: async () => stop(),
    lookAt: async (id, tenantIds, onProgress) => {
      onProgress({ done: tenantIds.length, of: tenantIds.length });
      return board(id);
    },
    cancelLook: async () => undefined,
    partnerHealth: async () => HEALTH,
    setWanted: async (id, next: Wanted[]) => {
      wanted = next.flatMap(
        (each) => WANTABLE.find((one) => one.api === each.api && one.purpose === each.purpose) ?? [],
      );
      return board(id);
    },
    wantable: async () => WANTABLE,
    consentAgain: async () => ({
      permissions: grants("consented").missing,
      customers: list
        .filter((one) => one.state === "consented" && stateOf(one) !== "consented")
        .map(({ tenantId, domain, name }) => ({ tenantId, domain, name, cloudId: "practice" })),
    }),
    removeCustomers: async (_, tenantIds) => remove(tenantIds),
    skipCustomers: async (_, tenantIds, skipped) => {
      for (const tenantId of tenantIds) found(tenantId).skipped = skipped;
    },
    nameCustomer: async (_, tenantId, name) => {
      found(tenantId).name = name || null;
    },
  };
  return {
    door,
    result: (resultId) => {
      const [connectionId, kind] = resultId.split("/");
      if (kind !== "customers") return null;
      const query = { kind: "customers" as const, hours: 0 };
      return { view: resultView(connectionId ?? "", query, table(), Date.now()), table: table() };
    },
  };
}

function panel(one: FakeCustomer, seen: Pick<CustomerPanelView, "state" | "present" | "missing">): CustomerPanelView {
  const now = Date.now();
  const finding = FINDINGS[one.state];
  const looked = new Date(now - 240_000).toISOString();
  return {
    ...seen,
    tenantId: one.tenantId,
    domain: one.domain,
    name: one.name,
    cloudId: "practice",
    addedAt: "2026-11-17T09:00:00Z",
    skipped: one.skipped,
    finding: finding
      ? {
          ...ownReport(finding.code),
          finding: true,
          retryable: false,
          remedy: "none",
          params: { customer: one.name ?? one.domain },
          ...finding,
        }
      : null,
    seenAt: one.state === "unknown" ? null : looked,
    nextLook: new Date(now + 180_000).toISOString(),
    lastAnswer: one.rows === null ? null : { rows: one.rows, at: new Date(now - 720_000).toISOString() },
    invitedAt: one.invitedAt,
    evidence:
      seen.present.length > 0
        ? [
            {
              kind: "roles_claim",
              params: { roles: seen.present.map(({ permission }) => permission).join(" ") },
              at: looked,
            },
          ]
        : [],
  };
}
