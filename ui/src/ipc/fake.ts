/**
 * A door without a desktop, for component tests: it answers from memory and keeps what it was told. Production code
 * never imports it.
 */
import type {
  AccountView,
  CertificatesView,
  CertificateView,
  Checklist,
  ClinicReport,
  ConnectionView,
  Diagnosis,
  ErrorCode,
  ErrorReport,
  EvidenceKind,
  Goal,
  HostMeasure,
  HostView,
  IncidentDetails,
  ListQuery,
  ResultView,
  Severity,
  Step,
  StepId,
  StepInput,
  TokenView,
  Trace,
} from "./bindings";
import { type Door, ownReport, Problem } from "./door";
import { fakeCustomers } from "./fake/customers";
import { HUNTING_PLACES, HUNTING_SCHEMA, huntTable, huntView, savedQueries } from "./fake/hunting";
import { fakeInvitations } from "./fake/invitations";
import { type IncidentRow, incidentTable, listTable } from "./fake/lists";
import { ESTIMATE, EXPOSURE, questions } from "./fake/questions";
import { type FakeRegistration, fakeRegistration } from "./fake/registration";
import { fakeSaving } from "./fake/saving";
import { snippetsDoor } from "./fake/snippets";
import { changed, incidentDetails, preview } from "./fake/story";
import { fakeSupport } from "./fake/support";
import { type FakeSweep, fakeSweep } from "./fake/sweep";
import { type FakeTable, facet, overTime, resultView, tablePage } from "./fake/tables";
import { type FakeCustomer, fakeTenants } from "./fake/tenants";

export const TENANT_ID = "8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7";
export const CUSTOMER_ID = "5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7";
const CONSENT_LINK = `https://login.microsoftonline.com/${CUSTOMER_ID}/adminconsent?client_id=x`;
export const CLIENT_ID = "3f8c1a52-0b6e-4d7a-9a41-77c0d2e5b918";

export function report(code: ErrorCode, part: Partial<ErrorReport> = {}): ErrorReport {
  return { ...ownReport(code), ...part };
}

/** The diagnosis of a text, as Rust makes it. */
export function diagnosis(part: Partial<Diagnosis> = {}): Diagnosis {
  return {
    recognised: "unknown",
    finding: report("text_unknown", { finding: true, step: "unknown", remedy: "none", confidence: "unsure" }),
    who: null,
    alternatives: [],
    trace: { aadsts: null, httpStatus: null, correlationId: null, traceId: null, timestamp: null },
    official: null,
    token: null,
    belongs: null,
    service: null,
    shown: null,
    answer: null,
    ...part,
  };
}

export function connection(part: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: "contoso-app",
    name: "Contoso",
    cloudId: "practice",
    practice: true,
    tenantId: TENANT_ID,
    tenantDomain: "contoso.com",
    clientId: CLIENT_ID,
    goal: { api: "graph", context: "application" },
    permissions: ["SecurityIncident.Read.All", "SecurityAlert.Read.All"],
    secret: "keychain",
    account: null,
    ready: true,
    lastAnswer: null,
    appName: "Handrail application",
    redirectUri: "http://localhost",
    customer: null,
    fromCard: false,
    ...part,
  };
}

type Walk = [id: StepId, input: StepInput, page: Step["page"], roles?: Step["roles"]];

/** The steps to a goal. The assistant derives them; this only has to look the same. */
function walk({ context, tenancy, flow, credential }: Goal): Walk[] {
  const partner = tenancy === "customers";
  const start: Walk[] = [
    ["tenant", "none", null],
    ["register", "client_id", "new-registration", ["application_developer"]],
  ];
  const permissions: Walk = ["permissions", "none", "api-permissions", ["application_developer"]];
  const end: Walk = ["incidents", "read", null];
  if (context === "user") {
    const way: Walk =
      flow === "device_code"
        ? ["public-client-flag", "none", "authentication", ["application_developer"]]
        : ["redirect-uri", "none", "authentication", ["application_developer"]];
    const consent: Walk = ["consent", "none", "api-permissions", ["cloud_application_administrator"]];
    return [...start, way, permissions, consent, ["sign-in", "sign_in", null, ["security_reader"]], end];
  }
  const proof: Walk =
    credential === "certificate"
      ? ["certificate", "certificate", "certificates-secrets", ["application_developer"]]
      : ["secret", "secret", "certificates-secrets", ["application_developer"]];
  const token: Walk = ["token", "none", null];
  const consent: Walk = ["consent", "none", "api-permissions", ["privileged_role_administrator"]];
  if (!partner) return [...start, permissions, proof, consent, token, end];
  return [
    ...start,
    ["account-types", "none", "authentication", ["application_developer"]],
    ["redirect-uri", "redirect_uri", "authentication", ["application_developer"]],
    permissions,
    proof,
    ["customer", "customer", null],
    ["consent", "consent", "api-permissions", ["cloud_application_administrator"]],
    token,
    end,
  ];
}

const PROOF: Partial<Record<StepId, [EvidenceKind, Record<string, string>]>> = {
  tenant: ["discovery_document", { domain: "contoso.com", cloud: "Practice", tenant_id: TENANT_ID }],
  register: ["client_id_known", { client_id: CLIENT_ID }],
  "redirect-uri": ["redirect_answered", { redirect_uri: "http://localhost" }],
  permissions: ["roles_claim", { roles: "SecurityIncident.Read.All SecurityAlert.Read.All" }],
  secret: ["secret_accepted", {}],
  consent: ["roles_claim", { roles: "SecurityIncident.Read.All SecurityAlert.Read.All" }],
  token: ["token_verified", { audience: "https://graph.microsoft.com", kid: "practice-1" }],
  "sign-in": ["token_verified", { audience: "https://graph.microsoft.com", user: "admin@contoso.com" }],
  incidents: ["incidents_answered", { rows: "131", requests: "3" }],
};

/** A checklist in which these steps are proved and these are blocked. */
export function checklist(
  of: ConnectionView,
  proved: StepId[],
  blocked: Partial<Record<StepId, ErrorReport>> = {},
  at = new Date().toISOString(),
): Checklist {
  const steps = walk(of.goal).map(([id, input, page, roles = []]): Step => {
    const problem = blocked[id] ?? null;
    const state = problem ? "blocked" : proved.includes(id) ? "proved" : "open";
    const proof = PROOF[id];
    return {
      id,
      state,
      input,
      page,
      link: null,
      choices: choices(id, of.goal),
      roles,
      copy: copyValues(id, of),
      evidence: state === "proved" && proof ? [{ kind: proof[0], params: proof[1], at }] : [],
      problem,
    };
  });
  return { connection: of, steps, current: steps.find((step) => step.state !== "proved")?.id ?? null, chosen: null };
}

function choices(id: StepId, { context, tenancy }: Goal): Step["choices"] {
  if (id === "register" || id === "account-types")
    return [tenancy === "customers" ? "multiple_tenants" : "single_tenant"];
  if (id === "redirect-uri") return [context === "user" ? "desktop_platform" : "web_platform"];
  if (id === "permissions") return [context === "user" ? "delegated_permission" : "application_permission"];
  return [];
}

function copyValues(id: StepId, of: ConnectionView): Step["copy"] {
  if (id === "register") return [{ name: "app_name", value: "Handrail – Contoso" }];
  if (id === "redirect-uri") return [{ name: "redirect_uri", value: "http://localhost" }];
  if (id !== "permissions") return [];
  const api = of.goal.api === "xdr" ? [{ name: "api_name" as const, value: "Microsoft Threat Protection" }] : [];
  return [...api, ...of.permissions.map((value) => ({ name: "permission" as const, value }))];
}

const STORIES = [
  "Multi-stage incident with credential access on several devices",
  "Ransomware behaviour blocked on srv-files-02",
  "Suspicious inbox rule after unfamiliar sign-in",
  "PowerShell downloaded an unsigned executable",
  "Unwanted software removed",
  "Password spray against many accounts",
  "Connection to newly registered domain",
];

/** Incidents spread evenly back from `until`, always the same for the same numbers. */
export function incidents(count: number, hours: number, until: number): IncidentRow[] {
  const severities: Severity[] = ["high", "medium", "low", "medium", "informational", "low", "medium"];
  return Array.from({ length: count }, (_, index): IncidentRow => {
    const back = (((index * 37) % count) / count) ** 1.3 * hours * 3_600_000;
    const updated = until - back;
    return {
      id: String(924 + index),
      title: STORIES[(index * 5) % STORIES.length] ?? "",
      severity: severities[(index * 3) % severities.length] ?? "low",
      status: ["active", "active", "inProgress", "resolved"][(index * 7) % 4] ?? "active",
      assignedTo: index % 3 === 0 ? "analyst@contoso.com" : null,
      classification: null,
      created: new Date(updated - 5_000_000).toISOString(),
      updated: new Date(updated).toISOString(),
      tags: [],
      alerts: (index % 6) + 1,
    };
  });
}

export function tokenView(now: number, part: Partial<TokenView> = {}): TokenView {
  const seconds = (time: number) => String(Math.floor(time / 1000));
  return {
    connectionId: "contoso-app",
    kind: "application",
    usable: true,
    issuerVersion: "1.0",
    audience: "https://graph.microsoft.com",
    tenantId: TENANT_ID,
    clientId: CLIENT_ID,
    account: null,
    permissions: ["SecurityIncident.Read.All", "SecurityAlert.Read.All"],
    missing: [],
    issued: new Date(now - 20 * 60_000).toISOString(),
    expires: new Date(now + 52 * 60_000).toISOString(),
    signature: "verified",
    checks: [
      { id: "signature", passed: true, params: {} },
      { id: "tenant", passed: true, params: {} },
      { id: "client", passed: true, params: {} },
      { id: "audience", passed: true, params: {} },
      { id: "permission", passed: true, params: {} },
      { id: "time", passed: true, params: {} },
    ],
    claims: [
      { name: "aud", value: "https://graph.microsoft.com" },
      { name: "iss", value: `https://sts.windows.net/${TENANT_ID}/` },
      { name: "tid", value: TENANT_ID },
      { name: "appid", value: CLIENT_ID },
      { name: "appidacr", value: "1" },
      { name: "roles", value: "SecurityIncident.Read.All, SecurityAlert.Read.All" },
      { name: "exp", value: seconds(now + 52 * 60_000) },
      { name: "ver", value: "1.0" },
      { name: "x_new", value: "a claim that nobody here knows" },
    ],
    ...part,
  };
}

export const TRACE: Trace = {
  aadsts: 50011,
  httpStatus: null,
  correlationId: "9c2f1a44-7a0d-4f5e-8f8b-2d1f6a3b7c10",
  traceId: "1b3c5d7e-9f01-4234-8567-89abcdef0100",
  timestamp: "2026-11-20 17:22:08Z",
};

const MISMATCH = diagnosis({
  recognised: "aadsts",
  who: "admin",
  trace: TRACE,
  finding: report("redirect_uri_mismatch", {
    finding: true,
    step: "redirect-uri",
    remedy: "open_portal",
    page: "authentication",
    trace: TRACE,
  }),
  alternatives: [{ step: "redirect-uri", words: "errors.platform_is_web" }],
});

/** The usual host and two nearer ones, as Rust lists them. */
export function hosts(chosen: string | null = null): HostView[] {
  const near = [
    ["eu", "Europe", true],
    ["swa", "Switzerland", false],
  ] as const;
  return [
    {
      id: null,
      host: "https://api.security.microsoft.com",
      area: null,
      areaConfirmed: true,
      chosen: chosen === null,
    },
    ...near.map(([id, area, areaConfirmed]) => ({
      id,
      host: `https://${id}.api.security.microsoft.com`,
      area,
      areaConfirmed,
      chosen: chosen === id,
    })),
  ];
}

/** What was measured of those: one is fastest, one cannot be reached. */
export function hostMeasures(): HostMeasure[] {
  const times = [38.4, 12.1, null];
  return hosts().map(({ id, host }, index) => ({
    id,
    host,
    medianMs: times[index] ?? null,
    answers: times[index] ? 5 : 0,
    fastest: times[index] === 12.1,
    problem: times[index] ? null : report("network_unreachable", { params: { host } }),
  }));
}

/** A PowerShell script with two faults, as Rust shows and corrects it. */
export const CLINIC: ClinicReport = {
  language: "powershell",
  faults: [
    { id: "secret_in_script", line: 2 },
    { id: "filter_lost", line: 4 },
  ],
  shown: [
    '$tenantId = "contoso.com"',
    '$secret = "REMOVED"',
    '$headers = @{ Authorization = "Bearer $token" }',
    '$url = "https://api.security.microsoft.com/api/incidents?$filter=lastUpdateTime ge $since"',
    "Invoke-RestMethod -Uri $url -Headers $headers",
  ].join("\n"),
  corrected: [
    '$tenantId = "contoso.com"',
    "$secret = $env:HANDRAIL_SECRET",
    '$headers = @{ Authorization = "Bearer $token" }',
    "$url = 'https://api.security.microsoft.com/api/incidents?$filter=lastUpdateTime ge ' + $since",
    "Invoke-RestMethod -Uri $url -Headers $headers",
  ].join("\n"),
  scripts: [],
  placeholders: [],
};

/** Somebody of Contoso who signed in. */
export function account(name: string, current: boolean): AccountView {
  const id = `${name}.${TENANT_ID}`;
  return { id, userName: `${name}@contoso.com`, lastUsed: new Date().toISOString(), kept: "keychain", current };
}

/** The public half of a certificate that holds for a year. */
export function certificateView(name: string, part: Partial<CertificateView> = {}): CertificateView {
  const digit = name === "first" ? "A1" : "B2";
  return {
    thumbprint: digit.repeat(20),
    thumbprintSha256: digit.repeat(32),
    subject: "CN=Handrail application",
    notBefore: new Date().toISOString(),
    notAfter: new Date(Date.now() + 365 * 86_400_000).toISOString(),
    state: "valid",
    key: "keychain",
    ...part,
  };
}

/** Some incidents of the time asked for, and what there is of the other lists. */
function answered(query: ListQuery): FakeTable {
  const happened = query.kind === "incidents" || query.kind === "alerts";
  return happened ? incidentTable(incidents(131, query.hours, Date.now())) : listTable(query, Date.now());
}

/** What a test or a picture wants to be different. */
export type Overrides = Partial<Door> & {
  lists?: Checklist[];
  /** What a question brings. */
  answer?: (query: ListQuery) => FakeTable;
  /** How registering goes. */
  registration?: FakeRegistration;
  /** How customers answer. */
  sweep?: FakeSweep;
  /** The customers of every partner's connection; a test may change them. */
  customers?: FakeCustomer[];
};

/** A whole door on the practice tenant. Each method can be replaced; calls land in `calls` in their order. */
export function fakeDoor({
  lists = [],
  answer = answered,
  registration,
  sweep,
  customers = [],
  ...overrides
}: Overrides = {}): Door & { calls: string[] } {
  const calls: string[] = [];
  const known = new Map(lists.map((list) => [list.connection.id, list]));
  let preferences: Awaited<ReturnType<Door["preferences"]>> = {
    language: "en",
    theme: "light",
    folder: "/home/ana/Documents/Handrail",
    cloud_file: null,
    cloud_problem: null,
  };
  const tenants = fakeTenants(customers);
  const tables = new Map<string, FakeTable>();
  const views = new Map<string, ResultView>();
  const result = (id: string): ResultView => {
    const view = tenants.result(id)?.view ?? views.get(id);
    if (!view) throw new Problem(report("result_gone"));
    return view;
  };
  const tableOf = (id: string): FakeTable => {
    const table = tenants.result(id)?.table ?? tables.get(id);
    if (!table) throw new Problem(report("result_gone"));
    return table;
  };
  const hold = (view: ResultView, table: FakeTable) => {
    tables.set(view.resultId, table);
    views.set(view.resultId, view);
  };
  const stories = new Map<string, IncidentDetails>();
  // Tenants number their incidents alike.
  const named = (tenantId: string | null, id: string) => (tenantId ? `${tenantId} ${id}` : id);
  const storyOf = (tenantId: string | null, id: string) => stories.get(named(tenantId, id)) ?? incidentDetails(id);
  let hostId: string | null = null;
  let accounts = [account("admin", true), account("ana", false)];
  let certificates: CertificatesView = { current: null, next: null };
  const listOf = (id: string): Checklist => {
    const list = known.get(id);
    if (!list) throw new Problem(report("connection_unknown", { remedy: "none", retryable: false }));
    return list;
  };
  const keep = (list: Checklist): Checklist => {
    known.set(list.connection.id, list);
    return list;
  };
  const prove = (id: string, part: Partial<ConnectionView>, ...steps: StepId[]): Checklist => {
    const before = listOf(id);
    const proved = before.steps.filter((step) => step.state === "proved").map((step) => step.id);
    return keep(checklist({ ...before.connection, ...part }, [...proved, ...steps]));
  };
  const forget = (id: string): Checklist =>
    keep(checklist({ ...listOf(id).connection, clientId: null, secret: "missing", ready: false }, ["tenant"]));
  let giveUp: (thrown: Problem) => void = () => undefined;
  const door: Door = {
    practice: async () => ({
      running: true,
      portal: "http://127.0.0.1:40001/portal",
      tenantDomain: "contoso.com",
      problem: null,
    }),
    clouds: async () => [
      { id: "commercial", name: "Worldwide", practice: false, custom: false },
      { id: "practice", name: "Practice", practice: true, custom: false },
    ],
    findTenant: async (name, cloudId) => ({
      tenantId: TENANT_ID,
      domain: name,
      cloudId: cloudId ?? "commercial",
      cloudName: cloudId === "practice" ? "Practice" : "Worldwide",
      practice: cloudId === "practice",
      region: "EU",
      seenAt: new Date().toISOString(),
    }),
    createConnection: async (tenant, goal) => {
      const made = connection({
        id: "made",
        practice: tenant.practice,
        tenantDomain: tenant.domain,
        clientId: null,
        secret: "missing",
        ready: false,
        goal,
        permissions:
          goal.api === "xdr"
            ? [goal.context === "user" ? "Incident.Read" : "Incident.Read.All"]
            : ["SecurityIncident.Read.All", "SecurityAlert.Read.All"],
      });
      return keep(checklist(made, ["tenant"]));
    },
    connections: async () => [...known.values()].map((list) => list.connection),
    removeConnection: async (id) => void known.delete(id),
    checklist: async (id) => listOf(id),
    setClientId: async (id, text) => prove(id, { clientId: text }, "register"),
    takeSecretFromClipboard: async (id) => prove(id, { secret: "keychain" }, "secret"),
    check: async (id) => {
      const { connection: of } = listOf(id);
      if (of.clientId === null || of.secret === "missing") return listOf(id);
      return prove(id, {}, "register", "permissions", "secret", "consent", "token");
    },
    checkUntil: async (id, _step, onProgress) => {
      onProgress({ looks: 1, waitedMs: 0, nextInMs: null });
      return door.check(id);
    },
    cancelCheck: async () => undefined,
    recommend: async ({ reader, subject, tenancy }) => {
      const context = reader === "person" && tenancy === "own" ? "user" : "application";
      return {
        goal: {
          api: subject === "endpoint" ? "mde" : "graph",
          context,
          tenancy,
          flow: "authorization_code",
          credential: "secret",
        },
        reasons: ["graph_has_incidents", context === "user" ? "person_signs_in" : "nobody_is_there"],
        others: ["xdr_has_the_same", "endpoint_is_one_product"],
      };
    },
    chooseStep: async (id, step) => keep({ ...listOf(id), chosen: step }),
    setFlow: async (id, flow) => prove(id, { goal: { ...listOf(id).connection.goal, flow } }),
    setCredential: async (id, credential) => prove(id, { goal: { ...listOf(id).connection.goal, credential } }),
    setApi: async (id, api) => prove(id, { goal: { ...listOf(id).connection.goal, api } }),
    setCustomer: async (id, text) => prove(id, { customer: { tenantId: CUSTOMER_ID, domain: text } }, "customer"),
    setRedirectUri: async (id, text) => prove(id, { redirectUri: text || "http://localhost" }),
    consentLink: async (id) => ({
      link: CONSENT_LINK,
      tenantId: CUSTOMER_ID,
      domain: listOf(id).connection.customer?.domain ?? "",
      state: id,
      redirectUri: listOf(id).connection.redirectUri,
      loopback: true,
    }),
    startConsent: async (id) => ({
      connectionId: id,
      link: CONSENT_LINK,
      listening: true,
      expiresAt: new Date(Date.now() + 5 * 60_000).toISOString(),
      browserProblem: null,
    }),
    finishConsent: async (id) =>
      prove(id, {}, "account-types", "redirect-uri", "permissions", "consent", "token", "incidents"),
    cancelConsent: async () => undefined,
    openPortal: async () => undefined,
    openPracticePortal: async () => undefined,
    hosts: async () => hosts(hostId),
    measureHosts: async (_, onMeasure) => {
      const measures = hostMeasures();
      for (const measure of measures) onMeasure({ ...measure, fastest: false });
      return measures;
    },
    cancelMeasure: async () => undefined,
    setHost: async (id, chosen) => {
      hostId = chosen;
      return listOf(id);
    },
    startSignIn: async (id) => ({
      attemptId: "attempt-1",
      connectionId: id,
      authorizeUrl: "http://127.0.0.1:40001/authorize",
      redirectUri: "http://localhost:53211",
      startedAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + 5 * 60_000).toISOString(),
      browserProblem: null,
    }),
    startDeviceSignIn: async (id) => ({
      attemptId: "attempt-2",
      connectionId: id,
      userCode: "HX7KQ2M9P",
      verificationUri: "http://127.0.0.1:40001/devicelogin",
      startedAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + 15 * 60_000).toISOString(),
    }),
    finishSignIn: () =>
      new Promise((_, reject) => {
        giveUp = reject;
      }),
    cancelSignIn: async () => giveUp(new Problem(report("sign_in_cancelled", { step: "sign-in", remedy: "sign_in" }))),
    openSignInLink: async () => undefined,
    copySignInLink: async () => undefined,
    copyUserCode: async () => undefined,
    accounts: async () => accounts,
    useAccount: async (id, account) => {
      accounts = accounts.map((one) => ({ ...one, current: one.id === account }));
      const userName = accounts.find((one) => one.current)?.userName ?? null;
      return prove(id, { account: userName });
    },
    forgetAccount: async (_, account) => {
      accounts = accounts.filter((one) => one.id !== account);
      return accounts;
    },
    certificates: async () => certificates,
    makeCertificate: async () => {
      const made = certificateView(certificates.current ? "new" : "first");
      certificates = certificates.current ? { ...certificates, next: made } : { current: made, next: null };
      return certificates;
    },
    copyCertificate: async () => undefined,
    saveCertificate: async () => "/home/ana/Documents/Handrail/handrail.cer",
    saveCertificateWithKey: async () => "/home/ana/Documents/Handrail/handrail.pfx",
    diagnose: async (_, text) => (text.includes("AADSTS50011") ? MISMATCH : diagnosis({ shown: text })),
    diagnoseClipboard: async () => MISMATCH,
    openErrorLookup: async () => undefined,
    clinic: async () => CLINIC,
    clinicClipboard: async () => CLINIC,
    ...snippetsDoor,
    importCard: async () => keep(checklist(connection({ id: "fabrikam", name: "Fabrikam" }), [])).connection,
    token: async () => tokenView(Date.now()),
    readList: async (id, query) => {
      const table = answer(query);
      const view = resultView(id, query, table, Date.now());
      hold(view, table);
      if (known.has(id)) prove(id, { ready: true, lastAnswer: { rows: view.rows, at: view.until } }, "incidents");
      return view;
    },
    resumeList: async (id, kind) => result(`${id}/${kind}`),
    estimate: async () => ESTIMATE,
    questions: async () => questions(),
    exposure: async () => EXPOSURE,
    result: async (id) => result(id),
    tablePage: async (id, query, from, count) => tablePage(tableOf(id), query, from, count),
    overTime: async (id, query, column) => overTime(tableOf(id), query, column),
    facet: async (id, query, column, top) => facet(tableOf(id), query, column, top),
    ...fakeSaving(tableOf),
    cancelRead: async () => undefined,
    incidentDetails: async (_, tenantId, id) => storyOf(tenantId, id),
    previewChange: async (_, tenantId, id, change) => preview(change, storyOf(tenantId, id)),
    applyChange: async (_, tenantId, id, change) => {
      const story = changed(change, storyOf(tenantId, id));
      stories.set(named(tenantId, id), story);
      return story;
    },
    hunt: async (id, tenantId, query) => {
      const table = huntTable(Date.now());
      const view = huntView(tenantId ? `${id}/${tenantId}` : id, query, table, Date.now());
      tables.set(view.resultId, table);
      return view;
    },
    cancelHunt: async () => undefined,
    huntingPlaces: async () => HUNTING_PLACES,
    huntingSchema: async () => HUNTING_SCHEMA,
    ...savedQueries(),
    ...fakeCustomers(),
    ...fakeSweep({ answer, hold }, sweep),
    ...fakeInvitations(),
    ...fakeRegistration({ listOf, prove, forget, waits: (leave) => (giveUp = leave) }, registration),
    ...tenants.door,
    rawRow: async (id, row) => JSON.stringify(tableOf(id).rows[row], null, 2),
    openIncident: async () => undefined,
    saveEvidenceReport: async (id) => ({
      format: "html",
      path: "/home/ana/Documents/Handrail/Evidence report 2026-11-20T18.05.html",
      rows: listOf(id).steps.length,
      bytes: 9_000,
    }),
    ...fakeSupport(),
    openFolder: async () => undefined,
    chooseFolder: async () => {
      preferences = { ...preferences, folder: "/home/ana/Elsewhere" };
      return preferences;
    },
    preferences: async () => preferences,
    setPreferences: async (next) => {
      preferences = next;
      return preferences;
    },
    chooseCloudFile: async () => {
      preferences = { ...preferences, cloud_file: "/home/ana/Documents/our-cloud.json", cloud_problem: null };
      return preferences;
    },
    forgetCloudFile: async () => {
      preferences = { ...preferences, cloud_file: null, cloud_problem: null };
      return preferences;
    },
    ...overrides,
  };
  return { ...recorded(door, calls), calls };
}

/** The same door; each call is noted as "name first-argument". */
function recorded(door: Door, calls: string[]): Door {
  const noted = Object.entries(door).map(([name, method]) => [
    name,
    (...args: unknown[]) => {
      calls.push([name, ...args.filter((arg) => typeof arg === "string" || typeof arg === "number")].join(" "));
      return (method as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return Object.fromEntries(noted) as Door;
}
